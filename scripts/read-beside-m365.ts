import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { graphClient } from '../src/directory/graph/client.ts';
import { readTenant } from '../src/directory/graph/read-tenant.ts';
import { tokensFrom } from '../src/directory/graph/tokens.ts';
import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import { readSnapshot } from '../src/directory/snapshot/read-snapshot.ts';
import { writeSnapshot } from '../src/directory/snapshot/write-snapshot.ts';
import { systemClock } from '../src/engine/clock.ts';
import type { Snapshot } from '../src/graph/snapshot-text.ts';
import type { RecordedExchange } from '../src/graph-emulator/exchange.ts';
import { startGraphEmulator } from '../src/graph-emulator/graph-emulator.ts';
import { loadTenant } from '../src/licensing/model/load-tenant.ts';
import { m365Before } from './m365.ts';

/*
 * What a first complete read costs, and what CLI for Microsoft 365 takes to list the licenses of the same people, from the same
 * emulator: `node scripts/read-beside-m365.ts [PEOPLE] [FOLDER]`, FOLDER as for `try-m365.ts`; without it we are measured alone.
 * The emulator is a thread of its own, for both.
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

if (isMainThread) {
  const [people = '100000', folder] = process.argv.slice(2);
  const scratch = mkdtempSync(join(tmpdir(), 'tenant-'));
  const tenant = join(scratch, 'tenant');
  await writeSnapshot(tenant, inGroups(generateTenant({ users: Number(people), seed: 1 })));
  await compare(tenant, folder);
  rmSync(scratch, { recursive: true });
} else await serve(workerData as string);

async function serve(tenant: string): Promise<void> {
  let seen = NOTHING;
  const emulator = await startGraphEmulator({
    snapshot: await readSnapshot(tenant),
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
  const { userCount: people, groupCount: groups } = world.tenant;
  parentPort?.postMessage({ port, url, certificate, people, groups });
  parentPort?.on('message', () => {
    parentPort?.postMessage(seen);
    seen = NOTHING;
  });
}

async function compare(tenant: string, folder: string | undefined): Promise<void> {
  const emulator = new Worker(new URL(import.meta.url), { workerData: tenant });
  const [{ port, url, certificate, people, groups }] = await once(emulator, 'message');
  process.stdout.write(`${people} people in ${groups} groups\n`);

  async function measured(what: string, work: () => Promise<void>): Promise<void> {
    const startMs = performance.now();
    await work();
    const seconds = (performance.now() - startMs) / 1_000;
    emulator.postMessage('seen');
    const [{ requests, units, refused }] = (await once(emulator, 'message')) as [Seen];
    process.stdout.write(
      `${what}: ${requests} requests, ${units} resource units, ${seconds.toFixed(2)} s, refused ${refused}\n`,
    );
  }

  const into = mkdtempSync(join(tmpdir(), 'read-'));
  await measured('Seatkeeper, all of the tenant', () => readTenant(clientOf(port, url).background, into));
  await measured('  opening what was read', async () => void loadTenant(await readSnapshot(into)));
  rmSync(into, { recursive: true });
  if (folder !== undefined) {
    const m365 = await m365Before({ port, certificate }, folder);
    await m365.run(['cli', 'config', 'set', '--key', 'disableTelemetry', '--value', 'true']);
    await m365.run(['login', '--authType', 'identity']);
    await measured('CLI for Microsoft 365, people with their licenses', async () => {
      const list = ['entra', 'user', 'list', '--properties', 'id,assignedLicenses', '--query', 'length(@)'];
      process.stdout.write(`  it prints ${(await m365.run(list)).said.trim().slice(0, 200)}\n`);
    });
    m365.close();
  }
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

/** Of bodies only those of batches are looked at: it is the emulator that has to read them. */
function and(seen: Seen, exchange: RecordedExchange): Seen {
  const headers = exchange.url.endsWith('/$batch') ? headersOfParts(exchange) : [exchange.responseHeaders];
  return {
    requests: seen.requests + 1,
    units: headers.reduce((sum, each) => sum + Number(each['x-ms-resource-unit'] ?? 0), seen.units),
    refused: seen.refused + Number(exchange.status === 429),
  };
}

function headersOfParts({ responseBody }: RecordedExchange): readonly Readonly<Record<string, string>>[] {
  const { responses } = responseBody as { readonly responses: readonly { readonly headers: Record<string, string> }[] };
  return responses.map((part) => part.headers);
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
