import { snapshotOf } from '../../src/directory/snapshot/tenant-snapshot.ts';
import type { AssignedLicense } from '../../src/graph/types.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import type { Bot } from './process.ts';
import { expectThat } from './violation.ts';

/** What is served is what Entra has, times apart. */
export function checkEntra({ directory }: Bot, entra: Tenant): void {
  const [served = [], there = []] = [directory.tenant, entra].map(contentOf);
  const other = there.find((line, place) => line !== served[place]);
  const what = () => `${served[there.indexOf(other ?? '')]} is served, Entra has ${other}`;
  expectThat(served.length === there.length && other === undefined, 'memory follows Entra', what);
}

/** Without devices, which the bot does not read, and in one order: Graph promises none. */
function contentOf(tenant: Tenant): readonly string[] {
  const { users, groups } = snapshotOf(tenant);
  const known = new Set([...users, ...groups].map(({ id }) => id));
  const people = [...users].map(({ id, licenseAssignmentStates = [] }) => {
    const rows = licenseAssignmentStates.map(({ skuId, assignedByGroup, disabledPlans, state, error }) =>
      JSON.stringify([skuId, assignedByGroup, disabledPlans.toSorted(), state, error]),
    );
    return `${id} ${rows.toSorted().join()}`;
  });
  const all = [...groups].map(({ id, members = [], assignedLicenses = [] }) => {
    const there = members.filter((member) => known.has(member)).toSorted();
    return `${id} ${there.join()} ${skusOf(assignedLicenses)}`;
  });
  return [...people.toSorted(), ...all.toSorted()];
}

export function skusOf(licenses: readonly AssignedLicense[] = []): string {
  return licenses
    .map(({ skuId, disabledPlans }) => JSON.stringify([skuId, disabledPlans.toSorted()]))
    .toSorted()
    .join();
}
