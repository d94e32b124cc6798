import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../../src/directory/demo/random.ts';
import { ImportFault } from '../../../src/directory/import/faults.ts';
import { importTenant } from '../../../src/directory/import/import-tenant.ts';
import { readSnapshot } from '../../../src/directory/snapshot/read-snapshot.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { PARENT } from '../../store/temporary-directory.ts';
import { lossesIn, type Settled, settledFiles } from '../snapshot/settled.ts';
import { DAMAGES, SPOILS, spoiltEach, spoiltJson } from '../snapshot/spoils.ts';
import { type Files, randomExport } from './random-export.ts';
import { randomTenant, type SmallTenant } from './random-tenant.ts';

/*
 * Of a settled tenant, exported in every shape, something is left out, null, said twice or written otherwise: the import
 * refuses it, or makes a tenant of it in which nobody loses anything. Whoever is not in it any more is told of.
 */
const RUNS = Number(process.env['HOSTILE_EXPORTS'] ?? 20);

let workplace = '';
beforeAll(() => {
  workplace = mkdtempSync(join(PARENT, 'seatkeeper-'));
});
afterAll(() => rmSync(workplace, { recursive: true, force: true }));

/** A random tenant at rest, in Graph's shapes, and what everybody holds in it. */
async function settledTenant(random: Random): Promise<{ readonly tenant: SmallTenant; readonly whole: Settled }> {
  const rules = { profile: 'stacking-2023', mutuallyExclusive: [], dependsOn: [], restrictedLocations: [] } as const;
  const { users, groups, ...rest } = randomTenant(random);
  const whole = await settledFiles({ ...rest, users, groups, rules });
  const lines = (file: string) =>
    (whole.files[file] ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return { tenant: { ...rest, users: lines('users.ndjson'), groups: lines('groups.ndjson') }, whole };
}

/** One thing of one file goes wrong; undefined where there is nothing to spoil. */
function spoilt(files: Files, random: Random): { readonly files: Files; readonly what: string } | undefined {
  // Of a membership that is a file of its own nothing is known where the file is not there: that is warned of.
  const name =
    anyOf(
      [...files.keys()].filter((file) => !/\/Members\/.*\/|Policies/.test(file)),
      random,
    ) ?? '';
  const bytes = files.get(name) ?? Buffer.of();
  const others = new Map(files);
  const way = anyOf([...Object.keys(SPOILS), ...Object.keys(DAMAGES), 'file', 'object'], random) ?? 'file';
  if (way === 'file') {
    others.delete(name);
    return { files: others, what: `${way} ${name}` };
  }
  // A list without one of its members says that they are none: that is warned of, too.
  const listsMembers = /member|who is where/i.test(name);
  const damage = DAMAGES[way];
  if (damage !== undefined) {
    // Where a line is no whole object, it may be one of the members or licenses of one.
    if (listsMembers || (way === 'a line is left out' && !name.endsWith('.ndjson'))) return undefined;
    const lines = textOf(bytes).split('\n');
    others.set(name, Buffer.from(damage(lines, random.below(lines.length), random.below(1e6))));
    return { files: others, what: `${way}: ${name}` };
  }
  const value = parsed(bytes);
  if (value === undefined || (way === 'object' && listsMembers)) return undefined;
  const spoil = SPOILS[way];
  const rests = spoil === undefined ? [...withoutEach(value)] : [...spoiltEach(value, spoil)];
  const left = anyOf(rests, random);
  if (left === undefined) return undefined;
  others.set(name, Buffer.from(spoiltJson(left.rest)));
  return { files: others, what: `${way}: ${left.name} of ${name}` };
}

function anyOf<T>(values: readonly T[], random: Random): T | undefined {
  return values[random.below(values.length)];
}

function textOf(bytes: Buffer): string {
  const isBigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  const text = bytes.includes(0)
    ? Buffer.from(isBigEndian ? Buffer.from(bytes).swap16() : bytes).toString('utf16le')
    : bytes.toString();
  return text.replace(/^\uFEFF/, '');
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    return undefined;
  }
}

/** A value without one element of one of its lists of objects. */
function* withoutEach(value: unknown): Generator<{ readonly rest: unknown; readonly name: string }> {
  if (Array.isArray(value)) {
    for (const [place, element] of value.entries()) {
      if (typeof element === 'object') yield { rest: value.toSpliced(place, 1), name: String(place) };
      for (const { rest, name } of withoutEach(element)) yield { rest: value.with(place, rest), name };
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      // Members, rows and licenses are what is said: who leaves one out says something else.
      if (/^(?:value|responses|body|users|groups)$/i.test(name))
        for (const { rest, name: below } of withoutEach(inner)) yield { rest: { ...value, [name]: rest }, name: below };
    }
  }
}

it(`nobody loses anything by what goes wrong in an export: ${RUNS} random ones`, async () => {
  let refused = 0;
  let taken = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const random = seededRandom(seed);
    const { tenant, whole } = await settledTenant(random);
    const wrong = spoilt(randomExport(tenant, random), random);
    if (wrong === undefined) continue;
    const folder = mkdtempSync(join(workplace, 'from-'));
    for (const [name, bytes] of wrong.files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    const out = `${folder}-out`;
    try {
      await importTenant([folder], out);
      taken++;
      const losses = lossesIn(loadTenant(await readSnapshot(out)), whole);
      expect(losses, `seed ${seed}, ${wrong.what}`).toEqual([]);
    } catch (error) {
      if (!(error instanceof ImportFault)) throw error;
      refused++;
    } finally {
      rmSync(folder, { recursive: true, force: true });
      rmSync(out, { recursive: true, force: true });
    }
  }
  expect(Math.min(refused, taken)).toBeGreaterThan(RUNS / 10);
}, 1_200_000);
