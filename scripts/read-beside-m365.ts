import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { giveBackMemoryNow } from '../src/app/give-back-memory.ts';
import { graphClient } from '../src/directory/graph/client.ts';
import { costOf } from '../src/directory/graph/published-limits.ts';
import { readTenant, USER } from '../src/directory/graph/read-tenant.ts';
import { tokensFrom } from '../src/directory/graph/tokens.ts';
import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import { readSnapshot } from '../src/directory/snapshot/read-snapshot.ts';
import { systemClock } from '../src/engine/clock.ts';
import type { Snapshot } from '../src/graph/snapshot-text.ts';
import type { RecordedExchange } from '../src/graph-emulator/exchange.ts';
import { startGraphEmulator } from '../src/graph-emulator/graph-emulator.ts';
import { loadTenant } from '../src/licensing/model/load-tenant.ts';
import { m365Before } from './m365.ts';

/*
 * What a first complete read costs, and what CLI for Microsoft 365 takes to list the licenses of the same people, from the same
 * emulator: `node scripts/read-beside-m365.ts [PEOPLE] [FOLDER]`, FOLDER as for `try-m365.ts`; without it we are measured alone.
 * The emulator is a thread of its own, for both; so are we, anew for each read.
 *
 * The CLI has one command that lists people with licenses, `entra user list`: once with the properties that we read, which is how
 * docs/bring-your-tenant.md exports a tenant, and once with as little as can be called a list of licenses. Asking for each person
 * alone, by `entra user license list`, would be 100,000 commands. Groups and members, which we read too, are not asked of it.
 * Beside the time, which others on the machine move, there are seconds of CPU: of the client and of the emulator that serves it, with
 * all that their runtime does beside.
 */
const GROUPS = 200;
/** https://learn.microsoft.com/graph/throttling-limits bounds what 150,000 memberships of 100,000 people cost. */
const MEMBERSHIPS_OF_EACH = 1.5;

/** What requests came to, since they were asked for last. */
interface Seen {
  readonly requests: number;
  readonly units: number;
  readonly refused: number;
}

const NOTHING: Seen = { requests: 0, units: 0, refused: 0 };
/** In turn, so that what else the machine does meets both. */
const ROUNDS = 5;
/** What is listed by the CLI, and what that is called. */
const LISTS = [
  { what: 'the same licenses with where each comes from, as we read them', properties: USER.join() },
  { what: 'products alone', properties: 'id,assignedLicenses' },
];

/** What a thread is for: each begins with nothing compiled, as the CLI's process does. */
type Role =
  | { readonly kind: 'emulator'; readonly people: number }
  | { readonly kind: 'client'; readonly port: number; readonly url: string; readonly into: string };

if (isMainThread) {
  const [people = '100000', folder] = process.argv.slice(2);
  await compare(Number(people), folder);
} else {
  const part = workerData as Role;
  if (part.kind === 'emulator') await serve(part.people);
  else await readWhenAsked(part);
}

async function readWhenAsked({ port, url, into }: Extract<Role, { readonly kind: 'client' }>): Promise<void> {
  const { background } = clientOf(port, url);
  parentPort?.postMessage('ready');
  if (parentPort !== null) await once(parentPort, 'message');
  await readTenant(background, into);
  parentPort?.postMessage('read');
}

function thread(part: Role): Worker {
  return new Worker(new URL(import.meta.url), { workerData: part });
}

async function serve(people: number): Promise<void> {
  let seen = NOTHING;
  const emulator = await startGraphEmulator({
    snapshot: inGroups(generateTenant({ users: people, seed: 1 })),
    clock: systemClock,
    port: 0,
    onExchange: (exchange) => {
      seen = and(seen, exchange);
    },
    onBug: (error) => {
      throw error;
    },
  });
  const { port, url, certificate, world } = emulator;
  const { userCount, groupCount } = world.tenant;
  // What making the tenant needed is not to be collected while it is read.
  giveBackMemoryNow(userCount);
  parentPort?.postMessage({ port, url, certificate, userCount, groupCount });
  parentPort?.on('message', () => {
    parentPort?.postMessage(seen);
    seen = NOTHING;
  });
}

async function compare(people: number, folder: string | undefined): Promise<void> {
  const emulator = thread({ kind: 'emulator', people });
  const [{ port, url, certificate, userCount, groupCount }] = await once(emulator, 'message');
  process.stdout.write(`${userCount} people in ${groupCount} groups\n`);
  const m365 = folder === undefined ? undefined : await m365Before({ port, certificate }, folder);
  await m365?.run(['cli', 'config', 'set', '--key', 'disableTelemetry', '--value', 'true']);
  await m365?.run(['login', '--authType', 'identity']);

  async function measured(what: string, work: () => Promise<void>): Promise<number> {
    emulator.postMessage('seen');
    await once(emulator, 'message');
    const [startMs, cpu] = [performance.now(), cpuSeconds()];
    await work();
    const took = (performance.now() - startMs) / 1_000;
    const used = cpuSeconds() - cpu;
    emulator.postMessage('seen');
    const [{ requests, units, refused }] = (await once(emulator, 'message')) as [Seen];
    process.stdout.write(
      `${what}: ${requests} requests, ${units} resource units, refused ${refused}; ${took.toFixed(2)} s, ${used.toFixed(2)} s of CPU on both sides\n`,
    );
    return took;
  }

  async function read(): Promise<number> {
    const into = mkdtempSync(join(tmpdir(), 'read-'));
    const client = thread({ kind: 'client', port, url, into });
    await once(client, 'message');
    const took = await measured('Seatkeeper, all of the tenant', async () => {
      client.postMessage('read');
      await once(client, 'message');
    });
    const { userCount: read } = loadTenant(await readSnapshot(into));
    process.stdout.write(`  it has ${read} people\n`);
    await client.terminate();
    rmSync(into, { recursive: true });
    return took;
  }

  process.stdout.write('Unmeasured, so that nobody is served by an emulator that has compiled nothing yet:\n');
  await read();
  const ratios = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++) {
    const took = await read();
    if (m365 === undefined) continue;
    for (const { what, properties } of LISTS) {
      const theirs = await measured(`CLI for Microsoft 365, people with ${properties}`, async () => {
        const { said } = await m365.run(['entra', 'user', 'list', '--properties', properties]);
        process.stdout.write(`  it prints ${JSON.parse(said).length} people\n`);
      });
      ratios.set(what, [...(ratios.get(what) ?? []), theirs / took]);
    }
  }
  for (const [what, times] of ratios) {
    const each = times.toSorted((one, other) => one - other).map((ratio) => ratio.toFixed(1));
    process.stdout.write(`The CLI takes so many times as long for ${what}: ${each.join(', ')}\n`);
  }
  m365?.close();
  await emulator.terminate();
}

/** The people of the tenant, each in one or two of so many groups, and nothing that Entra would have to do. */
function inGroups(tenant: Snapshot): Snapshot {
  const users = Array.from(tenant.users, ({ licenseAssignmentStates = [], ...user }) => {
    const held = new Map(licenseAssignmentStates.map((row) => [row.skuId, { ...row, assignedByGroup: null }] as const));
    return { ...user, licenseAssignmentStates: [...held.values()] };
  });
  const ids = users.map(({ id }) => id);
  const size = Math.floor((ids.length * MEMBERSHIPS_OF_EACH) / GROUPS);
  const groups = Array.from(tenant.groups)
    .slice(0, GROUPS)
    .map((group, place) => {
      const first = Math.floor((place * ids.length) / GROUPS);
      return { ...group, assignedLicenses: [], members: [...ids, ...ids].slice(first, first + size) };
    });
  const { groupTexts: _, userTexts: __, ...rest } = tenant;
  return { ...rest, users, groups };
}

/** Answers are not looked into: it is the emulator that would have to read them. */
function and(seen: Seen, { url, requestBody, status, responseHeaders }: RecordedExchange): Seen {
  const parts = url.endsWith('/$batch') ? (requestBody as { readonly requests: readonly Part[] }).requests : [];
  const units = parts.map((part) => unitsOf(part.method, `/${part.url.replace(/^\//, '')}`));
  return {
    ...seen,
    requests: seen.requests + 1,
    units: seen.units + units.reduce((sum, each) => sum + each, Number(responseHeaders['x-ms-resource-unit'] ?? 0)),
    refused: seen.refused + Number(status === 429),
  };
}

interface Part {
  readonly method: string;
  readonly url: string;
}

function unitsOf(method: string, path: string): number {
  const { pathname, searchParams } = new URL(path, 'https://graph.microsoft.com');
  return costOf(method, pathname, searchParams).resourceUnits;
}

function clientOf(port: number, baseUrl: string) {
  const url = `http://127.0.0.1:${port}/msi/token?resource=https://graph.microsoft.com`;
  const getToken = async () => {
    const { access_token: token, expires_on: end } = (await (await fetch(url)).json()) as Record<string, string>;
    return { token: String(token), expiresOnTimestamp: Number(end) * 1_000 };
  };
  const tokens = tokensFrom({
    credential: { getToken },
    scope: 'https://graph.microsoft.com/.default',
    clock: systemClock,
  });
  return graphClient({ baseUrl, tokens, clock: systemClock, random: Math.random });
}

/** Of this process, and of programs that were started from it and have ended: of those Linux counts hundredths. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  const [, , childUser, childSystem] =
    readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ').slice(11) ?? [];
  return (user + system) / 1e6 + (Number(childUser) + Number(childSystem)) / 100;
}
