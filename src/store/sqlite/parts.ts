/** Namespaces of `kv` that grow with every message and every change. */
const OF_HISTORY = ['answered-messages', 'approval-cards', 'cards', 'emergency-cards', 'lists', 'offers'];

/** Rows of a table that have a seal together. */
export interface SealedPart {
  readonly table: string;
  readonly seal: string;
  /** Which rows these are: no row fits two. */
  readonly where: readonly string[];
}

/** What is remembered of each message and each change: no start reads it whole. */
export const KV_OF_HISTORY: SealedPart = {
  table: 'kv',
  seal: 'kv history',
  where: OF_HISTORY.map((name) => `namespace = '${name}'`),
};

/** All else in `kv`, by the ranges of names between those: SQLite finds each without a look at what lies in between. */
export const KV: SealedPart = {
  table: 'kv',
  seal: 'kv',
  where: ['', ...OF_HISTORY].map((name, place) => {
    const next = OF_HISTORY[place];
    return `namespace > '${name}'${next === undefined ? '' : ` AND namespace < '${next}'`}`;
  }),
};

/** The seal of a row, as an expression of SQL. */
export function sealNameOf(table: string, row: string): string {
  if (table !== 'kv') return `'${table}'`;
  const names = OF_HISTORY.map((name) => `'${name}'`).join(', ');
  return `iif(${row}namespace IN (${names}), '${KV_OF_HISTORY.seal}', '${KV.seal}')`;
}
