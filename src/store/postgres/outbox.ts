import { untoldOf } from '../outbox-rows.ts';
import type { Outbox } from '../store.ts';
import type { Connection } from './schema.ts';
import { isSound, soundRow } from './sums.ts';

export function outbox(connection: Connection): Outbox {
  return {
    async put(kind, about, news, recipient = '') {
      const row = { kind, about, recipient, state: 'due' as const, news: JSON.stringify(news) };
      return (await connection.insertInto('outbox').values(row).returning('id').executeTakeFirstOrThrow()).id;
    },
    async of<News>(...kinds: string[]) {
      const kept = connection.selectFrom('outbox').selectAll().select(isSound('outbox'));
      const rows = await kept.where('kind', 'in', kinds).orderBy('id').execute();
      return rows.map((row) => untoldOf<News>(soundRow(row, `row ${row.id} of what is to be told`)));
    },
    async replace(id, news, state = 'due') {
      await connection
        .updateTable('outbox')
        .set({ news: JSON.stringify(news), state })
        .where('id', '=', id)
        .execute();
    },
    async told(id) {
      return (await connection.deleteFrom('outbox').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}
