import { ACTIVITY } from '../../changes/activities.ts';
import type { AssignedLicense, LicenseAssignmentState } from '../../graph/types.ts';
import type { Change } from '../../licensing/change.ts';
import { letGoOf, peopleLetGo } from '../../licensing/model/kept.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import type { AuditEntry } from '../../store/audit.ts';
import { rowsDifference } from '../rows-difference.ts';
import { changeUserLicenseDetails, modified } from './audit-words.ts';
import type { EmbeddedStore } from './embedded-store.ts';

/** What a change leaves behind when it is taken: rows in the store and lines in the audit log. */
export interface Footprint {
  readonly write: (store: EmbeddedStore) => void;
  readonly entries: readonly Pick<AuditEntry, 'activity' | 'target' | 'details'>[];
}

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/** Looks at the tenant before the change is applied; the answer, asked for after it was, looks again. */
export function footprintOf(tenant: Tenant, change: Change): () => Footprint {
  const letGo = peopleLetGo(tenant, change);
  const lookAgain = watchItself(tenant, change);
  if (letGo.length === 0) return lookAgain;
  return () => {
    const { write, entries } = lookAgain();
    const people = letGo.map((user) => [user, tenant.read(tenant.rows(user))] as const);
    return {
      entries,
      write(store) {
        write(store);
        store.tenant.setLicenseRowsOf(people);
      },
    };
  };
}

function watchItself(tenant: Tenant, change: Change): () => Footprint {
  switch (change.kind) {
    case 'assignGroupLicense':
      return watchTemplate(tenant, change);
    case 'assignUserLicense':
      return watchRows(tenant, change);
    case 'addMember':
    case 'removeMember':
      return () => membership(change);
    case 'setUsageLocation':
      return watchUser(tenant, change.userId, 'usageLocation', change.usageLocation);
    case 'setProxyAddresses':
      return watchUser(tenant, change.userId, 'proxyAddresses', change.proxyAddresses);
    case 'setSeats':
      return watchSeats(tenant, change);
    case 'releaseKeptLicenses':
      return watchKept(tenant, change);
    case 'reprocess':
      return () => ({
        write: () => undefined,
        entries: change.userIds.map((target) => ({ activity: ACTIVITY.reprocess, target, details: {} })),
      });
  }
}

function watchTemplate(tenant: Tenant, { groupId }: Of<'assignGroupLicense'>): () => Footprint {
  const read = (): readonly AssignedLicense[] => {
    const group = tenant.findGroup(groupId);
    return group === undefined ? [] : tenant.assignedLicenses(group);
  };
  const before = read();
  const place = tenant.findGroup(groupId);
  const isNewcomer = place !== undefined && tenant.isNewcomer(place);
  return () => {
    const after = read();
    return {
      write(store) {
        store.tenant.setAssignedLicenses(groupId, after, isNewcomer && after.length > 0);
        if (JSON.stringify(before) !== JSON.stringify(after)) {
          store.runs.noteTemplateEdit(groupId, before);
        }
      },
      entries: [
        { activity: ACTIVITY.setGroupLicense, target: groupId, details: modified('AssignedLicenses', before, after) },
      ],
    };
  };
}

function watchRows(tenant: Tenant, { userId }: Of<'assignUserLicense'>): () => Footprint {
  const read = (): readonly LicenseAssignmentState[] => {
    const user = tenant.findUser(userId);
    return user === undefined ? [] : tenant.read(tenant.rows(user));
  };
  const before = read();
  return () => {
    const after = read();
    return {
      write: (store) => store.tenant.setLicenseRows(userId, after),
      entries: [
        {
          activity: ACTIVITY.changeUserLicense,
          target: userId,
          details: changeUserLicenseDetails(rowsDifference(before, after)),
        },
      ],
    };
  };
}

function membership({ kind, groupId, userId }: Of<'addMember' | 'removeMember'>): Footprint {
  const joins = kind === 'addMember';
  return {
    write: (store) => store.tenant[kind](groupId, userId),
    entries: [
      {
        activity: joins ? ACTIVITY.addMember : ACTIVITY.removeMember,
        target: groupId,
        details: joins ? modified('Member.ObjectID', '', userId) : modified('Member.ObjectID', userId, ''),
      },
    ],
  };
}

function watchUser(
  tenant: Tenant,
  userId: string,
  property: 'usageLocation' | 'proxyAddresses',
  value: string | null | readonly string[],
): () => Footprint {
  const user = tenant.findUser(userId);
  const before = user === undefined ? null : tenant.user(user)[property];
  return () => ({
    write: (store) => store.tenant.setUserProperty(userId, property, value),
    entries: [{ activity: ACTIVITY.updateUser, target: userId, details: modified(property, before, value) }],
  });
}

/** Who kept what of the group: the people follow one by one, as their licenses change. */
function watchKept(tenant: Tenant, change: Of<'releaseKeptLicenses'>): () => Footprint {
  const products = new Map<string, number>();
  for (const user of peopleLetGo(tenant, change)) {
    for (const { skuId } of letGoOf(tenant, change, user)) products.set(skuId, (products.get(skuId) ?? 0) + 1);
  }
  const before = [...products].map(([skuId, people]) => ({ skuId, people }));
  const { groupId } = change;
  return () => ({
    write: () => undefined,
    entries: [{ activity: ACTIVITY.releaseKept, target: groupId, details: modified('KeptLicenses', before, []) }],
  });
}

function watchSeats(tenant: Tenant, { skuId, enabled }: Of<'setSeats'>): () => Footprint {
  const read = () => {
    const sku = tenant.findSku(skuId);
    return sku === undefined ? 0 : tenant.seats(sku);
  };
  const before = read();
  return () => ({
    write: (store) => store.tenant.setEnabledSeats(skuId, enabled),
    entries: [{ activity: ACTIVITY.updateSku, target: skuId, details: modified('Seats', before, read()) }],
  });
}
