import { parseStored } from '../fault.ts';
import type { Database } from './database.ts';
import { insertRow, putRow, rowsOf } from './sealed.ts';

/** What people are still to be told. Written in the transaction of what it tells, and taken out when it has been told. */
export interface Outbox {
  /** @param about the number of a change; @param news plain JSON */
  put(kind: string, about: number, news: unknown): void;
  /** Oldest first. */
  of<News>(kind: string): readonly Untold<News>[];
  told(id: number): void;
  /** What is left to be told of it. */
  replace(id: number, news: unknown): void;
}

export interface Untold<News> {
  readonly id: number;
  readonly about: number;
  readonly news: News;
}

export function outbox(database: Database): Outbox {
  return {
    put(kind, about, news) {
      database.transaction(() => {
        const last = database.get<{ last: number | null }>('SELECT max(id) AS last FROM outbox')?.last ?? 0;
        insertRow(database, 'outbox', [last + 1, kind, about, JSON.stringify(news)]);
      });
    },
    of: (kind) =>
      rowsOf(database, 'outbox', 'WHERE kind = ? ORDER BY id', kind).map(({ id, about, news }) => ({
        id: Number(id),
        about: Number(about),
        news: parseStored(String(news), `what is to be told of change ${about}`),
      })),
    replace(id, news) {
      const [row] = rowsOf(database, 'outbox', 'WHERE id = ?', id);
      if (row !== undefined) putRow(database, 'outbox', 'id', [id, row.kind, row.about, JSON.stringify(news)]);
    },
    told: (id) => void database.run('DELETE FROM outbox WHERE id = ?', id),
  };
}
