import { isGuid } from './json-value.ts';

const GUID_WITHIN = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const OWNED = /(groups|directoryRoles|administrativeUnits)(?:\('([^']+)'\)|\/([^/?]+))\/(\w+)/i;
/** Lists of people that are no members, or not only direct ones. */
const NO_MEMBERS = /owners?\b|scopedmembers?|transitive|memberof|eligib/i;
const MEMBERS = /members?(?:of)?(?![a-z])|membership/i;

/**
 * Whose members a list is: an id, or a name where it has no id; undefined: the list does not say.
 * `isWhole`: the name is no file's, at the end of which the number of a page may stand.
 */
export type ListOwner = { readonly id: string } | { readonly name: string; readonly isWhole?: true } | undefined;

/** Whose members a row or an object lists that says so itself; undefined: it does not. */
export function ownerIn(id: unknown, ...names: readonly unknown[]): ListOwner {
  if (typeof id === 'string' && id !== '') return { id };
  const name = names.find((text) => typeof text === 'string' && text !== '');
  return typeof name === 'string' ? { name, isWhole: true } : undefined;
}

/** What a list of directory objects is to a group or role. */
export type Listing = 'members' | 'other' | undefined;

export interface Whose {
  readonly listing: Listing;
  readonly owner: ListOwner;
}

const UNSAID: Whose = { listing: undefined, owner: undefined };
const OTHER: Whose = { listing: 'other', owner: undefined };

/**
 * Whose members stand in a file, by where it lies and what it is called: `Groups/ID/Members/…` as EntraExporter has it,
 * `members-ID.json`, `ID/members.json`, `members/HR Department.json`.
 * @param isList whether something else has said that members stand in it
 */
export function whoseByPath(path: string, isList = false): Whose {
  const segments = path.split('/');
  const file = withoutEnding(segments.pop() ?? '');
  const folder = segments.findLastIndex((segment) => MEMBERS.test(segment) || NO_MEMBERS.test(segment));
  if (NO_MEMBERS.test(file) || NO_MEMBERS.test(segments[folder] ?? '')) return OTHER;
  const before = segments[folder - 1];
  if (folder > 0 && isGuid(before)) return { listing: 'members', owner: { id: before } };
  if (folder < 0 && !MEMBERS.test(file) && !isList) return UNSAID;
  const within = [file, ...segments.slice(Math.max(folder, 0)).reverse()];
  const id = within.map((segment) => GUID_WITHIN.exec(segment)?.[0]).find((found) => found !== undefined);
  const name = within.map(nameWithin).find((found) => withoutNumber(found) !== '');
  return { listing: 'members', owner: id === undefined ? name && { name } : { id } } as Whose;
}

/** The same by what Graph says itself: `groups('ID')/members`, or the link to the next page. */
export function whoseByLink(context: unknown, nextLink: unknown): Whose {
  for (const text of [context, nextLink]) {
    const [, , quoted, plain, list = ''] = (typeof text === 'string' && OWNED.exec(text)) || [];
    const id = quoted ?? plain;
    if (id === undefined) continue;
    return list.toLowerCase() === 'members' ? { listing: 'members', owner: { id } } : OTHER;
  }
  return UNSAID;
}

/** `HR Department (2)` of `HR Department (2) members`. */
function nameWithin(segment: string): string {
  return segment
    .replace(/(?:export)?group-?_? ?members(?:hips?)?|members?(?:hips?)?(?: ?of)?/i, '')
    .replace(/^[\s_.-]+|[\s_.-]+$/g, '');
}

/** `HR Department` of `HR Department (2)`: the number is that of a page, unless a group is called so. */
export function withoutNumber(name: string): string {
  return name.replace(/(?:^|[\s_.-]+)\(?(?:page|part|p)?[\s_.-]*\d{1,3}\)?$/i, '');
}

function withoutEnding(file: string): string {
  return file.replace(/\.(?:json|ndjson|jsonl|txt|csv)$/i, '');
}
