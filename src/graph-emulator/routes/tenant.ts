import { badRequest } from '../graph-error.ts';
import { bodyObject } from '../license-body.ts';
import { type ListRules, listPage } from '../odata/list.ts';
import { contextOf, project, readSelect } from '../odata/projection.ts';
import { type Entity, itemsOf } from '../resources/entity.ts';
import { groupEntity, peopleAndGroups } from '../resources/groups.ts';
import { domains, organizationEntity } from '../resources/organization.ts';
import { companySubscriptions, subscribedSkus } from '../resources/products.ts';
import { directoryRoleEntity, directoryRoleId, roleAssignments, roleDefinitions } from '../resources/roles.ts';
import { DIRECTORY_OBJECT } from '../resources/shapes.ts';
import { userEntity } from '../resources/users.ts';
import { type Call, type Route, route } from '../route.ts';
import { existing, showEntity } from './show.ts';

const DIRECTORY = 'Directory.Read.All Directory.ReadWrite.All';
const READ_PRODUCTS = `LicenseAssignment.Read.All Organization.Read.All Organization.ReadWrite.All ${DIRECTORY}`;
const READ_ORGANIZATION = `Organization.Read.All User.Read.All ${DIRECTORY}`;
const READ_ROLES = `RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory ${DIRECTORY}`;

const LARGEST_LOOKUP = 1_000;
const LARGEST_AUDIT_PAGE = 1_000;

export const TENANT_ROUTES: readonly Route[] = [
  route('GET /subscribedSkus', READ_PRODUCTS, (call) =>
    list(call, subscribedSkus(call.world.shown), { context: 'subscribedSkus', itemType: 'subscribedSku' }),
  ),
  route('GET /subscribedSkus/{id}', READ_PRODUCTS, (call) => {
    const [id = ''] = call.ids;
    const sku = subscribedSkus(call.world.shown).find((one) => one.id.toLowerCase() === id.toLowerCase());
    return showEntity(call, existing(sku, id), { context: 'subscribedSkus' });
  }),
  route('GET /directory/subscriptions', READ_PRODUCTS, (call) =>
    list(call, companySubscriptions(call.world.shown), {
      context: 'directory/subscriptions',
      itemType: 'companySubscription',
      allowed: ['select', 'filter', 'top', 'orderby', 'count'],
    }),
  ),
  route('GET /organization', READ_ORGANIZATION, (call) =>
    list(call, [organizationEntity(call.world.shown)], { context: 'organization', itemType: 'organization' }),
  ),
  route('GET /organization/{id}', READ_ORGANIZATION, (call) => {
    const entity = organizationEntity(call.world.shown);
    const [id = ''] = call.ids;
    const own = entity.id.toLowerCase() === id.toLowerCase() ? entity : undefined;
    return showEntity(call, existing(own, id), { context: 'organization' });
  }),
  route('GET /domains', `Domain.Read.All Domain.ReadWrite.All ${DIRECTORY}`, (call) =>
    list(call, domains(call.world.shown), { context: 'domains', itemType: 'domain' }),
  ),
  route('GET /auditLogs/directoryAudits', 'AuditLog.Read.All', ({ world, request }) =>
    listPage(
      request,
      world.audits.items,
      {
        context: 'auditLogs/directoryAudits',
        itemType: 'directoryAudit',
        allowed: ['select', 'filter', 'top', 'orderby', 'count'],
        largestPage: LARGEST_AUDIT_PAGE,
        pageByDefault: LARGEST_AUDIT_PAGE,
      },
      world.seal,
    ),
  ),
  route('GET /directoryRoles', READ_ROLES, (call) => {
    const { shown } = call.world;
    const roles = shown.directoryRoles.map((role) => directoryRoleEntity(shown, role));
    return list(call, roles, { context: 'directoryRoles', itemType: 'directoryRole', allowed: ['select', 'filter'] });
  }),
  route('GET /directoryRoles/{id}/members', READ_ROLES, roleMembers),
  route('GET /roleManagement/directory/roleAssignments', READ_ROLES, (call) =>
    list(call, roleAssignments(call.world.shown), {
      context: 'roleManagement/directory/roleAssignments',
      itemType: 'unifiedRoleAssignment',
      allowed: ['select', 'filter', 'top', 'expand', 'count'],
      expansions: { principal: (entity) => objectWith(call, String(entity.get('principalId'))) },
    }),
  ),
  route('GET /roleManagement/directory/roleDefinitions', READ_ROLES, (call) =>
    list(call, roleDefinitions(call.world.shown), {
      context: 'roleManagement/directory/roleDefinitions',
      itemType: 'unifiedRoleDefinition',
      allowed: ['select', 'filter', 'top', 'orderby', 'count'],
    }),
  ),
  route('POST /directoryObjects/getByIds', DIRECTORY, getByIds),
];

function list(
  { world, request }: Call,
  entities: readonly Entity[],
  rules: Omit<ListRules, 'allowed'> & Partial<Pick<ListRules, 'allowed'>>,
) {
  return listPage(request, itemsOf(entities), { allowed: ['select'], ...rules }, world.seal);
}

/** By its id, or by that of its template. */
function roleMembers({ world, request, ids: [id = ''] }: Call) {
  const { shown } = world;
  const isMeant = (own: string) => own.toLowerCase() === id.toLowerCase();
  const role = shown.directoryRoles.find((one) => isMeant(directoryRoleId(shown, one)) || isMeant(one.roleTemplateId));
  const people = existing(role, id).members.flatMap((member) => shown.findUser(member) ?? []);
  const rules: ListRules = {
    context: 'directoryObjects',
    itemType: DIRECTORY_OBJECT,
    allowed: ['select', 'filter', 'top'],
  };
  return listPage(request, peopleAndGroups(world, { people, nested: [] }), rules, world.seal);
}

function objectWith({ world }: Call, id: string): Entity | undefined {
  const user = world.shown.findUser(id);
  if (user !== undefined) return userEntity(world.shown, user);
  const group = world.shown.findGroup(id);
  return group === undefined ? undefined : groupEntity(world, group);
}

/** Up to a thousand objects by their ids; those that are not there are left out. */
function getByIds(call: Call) {
  const { ids, types } = bodyObject(call.request.body);
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > LARGEST_LOOKUP) {
    throw badRequest(`Invalid value specified for property 'ids': between 1 and ${LARGEST_LOOKUP} ids are expected.`);
  }
  const wanted: readonly unknown[] | undefined = Array.isArray(types) ? types : undefined;
  const found = [...new Set(ids.map(String))]
    .flatMap((id) => objectWith(call, id) ?? [])
    .filter(({ type }) => wanted === undefined || wanted.includes(type) || wanted.includes('directoryObject'));
  const select = readSelect(call.request.url.searchParams.get('$select') ?? undefined, DIRECTORY_OBJECT);
  return {
    status: 200,
    headers: {},
    body: {
      ...contextOf(call.request, 'directoryObjects', select),
      value: found.map((entity) => project(entity, { select, typed: true })),
    },
  };
}
