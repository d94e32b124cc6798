import { counted } from '../../words/counted.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import type { Gathered } from './gathered.ts';
import type { ExportedHoldings } from './holdings.ts';
import { isGuid } from './json-value.ts';
import { SaidProperties } from './said.ts';
import { nameOf } from './take-object.ts';

const GROUPS_NAMED = 5;

/** The groups of an export with their members, a line each, and what shows while they are written. */
export class ExportedGroups {
  /** Of each line, where it is from. */
  readonly files: string[] = [];
  otherMembers = 0;
  giveAnything = false;
  readonly #gathered: Gathered;
  readonly #holdings: ExportedHoldings;
  /** Of groups that do not list who has something through them, and that do not give it: how many that are. */
  readonly #left = new Map<string, number>();
  readonly #notGiven = new Map<string, number>();
  readonly #said = new SaidProperties(['displayName', 'securityEnabled']);

  constructor(gathered: Gathered, holdings: ExportedHoldings) {
    this.#gathered = gathered;
    this.#holdings = holdings;
  }

  *lines(): Generator<string> {
    for (const { object, file } of this.#gathered.groups.objects()) {
      this.files.push(file);
      this.#said.hear(object);
      this.#check(object, file);
      yield JSON.stringify({ ...object, members: this.#membersOf(object, file) });
    }
  }

  #check(group: JsonObject & { readonly id: string }, file: string): void {
    const { faults } = this.#gathered;
    const { assignedLicenses } = group;
    const options = { file, example: nameOf(group), lack: 'groups' } as const;
    if (Array.isArray(assignedLicenses) && assignedLicenses.length > 0) this.giveAnything = true;
    if (!Array.isArray(assignedLicenses)) {
      faults.add('no assignedLicenses for {n} groups: what they give is not known', options);
    } else if (!assignedLicenses.every(saysWhatIsOff)) {
      faults.add('no disabledPlans in assignedLicenses of {n} groups: what is turned off is not known', options);
    }
    const notGiven = this.#holdings.notGivenBy(group);
    if (notGiven > 0) this.#notGiven.set(nameOf(group), notGiven);
  }

  /** Warns where people hold something from a group that does not list them, and of what the export says of no group. */
  warn(): void {
    const { warnings } = this.#gathered;
    this.#warnOf(
      this.#left,
      (name, people) =>
        `${name} does not list ${counted(people, 'people')} with a license through it. Is its list of members whole? Who left it loses that license.`,
    );
    this.#warnOf(
      this.#notGiven,
      (name, licenses) =>
        `${name} does not give ${counted(licenses, 'licenses that people have through it')}. Are its assignedLicenses whole? What it gives no more is taken away.`,
    );
    const { unsaid } = this.#said;
    if (this.files.length === 0 || unsaid.length === 0) return;
    warnings.push(`Of no group the export says ${unsaid.join(', ')}: add that to $select.`);
  }

  #warnOf(groups: ReadonlyMap<string, number>, textOf: (name: string, count: number) => string): void {
    const { warnings } = this.#gathered;
    for (const [name, count] of [...groups].slice(0, GROUPS_NAMED)) warnings.push(textOf(name, count));
    if (groups.size > GROUPS_NAMED) warnings.push(`The same of ${counted(groups.size - GROUPS_NAMED, 'more groups')}.`);
  }

  #membersOf(group: JsonObject & { readonly id: string }, file: string): readonly string[] {
    const { members, faults, users, groups } = this.#gathered;
    const found = members.of(group.id);
    const options = { file, example: `${nameOf(group)} ${group.id}`, lack: 'members' } as const;
    if (found.kind === 'known') {
      const others = found.ids.filter((id) => !users.has(id) && !groups.has(id));
      this.otherMembers += others.length;
      for (const name of others.filter((id) => !isGuid(id))) {
        faults.add('no id for {n} members, only what they are called', {
          file: found.file,
          example: name,
          lack: 'members',
        });
      }
      const strangers = this.#holdings.strangersTo(group, found.ids);
      if (strangers > 0) this.#left.set(nameOf(group), strangers);
      return found.ids;
    }
    if (found.kind === 'unknown') faults.add('no members for {n} groups: they are in no file', options);
    else if (found.kind === 'changes') {
      const reason =
        'tells who left {n} groups (@removed), and not who was in them: it is what changed, and not the whole';
      faults.add(reason, { ...options, file: found.file });
    } else if (found.kind === 'cut') {
      faults.add('exactly 20 members for {n} groups: Graph expands no more than 20, so there may be others', options);
    } else {
      const [first, second] = found.files;
      faults.add(`the members of ${nameOf(group)} in ${first} and in ${second} are not the same`);
    }
    return [];
  }
}

function saysWhatIsOff(license: unknown): boolean {
  return isObject(license) && Array.isArray(license['disabledPlans']);
}
