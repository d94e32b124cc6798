import type { LicenseAssignmentState } from '../../graph.ts';
import type { Change } from '../change.ts';
import { isHeld, planReader } from '../holdings.ts';
import { rulesOf } from '../rules-of.ts';
import type { Cause } from '../status.ts';
import type { Tenant, UserIndex } from '../tenant.ts';
import { missingSeats } from './buy-seats.ts';
import { type Candidate, reasonsOfKind } from './candidate.ts';

/**
 * Frees the seats that are missing: first of people whose account is disabled, then of people who hold the product
 * directly and get every plan of it from other products as well. Subject: the product, the people, how many seats.
 */
export function freeSeats(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const [short] = reasonsOfKind(cause, 'seats');
  if (!short) return [];
  const { skuId } = short;
  const wanted = missingSeats(tenant, skuId, cause);
  const found = seatsToFree(tenant, skuId, wanted, new Set(cause.users));
  if (found.length === 0) return [];
  const userIds = found.map(({ user }) => tenant.user(user).id);
  const subject = { skuIds: [skuId], userIds, seats: found.length };
  return [{ kind: 'freeSeats', changes: found.flatMap(({ changes }) => changes), subject, canApply: true }];
}

interface SeatToFree {
  readonly user: UserIndex;
  readonly changes: readonly Change[];
}

function seatsToFree(
  tenant: Tenant,
  skuId: string,
  wanted: number,
  waiting: ReadonlySet<UserIndex>,
): readonly SeatToFree[] {
  const disabled: SeatToFree[] = [];
  const superfluous: SeatToFree[] = [];
  for (let user = 0; user < tenant.userCount && disabled.length < wanted; user++) {
    if (waiting.has(user)) continue;
    const held = tenant.read(tenant.rows(user)).filter(isHeld);
    const sources = held.filter((row) => row.skuId === skuId);
    if (sources.length === 0 || isNeededByOthers(tenant, held, skuId)) continue;
    if (!tenant.user(user).accountEnabled) {
      const changes = withdraw(tenant, user, sources);
      if (changes) disabled.push({ user, changes });
    } else if (sources.every((row) => row.assignedByGroup === null) && isCovered(tenant, held, skuId)) {
      superfluous.push({ user, changes: withdraw(tenant, user, sources) ?? [] });
    }
  }
  return [...disabled, ...superfluous].slice(0, wanted);
}

/** What takes every source of a product off somebody; undefined where a rule puts them into a group. */
function withdraw(
  tenant: Tenant,
  user: UserIndex,
  sources: readonly LicenseAssignmentState[],
): readonly Change[] | undefined {
  const userId = tenant.user(user).id;
  const changes: Change[] = [];
  for (const { assignedByGroup: groupId, skuId } of sources) {
    if (groupId === null) {
      changes.push({ kind: 'assignUserLicense', userId, addLicenses: [], removeLicenses: [skuId] });
      continue;
    }
    const group = tenant.findGroup(groupId);
    if (group === undefined || !tenant.groupsOf(user).includes(group)) return undefined;
    if (tenant.group(group).groupTypes.includes('DynamicMembership')) return undefined;
    changes.push({ kind: 'removeMember', groupId, userId });
  }
  return changes;
}

function isCovered(tenant: Tenant, held: readonly LicenseAssignmentState[], skuId: string): boolean {
  const plansOf = planReader(tenant);
  const elsewhere = new Set(held.filter((row) => row.skuId !== skuId && row.error === null).flatMap(plansOf));
  return held.filter((row) => row.skuId === skuId).every((row) => plansOf(row).every((plan) => elsewhere.has(plan)));
}

/** Another product of theirs has a plan that needs one of this product (R26). */
function isNeededByOthers(tenant: Tenant, held: readonly LicenseAssignmentState[], skuId: string): boolean {
  const plansOf = planReader(tenant);
  const given = new Set(held.filter((row) => row.skuId === skuId).flatMap(plansOf));
  const others = new Set(held.filter((row) => row.skuId !== skuId).flatMap(plansOf));
  return [...others].some((plan) =>
    rulesOf(tenant)
      .prerequisites(plan)
      .some((anyOf) => anyOf.some((needed) => given.has(needed)) && !anyOf.some((needed) => others.has(needed))),
  );
}
