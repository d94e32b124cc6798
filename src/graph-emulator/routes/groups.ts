import { isSameId } from '../../graph/ids.ts';
import { peopleFailedBy } from '../../licensing/model/rows-glance.ts';
import type { GroupIndex } from '../../licensing/model/tenant.ts';
import { delta } from '../delta.ts';
import { badRequest, forbidden, notEmulated, notFound } from '../graph-error.ts';
import { bodyObject, readLicenseBody } from '../license-body.ts';
import { countResponse, type ListRules, listPage } from '../odata/list.ts';
import { serviceOf } from '../request.ts';
import type { Entity, Items } from '../resources/entity.ts';
import { groupEntity, groups, members, peopleAndGroups, transitiveMembers } from '../resources/groups.ts';
import { DIRECTORY_OBJECT } from '../resources/shapes.ts';
import { type Call, type Route, route } from '../route.ts';
import type { World } from '../world.ts';
import { write } from '../write.ts';
import { writerOf } from '../writer-of.ts';
import { existing, showEntity } from './show.ts';

const READ =
  'GroupMember.Read.All Group.ReadBasic.All Group.Read.All Group.ReadWrite.All Directory.Read.All Directory.ReadWrite.All';
const READ_MEMBERS = `GroupMember.ReadBasic.All GroupMember.ReadWrite.All ${READ}`;
const WRITE_MEMBERS = 'GroupMember.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All';
const WRITE_LICENSES = 'LicenseAssignment.ReadWrite.All Group.ReadWrite.All Directory.ReadWrite.All';

const LIST: Pick<ListRules, 'allowed'> = {
  allowed: ['select', 'filter', 'search', 'count', 'orderby', 'top', 'expand'],
};
const OBJECTS: ListRules = { ...LIST, context: 'directoryObjects', itemType: DIRECTORY_OBJECT };
const PEOPLE: ListRules = { ...LIST, context: 'users', itemType: 'user', isCast: true };
/** Members that one PATCH may add. */
const MOST_MEMBERS = 20;

export const GROUP_ROUTES: readonly Route[] = [
  route('GET /groups', READ, ({ world, request }) => listPage(request, groups(world), rulesOf(world), world.seal)),
  route('GET /groups/$count', READ, ({ world, request }) => countResponse(request, groups(world), rulesOf(world))),
  route('GET /groups/delta', READ, ({ world, request, nowMs }) => delta(world, request, 'groups', nowMs)),
  route('GET /groups/{id}', READ, (call) => {
    const entity = groupEntity(call.world, groupOf(call));
    return showEntity(call, entity, { context: 'groups', expansions: rulesOf(call.world).expansions });
  }),
  route('PATCH /groups/{id}', WRITE_MEMBERS, patchGroup),
  ...memberRoutes('members', members),
  ...memberRoutes('transitiveMembers', transitiveMembers),
  route('GET /groups/{id}/owners', READ_MEMBERS, (call) => page(call, ownersOf(call), OBJECTS)),
  route('GET /groups/{id}/owners/$count', READ_MEMBERS, (call) => countResponse(call.request, ownersOf(call), OBJECTS)),
  route('DELETE /groups/{id}/owners/{id}/$ref', WRITE_MEMBERS, removeOwner),
  route('GET /groups/{id}/membersWithLicenseErrors', READ_MEMBERS, (call) => {
    const { world } = call;
    const people = peopleFailedBy(world.shown, groupOf(call));
    return page(call, peopleAndGroups(world, { people, nested: [] }), OBJECTS);
  }),
  route('POST /groups/{id}/members/$ref', WRITE_MEMBERS, (call) => {
    addMembers(call, [bodyObject(call.request.body)['@odata.id']]);
    return { status: 204, headers: {} };
  }),
  route('DELETE /groups/{id}/members/{id}/$ref', WRITE_MEMBERS, (call) => {
    const { world, ids } = call;
    existing(world.tenant.findGroup(ids[0] ?? ''), ids[0]);
    write(world, [{ kind: 'removeMember', groupId: ids[0] ?? '', userId: ids[1] ?? '' }], writerOf(call));
    return { status: 204, headers: {} };
  }),
  // Without /$ref Graph deletes the person: whoever writes this by mistake is to notice.
  route('DELETE /groups/{id}/members/{id}', 'User.DeleteRestore.All', () => {
    throw forbidden();
  }),
  route('POST /groups/{id}/assignLicense', WRITE_LICENSES, assignLicense),
];

function memberRoutes(name: 'members' | 'transitiveMembers', of: (world: World, group: GroupIndex) => Items) {
  const items = (call: Call) => of(call.world, groupOf(call));
  const people = (call: Call) => onlyPeople(items(call));
  const path = `/groups/{id}/${name}`;
  return [
    route(`GET ${path}`, READ_MEMBERS, (call) => page(call, items(call), OBJECTS)),
    route(`GET ${path}/$count`, READ_MEMBERS, (call) => countResponse(call.request, items(call), OBJECTS)),
    route(`GET ${path}/microsoft.graph.user`, READ_MEMBERS, (call) => page(call, people(call), PEOPLE)),
    route(`GET ${path}/microsoft.graph.user/$count`, READ_MEMBERS, (call) =>
      countResponse(call.request, people(call), PEOPLE),
    ),
  ];
}

function onlyPeople(items: Items): Items {
  return function* (after) {
    for (const item of items(after)) if (item.entity.type === 'user') yield item;
  };
}

function rulesOf(world: World): ListRules {
  const group = ({ id }: Entity) => world.shown.findGroup(id) as GroupIndex;
  return {
    ...LIST,
    context: 'groups',
    itemType: 'group',
    expansions: {
      members: (entity) => members(world, group(entity)),
      transitiveMembers: (entity) => transitiveMembers(world, group(entity)),
      owners: ({ id }) => owners(world, id),
    },
  };
}

function page({ world, request }: Call, items: Items, rules: ListRules) {
  return listPage(request, items, rules, world.seal);
}

function groupOf({ world, ids: [id] }: Call): GroupIndex {
  return existing(world.shown.findGroup(id ?? ''), id);
}

function ownersOf(call: Call): Items {
  return owners(call.world, call.world.shown.group(groupOf(call)).id);
}

function owners(world: World, groupId: string): Items {
  const people = (world.owners.get(groupId) ?? []).flatMap((id) => world.shown.findUser(id) ?? []);
  return peopleAndGroups(world, { people, nested: [] });
}

function removeOwner({ world, ids: [groupId = '', userId = ''] }: Call) {
  const { id } = world.tenant.group(existing(world.tenant.findGroup(groupId), groupId));
  const before = world.owners.get(id) ?? [];
  if (!before.some((owner) => isSameId(owner, userId))) throw notFound(userId);
  world.owners.set(
    id,
    before.filter((owner) => !isSameId(owner, userId)),
  );
  return { status: 204, headers: {} };
}

/** `members@odata.bind` and `owners@odata.bind`: all of them, or none. Nothing else of a group is changed here. */
function patchGroup(call: Call) {
  const { world, request, ids } = call;
  const { 'members@odata.bind': added, 'owners@odata.bind': owning, ...others } = bodyObject(request.body);
  const [other] = Object.keys(others);
  if (other !== undefined) throw notEmulated(`changing '${other}' of a group`);
  if (added !== undefined) addMembers(call, linksOf(added));
  if (owning !== undefined) {
    const { id } = world.tenant.group(existing(world.tenant.findGroup(ids[0] ?? ''), ids[0]));
    world.owners.set(id, [
      ...new Set([...(world.owners.get(id) ?? []), ...linksOf(owning).map((link) => userOf(call, link))]),
    ]);
  }
  return { status: 204, headers: {} };
}

function linksOf(value: unknown): readonly unknown[] {
  const links = Array.isArray(value) ? value : [];
  if (links.length >= 1 && links.length <= MOST_MEMBERS) return links;
  throw badRequest(`The request must have between 1 and ${MOST_MEMBERS} references, and has ${links.length}.`);
}

function addMembers(call: Call, links: readonly unknown[]): void {
  const groupId = call.ids[0] ?? '';
  existing(call.world.tenant.findGroup(groupId), groupId);
  write(
    call.world,
    links.map((link) => ({ kind: 'addMember', groupId, userId: userOf(call, link) })),
    writerOf(call),
  );
}

/** The person behind `https://…/directoryObjects/ID`. @throws GraphError for nobody, and for a group: nesting is not emulated */
function userOf({ world: { tenant } }: Call, link: unknown): string {
  const id = /\/(?:directoryObjects|users)\/([^/]+)$/.exec(typeof link === 'string' ? link : '')?.[1];
  if (id === undefined) throw badRequest(`Invalid entity reference: '${String(link)}'.`);
  const user = tenant.findUser(decodeURIComponent(id));
  if (user === undefined && tenant.findGroup(id) !== undefined) throw notEmulated('putting a group into a group');
  return tenant.user(existing(user, id)).id;
}

/** Accepted, which proves nothing: what it comes to shows when the group is processed. */
function assignLicense(call: Call) {
  const { world, request, ids } = call;
  const { tenant } = world;
  const group = existing(tenant.findGroup(ids[0] ?? ''), ids[0]);
  const licenses = readLicenseBody(request.body, tenant);
  if (!world.hasP1) {
    throw badRequest('The tenant does not have a license that includes group-based licensing: Microsoft Entra ID P1.');
  }
  const { id } = tenant.group(group);
  write(world, [{ kind: 'assignGroupLicense', groupId: id, ...licenses }], writerOf(call));
  const shown = showEntity(call, groupEntity({ ...world, shown: tenant }, group), { context: 'groups', status: 202 });
  return { ...shown, headers: { Location: `${serviceOf(request)}/groups/${id}` } };
}
