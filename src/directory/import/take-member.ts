import { isObject, type JsonObject } from '../json-object.ts';
import { type Gathered, tallyGathered } from './gathered.ts';
import { spelledAsGraph } from './spelling.ts';
import type { Surroundings } from './surroundings.ts';

const OF_A_LINK = /\/([0-9a-f-]{36})(?:\/\$ref|\/microsoft\.graph\.\w+|\/Microsoft\.DirectoryServices\.\w+)?$/i;

/** The id of a member, however it is written; undefined: it has none. */
export function memberId(member: unknown): string | undefined {
  if (typeof member === 'string') return OF_A_LINK.exec(member)?.[1] ?? (/^[^\s/]+$/.test(member) ? member : undefined);
  if (!isObject(member)) return undefined;
  const { id, objectId, '@odata.id': link, url, memberId: other } = spelledAsGraph(member);
  return [id, objectId, link, url, other].map(memberId).find((found) => found !== undefined);
}

/** The same as it is put on a list: with a `-` before it for who is not a member any more, as a delta query tells it. */
export function listedId(member: unknown): string | undefined {
  const id = memberId(member);
  return id !== undefined && isObject(member) && isRemoved(spelledAsGraph(member)) ? `-${id}` : id;
}

/** Of an object in Graph's spelling: gone, as a delta query tells it. */
export function isRemoved(object: JsonObject): boolean {
  return (object['@removed'] ?? undefined) !== undefined;
}

/** CLI for Microsoft 365 lists owners among the members, and says so. Who is said to be anything else is a member. */
export function isMember(member: unknown): boolean {
  if (!isObject(member)) return true;
  const roles = [spelledAsGraph(member)['roles'] ?? []].flat();
  return roles.length === 0 || roles.some((role) => typeof role !== 'string' || !/^owner$/i.test(role));
}

/** A `conversationMember`, whose id is nobody's. */
function isOfATeam(member: unknown): boolean {
  return isObject(member) && /conversationMember$/i.test(String(spelledAsGraph(member)['@odata.type'] ?? ''));
}

/** Takes one member of a list that is not in its group. */
export function takeMember(member: unknown, { file, whose, source }: Surroundings, gathered: Gathered): void {
  if (whose.listing === 'other') {
    tallyGathered(gathered, file, 'left out');
    return;
  }
  if (whose.owner === undefined) {
    const reason =
      whose.listing === 'members'
        ? 'lists members and does not say of which group: name it members-ID.json, with the id of the group'
        : 'is JSON, but nothing that Graph or PowerShell writes of a tenant';
    gathered.faults.add(reason, { file });
    return;
  }
  if (isOfATeam(member)) {
    gathered.faults.add('lists the people of a team as Teams has them, not the members of its group', {
      file,
      lack: 'members',
    });
    return;
  }
  const id = listedId(member);
  if (id === undefined) {
    gathered.faults.add('no id for {n} members', { file, lack: 'members' });
    return;
  }
  gathered.members.add(whose.owner, isMember(member) ? [id] : [], { source, file });
  tallyGathered(gathered, file, 'members');
}
