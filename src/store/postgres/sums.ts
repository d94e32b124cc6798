import { type SqlBool, sql } from 'kysely';
import { damaged } from '../fault.ts';
import { damageHere } from './fault.ts';

/**
 * What a row comes to. PostgreSQL keeps it beside the row with every write, whatever program writes, and works it out again when the row is
 * read: it checks its pages only where its cluster was made to. As partitions by hash rest on it, it is the same in every version.
 */
const sumOf = (...texts: readonly string[]) => `hashtextextended((${texts.join(' || chr(31) || ')}) COLLATE "C", 0)`;

/** As the migration that added them has them. */
export const SUMS = {
  kv: sumOf('namespace', 'key', 'value', "coalesce(expires_at::text, '')"),
  outbox: sumOf('id::text', 'kind', 'about::text', 'recipient', 'state', 'news'),
} as const;

/** Whether a row is as it was written. */
export const isSound = (table: keyof typeof SUMS) => sql<SqlBool>`checksum = ${sql.raw(SUMS[table])}`.as('sound');

/** @throws StoreFault `Corrupt` */
export function soundRow<Row extends { readonly sound: SqlBool }>(row: Row, what: string): Row {
  if (!row.sound) throw damageHere(damaged(what));
  return row;
}
