import { writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { IdIndex } from '../../licensing/model/id-index.ts';
import { giveBack } from '../../plain/give-back.ts';
import { DirectoryError } from '../port.ts';
import { GROUP_PROPERTIES } from '../snapshot/check-group.ts';
import { USER_PROPERTIES } from '../snapshot/check-user.ts';
import { faultOf } from './answer.ts';
import type { GraphClient } from './client.ts';
import { idsIn, idsOf, jsonOfIds, READ_IDS } from './id-lists.ts';
import { toldFirst } from './page-lines.ts';
import { bare, type JsonObject, linkOf } from './pages.ts';
import { graphPath, withQuery } from './path.ts';

/** The rows last, as whoever reads many of them has it easiest: Graph answers in the order of asking. */
export const USER = [...USER_PROPERTIES, 'licenseAssignmentStates'] as const;

/** https://learn.microsoft.com/graph/api/user-list: the most that a page holds. */
const PAGE = 999;
/** Lists of members of which the first pages are asked for together. */
const LISTS_IN_A_BATCH = 20;
/** What is read at the same time: a list is a chain of pages, and many lists are many chains. */
const AT_ONCE = 8;

/**
 * Reads the whole tenant of Graph into the files of a snapshot folder, with the shapes that Graph gives them. The folder is there
 * and empty. Cost: a request for 999 people, one for the members of 20 groups, and one for each 999 members beyond the first.
 * @throws DirectoryError where anything of it cannot be read to its end: the files are then worth nothing
 */
export async function readTenant(client: GraphClient, folder: string): Promise<void> {
  const write = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));
  await Promise.all([
    fetchOrganization(client).then((organization) => write('organization.json', organization)),
    readAll(client, '/subscribedSkus').then((skus) => write('subscribedSkus.json', skus)),
    readUsers(client, join(folder, 'users.ndjson')),
    readGroups(client, join(folder, 'groups.ndjson')),
    readRoles(client).then((roles) => write('directoryRoles.json', roles)),
  ]);
}

async function fetchOrganization(client: GraphClient): Promise<JsonObject> {
  const [organization] = await readAll(
    client,
    withQuery('/organization', { select: ['id', 'displayName', 'countryLetterCode'] }),
  );
  if (organization === undefined) throw new DirectoryError('NotFound', 'Graph knows no organization of this app.');
  return organization;
}

/** Every object of a collection, without what Graph says about it beside its properties. */
export async function readAll(client: GraphClient, path: string): Promise<readonly JsonObject[]> {
  const all: JsonObject[] = [];
  for await (const page of client.pages(path)) all.push(...page.map(bare));
  return all;
}

async function readUsers(client: GraphClient, file: string): Promise<void> {
  const told = new IdIndex();
  for await (const lines of client.lines(withQuery('/users', { select: USER, top: PAGE }))) {
    await append(file, toldFirst(lines, told));
    giveBack(lines);
  }
}

/** Nothing is open while Graph is waited for. As few writes as can be: `appendFile` makes several of a page, and each waits for its turn. */
async function append(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'a');
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

async function readGroups(client: GraphClient, file: string): Promise<void> {
  const listed = await readAll(client, withQuery('/groups', { select: GROUP_PROPERTIES, top: PAGE }));
  const groups = [...new Map(listed.map((group) => [idOf(group), group])).values()];
  const parts = Array.from({ length: Math.ceil(groups.length / LISTS_IN_A_BATCH) }, (_, part) =>
    groups.slice(part * LISTS_IN_A_BATCH, (part + 1) * LISTS_IN_A_BATCH),
  );
  // As text at once: the ids of all members would be most of what is in memory.
  const lines = await eachAtOnce(parts, async (part) => {
    const members = await readMembersOf(client, part.map(idOf));
    return members.map((pages, place) => pages && lineOf(part[place] ?? {}, pages));
  });
  const read = lines.flat();
  await areGone(
    client,
    groups.map(idOf).filter((_, place) => read[place] === undefined),
  );
  writeFileSync(file, read.filter((line) => line !== undefined).join(''));
}

/**
 * These groups had no members to be asked for: they were deleted since they were listed, which a list of now has to say too.
 * @throws DirectoryError where it has one of them
 */
async function areGone(client: GraphClient, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return;
  const listed = new Set((await readAll(client, withQuery('/groups', { select: ['id'], top: PAGE }))).map(idOf));
  const there = groupIds.find((id) => listed.has(id));
  if (there !== undefined)
    throw new DirectoryError('Unreachable', `Graph lists the group ${there}, and knows of no members of it.`);
}

/** Ids of a group's members of every kind. */
export async function readMembers(client: GraphClient, groupId: string): Promise<readonly string[]> {
  const [pages] = await readMembersOf(client, [groupId]);
  if (pages !== undefined) return idsIn(pages);
  throw new DirectoryError('NotFound', `Graph knows no group ${groupId} any more.`);
}

/** Of each group the pages of its list, to the end; undefined where the group is not there. */
async function readMembersOf(
  client: GraphClient,
  groupIds: readonly string[],
): Promise<readonly (readonly string[] | undefined)[]> {
  const paths = groupIds.map((id) => withQuery(graphPath`/groups/${id}/members`, { select: ['id'], top: PAGE }));
  const answers = await client.batch(paths.map((path) => ({ method: 'GET', path, read: READ_IDS })));
  return eachAtOnce(answers, async (answer, place) => {
    if (answer.kind === 'failed') throw answer.error;
    try {
      if (answer.kind === 'refused') throw faultOf(answer.refusal);
      const first = (answer.body ?? {}) as JsonObject;
      const path = paths[place] ?? '';
      const next = linkOf(first, '@odata.nextLink', path);
      const rest = next === undefined ? [] : await Array.fromAsync(client.ids(next));
      return [idsOf(first, path), ...rest];
    } catch (error) {
      if (error instanceof DirectoryError && error.code === 'NotFound') return undefined;
      throw error;
    }
  });
}

function lineOf(group: JsonObject, members: readonly string[]): string {
  return `${JSON.stringify(group).slice(0, -1)},"members":${jsonOfIds(members)}}\n`;
}

/** What is in a list has one. */
function idOf({ id }: JsonObject): string {
  return String(id);
}

async function readRoles(client: GraphClient): Promise<readonly JsonObject[]> {
  const roles = await readAll(client, '/directoryRoles');
  return eachAtOnce(roles, async ({ id, roleTemplateId, displayName }) => {
    const path = withQuery(graphPath`/directoryRoles/${String(id)}/members`, { select: ['id'] });
    const members = (await readAll(client, path)).map((member) => String(member['id']));
    return { roleTemplateId, displayName, members };
  });
}

/** What came of each, in their order; a few are in work at a time, and the first fault ends all. */
async function eachAtOnce<T, R>(
  items: readonly T[],
  work: (item: T, place: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let place = next++; place < items.length; place = next++) {
      try {
        results[place] = await work(items[place] as T, place);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  });
  await Promise.all(workers);
  return results;
}
