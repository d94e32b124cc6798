import { type OutboxRow, untoldOf } from '../outbox-rows.ts';
import type { Outbox, Untold } from '../store.ts';
import type { AtOnce } from './at-once.ts';
import type { Database } from './database.ts';
import { insertRow, putRow, rowsOf } from './sealed.ts';

export interface SqliteOutbox extends AtOnce<Omit<Outbox, 'of'>> {
  of<News>(...kinds: string[]): readonly Untold<News>[];
}

export function outbox(database: Database): SqliteOutbox {
  let highest = 0;
  return {
    put: (kind, about, news, recipient = '') =>
      database.transaction(() => {
        const last = database.get<{ last: number | null }>('SELECT max(id) AS last FROM outbox')?.last ?? 0;
        highest = Math.max(highest, last) + 1;
        insertRow(database, 'outbox', [highest, kind, about, recipient, 'due', JSON.stringify(news)]);
        return highest;
      }),
    of<News>(...kinds: string[]) {
      const where = `WHERE kind IN (${kinds.map(() => '?').join(', ')}) ORDER BY id`;
      return rowsOf(database, 'outbox', where, ...kinds).map((row) => untoldOf<News>(row as never as OutboxRow));
    },
    replace(id, news, state = 'due') {
      const [row] = rowsOf(database, 'outbox', 'WHERE id = ?', id);
      if (row === undefined) return;
      putRow(database, 'outbox', 'id', [id, row.kind, row.about, row.recipient, state, JSON.stringify(news)]);
    },
    told: (id) => database.run('DELETE FROM outbox WHERE id = ?', id) > 0,
  };
}
