import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '../src/core/snapshot-text.ts';
import { graphClient } from '../src/directory/graph/client.ts';
import { readTenant } from '../src/directory/graph/read-tenant.ts';
import { tokensFrom } from '../src/directory/graph/tokens.ts';
import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import { systemClock } from '../src/engine/clock.ts';
import type { Exchange } from '../src/graph-emulator/exchange.ts';
import { startGraphEmulator } from '../src/graph-emulator/graph-emulator.ts';
import { m365Before } from './m365.ts';

/*
 * What a first complete read costs, and what CLI for Microsoft 365 takes to list the licenses of the same people, from the same
 * emulator: `node scripts/read-beside-m365.ts [PEOPLE] [FOLDER]`, FOLDER as for `try-m365.ts`; without it we are measured alone.
 */
const [people = '100000', folder] = process.argv.slice(2);
const GROUPS = 200;
/** https://learn.microsoft.com/graph/throttling-limits bounds what 150,000 memberships of 100,000 people cost. */
const MEMBERSHIPS_OF_EACH = 1.5;

let seen = { requests: 0, units: 0, refused: 0 };
const emulator = await startGraphEmulator({
  snapshot: inGroups(generateTenant({ users: Number(people), seed: 1 })),
  clock: systemClock,
  port: 0,
  onExchange: count,
  onBug: (error) => {
    throw error;
  },
});
process.stdout.write(`${people} people in ${emulator.world.tenant.groupCount} groups\n`);

await measured('Seatkeeper, all of the tenant', async () => {
  const into = mkdtempSync(join(tmpdir(), 'read-'));
  await readTenant(clientOf().background, into);
  rmSync(into, { recursive: true });
});
if (folder !== undefined) {
  const m365 = await m365Before(emulator, folder);
  await m365.run(['cli', 'config', 'set', '--key', 'disableTelemetry', '--value', 'true']);
  await m365.run(['login', '--authType', 'identity']);
  await measured('CLI for Microsoft 365, people with their licenses', async () => {
    const list = ['entra', 'user', 'list', '--properties', 'id,assignedLicenses', '--query', 'length(@)'];
    process.stdout.write(`  it prints ${(await m365.run(list)).said.trim().slice(0, 200)}\n`);
  });
  m365.close();
}
await emulator.close();

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

async function measured(what: string, work: () => Promise<void>): Promise<void> {
  seen = { requests: 0, units: 0, refused: 0 };
  const startMs = performance.now();
  await work();
  const seconds = (performance.now() - startMs) / 1_000;
  const { requests, units, refused } = seen;
  process.stdout.write(
    `${what}: ${requests} requests, ${units} resource units, ${seconds.toFixed(1)} s, refused ${refused}\n`,
  );
}

function count({ status, responseHeaders, responseBody }: Exchange): void {
  const { responses } = responseBody as {
    readonly responses?: readonly { readonly headers: Record<string, string> }[];
  };
  const headers = responses?.map((part) => part.headers) ?? [responseHeaders];
  seen.requests += 1;
  seen.refused += Number(status === 429);
  for (const each of headers) seen.units += Number(each['x-ms-resource-unit'] ?? 0);
}

function clientOf() {
  const url = `http://127.0.0.1:${emulator.port}/msi/token?resource=https://graph.microsoft.com`;
  const getToken = async () => {
    const { access_token: token, expires_on: end } = (await (await fetch(url)).json()) as Record<string, string>;
    return { token: String(token), expiresOnTimestamp: Number(end) * 1_000 };
  };
  const tokens = tokensFrom({
    credential: { getToken },
    scope: 'https://graph.microsoft.com/.default',
    clock: systemClock,
  });
  return graphClient({ baseUrl: emulator.url, tokens, clock: systemClock, random: Math.random });
}
