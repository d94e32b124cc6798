import { parseStored } from '../fault.ts';
import type { Outbox, Untold } from '../store.ts';
import type { AtOnce } from './at-once.ts';
import type { Database } from './database.ts';
import { insertRow, putRow, rowsOf } from './sealed.ts';

export interface SqliteOutbox extends AtOnce<Omit<Outbox, 'of'>> {
  of<News>(kind: string): readonly Untold<News>[];
}

export function outbox(database: Database): SqliteOutbox {
  let highest = 0;
  return {
    put: (kind, about, news) =>
      database.transaction(() => {
        const last = database.get<{ last: number | null }>('SELECT max(id) AS last FROM outbox')?.last ?? 0;
        highest = Math.max(highest, last) + 1;
        insertRow(database, 'outbox', [highest, kind, about, JSON.stringify(news)]);
        return highest;
      }),
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
    told: (id) => database.run('DELETE FROM outbox WHERE id = ?', id) > 0,
  };
}
