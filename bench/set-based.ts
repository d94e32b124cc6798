import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { writeLines } from '../src/directory/snapshot/line-writer.ts';
import { readSnapshot } from '../src/directory/snapshot/read-snapshot.ts';
import { loadTenant } from '../src/licensing/model/load-tenant.ts';
import { type MemoryTenant, memoryOf } from '../src/licensing/model/memory-tenant.ts';
import { KEPT_ROW } from '../src/licensing/model/row-codes.ts';
import { excludes } from '../src/licensing/model/template.ts';
import type { Helper } from '../src/licensing/reconcile/helper.ts';
import { reconcile } from '../src/licensing/reconcile/reconcile.ts';
import { meets } from '../src/licensing/reconcile/standing.ts';
import { startReconcileThreads } from '../src/tenant/reconcile-threads.ts';
import { NOW } from './large-tenant.ts';
import { type Line, line, measure, measureWithin, ms, pair, ratio, unmeasured } from './measure.ts';

/** What sets can say of a reconciliation; not who of two gets the last seat, nor what a refusal brings about. */
const QUERIES = [
  // What the templates ask for, and whether it is there.
  `CREATE OR REPLACE TABLE wanted AS
   SELECT m.person, m.grp, t.kind, h.person IS NOT NULL AS there
   FROM memberships m JOIN templates t USING (grp) LEFT JOIN held h ON h.person = m.person AND h.kind = t.kind`,
  `CREATE OR REPLACE TABLE accepted AS SELECT person, grp, bool_and(there) AS whole FROM wanted GROUP BY person, grp`,
  // Inherited rows that no template asks for any more.
  `CREATE OR REPLACE TABLE unwanted AS
   SELECT h.person, h.kind FROM held h JOIN kinds k USING (kind)
   WHERE NOT k.direct AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.person = h.person AND w.kind = h.kind)`,
  `CREATE OR REPLACE TABLE prohibited AS
   SELECT w.person, w.grp, w.kind FROM wanted w JOIN accepted a USING (person, grp) JOIN people p USING (person)
   JOIN restricted r ON r.kind = w.kind AND r.location = p.location WHERE NOT a.whole`,
  `CREATE OR REPLACE TABLE had AS
   SELECT person, kind FROM wanted UNION ALL
   SELECT h.person, h.kind FROM held h JOIN kinds k USING (kind) WHERE k.direct`,
  // Products that cannot stand beside one another, of two groups or of a group and a direct row.
  `CREATE OR REPLACE TABLE excluded AS
   SELECT DISTINCT w.person, w.grp, w.kind FROM wanted w JOIN excludes e USING (kind)
   JOIN had o ON o.person = w.person AND o.kind = e.other`,
  // Plans without any of their prerequisites among all that the person is to have.
  `CREATE OR REPLACE TABLE lacking AS
   SELECT DISTINCT w.person, w.grp, w.kind FROM wanted w JOIN needs n USING (kind)
   WHERE NOT EXISTS (SELECT 1 FROM had o JOIN gives g USING (kind) WHERE o.person = w.person AND g.entry = n.entry)`,
  // How many people each product would have.
  `CREATE OR REPLACE TABLE demand AS
   SELECT sku, count(DISTINCT person) AS people FROM had JOIN kinds USING (kind) GROUP BY sku`,
  // Everybody's rows, each with what speaks against it.
  `CREATE OR REPLACE TABLE result AS
   SELECT w.person, w.grp, w.kind, w.there, p.person IS NOT NULL AS prohibited, e.person IS NOT NULL AS excluded,
     l.person IS NOT NULL AS lacking, d.people > s.seats AS contended
   FROM wanted w LEFT JOIN prohibited p USING (person, grp, kind) LEFT JOIN excluded e USING (person, grp, kind)
   LEFT JOIN lacking l USING (person, grp, kind) JOIN kinds k ON k.kind = w.kind
   JOIN demand d USING (sku) JOIN seats s USING (sku)`,
];

const WHAT = 'its set-based part in DuckDB, same results, against all of it here';
const ASKED = { unit: 'times', bar: 8, aim: 20, atLeast: true } as const;
const BY_THE_CLOCK = 'the same by the clock, both on all cores';
const ASKED_BY_THE_CLOCK = { ...ASKED, bar: 10 } as const;

/**
 * The engine against the part of its work that sets can say, in DuckDB on the same data, and whether the two agree.
 * DuckDB takes 100 MB and serves nothing else: `npm install --prefix bench` brings it, and without it the line says so.
 */
export async function* benchSetBased(folder: string): AsyncGenerator<Line> {
  const connection = await connect();
  if (!connection) {
    yield unmeasured(WHAT, 'needs `npm install --prefix bench`', ASKED);
    return;
  }
  const tenant = loadTenant(await readSnapshot(folder));
  await fill(connection, memoryOf(tenant));
  const theirs = await measure(async () => {
    for (const query of QUERIES) await connection.run(query);
  }, 3);
  const expected = {
    changed: await count(
      connection,
      'SELECT count(*) FROM (SELECT person FROM wanted WHERE NOT there UNION SELECT person FROM unwanted)',
    ),
    rowChanges: await count(
      connection,
      'SELECT (SELECT count(*) FROM wanted WHERE NOT there) + (SELECT count(*) FROM unwanted)',
    ),
    prohibited: await count(connection, 'SELECT count(*) FROM prohibited'),
  };
  connection.closeSync();
  await using threads = startReconcileThreads(tenant.userCount);
  const within = (helpers: readonly Helper[]) =>
    measureWithin(
      (work) => tenant.attempt(work, { discardRows: true }),
      () => {
        const cpu = process.threadCpuUsage();
        const result = reconcile(tenant, { users: 'everyone', now: NOW, helpers });
        const { user, system } = process.threadCpuUsage(cpu);
        return { ...result, ownMs: (user + system) / 1000 };
      },
      3,
    );
  const ours = within([]);
  const shared = within(threads.helpers);
  reconcile(tenant, { users: 'everyone', now: NOW });
  const found = {
    changed: ours.result.changes.length,
    rowChanges: ours.result.rowChanges,
    prohibited: rowsProhibited(memoryOf(tenant)),
  };
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`not the same: ${JSON.stringify({ found, expected })}`);
  }
  yield line(WHAT, ratio(theirs, ours), ASKED, pair(theirs, ours));
  yield line(BY_THE_CLOCK, theirs.wallMs / shared.wallMs, ASKED_BY_THE_CLOCK, pair(theirs, shared));
  yield {
    what: 'of it, the thread that is asked, by itself and helped by others',
    value: ms(shared.result.ownMs),
    against: `${ms(ours.result.ownMs)} by itself, wall ${ms(shared.wallMs)} : ${ms(ours.wallMs)}`,
    asked: '',
    met: undefined,
  };
}

async function connect(): Promise<DuckDBConnection | undefined> {
  const duckdb = await import('@duckdb/node-api').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  });
  return (await duckdb?.DuckDBInstance.create(':memory:'))?.connect();
}

async function fill(connection: DuckDBConnection, tenant: MemoryTenant): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-bench-'));
  const table = async (name: string, columns: string, lines: Iterable<string>): Promise<void> => {
    const file = join(folder, `${name}.csv`);
    await writeLines(file, lines);
    await connection.run(`CREATE TABLE ${name} (${columns})`);
    await connection.run(`COPY ${name} FROM '${file}' (HEADER false)`);
  };
  try {
    await table('people', 'person INTEGER, location INTEGER', people(tenant));
    await table('memberships', 'person INTEGER, grp INTEGER', memberships(tenant));
    await table('held', 'person INTEGER, kind INTEGER', rows(tenant));
    await table('templates', 'grp INTEGER, kind INTEGER', templates(tenant));
    await table('kinds', 'kind INTEGER, sku INTEGER, direct BOOLEAN', kinds(tenant));
    await table('excludes', 'kind INTEGER, other INTEGER', exclusions(tenant));
    await table('needs', 'kind INTEGER, entry INTEGER', needs(tenant));
    await table('gives', 'kind INTEGER, entry INTEGER', gives(tenant));
    await table('seats', 'sku INTEGER, seats INTEGER', seats(tenant));
    await table('restricted', 'kind INTEGER, location INTEGER', restricted(tenant));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function count(connection: DuckDBConnection, query: string): Promise<number> {
  const [row] = (await connection.runAndReadAll(query)).getRows();
  return Number(row?.[0]);
}

function* people({ people, userCount, countryCode }: MemoryTenant): Generator<string> {
  for (let user = 0; user < userCount; user++) yield `${user},${people.location[user] || countryCode}`;
}

function* memberships(tenant: MemoryTenant): Generator<string> {
  for (let user = 0; user < tenant.userCount; user++) {
    for (const group of tenant.memberships.groupsOf(user)) yield `${user},${group}`;
  }
}

function* rows({ store, handles, userCount }: MemoryTenant): Generator<string> {
  const { data } = store.words;
  for (let user = 0; user < userCount; user++) {
    const at = handles[user] ?? 0;
    for (let index = 0; index < (data[at] ?? 0); index++) yield `${user},${data[at + 1 + index * 2]}`;
  }
}

function* templates({ groups }: MemoryTenant): Generator<string> {
  for (const [group, template] of groups.templates.entries()) {
    for (const row of template?.rows ?? []) yield `${group},${row}`;
  }
}

function* kinds({ table }: MemoryTenant): Generator<string> {
  const staysAlone = (row: number) => table.source[row] === -1 || table.kept[row] === KEPT_ROW;
  for (let row = 1; row < table.size; row++) yield `${row},${table.sku[row]},${staysAlone(row)}`;
}

function* exclusions({ table }: MemoryTenant): Generator<string> {
  for (let row = 1; row < table.size; row++) {
    for (let other = 1; other < table.size; other++) if (excludes(table, row, other)) yield `${row},${other}`;
  }
}

function* needs({ table }: MemoryTenant): Generator<string> {
  const { entries, words } = table.bits;
  for (let row = 1; row < table.size; row++) {
    for (const [entry, { word, bit }] of entries.entries()) {
      if (((table.plans[row * words + word] ?? 0) & bit) !== 0) yield `${row},${entry}`;
    }
  }
}

function* gives({ table }: MemoryTenant): Generator<string> {
  for (let row = 1; row < table.size; row++) {
    for (const [entry, { requires }] of table.bits.entries.entries()) {
      if (meets(table.plans, row * table.bits.words, requires)) yield `${row},${entry}`;
    }
  }
}

function* seats(tenant: MemoryTenant): Generator<string> {
  for (const sku of tenant.skus.keys()) yield `${sku},${tenant.seats(sku)}`;
}

function* restricted({ table, rules, people }: MemoryTenant): Generator<string> {
  const locations = new Set(rules.restrictedLocations.flatMap(({ usageLocations }) => usageLocations));
  for (let row = 1; row < table.size; row++) {
    for (const location of locations) {
      if (table.isRestrictedIn(row, location)) yield `${row},${people.locations.intern(location)}`;
    }
  }
}

function rowsProhibited({ store, handles, table, userCount }: MemoryTenant): number {
  const { data } = store.words;
  let prohibited = 0;
  for (let user = 0; user < userCount; user++) {
    const at = handles[user] ?? 0;
    for (let index = 0; index < (data[at] ?? 0); index++) {
      if (table.error[data[at + 1 + index * 2] ?? 0] === 1) prohibited++;
    }
  }
  return prohibited;
}
