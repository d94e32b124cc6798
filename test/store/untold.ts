import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Outbox } from '../../src/store/store.ts';

/** What `schemas/5-untold.sql` has to tell, as rows of today. A change that waits for an answer once more is a sentence and a card. */
export const UNTOLD = [
  ['schedule', 1002, '', 'due', 'remind'],
  ['schedule', 1002, '', 'sending', 'began'],
  ['schedule', 1002, '', 'due', 'asks'],
  ['schedule', 1002, '', 'due', 1003],
  ['schedule', 1002, '', 'sending', 'asks'],
  ['schedule', 1002, '', 'due', 1004],
  ['schedule', 1002, '', 'sending', 1005],
  ['graph', 1002, '', 'due', undefined],
  ['end', 1002, '19:hr@thread.tacv2', 'sending', undefined],
  ['end', 1002, 'a:megan', 'due', undefined],
  ['request', 1001, '', 'due', ['a:nestor']],
  ['decision', 1003, '', 'due', undefined],
  ['decision', 1004, '', 'sending', undefined],
  ['emergency', 1005, '', 'due', ['nestor']],
];

interface News {
  readonly kind?: string;
  readonly due?: { readonly kind: string };
  readonly number?: number;
  readonly told?: readonly string[];
  readonly perhaps?: readonly string[];
}

export async function untoldIn(outbox: Outbox): Promise<readonly unknown[]> {
  const rows = await outbox.of<News>('schedule', 'graph', 'end', 'request', 'decision', 'emergency');
  return rows.map(({ kind, about, recipient, state, news }) => {
    return [kind, about, recipient, state, news.number ?? news.due?.kind ?? news.kind ?? news.told ?? news.perhaps];
  });
}

/** The statements that write what the file has into tables that another database has, too. */
export function rowsOfFile(tables: Readonly<Record<string, string>>): string {
  const database = new DatabaseSync(':memory:');
  database.exec(readFileSync(new URL('schemas/5-untold.sql', import.meta.url), 'utf8'));
  const statements = Object.entries(tables).flatMap(([table, columns]) =>
    database
      .prepare(`SELECT ${columns} FROM ${table}`)
      .all()
      .map((row) => `INSERT INTO ${table} (${columns}) VALUES (${Object.values(row).map(quoted).join(', ')});`),
  );
  database.close();
  return statements.join('\n');
}

function quoted(value: unknown): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}
