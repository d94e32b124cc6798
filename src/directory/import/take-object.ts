import { isSameId } from '../../graph/ids.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import { canonicalObject } from './canonical.ts';
import type { Lack } from './faults.ts';
import { type Gathered, tallyGathered } from './gathered.ts';
import { isGuid } from './json-value.ts';
import { ownerIn, type Whose } from './owner.ts';
import { seriesOf } from './pages.ts';
import { graphError, type Kind, recordKind } from './recognize.ts';
import { ADDITIONAL, spelledAsGraph, Unreadable } from './spelling.ts';
import type { Surroundings } from './surroundings.ts';
import { isMember, isRemoved, listedId, memberId, takeMember } from './take-member.ts';

const LACK_OF: Readonly<Partial<Record<Kind, Lack>>> = {
  user: 'users',
  group: 'groups',
  subscribedSku: 'subscribedSkus',
  organization: 'organization',
  directoryRole: 'directoryRoles',
  roleAssignment: 'directoryRoles',
};

const PLURALS: Readonly<Record<Exclude<Kind, 'other'>, string>> = {
  user: 'people',
  group: 'groups',
  subscribedSku: 'products',
  organization: 'organizations',
  directoryRole: 'roles',
  roleDefinition: 'definitions of roles',
  roleAssignment: 'assignments of roles',
  rules: 'rules',
};

/** Whatever folder they lie in, the others are no members of anything. */
const MAY_BE_MEMBERS: ReadonlySet<Kind> = new Set(['user', 'group', 'other']);

/** Only a person or a group of its own has these: a mere member of a list has none of them. */
const SIGNS_OF_ITS_OWN: readonly string[] = [
  ...['licenseAssignmentStates', 'members', 'members@delta', 'members@odata.bind'],
];

/** What Graph adds to an object that is no property of it. */
const NOTES = /^@?odata\.|@odata\.(?:context|count|associationLink|navigationLink|type)$/;

/**
 * Takes one object for what it is.
 * @param value as it was written
 */
export function takeObject(value: JsonObject, around: Surroundings, gathered: Gathered): void {
  const { file, context, whose } = around;
  const spelled = spelledAsGraph(value);
  const error = graphError(spelled);
  if (error !== undefined) {
    gathered.faults.add(`is no data but Graph's error “${error}”`, { file });
    return;
  }
  if (takeListedMembers(spelled, around, gathered)) return;
  const named = whatItSays(spelled, value);
  const own = spelled['@odata.context'];
  const its = typeof own === 'string' ? own : context;
  const kind = recordKind(named, its, file);
  if (whose.listing !== undefined && MAY_BE_MEMBERS.has(recordKind(named, its, ''))) {
    const isItsOwn = SIGNS_OF_ITS_OWN.some((name) => name in named);
    if (!isItsOwn || isListedById(value, whose)) takeMember(value, around, gathered);
    if (!isItsOwn) return;
  }
  let object: JsonObject;
  try {
    object = canonicalObject(value);
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    if (kind !== 'other') reportUnreadable(fault, kind, value, { file, gathered });
    return;
  }
  if (kind === 'other') tallyGathered(gathered, file, 'left out');
  else takeKind(kind, object, around, gathered);
}

function takeKind(kind: Exclude<Kind, 'other'>, object: JsonObject, { file }: Surroundings, gathered: Gathered): void {
  if (isRemoved(object) && (kind === 'user' || kind === 'group')) {
    takeRemoval(kind, String(object['id']), file, gathered);
    return;
  }
  if (/^(?!0001)\d/.test(String(object['deletedDateTime'] ?? ''))) {
    tallyGathered(gathered, file, 'deleted, left out');
    return;
  }
  if (kind === 'group' || kind === 'directoryRole') takeOwnMembers(kind, object, file, gathered);
  tallyGathered(gathered, file, PLURALS[kind]);
  const bare = Object.fromEntries(Object.entries(object).filter(([name]) => !NOTES.test(name)));
  if (kind !== 'user' && kind !== 'group') {
    gathered.small[kind].push({ object: bare, file });
    return;
  }
  const { id } = bare;
  if (typeof id !== 'string' || id === '') {
    gathered.faults.add(`no id for {n} ${PLURALS[kind]}`, { file, lack: LACK_OF[kind] ?? 'users' });
    return;
  }
  const contradiction = gathered[`${kind}s`].add({ ...bare, id }, file);
  if (contradiction === undefined) return;
  const [first, second] = contradiction.files;
  const where = first === second ? `is in ${first} twice` : `is in ${first} and in ${second}`;
  gathered.faults.add(`${nameOf(object)} ${where}, and ${contradiction.property} is not the same`);
}

/** A later page of a delta query tells who is gone. Without the page that had them, the export is what changed, not what is. */
function takeRemoval(kind: 'user' | 'group', id: string, file: string, gathered: Gathered): void {
  const before = gathered[`${kind}s`].remove(id);
  const lack = `${kind}s` as const;
  if (before === undefined) {
    const reason = `tells {n} ${PLURALS[kind]} to be gone (@removed) that are on no page before it: it is what changed, and not the whole`;
    gathered.faults.add(reason, { file, example: id, lack });
  } else if (seriesOf(before).series !== seriesOf(file).series) {
    gathered.faults.add(`${id} is in ${before}, and gone (@removed) by ${file}: which of them is newer is not known`, {
      lack,
    });
  }
}

/** Moves the members that stand in a group or a role to where members are kept. */
function takeOwnMembers(kind: Kind, object: JsonObject, file: string, gathered: Gathered): void {
  const id = kind === 'group' ? object['id'] : (object['roleTemplateId'] ?? object['id']);
  if (typeof id !== 'string') return;
  const { members, 'members@delta': delta, 'members@odata.bind': bound, 'members@odata.nextLink': more } = object;
  if (typeof more === 'string') {
    const reason = 'members of {n} groups go on at a link: get them apart from their groups';
    gathered.faults.add(reason, { file, example: nameOf(object), lack: 'members' });
  }
  const owner = { id };
  for (const [list, source] of [
    [members, `in ${file}`],
    [bound, `bound in ${file}`],
  ] as const) {
    if (!Array.isArray(list)) continue;
    const ids = idsIn(list.filter(isMember), object, file, gathered);
    const areExpanded = list.length > 0 && list.every(isObject);
    gathered.members.add(owner, ids, { source, file, areExpanded });
  }
  if (Array.isArray(delta)) {
    gathered.members.add(owner, idsIn(delta, object, file, gathered), { source: 'delta', file });
  }
  const counted = object['members@odata.count'];
  if (typeof counted === 'number' && Array.isArray(members) && members.length < counted) {
    const reason = 'fewer members than it counts (members@odata.count) for {n} groups';
    gathered.faults.add(reason, { file, example: nameOf(object), lack: 'members' });
  }
  for (const name of ['members', 'members@delta', 'members@odata.bind', 'members@odata.nextLink']) delete object[name];
}

function idsIn(members: readonly unknown[], object: JsonObject, file: string, { faults }: Gathered): string[] {
  return members.flatMap((member) => {
    const id = listedId(member);
    if (id !== undefined) return [id];
    faults.add('no id for {n} members', { file, example: nameOf(object), lack: 'members' });
    return [];
  });
}

/** Scripts write members as `{"groupId": …, "members": […]}`, a row for each member, or lists by the id of their group. */
function takeListedMembers(value: JsonObject, { file, source }: Surroundings, gathered: Gathered): boolean {
  const { id, members } = value;
  const owner = id === undefined && ownerIn(value['groupId'], value['groupName'], value['groupDisplayName']);
  const lists = Object.entries(value);
  if (owner) {
    const { memberId: member = value['userId'] } = value;
    if (!Array.isArray(members) && member === undefined) return false;
    const ids = idsIn(Array.isArray(members) ? members : [member], { ...owner }, file, gathered);
    gathered.members.add(owner, ids, { source, file });
    tallyGathered(gathered, file, 'lists of members');
    return true;
  }
  if (lists.length === 0 || !lists.every(([id, list]) => isGuid(id) && Array.isArray(list))) return false;
  for (const [id, list] of lists as [string, unknown[]][]) {
    gathered.members.add({ id }, idsIn(list, { id }, file, gathered), { source, file });
    tallyGathered(gathered, file, 'lists of members');
  }
  return true;
}

function reportUnreadable(
  { kind: loss, message }: Unreadable,
  kind: Kind,
  value: JsonObject,
  { file, gathered }: { readonly file: string; readonly gathered: Gathered },
): void {
  gathered.listed.add(kind);
  const lack = LACK_OF[kind];
  const options = { file, example: nameOf(value), ...(lack === undefined ? {} : { lack }) };
  if (loss === 'twice') gathered.faults.add(`${nameOf(value)} ${message}`, { file });
  else if (loss === 'oldModule') {
    gathered.faults.add(
      'was written by the AzureAD module, which loses what is turned off in each product ({n} objects)',
      options,
    );
  } else {
    const shown = message.replace(/reads .*/, 'is not whole');
    gathered.faults.add(`was written with too small a -Depth, or as a table: ${shown} in {n} objects`, options);
  }
}

/** Is it a member of somebody else whom the list names by id? */
function isListedById(value: JsonObject, { owner }: Whose): boolean {
  return owner !== undefined && 'id' in owner && !isSameId(owner.id, memberId(value) ?? owner.id);
}

/** For a look at its properties: what is null in an object of PowerShell's was not asked for. */
function whatItSays(spelled: JsonObject, asWritten: JsonObject): JsonObject {
  const additional = spelled[ADDITIONAL];
  const written = isObject(additional) ? { ...additional, ...asWritten } : asWritten;
  const isCamel = Object.keys(written).some((name) => /^[a-z]/.test(name));
  const named = spelledAsGraph(written);
  return isCamel ? named : Object.fromEntries(Object.entries(named).filter(([, property]) => property !== null));
}

export function nameOf(object: JsonObject): string {
  const names = ['displayName', 'DisplayName', 'skuPartNumber', 'SkuPartNumber', 'id', 'Id', 'ObjectId'];
  const name = names.map((property) => object[property]).find((text) => typeof text === 'string' && text !== '');
  return typeof name === 'string' ? name : 'one without a name';
}
