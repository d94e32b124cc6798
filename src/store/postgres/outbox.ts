import { parseStored } from '../fault.ts';
import type { Outbox } from '../store.ts';
import type { Connection } from './schema.ts';

export function outbox(connection: Connection): Outbox {
  return {
    async put(kind, about, news) {
      const row = { kind, about, news: JSON.stringify(news) };
      return (await connection.insertInto('outbox').values(row).returning('id').executeTakeFirstOrThrow()).id;
    },
    async of(kind) {
      const rows = await connection.selectFrom('outbox').selectAll().where('kind', '=', kind).orderBy('id').execute();
      return rows.map(({ id, about, news }) => ({
        id,
        about,
        news: parseStored(news, `what is to be told of change ${about}`),
      }));
    },
    async replace(id, news) {
      await connection
        .updateTable('outbox')
        .set({ news: JSON.stringify(news) })
        .where('id', '=', id)
        .execute();
    },
    async told(id) {
      return (await connection.deleteFrom('outbox').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}
