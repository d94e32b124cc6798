import { IdIndex } from '../../licensing/model/id-index.ts';
import type { Gathered } from './gathered.ts';
import { isGuid } from './json-value.ts';
import { withoutNumber } from './owner.ts';

/** `--members-of FILE=GROUP`: what a person says about a list that does not say it itself. */
export interface MembersOf {
  readonly file: string;
  /** Its id or its name. */
  readonly group: string;
}

/** Groups of one name. */
interface Namesakes {
  readonly name: string;
  readonly ids: string[];
}

/** The groups of an export, by name in small letters. */
type GroupsByName = ReadonlyMap<string, Namesakes>;

export function groupsByName(gathered: Gathered): GroupsByName {
  const names = new Map<string, Namesakes>();
  for (const { object } of gathered.groups.objects()) {
    const { displayName } = object;
    if (typeof displayName !== 'string') continue;
    const key = displayName.toLowerCase();
    const namesakes = names.get(key) ?? { name: displayName, ids: [] };
    namesakes.ids.push(object.id);
    names.set(key, namesakes);
  }
  return names;
}

/**
 * Finds the groups that files name by name alone.
 * @returns files whose whole name is that of a group: a number in it is none of a page
 */
export function resolveNames(gathered: Gathered, byName: GroupsByName): ReadonlySet<string> {
  const whole = new Set<string>();
  for (const [key, { name, isWhole, file }] of gathered.members.names) {
    const exact = byName.get(name.toLowerCase());
    if (exact !== undefined && !isWhole) whole.add(file);
    const ids = (exact ?? (isWhole ? undefined : byName.get(withoutNumber(name).toLowerCase())))?.ids ?? [];
    const [id] = ids;
    if (id !== undefined && ids.length === 1) gathered.members.rename(key, id);
    else {
      const which = ids.length === 0 ? 'no group is called so' : `${ids.length} groups are called so`;
      gathered.faults.add(
        `lists members of “${name}”, and ${which}: ${isWhole ? "say the group's id" : "name it members-ID.json, with the group's id"}`,
        { file },
      );
    }
  }
  return whole;
}

/** Gives the lists that say nothing of their group to those that a person names, and asks about the others. */
export function resolveStrays(gathered: Gathered, byName: GroupsByName, said: readonly MembersOf[]): void {
  for (const { file, group } of said) {
    const stray = gathered.strays.find((list) => isFile(list.file, file));
    const named = byName.get(group.toLowerCase())?.ids ?? [];
    const ids = named.length === 0 && isGuid(group) ? [group] : named;
    const [id] = ids;
    if (stray === undefined) gathered.faults.add(`--members-of: ${file} is no list of members of this export`);
    else if (id === undefined || ids.length > 1) {
      gathered.faults.add(
        `--members-of: ${ids.length === 0 ? 'no group' : 'more than one group'} is called “${group}”`,
      );
    } else {
      const source = { source: stray.file, file: stray.file };
      gathered.members.add({ id }, [], source);
      for (const member of idsOfPeople(stray.ids, gathered)) gathered.members.add({ id }, [member], source);
    }
  }
  const left = gathered.strays.filter(({ file }) => !said.some((each) => isFile(file, each.file)));
  for (const { file } of left) {
    const path = file.toLowerCase();
    const guesses = [...byName].filter(([key]) => key !== '' && path.includes(key));
    const group = (guesses.length === 1 && guesses[0]?.[1].name) || 'GROUP';
    gathered.leftOut.push(
      `${file} does not say whose members it lists, and was left out. To use it: --members-of "${file}=${group}"`,
    );
  }
}

function isFile(file: string, named: string): boolean {
  return file === named || file.endsWith(`/${named}`) || named.endsWith(`/${file}`);
}

/** Ids stay; names for signing in are looked up among the people. */
function* idsOfPeople(idsOrNames: () => Iterable<string>, { users, faults }: Gathered): Generator<string> {
  const names = new IdIndex();
  for (const text of idsOrNames()) if (text.includes('@')) names.add(text.toLowerCase());
  /** By the name's number. */
  const found: string[] = [];
  if (names.size > 0) {
    for (const { object } of users.objects()) {
      const name = object['userPrincipalName'];
      const number = typeof name === 'string' ? names.find(name.toLowerCase()) : undefined;
      if (number !== undefined) found[number] = object.id;
    }
  }
  for (const text of idsOrNames()) {
    const id = text.includes('@') ? found[names.find(text.toLowerCase()) ?? -1] : text;
    if (text === '') faults.add('no id and no name for signing in of {n} members of a CSV', { lack: 'members' });
    else if (id !== undefined) yield id;
    else faults.add('unknown among the people are {n} members of a CSV', { example: text, lack: 'users' });
  }
}
