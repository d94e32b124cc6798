import { type Database, openAside, type SqlValue } from '../../store/sqlite/database.ts';
import { migrate } from '../../store/sqlite/migrations.ts';

/** The embedded tenant's tables, each before those that refer to it. */
export const TENANT_TABLES = [
  'tenant',
  'skus',
  'roles',
  'role_members',
  'users',
  'license_texts',
  'license_rows',
  'groups',
  'members',
  'template_edits',
  'runs',
  'run_parts',
] as const;

/** All that the tables hold, as the changes that make it of empty ones; nothing where they hold nothing. */
export function wholeTenant(from: Database): Uint8Array {
  const to = openAside();
  try {
    migrate(to);
    const recording = to.recording();
    to.transaction(() => {
      for (const table of TENANT_TABLES) copy(from, to, `SELECT * FROM ${table}`, table);
      const named = TENANT_TABLES.map((table) => `'${table}'`).join(', ');
      copy(from, to, `SELECT * FROM seals WHERE name IN (${named})`, 'seals');
    });
    const changes = recording.changes();
    recording.end();
    return changes;
  } finally {
    to.close();
  }
}

function copy(from: Database, to: Database, select: string, table: string): void {
  for (const row of from.each<Record<string, SqlValue>>(select)) {
    const values = Object.values(row);
    to.run(`INSERT OR REPLACE INTO ${table} VALUES (${values.map(() => '?').join(', ')})`, ...values);
  }
}
