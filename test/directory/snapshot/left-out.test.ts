import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LicenseAssignmentState } from '../../../src/core/graph.ts';
import { idKey } from '../../../src/core/ids.ts';
import { loadTenant } from '../../../src/core/licensing/load-tenant.ts';
import { reconcile } from '../../../src/core/licensing/reconcile.ts';
import type { Tenant } from '../../../src/core/licensing/tenant.ts';
import type { Snapshot } from '../../../src/core/snapshot-text.ts';
import { demoTenant } from '../../../src/directory/demo/demo-tenant.ts';
import { SnapshotFault } from '../../../src/directory/snapshot/faults.ts';
import { readSnapshot } from '../../../src/directory/snapshot/read-snapshot.ts';
import { snapshotOf } from '../../../src/directory/snapshot/tenant-snapshot.ts';
import { writeSnapshot } from '../../../src/directory/snapshot/write-snapshot.ts';
import { randomTenant } from '../../core/licensing/random-tenant.ts';
import { temporaryFolder } from './folder.ts';

/*
 * Of a settled tenant any property, line or file is left out, or a property is null or spelled in other letters: it is
 * refused, or nobody loses anything by it. Absent is not empty.
 */
const NOW = '2026-11-24T06:00:00Z';
const RUNS = Number(process.env['LEFT_OUT_RUNS'] ?? 60);

type Files = Readonly<Record<string, string>>;

/** What everybody holds, products and services, in the terms of the whole tenant. */
type Holdings = ReadonlyMap<string, ReadonlySet<string>>;

interface Settled {
  readonly files: Files;
  readonly holdings: Holdings;
  readonly holdingsIn: (tenant: Tenant) => Holdings;
}

/** The tenant at rest, as files. What only waits to go, or is only kept, is let go of: the next pass may take that for other reasons. */
async function settledFiles(snapshot: Snapshot): Promise<Settled> {
  const folder = temporaryFolder();
  await writeSnapshot(join(folder, 'as-it-was'), snapshot);
  const tenant = loadTenant(await readSnapshot(join(folder, 'as-it-was')), { groupsAreComplete: true });
  reconcile(tenant, { users: 'everyone', now: NOW });
  for (let user = 0; user < tenant.userCount; user++) {
    const rows = tenant.read(tenant.rows(user));
    tenant.setRows(user, tenant.intern(rows.filter(isAtRest)));
  }
  reconcile(tenant, { users: 'everyone', now: NOW });
  const whole = join(folder, 'whole');
  await writeSnapshot(whole, snapshotOf(tenant));
  const files = Object.fromEntries(readdirSync(whole).map((file) => [file, readFileSync(join(whole, file), 'utf8')]));
  const holdingsIn = holdingsReader(snapshot);
  return { files, holdings: holdingsIn(tenant), holdingsIn };
}

function isAtRest({ state, kept, words }: LicenseAssignmentState): boolean {
  return state !== 'ActiveWithError' && kept !== true && words === undefined;
}

function holdingsReader({ subscribedSkus }: Snapshot): Settled['holdingsIn'] {
  const plans = new Map(
    subscribedSkus.map(({ skuId, servicePlans }) => [
      idKey(skuId),
      servicePlans.filter(({ appliesTo = 'User' }) => appliesTo === 'User').map((plan) => idKey(plan.servicePlanId)),
    ]),
  );
  // A row of which nobody knows whether it is held, and that stays, was taken from nobody.
  const heldBy = ({ skuId, state, disabledPlans, words }: LicenseAssignmentState) =>
    state !== 'Active' && state !== 'ActiveWithError' && words?.state === undefined
      ? []
      : [idKey(skuId), ...(plans.get(idKey(skuId)) ?? []).filter((plan) => !disabledPlans.map(idKey).includes(plan))];
  return (tenant) =>
    new Map(
      Array.from({ length: tenant.userCount }, (_, user) => [
        idKey(tenant.user(user).id),
        new Set(tenant.read(tenant.rows(user)).flatMap(heldBy)),
      ]),
    );
}

/** Who lost what; undefined when the folder was refused. */
async function lossesOf({ files }: Omission, whole: Settled) {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries(files)) if (text !== undefined) writeFileSync(join(folder, file), text);
  try {
    const tenant = loadTenant(await readSnapshot(folder));
    reconcile(tenant, { users: 'everyone', now: NOW });
    const after = whole.holdingsIn(tenant);
    return [...whole.holdings].flatMap(([id, held]) => {
      const still = after.get(id);
      // Of people who are left out nothing is said, and nothing taken.
      const lost = still === undefined ? [] : [...held].filter((one) => !still.has(one));
      return lost.length === 0 ? [] : [{ id, lost }];
    });
  } catch (error) {
    if (error instanceof SnapshotFault) return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Json = Readonly<Record<string, unknown>>;

/** Every property of every object in a value, as the value with it spoilt, and what was. */
function* spoiltEach(value: unknown, spoil: Spoil): Generator<{ readonly rest: unknown; readonly name: string }> {
  if (Array.isArray(value)) {
    for (const [place, element] of value.entries()) {
      for (const { rest, name } of spoiltEach(element, spoil)) yield { rest: value.with(place, rest), name };
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value as Json)) {
      const { [name]: _, ...others } = value as Json;
      yield { rest: { ...others, ...spoil(name, inner) }, name };
      for (const { rest, name: below } of spoiltEach(inner, spoil)) {
        yield { rest: { ...value, [name]: rest }, name: below };
      }
    }
  }
}

/** What becomes of a property. */
type Spoil = (name: string, value: unknown) => Json;

const SPOILS: Readonly<Record<string, Spoil>> = {
  'left out': () => ({}),
  'made null': (name) => ({ [name]: null }),
  'spelled otherwise': (name, value) => ({ [name]: spelledOtherwise(value) }),
  'called otherwise': (name, value) => ({ [name.charAt(0).toUpperCase() + name.slice(1)]: value }),
};

function spelledOtherwise(value: unknown): unknown {
  if (typeof value === 'string') return value === value.toLowerCase() ? value.toUpperCase() : value.toLowerCase();
  return Array.isArray(value) ? value.map(spelledOtherwise) : value;
}

interface Omission {
  readonly what: string;
  readonly files: Readonly<Record<string, string | undefined>>;
}

/** One of the omissions that a file allows, by numbers drawn at random. */
function omission(
  files: Files,
  file: string,
  kind: string,
  [one, two]: readonly [number, number],
): Omission | undefined {
  const text = files[file] ?? '';
  if (kind === 'file') return { what: file, files: { ...files, [file]: undefined } };
  const lines = text.trimEnd().split('\n');
  const place = one % lines.length;
  if (kind === 'line')
    return {
      what: `${file}:${place + 1}`,
      files: { ...files, [file]: lines.toSpliced(place, 1).join('\n') },
    };
  const isOfLines = file.endsWith('.ndjson');
  const spoil = SPOILS[kind];
  if (spoil === undefined) throw new Error(`no way to spoil a property: ${kind}`);
  const rests = [...spoiltEach(JSON.parse(isOfLines ? (lines[place] ?? '') : text), spoil)];
  const left = rests[two % rests.length];
  if (left === undefined) return undefined;
  const json = JSON.stringify(left.rest);
  return {
    what: `${kind}: ${left.name} of ${file}${isOfLines ? `:${place + 1}` : ''}`,
    files: { ...files, [file]: isOfLines ? lines.with(place, json).join('\n') : json },
  };
}

const drawn = {
  file: fc.constantFrom(
    'users.ndjson',
    'groups.ndjson',
    'users.ndjson',
    'groups.ndjson',
    'subscribedSkus.json',
    'organization.json',
    'directoryRoles.json',
    'rules.json',
  ),
  kind: fc.constantFrom(...Object.keys(SPOILS), 'left out', 'line', 'file'),
  numbers: fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000)),
};

async function holdsFor(
  whole: Settled,
  { file, kind, numbers }: { file: string; kind: string; numbers: [number, number] },
) {
  if (whole.files[file] === undefined) return;
  const left = omission(whole.files, file, kind, numbers);
  if (left === undefined) return;
  expect((await lossesOf(left, whole)) ?? [], left.what).toEqual([]);
}

describe('whatever is left out of a settled tenant or written otherwise, nobody loses anything', () => {
  it('of the demo tenant', async () => {
    const whole = await settledFiles(demoTenant());
    const property = fc.asyncProperty(fc.record(drawn), (one) => holdsFor(whole, one));
    await fc.assert(property, { numRuns: Math.ceil(RUNS / 3) });
  }, 600_000);

  it('of random tenants', async () => {
    const seeds = fc.integer({ min: 1, max: 100_000 });
    const property = fc.asyncProperty(seeds, fc.record(drawn), async (seed, one) => {
      const snapshot = randomTenant(seed);
      await holdsFor(await settledFiles({ ...snapshot, rulesFile: snapshot.rules }), one);
    });
    await fc.assert(property, { numRuns: RUNS });
  }, 600_000);
});
