import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { Client } from 'pg';
import { inject, onTestFinished } from 'vitest';
import { programsHere } from './server.ts';

/**
 * Whether tests that need a PostgreSQL are left out: where neither POSTGRES_PROGRAMS nor the packages nor Debian has one for
 * this machine. Never in CI: there they fail instead.
 */
export const isLeftOut = programsHere() === undefined && process.env['CI'] !== 'true';
if (isLeftOut) console.warn('Tests on PostgreSQL are left out: the packages bring none for this machine.');

/** A `DATABASE_URL` of the test's own, in which there is nothing. */
export async function databaseForTest(): Promise<string> {
  const url = await serverUrl();
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(url, `CREATE SCHEMA ${schema}`);
  onTestFinished(async () => {
    await dropTenants(url, schema);
    await execute(url, `DROP SCHEMA ${schema} CASCADE`);
  });
  return `${url}?options=${encodeURIComponent(`-c search_path=${schema}`)}`;
}

/** Those that share it have schemas of their own. */
async function dropTenants(url: string, schema: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = $2', [
      schema,
      'tenants',
    ]);
    const found = rows.length === 0 ? [] : (await client.query(`SELECT schema FROM ${schema}.tenants`)).rows;
    for (const tenant of found) await client.query(`DROP SCHEMA IF EXISTS ${tenant.schema} CASCADE`);
  } finally {
    await client.end();
  }
}

/** Statements from outside of the program. */
export async function execute(url: string, statements: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

async function serverUrl(): Promise<string> {
  const answer = (await json(connect(inject('postgresSocket')))) as { readonly url?: string; readonly fault?: string };
  if (answer.url === undefined) throw new Error(answer.fault);
  return answer.url;
}
