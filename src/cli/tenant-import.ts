import { EXIT_CONFIG } from '../config/config.ts';
import { ImportFault, type Taken } from '../directory/import/faults.ts';
import { type Imported, importTenant } from '../directory/import/import-tenant.ts';
import type { MembersOf } from '../directory/import/members-of.ts';
import { targetIsFree } from '../directory/snapshot/write-snapshot.ts';
import { counted } from '../words/counted.ts';
import { EXIT, readArguments, UsageError } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** EntraExporter writes a file for each object: more of them than a person would read. */
const FILES_NAMED = 20;

export async function runTenantImport(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { texts: ['out'], lists: ['members-of'], flags: ['json'], more: 'FROM' });
  const out = given.required('out');
  const membersOf = given.list('members-of').map(readMembersOf);
  if (!targetIsFree(out)) throw new UsageError(`${out} exists already: give --out a new folder.`);
  try {
    const imported = await importTenant(given.positionals, out, { membersOf, progress: terminal.progress });
    terminal.progress('');
    terminal.out(given.flag('json') ? JSON.stringify(asJson(imported, out)) : describe(imported, out));
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    terminal.progress('');
    for (const line of [...filesOf(error.taken), error.message]) terminal.err(line);
    return EXIT_CONFIG;
  }
}

function readMembersOf(text: string): MembersOf {
  const at = text.indexOf('=');
  const [file, group] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at < 1 || group === '') throw new UsageError('--members-of: give FILE=GROUP.');
  return { file, group };
}

function asJson({ taken, ...imported }: Imported, out: string): unknown {
  return {
    ...imported,
    files: Object.fromEntries([...taken].map(([file, counts]) => [file, Object.fromEntries(counts)])),
    out,
  };
}

function describe(imported: Imported, out: string): string {
  const { people, groups, products, rowsOfOtherGroups, otherMembers, warnings } = imported;
  const rows = counted(rowsOfOtherGroups, 'rows of licenses from groups that are not in the export');
  const members = counted(otherMembers, 'memberships of what is neither one of the people nor a group here');
  return [
    ...filesOf(imported.taken),
    `${counted(people, 'people')}, ${counted(groups, 'groups')} and ${counted(products, 'products')}, written to ${out}.`,
    ...(rowsOfOtherGroups === 0 ? [] : [`Kept as they are: ${rows}.`]),
    ...(otherMembers === 0 ? [] : [`Without effect: ${members}: devices, say, or people who were not exported.`]),
    ...warnings.map((warning) => `! ${warning}`),
  ].join('\n');
}

/** What was taken from where: of many files, by the folders that they lie in. */
function filesOf(taken: Taken): string[] {
  if (taken.size <= FILES_NAMED) return [...taken].map(([file, counts]) => `${file}: ${listed(counts)}`);
  const folders = Map.groupBy(taken, ([file]) => file.split('/')[0] ?? file);
  return [...folders].map(([folder, files]) => {
    const counts = new Map<string, number>();
    for (const [what, count] of files.flatMap(([, each]) => [...each]))
      counts.set(what, (counts.get(what) ?? 0) + count);
    return `${folder}: ${listed(counts)}${files.length > 1 ? ` (${counted(files.length, 'files')})` : ''}`;
  });
}

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .map(([what, count]) => (what === 'left out' ? `${count} ${what}` : counted(count, what)))
    .join(', ');
}
