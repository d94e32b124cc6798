import type { Change } from '../../licensing/change.ts';
import type { Observed } from '../../licensing/model/observed.ts';
import { membersMoved } from '../../licensing/model/observed-whole.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import { DirectoryError } from '../port.ts';
import { GROUP_PROPERTIES } from '../snapshot/check-group.ts';
import { USER_PROPERTIES } from '../snapshot/check-user.ts';
import type { BatchAnswer } from './batch.ts';
import type { GraphClient } from './client.ts';
import { isRemovedInDelta, type JsonObject, objectOf } from './pages.ts';
import { graphPath, withQuery } from './path.ts';
import { readAll, readMembers, USER } from './read-tenant.ts';
import { productsSeen, wireOf } from './wire.ts';

/** What changed in Graph since it was asked last. */
export interface Observer {
  /**
   * One round: people, groups and members by delta queries; licenses of whom these tell of, since no delta query tells of their
   * rows. Undefined: Graph does not know any more what changed, and everything is to be read again.
   * @throws DirectoryError where Graph does not tell all of it: the next round tells it again
   */
  round(): Promise<readonly Observed[] | undefined>;
}

interface Links {
  users: string;
  groups: string;
}

/** Begins before everything is read, so that nothing that changes meanwhile is missed. */
export async function beginObserving(client: GraphClient, tenant: () => Tenant): Promise<Observer> {
  const links = await linksOfNow(client);
  return {
    async round() {
      const users = await client.delta(links.users);
      const groups = await client.delta(links.groups);
      if (users === undefined || groups === undefined) {
        Object.assign(links, await linksOfNow(client));
        return undefined;
      }
      const wire = wireOf(tenant().skus);
      const seen = [...users.items.flatMap(wire.user), ...groups.items.flatMap(wire.group)];
      const licensed = users.items.filter((user) => !isRemovedInDelta(user) && mayHaveOtherRows(tenant(), user));
      const rows = await readRows(
        client,
        tenant(),
        licensed.map(({ id }) => String(id)),
      );
      links.users = users.deltaLink;
      links.groups = groups.deltaLink;
      return [...seen, ...rows];
    },
  };
}

async function linksOfNow(client: GraphClient): Promise<Links> {
  const link = async (path: string, select: readonly string[]) =>
    (await client.delta(withQuery(path, { select, deltatoken: 'latest' })))?.deltaLink;
  const users = await link('/users/delta', [...USER_PROPERTIES, 'assignedLicenses']);
  const groups = await link('/groups/delta', [...GROUP_PROPERTIES, 'members']);
  if (users !== undefined && groups !== undefined) return { users, groups };
  throw new DirectoryError('Unreachable', 'Graph does not begin a delta query.');
}

/** Whoever is new, and whose licenses are told to have changed. */
function mayHaveOtherRows(tenant: Tenant, user: JsonObject): boolean {
  return 'assignedLicenses' in user || tenant.findUser(String(user['id'])) === undefined;
}

/** The rows of these people as they are now; of who is not there, nothing. */
export async function readRows(
  client: GraphClient,
  tenant: Tenant,
  userIds: readonly string[],
): Promise<readonly Observed[]> {
  const wire = wireOf(tenant.skus);
  const select = ['id', 'licenseAssignmentStates'];
  const paths = userIds.map((id) => withQuery(graphPath`/users/${id}`, { select }));
  const answers = await client.batch(paths.map((path) => ({ method: 'GET', path })));
  return answers.flatMap((answer, place) => {
    const object = bodyOf(answer, paths[place] ?? '');
    return object === undefined ? [] : [{ kind: 'rows', userId: userIds[place] ?? '', rows: wire.rows(object) }];
  });
}

/** Undefined: there is no such object. @throws DirectoryError where what came is none */
function bodyOf(answer: BatchAnswer, path: string): JsonObject | undefined {
  if (answer.kind === 'failed') throw answer.error;
  if (answer.kind === 'done') return objectOf(answer.body, path);
  if (answer.refusal.status === 404) return undefined;
  throw new DirectoryError('Unreachable', `Graph refuses to show a person: ${answer.refusal.message}`);
}

/** Everybody's rows, and the products: what no delta query tells. Cost: a request for 999 people. */
export async function sweep(client: GraphClient, tenant: Tenant): Promise<readonly Observed[]> {
  const wire = wireOf(tenant.skus);
  const path = withQuery('/users', { select: ['id', 'licenseAssignmentStates'], top: 999 });
  const [products, people] = await Promise.all([readAll(client, '/subscribedSkus'), readAll(client, path)]);
  return [
    productsSeen(products),
    ...people.map((object): Observed => ({ kind: 'rows', userId: String(object['id']), rows: wire.rows(object) })),
  ];
}

/** Rows of a group's members, by its pages. */
export async function readMemberRows(
  client: GraphClient,
  tenant: Tenant,
  groupId: string,
): Promise<readonly Observed[]> {
  const wire = wireOf(tenant.skus);
  const select = ['id', 'licenseAssignmentStates'];
  const seen: Observed[] = [];
  for await (const page of client.pages(withQuery(graphPath`/groups/${groupId}/members`, { select, top: 999 }))) {
    for (const object of page) {
      if (!String(object['@odata.type']).endsWith('.user')) continue;
      seen.push({ kind: 'rows', userId: String(object['id']), rows: wire.rows(object) });
    }
  }
  return seen;
}

/** A group as it is now, with its members. */
export async function readGroupNow(client: GraphClient, tenant: Tenant, groupId: string): Promise<readonly Observed[]> {
  const wire = wireOf(tenant.skus);
  const path = withQuery(graphPath`/groups/${groupId}`, { select: GROUP_PROPERTIES });
  const group = bodyOf(await client.send({ method: 'GET', path }), path);
  if (group === undefined) return [{ kind: 'groupGone', groupId }];
  return [...wire.group(group), ...membersMoved(tenant, groupId, await readMembers(client, groupId))];
}

/** People as they are now, with their rows. */
export async function readPeopleNow(
  client: GraphClient,
  tenant: Tenant,
  userIds: readonly string[],
): Promise<readonly Observed[]> {
  const wire = wireOf(tenant.skus);
  const paths = userIds.map((id) => withQuery(graphPath`/users/${id}`, { select: USER }));
  const answers = await client.batch(paths.map((path) => ({ method: 'GET', path })));
  return answers.flatMap((answer, place) => {
    const user = bodyOf(answer, paths[place] ?? '');
    return user === undefined ? [{ kind: 'userGone', userId: userIds[place] ?? '' }] : wire.user(user);
  });
}

/** What a change is about, as it is now. */
export async function readBack(client: GraphClient, tenant: Tenant, change: Change): Promise<readonly Observed[]> {
  return [
    ...('groupId' in change ? await readGroupNow(client, tenant, change.groupId) : []),
    ...('userId' in change ? await readPeopleNow(client, tenant, [change.userId]) : []),
  ];
}
