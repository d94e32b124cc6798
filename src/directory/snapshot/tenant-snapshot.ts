import type { GroupText, Snapshot, UserText } from '../../graph/snapshot-text.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import { withTheirSeats } from '../../licensing/model/with-their-seats.ts';

/** The tenant as a snapshot to write: people in their order, groups in group order, each made when it is asked for. */
export function snapshotOf(tenant: Tenant): Snapshot {
  return {
    organization: tenant.organization,
    subscribedSkus: withTheirSeats(tenant),
    users: { [Symbol.iterator]: () => usersOf(tenant) },
    groupTexts: { [Symbol.iterator]: () => groupTextsIn(tenant) },
    userTexts: { [Symbol.iterator]: () => userTextsIn(tenant) },
    groups: { [Symbol.iterator]: () => groupsOf(tenant) },
    directoryRoles: tenant.directoryRoles,
    rules: tenant.rules,
    rulesFile: tenant.rulesFile,
  };
}

function* usersOf(tenant: Tenant): Generator<ReturnType<Tenant['snapshotUser']>> {
  for (let user = 0; user < tenant.userCount; user++) yield tenant.snapshotUser(user);
}

function* userTextsIn(tenant: Tenant): Generator<UserText> {
  for (let user = 0; user < tenant.userCount; user++) yield tenant.userText(user);
}

function* groupsOf(tenant: Tenant): Generator<ReturnType<Tenant['snapshotGroup']>> {
  for (const group of tenant.groupOrder()) yield tenant.snapshotGroup(group);
}

function* groupTextsIn(tenant: Tenant): Generator<GroupText> {
  for (const group of tenant.groupOrder()) yield tenant.groupText(group);
}
