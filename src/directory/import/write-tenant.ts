import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gathered } from './gathered.ts';
import { ExportedGroups } from './groups.ts';
import { ExportedPeople } from './people.ts';
import { importedRoles } from './roles.ts';
import { organizationOf, productRecords, ruleRecords } from './small-files.ts';
import { Spool } from './spool.ts';

/** What an import wrote. */
export interface WrittenTenant {
  readonly people: number;
  readonly groups: number;
  readonly products: number;
  /** License rows that name a group which is not in the export: they stay as they are. */
  readonly rowsOfOtherGroups: number;
  /** Memberships of what is neither one of the people nor one of the groups. */
  readonly otherMembers: number;
  /** Of each line of the two large files, where it is from. */
  readonly files: { readonly users: readonly string[]; readonly groups: readonly string[] };
}

/** Writes a snapshot folder. What is in the way is told as a fault, and what was written then is worth nothing. */
export function writeTenant(folder: string, gathered: Gathered, progress: (doing: string) => void): WrittenTenant {
  mkdirSync(folder);
  const organization = organizationOf(gathered);
  const products = productRecords(gathered);
  for (const [kind, store] of [
    ['user', gathered.users],
    ['group', gathered.groups],
  ] as const) {
    if (store.size > 0 || gathered.listed.has(kind)) continue;
    gathered.faults.add(`no file has the ${kind === 'user' ? 'people' : 'groups'}`, { lack: `${kind}s` });
  }
  const users = new ExportedPeople(gathered);
  writeLines(folder, 'users.ndjson', users.lines(progress));
  const groups = new ExportedGroups(gathered, users.holdings);
  writeLines(folder, 'groups.ndjson', groups.lines());
  users.compareWith(products);
  users.warnOfUnsaid();
  users.reportUnsaidRows(groups.giveAnything);
  groups.warn();
  writeJson(folder, 'organization.json', organization ?? {});
  writeJson(folder, 'subscribedSkus.json', products);
  writeJson(folder, 'directoryRoles.json', importedRoles(gathered));
  const rules = ruleRecords(gathered);
  if (rules !== undefined) writeJson(folder, 'rules.json', rules);
  return {
    people: users.files.length,
    groups: groups.files.length,
    products: products.length,
    rowsOfOtherGroups: users.holdings.rowsOfOtherGroups,
    otherMembers: groups.otherMembers,
    files: { users: users.files, groups: groups.files },
  };
}

function writeLines(folder: string, file: string, lines: Iterable<string>): void {
  const spool = new Spool(join(folder, file));
  for (const line of lines) spool.add(`${line}\n`);
  spool.finish();
}

function writeJson(folder: string, file: string, value: unknown): void {
  writeFileSync(join(folder, file), `${JSON.stringify(value, undefined, 2)}\n`, { flush: true });
}
