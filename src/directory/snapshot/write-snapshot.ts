import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { LicenseAssignmentState, Snapshot, SnapshotUser } from '../../core/graph.ts';

const BUFFERED_CHARACTERS = 1 << 20;

/**
 * Writes a tenant as a new snapshot folder: complete and on the disk, or not there at all. `consumedUnits` is counted
 * from what is written; no error is written as `None`.
 * @returns `exists`, and nothing is touched, when there is something at `folder` already
 */
export async function writeSnapshot(folder: string, snapshot: Snapshot): Promise<'written' | 'exists'> {
  const target = resolve(folder);
  if (existsSync(target)) return 'exists';
  mkdirSync(dirname(target), { recursive: true });
  const partial = mkdtempSync(join(dirname(target), `.${basename(target)}.partial-`));
  try {
    writeFiles(partial, snapshot);
    renameSync(partial, target);
    return 'written';
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

function writeFiles(folder: string, snapshot: Snapshot): void {
  const consumed = new Map<string, number>();
  writeLines(join(folder, 'users.ndjson'), usersCounted(snapshot.users, consumed));
  writeLines(
    join(folder, 'groups.ndjson'),
    Iterator.from(snapshot.groups).map((group) => JSON.stringify(group)),
  );
  const skus = snapshot.subscribedSkus.map((sku) => ({ ...sku, consumedUnits: consumed.get(sku.skuId) ?? 0 }));
  writeJson(join(folder, 'subscribedSkus.json'), skus);
  writeJson(join(folder, 'organization.json'), snapshot.organization);
  writeJson(join(folder, 'directoryRoles.json'), snapshot.directoryRoles);
  if (snapshot.rulesFile !== undefined) writeJson(join(folder, 'rules.json'), snapshot.rulesFile);
}

function* usersCounted(users: Iterable<SnapshotUser>, consumed: Map<string, number>): Generator<string> {
  for (const user of users) {
    const rows = user.licenseAssignmentStates ?? [];
    for (const skuId of new Set(rows.filter(isHeld).map((row) => row.skuId))) {
      consumed.set(skuId, (consumed.get(skuId) ?? 0) + 1);
    }
    yield JSON.stringify({ ...user, licenseAssignmentStates: rows.map(writtenRow) });
  }
}

function isHeld(row: LicenseAssignmentState): boolean {
  return row.state === 'Active' || row.state === 'ActiveWithError';
}

function writtenRow(row: LicenseAssignmentState): object {
  return row.error === null ? { ...row, error: 'None' } : row;
}

function writeJson(path: string, value: unknown): void {
  writeLines(path, [JSON.stringify(value, undefined, 2)]);
}

function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, 'wx');
  try {
    let buffered = '';
    for (const line of lines) {
      buffered += `${line}\n`;
      if (buffered.length < BUFFERED_CHARACTERS) continue;
      writeAll(file, buffered);
      buffered = '';
    }
    writeAll(file, buffered);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The system may take a part of what it is given. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
