import { failuresOf } from '../../licensing/explain/explain.ts';
import type { UserIndex } from '../../licensing/model/tenant.ts';
import { delta } from '../delta.ts';
import { badRequest, notEmulated } from '../graph-error.ts';
import { bodyObject, readLicenseBody } from '../license-body.ts';
import { countResponse, type ListRules, listPage } from '../odata/list.ts';
import { licensingText } from '../refusal-texts.ts';
import type { Entity, Items } from '../resources/entity.ts';
import { itemsOf } from '../resources/entity.ts';
import { peopleAndGroups, transitiveGroupsOf } from '../resources/groups.ts';
import { licenseDetails } from '../resources/products.ts';
import { directoryRoleEntity, directoryRolesOf } from '../resources/roles.ts';
import { DIRECTORY_OBJECT } from '../resources/shapes.ts';
import { findUser, userEntity, users } from '../resources/users.ts';
import { type Call, type Route, route } from '../route.ts';
import type { World } from '../world.ts';
import { write } from '../write.ts';
import { writerOf } from '../writer-of.ts';
import { existing, showEntity } from './show.ts';

const READ = 'User.Read.All User.ReadWrite.All User.ReadBasic.All Directory.Read.All Directory.ReadWrite.All';
const READ_LICENSES =
  'LicenseAssignment.Read.All User.Read.All User.ReadWrite.All Directory.Read.All Directory.ReadWrite.All';
const WRITE = 'User.ReadWrite.All Directory.ReadWrite.All';
const WRITE_LICENSES = 'LicenseAssignment.ReadWrite.All User.ReadWrite.All Directory.ReadWrite.All';
const READ_GROUPS =
  'GroupMember.ReadBasic.All GroupMember.Read.All Group.ReadBasic.All Group.Read.All User.Read.All Directory.Read.All Directory.ReadWrite.All';

const LIST: Pick<ListRules, 'allowed'> = {
  allowed: ['select', 'filter', 'search', 'count', 'orderby', 'top', 'expand'],
};
const USAGE_LOCATION = /^[A-Z]{2}$/;

export const USER_ROUTES: readonly Route[] = [
  route('GET /users', READ, ({ world, request }) => listPage(request, users(world.shown), rulesOf(world), world.seal)),
  route('GET /users/$count', READ, ({ world, request }) => countResponse(request, users(world.shown), rulesOf(world))),
  route('GET /users/delta', READ, ({ world, request, nowMs }) => delta(world, request, 'users', nowMs)),
  route('GET /users/{id}', READ, (call) => {
    const { shown } = call.world;
    const entity = userEntity(shown, personOf(call));
    return showEntity(call, entity, { context: 'users', expansions: rulesOf(call.world).expansions });
  }),
  route('PATCH /users/{id}', WRITE, patchUser),
  route('GET /users/{id}/licenseDetails', READ_LICENSES, (call) => {
    const { shown, seal } = call.world;
    const user = personOf(call);
    const { id } = shown.user(user);
    const details = licenseDetails(shown, user, shown.read(shown.rows(user)));
    const context = `users('${id}')/licenseDetails`;
    return listPage(call.request, itemsOf(details), { context, itemType: 'licenseDetails', allowed: ['select'] }, seal);
  }),
  route('POST /users/{id}/assignLicense', WRITE_LICENSES, assignLicense),
  route('POST /users/{id}/reprocessLicenseAssignment', WRITE, reprocess),
  route('GET /users/{id}/memberOf', READ_GROUPS, (call) => memberOf(call, groupsAndRolesOf(call, 'direct'))),
  route('GET /users/{id}/memberOf/microsoft.graph.group', READ_GROUPS, (call) => castToGroups(call, 'direct')),
  route('GET /users/{id}/transitiveMemberOf', READ_GROUPS, (call) =>
    memberOf(call, groupsAndRolesOf(call, 'transitive')),
  ),
  route('GET /users/{id}/transitiveMemberOf/microsoft.graph.group', READ_GROUPS, (call) =>
    castToGroups(call, 'transitive'),
  ),
  route('GET /users/{id}/manager', READ, (call) => {
    const manager = existing(managerOf(call.world, personOf(call)), 'manager');
    return showEntity(call, manager, { context: 'directoryObjects', itemType: DIRECTORY_OBJECT });
  }),
];

function rulesOf(world: World): ListRules {
  const { shown } = world;
  const person = ({ id }: Entity) => shown.findUser(id) as UserIndex;
  return {
    ...LIST,
    context: 'users',
    itemType: 'user',
    expansions: {
      manager: (entity) => managerOf(world, person(entity)),
      memberOf: (entity) => groupsAndRoles(world, person(entity), 'direct'),
      transitiveMemberOf: (entity) => groupsAndRoles(world, person(entity), 'transitive'),
    },
  };
}

function personOf({ world, ids: [id] }: Call): UserIndex {
  return existing(findUser(world.shown, id ?? ''), id);
}

/** A snapshot may say who somebody's manager is: `manager`, an id or an object with one. */
function managerOf({ shown }: World, user: UserIndex): Entity | undefined {
  const manager = shown.snapshotUser(user)['manager'];
  const id = typeof manager === 'object' && manager !== null && 'id' in manager ? manager.id : manager;
  const found = typeof id === 'string' ? shown.findUser(id) : undefined;
  return found === undefined ? undefined : userEntity(shown, found);
}

type Reach = 'direct' | 'transitive';

function groupsAndRoles(world: World, user: UserIndex, reach: Reach): Items {
  const { shown } = world;
  const groups = peopleAndGroups(world, { people: [], nested: groupsOf(world, user, reach) });
  const firstRole = shown.userCount + shown.groupCount;
  const roles = directoryRolesOf(shown, user).map((role) => directoryRoleEntity(shown, role));
  return function* (after) {
    yield* groups(after);
    for (const { key, entity } of itemsOf(roles)(Math.max(after - firstRole, -1)))
      yield { key: key + firstRole, entity };
  };
}

function groupsOf({ shown }: World, user: UserIndex, reach: Reach) {
  return reach === 'direct' ? shown.groupsOf(user) : transitiveGroupsOf(shown, user);
}

function groupsAndRolesOf(call: Call, reach: Reach): Items {
  return groupsAndRoles(call.world, personOf(call), reach);
}

function memberOf({ world, request }: Call, items: Items) {
  return listPage(request, items, { ...LIST, context: 'directoryObjects', itemType: DIRECTORY_OBJECT }, world.seal);
}

function castToGroups(call: Call, reach: Reach) {
  const { world, request } = call;
  const items = peopleAndGroups(world, { people: [], nested: groupsOf(world, personOf(call), reach) });
  return listPage(request, items, { ...LIST, context: 'groups', itemType: 'group', isCast: true }, world.seal);
}

/** Only `usageLocation` has a meaning for licenses: the emulator changes nothing else. */
function patchUser(call: Call) {
  const { world, request, ids } = call;
  const { usageLocation, ...others } = bodyObject(request.body);
  const [other] = Object.keys(others);
  if (other !== undefined) throw notEmulated(`changing '${other}' of a user`);
  if (usageLocation !== null && !(typeof usageLocation === 'string' && USAGE_LOCATION.test(usageLocation))) {
    throw badRequest("Invalid value specified for property 'usageLocation' of resource 'User'.");
  }
  const user = existing(findUser(world.tenant, ids[0] ?? ''), ids[0]);
  write(world, [{ kind: 'setUsageLocation', userId: world.tenant.user(user).id, usageLocation }], writerOf(call));
  return { status: 204, headers: {} };
}

function assignLicense(call: Call) {
  const { tenant } = call.world;
  const user = existing(findUser(tenant, call.ids[0] ?? ''), call.ids[0]);
  const licenses = readLicenseBody(call.request.body, tenant);
  write(call.world, [{ kind: 'assignUserLicense', userId: tenant.user(user).id, ...licenses }], writerOf(call));
  return showEntity(call, userEntity(tenant, user), { context: 'users' });
}

/** Looks at all groups of one person again, and tells at once what is still in the way. */
function reprocess(call: Call) {
  const { world, ids, nowMs } = call;
  const { tenant, licensing } = world;
  const user = existing(findUser(tenant, ids[0] ?? ''), ids[0]);
  licensing.reprocess(user, nowMs);
  const [failure] = failuresOf(tenant, user);
  if (failure !== undefined) throw badRequest(licensingText(failure.cause));
  return showEntity(call, userEntity(tenant, user), { context: 'users' });
}
