import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoTenant } from '../../../src/directory/demo/demo-tenant.ts';
import { SnapshotFault } from '../../../src/directory/snapshot/faults.ts';
import { readSnapshot } from '../../../src/directory/snapshot/read-snapshot.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { keepWhatPeopleHave } from '../../../src/licensing/outcome/first-look.ts';
import { randomTenant } from '../../licensing/random-tenant.ts';
import { temporaryFolder } from './folder.ts';
import { type Files, lossesIn, NOW, type Settled, settledFiles } from './settled.ts';
import { DAMAGES, SPOILS, spoiltEach, spoiltJson } from './spoils.ts';

/*
 * Of a settled tenant any property, line or file is left out, or a property is null, said twice, or spelled in other letters: it
 * is refused, or nobody loses anything by it. Absent is not empty.
 */
const RUNS = Number(process.env['LEFT_OUT_RUNS'] ?? 9);

/** Who lost what, by a reconciliation or by the start of a bot; undefined when the folder was refused. */
async function lossesOf({ files }: Omission, whole: Settled) {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries(files)) if (text !== undefined) writeFileSync(join(folder, file), text);
  try {
    const started = loadTenant(await readSnapshot(folder));
    keepWhatPeopleHave(started, NOW);
    return [...lossesIn(loadTenant(await readSnapshot(folder)), whole), ...lossesIn(started, whole)];
  } catch (error) {
    if (error instanceof SnapshotFault) return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
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
  const damage = DAMAGES[kind];
  if (damage !== undefined)
    return { what: `${kind}: ${file}:${place + 1}`, files: { ...files, [file]: damage(lines, place, two) } };
  const isOfLines = file.endsWith('.ndjson');
  const spoil = SPOILS[kind];
  if (spoil === undefined) throw new Error(`no way to spoil a property: ${kind}`);
  const rests = [...spoiltEach(JSON.parse(isOfLines ? (lines[place] ?? '') : text), spoil)];
  const left = rests[two % rests.length];
  if (left === undefined) return undefined;
  const json = spoiltJson(left.rest);
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
  kind: fc.constantFrom(...Object.keys(SPOILS), ...Object.keys(DAMAGES), 'left out', 'file'),
  numbers: fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000)),
};

async function holdsFor(
  whole: Settled,
  { file, kind, numbers }: { file: string; kind: string; numbers: [number, number] },
) {
  if (whole.files[file] === undefined) return;
  const left = omission(whole.files, file, kind, numbers);
  if (left === undefined) return;
  expect((await lossesOf(left, whole))?.slice(0, 3) ?? [], left.what).toEqual([]);
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
