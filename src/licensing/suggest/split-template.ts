import type { AssignedLicense } from '../../graph/types.ts';
import type { Change } from '../change.ts';
import type { Cause } from '../explain/status.ts';
import type { GroupIndex, Tenant, UserIndex } from '../model/tenant.ts';
import { type Candidate, distinct, reasonsIn } from './candidate.ts';

/**
 * Gives the products that are only held up by an impossible sibling through a group of their own (R41). Where a group
 * with exactly these members and no template is there already, it can carry them at once. Else the admin has to make one:
 * what the failing people would get is simulated with the same products given to them directly. Subject: the failing
 * group and the licenses; then the group that carries them, or the people who would get them.
 */
export function splitTemplate(tenant: Tenant, cause: Cause): readonly Candidate[] {
  if (cause.on === 'removal') return [];
  const impossible = new Set(reasonsIn(cause).map(({ skuId }) => skuId));
  const possible = tenant
    .givenLicenses(cause.group)
    .filter(({ skuId }) => cause.failedSkuIds.includes(skuId) && !impossible.has(skuId));
  if (possible.length === 0) return [];
  const groupId = tenant.group(cause.group).id;
  const skuIds = distinct(possible.map(({ skuId }) => skuId));
  const carrier = carrierFor(tenant, cause.group);
  if (carrier === undefined) {
    const changes = cause.users.flatMap((user) => giveDirectly(tenant, user, possible));
    return changes.length === 0
      ? []
      : [
          {
            kind: 'splitTemplate',
            changes,
            subject: { groupIds: [groupId], skuIds, licenses: possible, userIds: changes.map(({ userId }) => userId) },
            canApply: false,
          },
        ];
  }
  const carrierId = tenant.group(carrier).id;
  return [
    {
      kind: 'splitTemplate',
      changes: [
        { kind: 'assignGroupLicense', groupId: carrierId, addLicenses: possible, removeLicenses: [] },
        { kind: 'assignGroupLicense', groupId, addLicenses: [], removeLicenses: skuIds },
      ],
      subject: { groupIds: [groupId, carrierId], skuIds, licenses: possible },
      canApply: true,
    },
  ];
}

type Direct = Extract<Change, { kind: 'assignUserLicense' }>;

/** Only what the person does not have directly already: that would be replaced. Needs a usage location of their own. */
function giveDirectly(tenant: Tenant, user: UserIndex, possible: readonly AssignedLicense[]): Direct[] {
  const { id: userId, usageLocation } = tenant.user(user);
  const direct = tenant.read(tenant.rows(user)).filter((row) => row.assignedByGroup === null);
  const addLicenses = possible.filter(({ skuId }) => !direct.some((row) => row.skuId === skuId));
  if (usageLocation === null || addLicenses.length === 0) return [];
  return [{ kind: 'assignUserLicense', userId, addLicenses, removeLicenses: [] }];
}

function carrierFor(tenant: Tenant, group: GroupIndex): GroupIndex | undefined {
  const members = tenant.members(group);
  const same = new Set(members);
  return tenant.groupOrder().find((candidate) => {
    if (
      candidate === group ||
      !tenant.group(candidate).securityEnabled ||
      tenant.assignedLicenses(candidate).length > 0
    )
      return false;
    const others = tenant.members(candidate);
    return others.length === members.length && others.every((user) => same.has(user));
  });
}
