import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/directory/demo/random.ts';
import { ImportFault } from '../../../src/directory/import/faults.ts';
import { importTenant } from '../../../src/directory/import/import-tenant.ts';
import { PARENT } from '../../store/temporary-directory.ts';
import { type Files, randomExport, withSomethingLeftOut } from './random-export.ts';
import { randomTenant, type SmallTenant } from './random-tenant.ts';

/** The more the better; on an ordinary day as many as take a second. */
const RUNS = Number(process.env['IMPORT_RUNS'] ?? 20);
const OMISSIONS = Math.min(RUNS, 2_000);

let workplace = '';
beforeAll(() => {
  workplace = mkdtempSync(join(PARENT, 'seatkeeper-'));
});
afterAll(() => rmSync(workplace, { recursive: true, force: true }));

function written(files: Files): string {
  const folder = mkdtempSync(join(workplace, 'from-'));
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

/** What an import makes of files; undefined: it refuses them. */
async function imported(files: Files): Promise<SmallTenant | undefined> {
  const from = written(files);
  const out = `${from}-out`;
  try {
    await importTenant([from], out);
    return readTenant(out);
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    expect(existsSync(out)).toBe(false);
    return undefined;
  } finally {
    rmSync(from, { recursive: true, force: true });
    rmSync(out, { recursive: true, force: true });
  }
}

function readTenant(folder: string): SmallTenant {
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const lines = (file: string): never =>
    text(file)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line)) as never;
  return {
    organization: JSON.parse(text('organization.json')),
    subscribedSkus: JSON.parse(text('subscribedSkus.json')),
    users: lines('users.ndjson'),
    groups: lines('groups.ndjson'),
    directoryRoles: JSON.parse(text('directoryRoles.json')),
  };
}

/** The same for tenants that say the same: ids in small letters, nothing where nothing is said, in order of ids. */
function said(tenant: SmallTenant): SmallTenant {
  const sorted = <T extends object>(objects: readonly T[]): T[] =>
    objects.map((object) => plain(object) as T).sort((left, right) => (idOf(left) < idOf(right) ? -1 : 1));
  return {
    organization: plain(tenant.organization),
    subscribedSkus: sorted(tenant.subscribedSkus),
    users: sorted(tenant.users),
    groups: sorted(tenant.groups),
    directoryRoles: sorted(tenant.directoryRoles)
      .filter(({ members }) => members.length > 0)
      .map(({ members, displayName, roleTemplateId }) => ({
        displayName,
        roleTemplateId,
        members: [...members].sort(),
      })),
  } as SmallTenant;
}

function idOf(object: object): string {
  const { id, skuId, roleTemplateId } = object as Record<string, string>;
  return (skuId ?? roleTemplateId ?? id ?? '').toLowerCase();
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value) ? value.toLowerCase() : value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(entries.map(([name, each]) => [name, plain(each)]));
}

describe('tenant import', () => {
  it(`makes the same tenant of ${RUNS} random exports of it, in every shape`, async () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = seededRandom(seed);
      const tenant = randomTenant(random);
      const files = randomExport(tenant, random);
      const result = await imported(files);
      expect(result && said(result), `seed ${seed}: ${[...files.keys()]}`).toEqual(said(tenant));
    }
  }, 1_200_000);

  it(`takes nothing for empty that is left out of an export: ${OMISSIONS} random ones`, async () => {
    let refused = 0;
    for (let seed = 1; seed <= OMISSIONS; seed++) {
      const random = seededRandom(seed);
      const tenant = randomTenant(random);
      const { files, leftOut } = withSomethingLeftOut(randomExport(tenant, random), random);
      const result = await imported(files);
      if (result === undefined) refused++;
      else expectNothingLost(result, tenant, `seed ${seed}: ${leftOut}`);
    }
    expect(refused).toBeGreaterThan(OMISSIONS / 3);
  }, 1_200_000);
});

/** Whoever and whatever is there, is there with all that it has; people and groups may be missing. */
function expectNothingLost(result: SmallTenant, tenant: SmallTenant, which: string): void {
  const before = said(tenant);
  const after = said(result);
  for (const part of ['users', 'groups', 'subscribedSkus'] as const) {
    const known = new Map(before[part].map((object) => [idOf(object), object]));
    for (const object of after[part]) expect(pick(object), which).toEqual(pick(known.get(idOf(object)) ?? {}));
  }
}

/** What a snapshot must say. */
function pick(object: object): unknown {
  const { licenseAssignmentStates, assignedLicenses, members, servicePlans, prepaidUnits } = object as Record<
    string,
    unknown
  >;
  return { licenseAssignmentStates, assignedLicenses, members, servicePlans, prepaidUnits };
}
