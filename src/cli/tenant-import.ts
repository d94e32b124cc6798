import { EXIT_CONFIG } from '../config.ts';
import { ImportFault } from '../directory/import/faults.ts';
import { type Imported, importTenant } from '../directory/import/import-tenant.ts';
import type { MembersOf } from '../directory/import/members-of.ts';
import { targetIsFree } from '../directory/snapshot/write-snapshot.ts';
import { EXIT, readArguments, UsageError } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** An export of EntraExporter has a file for each object: more of them than a person would read. */
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
    terminal.err(error.message);
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
  const count = (value: number): string => value.toLocaleString('en-US');
  return [
    ...filesOf(imported),
    `${count(people)} people, ${count(groups)} groups and ${count(products)} products, written to ${out}.`,
    ...(rowsOfOtherGroups === 0
      ? []
      : [`Kept as they are: ${count(rowsOfOtherGroups)} license rows of groups that are not in the export.`]),
    ...(otherMembers === 0
      ? []
      : [
          `${count(otherMembers)} times a member is neither one of the people nor a group: a device, say, or not exported.`,
        ]),
    ...warnings.map((warning) => `! ${warning}`),
  ].join('\n');
}

function filesOf({ taken }: Imported): string[] {
  const lines = [...taken].map(
    ([file, counts]) =>
      `${file}: ${[...counts].map(([what, number]) => `${number.toLocaleString('en-US')} ${what}`).join(', ')}`,
  );
  const more = lines.length - FILES_NAMED;
  return more > 0 ? [...lines.slice(0, FILES_NAMED), `… and ${more} more files`] : lines;
}
