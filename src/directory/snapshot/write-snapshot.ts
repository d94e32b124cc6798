import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Snapshot } from '../../graph/snapshot-text.ts';
import { type GroupText, groupTextsOf, type UserText, userTextsOf } from '../../graph/snapshot-text.ts';
import { makeFolder } from '../../store/make-folder.ts';
import { type WrittenLine, writeLines } from './line-writer.ts';
import { RowTexts } from './row-texts.ts';

/** Whether nothing is in the way of a snapshot at `folder`. */
export function targetIsFree(folder: string): boolean {
  return !existsSync(folder);
}

/**
 * Writes a tenant as a new snapshot folder: complete and on the disk, or not there at all. `consumedUnits` is counted
 * from what is written; no error is written as `None`.
 * @param beside files of lines that go into the folder as well, by name
 * @returns `exists`, and nothing is touched, when there is something at `folder` already
 */
export async function writeSnapshot(
  folder: string,
  snapshot: Snapshot,
  beside: Readonly<Record<string, Iterable<WrittenLine>>> = {},
): Promise<'written' | 'exists'> {
  const target = resolve(folder);
  if (!targetIsFree(target)) return 'exists';
  makeFolder(dirname(target));
  const partial = mkdtempSync(join(dirname(target), `.${basename(target)}.partial-`));
  try {
    await writeFiles(partial, snapshot);
    for (const [file, lines] of Object.entries(beside)) await writeLines(join(partial, file), lines);
    renameSync(partial, target);
    return 'written';
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

async function writeFiles(folder: string, snapshot: Snapshot): Promise<void> {
  const texts = new RowTexts();
  await writeLines(join(folder, 'users.ndjson'), userLines(userTextsOf(snapshot), texts));
  await writeLines(join(folder, 'groups.ndjson'), Iterator.from(groupTextsOf(snapshot)).map(groupLine));
  const skus = snapshot.subscribedSkus.map((sku) => ({ ...sku, consumedUnits: texts.consumedUnits(sku.skuId) }));
  await writeJson(join(folder, 'subscribedSkus.json'), skus);
  await writeJson(join(folder, 'organization.json'), snapshot.organization);
  await writeJson(join(folder, 'directoryRoles.json'), snapshot.directoryRoles);
  if (snapshot.rulesFile !== undefined) await writeJson(join(folder, 'rules.json'), snapshot.rulesFile);
}

/** Profiles as they are, each with the rows of today at its end. */
function* userLines(users: Iterable<UserText>, texts: RowTexts): Generator<readonly Uint8Array[]> {
  const parts: Uint8Array[] = [];
  for (const user of users) {
    parts.length = 0;
    parts.push(user.bytes.subarray(user.start, user.end), ROWS);
    texts.addTo(parts, user);
    parts.push(END);
    yield parts;
  }
}

/** What a snapshot must have is there, be it empty. */
function groupLine({ profile, members }: GroupText): WrittenLine {
  const { assignedLicenses = [] } = profile;
  const head = `${JSON.stringify({ ...profile, assignedLicenses }).slice(0, -1)},"members":`;
  return [Buffer.from(head), members.json(), END_OF_GROUP];
}

const ROWS = Buffer.from(',"licenseAssignmentStates":[');
const END = Buffer.from(']}');
const END_OF_GROUP = Buffer.from('}');

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeLines(path, [JSON.stringify(value, undefined, 2)]);
}
