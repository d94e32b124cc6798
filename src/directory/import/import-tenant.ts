import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { groupTextsOf, userTextsOf } from '../../graph/snapshot-text.ts';
import type { SnapshotRemark } from '../../graph/types.ts';
import { makeFolder } from '../../store/make-folder.ts';
import { counted } from '../../words/counted.ts';
import { SnapshotFault } from '../snapshot/faults.ts';
import { readSnapshot } from '../snapshot/read-snapshot.ts';
import { curesOf } from './cures.ts';
import { ImportFault, type Taken } from './faults.ts';
import { findFiles, type SourceFile } from './find-files.ts';
import { gather } from './gather.ts';
import { type Gathered, gatherInto } from './gathered.ts';
import { groupsByName, type MembersOf, resolveNames, resolveStrays } from './members-of.ts';
import { missingPages } from './pages.ts';
import { nameOf } from './take-object.ts';
import { type WrittenTenant, writeTenant } from './write-tenant.ts';

/** What came of an import. */
export interface Imported extends Omit<WrittenTenant, 'files'> {
  readonly taken: Taken;
  readonly warnings: readonly string[];
}

interface ImportOptions {
  readonly membersOf?: readonly MembersOf[];
  /** Hears what is being done. */
  readonly progress?: (doing: string) => void;
}

/**
 * Makes a tenant snapshot of what people export from a real tenant: complete and on the disk, or not there at all. Nothing
 * that a snapshot must have is guessed.
 * @param from files, and folders with all that is below them
 * @param out a folder that does not exist yet
 * @throws ImportFault with everything that is missing, contradicts itself or cannot be read, and how to get it
 */
export async function importTenant(
  from: readonly string[],
  out: string,
  { membersOf = [], progress = () => undefined }: ImportOptions = {},
): Promise<Imported> {
  const absent = from.filter((path) => !existsSync(path));
  if (absent.length > 0)
    throw new ImportFault(from.join(', '), [`${absent.join(', ')}: there is no such file or folder`]);
  const target = resolve(out);
  makeFolder(dirname(target));
  const partial = mkdtempSync(join(dirname(target), `.${basename(target)}.partial-`));
  const gathered = gatherInto(partial);
  try {
    const found = findFiles(from);
    gather(found, gathered, progress);
    const byName = groupsByName(gathered);
    const called = resolveNames(gathered, byName);
    resolveStrays(gathered, byName, membersOf);
    takeFromCsv(gathered);
    tellRemoved(gathered);
    for (const { file, reason } of missingPages(gathered.pages, called)) gathered.faults.add(reason, { file });
    const folder = join(partial, 'tenant');
    const { files, ...written } = writeTenant(folder, gathered, progress);
    throwIfAny(from, gathered, found);
    progress('Reading it again …');
    const remarks = await checkSnapshot(folder, files, from);
    renameSync(folder, target);
    return { ...written, taken: gathered.taken, warnings: [...gathered.leftOut, ...gathered.warnings, ...remarks] };
  } finally {
    gathered.close();
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Who is gone by a later page of the same answer. */
function tellRemoved({ users, groups, warnings }: Gathered): void {
  for (const [store, what] of [
    [users, 'people'],
    [groups, 'groups'],
  ] as const) {
    const names = Iterator.from(store.removed()).map(nameOf).toArray();
    if (names.length === 0) continue;
    const named = names.slice(0, REMOVED_NAMED).join(', ');
    warnings.push(
      `Left out: ${counted(names.length, what)}, gone by a later page of a delta query (@removed): ${named}${names.length > REMOVED_NAMED ? ', …' : ''}`,
    );
  }
}

const REMOVED_NAMED = 5;

/** Names and locations for people whom other files know; nobody comes out of a report alone. */
function takeFromCsv({ reports, users, leftOut }: Gathered): void {
  for (const { file, people } of reports) {
    let count = 0;
    for (const person of people()) {
      const { id } = person;
      if (typeof id !== 'string' || !users.fill({ ...person, id })) count++;
    }
    if (count === 0) continue;
    leftOut.push(
      `${file} is a report: it does not say where a license comes from, and cannot stand in for the people. Left out: ${counted(count, 'rows of it')}.`,
    );
  }
}

function throwIfAny(from: readonly string[], { faults, leftOut, taken }: Gathered, files: readonly SourceFile[]): void {
  if (faults.isEmpty) return;
  const isEntraExporters = files.some(({ name }) => ENTRA_EXPORTER.test(name));
  const hint = isEntraExporters && faults.lacks.size > 0 ? [ABOUT_ENTRA_EXPORTER] : [];
  const unused = unusedOf(taken);
  const lines = [...faults.lines(), ...leftOut, ...unused, ...hint, ...curesOf(faults.lacks)];
  throw new ImportFault(from.join(', '), lines, taken);
}

/** Files out of which nothing was taken: among them may be the one that people mean. */
function unusedOf(taken: Gathered['taken']): string[] {
  const files = [...taken].filter(([, counts]) => [...counts.keys()].every((what) => what.endsWith('left out')));
  if (files.length === 0) return [];
  const named = files.slice(0, UNUSED_NAMED).map(([file]) => file);
  const more = files.length > named.length ? ` and ${counted(files.length - named.length, 'more files')}` : '';
  return [`Nothing that a tenant needs was found in ${named.join(', ')}${more}.`];
}

const UNUSED_NAMED = 3;

const ENTRA_EXPORTER = /(?:^|\/)(?:SubscribedSkus|Policies|Groups)\/[^/]+\/[^/]+\.json$/;
const ABOUT_ENTRA_EXPORTER =
  'EntraExporter has people and assigned groups only with Export-Entra -All, and even then neither where licenses come from nor the members of dynamic or empty groups. Put files with them beside its folders:';

/**
 * Reads what was written, as whoever is given it will.
 * @returns what the reader warns of
 * @throws ImportFault with what it refuses
 */
async function checkSnapshot(
  folder: string,
  files: WrittenTenant['files'],
  from: readonly string[],
): Promise<readonly string[]> {
  const tell = (remark: SnapshotRemark): string => describeAtSource(remark, files);
  try {
    const snapshot = await readSnapshot(folder);
    for (const _ of userTextsOf(snapshot));
    for (const _ of groupTextsOf(snapshot));
    return snapshot.warnings?.().map(tell) ?? [];
  } catch (error) {
    if (!(error instanceof SnapshotFault)) throw error;
    throw new ImportFault(from.join(', '), error.faults.map(tell));
  }
}

/** The file that it came from stands for the line that was written of it. */
function describeAtSource(
  { file, line, reason, count }: SnapshotRemark,
  { users, groups }: WrittenTenant['files'],
): string {
  const sources = { 'users.ndjson': users, 'groups.ndjson': groups }[file];
  const more = count > 1 ? ` (and ${counted(count - 1, 'more lines')})` : '';
  return `${sources?.[(line ?? 0) - 1] ?? file}: ${reason}${more}`;
}
