import { type AssignedLicense, LICENSE_ASSIGNMENT_ERRORS, type LicenseAssignmentError } from '../graph.ts';
import type { RowFailure } from './failures.ts';
import { enabledPlans, locationOf } from './holdings.ts';
import { type ExpectedRow, rowsIfAccepted } from './if-accepted.ts';
import { reasonsOfRemoval } from './removal-reasons.ts';
import { rulesOf } from './rules-of.ts';
import type { CauseDetail, CauseReason } from './status.ts';
import type { GroupIndex, Tenant, UserIndex } from './tenant.ts';

interface Attempt {
  readonly tenant: Tenant;
  readonly user: UserIndex;
  readonly group: GroupIndex;
  /** What the person would have if the group were accepted. */
  readonly expected: readonly ExpectedRow[];
}

/**
 * Why a group fails a person, the top reason first. The rows carry an error alone; plans, products and sources come from
 * looking again with the rules. Where those see no reason for the error, its detail is `unknown`.
 */
export function reasonsOf(tenant: Tenant, user: UserIndex, failure: RowFailure): readonly CauseReason[] {
  if (failure.on === 'removal') return reasonsOfRemoval(tenant, user, failure);
  const { group } = failure;
  const attempt: Attempt = { tenant, user, group, expected: rowsIfAccepted(tenant, user, group) };
  const own = failure.rows.filter((row) => row.error !== 'Other');
  const inPrecedence = (own.length > 0 ? own : failure.rows)
    .map(({ skuId, error }) => ({ skuId, error: error ?? 'Other' }))
    .sort((a, b) => LICENSE_ASSIGNMENT_ERRORS.indexOf(a.error) - LICENSE_ASSIGNMENT_ERRORS.indexOf(b.error));
  return inPrecedence.flatMap(({ skuId, error }) => {
    const license = tenant.assignedLicenses(group).find((candidate) => candidate.skuId === skuId);
    const details = license ? detailsOf(attempt, license, error) : [];
    return (details.length > 0 ? details : [UNKNOWN]).map((detail) => ({ skuId, error, detail }));
  });
}

const UNKNOWN: CauseDetail = { kind: 'unknown' };

function detailsOf(attempt: Attempt, license: AssignedLicense, error: LicenseAssignmentError): readonly CauseDetail[] {
  const plans = rulesOf(attempt.tenant)
    .userPlans(license.skuId)
    .filter((plan) => !license.disabledPlans.includes(plan));
  switch (error) {
    case 'ProhibitedInUsageLocationViolation':
      return prohibited(attempt, plans);
    case 'MutuallyExclusiveViolation':
      return conflicts(attempt, license.skuId, plans);
    case 'DependencyViolation':
      return missing(attempt, license.skuId, plans);
    case 'UniquenessViolation':
      return duplicateAddresses(attempt);
    case 'CountViolation':
      return noSeats(attempt.tenant, license.skuId);
    case 'Other':
      return [];
  }
}

function prohibited({ tenant, user }: Attempt, plans: readonly string[]): CauseDetail[] {
  const { country, inherited } = locationOf(tenant, user);
  if (country === null) return [];
  const plan = plans.find((candidate) => rulesOf(tenant).isRestricted(candidate, country));
  return plan === undefined ? [] : [{ kind: 'location', plan, usageLocation: country, inherited }];
}

/** One detail for each other product that stands in the way. */
function conflicts({ tenant, expected }: Attempt, skuId: string, plans: readonly string[]): CauseDetail[] {
  const rules = rulesOf(tenant);
  const exclude = (plan: string, other: string) =>
    plan !== other && rules.exclusiveSets(plan).some((set) => rules.exclusiveSets(other).includes(set));
  const contested = plans.filter((plan) => rules.exclusiveSets(plan).length > 0);
  const byProduct = new Map<
    string,
    { pairs: Map<string, { plan: string; otherPlan: string }>; sources: Set<string | null> }
  >();
  for (const row of expected) {
    if (row.skuId === skuId) continue;
    const pairs = contested.flatMap((plan) =>
      row.plans.filter((other) => exclude(plan, other)).map((otherPlan) => ({ plan, otherPlan })),
    );
    if (pairs.length === 0) continue;
    const found = byProduct.get(row.skuId) ?? { pairs: new Map(), sources: new Set() };
    for (const pair of pairs) found.pairs.set(`${pair.plan} ${pair.otherPlan}`, pair);
    found.sources.add(row.groupId);
    byProduct.set(row.skuId, found);
  }
  return [...byProduct].map(([otherSkuId, { pairs, sources }]) => ({
    kind: 'conflict',
    pairs: [...pairs.values()],
    otherSkuId,
    sources: [...sources],
  }));
}

function missing({ tenant, user, expected }: Attempt, skuId: string, plans: readonly string[]): CauseDetail[] {
  const rules = rulesOf(tenant);
  const lasting = new Set(expected.filter((row) => !row.retained).flatMap((row) => row.plans));
  const absent = (from: ReadonlySet<string>) => (anyOf: readonly string[]) => !anyOf.some((plan) => from.has(plan));
  const details: CauseDetail[] = plans.flatMap((plan) =>
    rules
      .prerequisites(plan)
      .filter(absent(lasting))
      .map((requiresAnyOf) => ({ kind: 'dependency', plan, requiresAnyOf })),
  );
  if (details.length > 0) return details;
  const now = enabledPlans(tenant, tenant.rows(user));
  const after = new Set(expected.flatMap((row) => row.plans));
  const ofProduct = new Set(rules.userPlans(skuId));
  return [...after]
    .filter((plan) => now.has(plan))
    .flatMap((plan) =>
      rules
        .prerequisites(plan)
        .filter((anyOf) => absent(after)(anyOf) && !absent(now)(anyOf) && !absent(ofProduct)(anyOf))
        .map((requiresAnyOf): CauseDetail => ({ kind: 'dependency', plan, requiresAnyOf })),
    );
}

function duplicateAddresses({ tenant, user }: Attempt): CauseDetail[] {
  return tenant.user(user).proxyAddresses.flatMap((address): CauseDetail[] => {
    const others = tenant.usersWithAddress(address).filter((other) => other !== user);
    return others.length === 0 ? [] : [{ kind: 'duplicateAddress', address, others }];
  });
}

function noSeats(tenant: Tenant, skuId: string): CauseDetail[] {
  const sku = tenant.findSku(skuId);
  if (sku === undefined) return [];
  return [{ kind: 'seats', seats: tenant.seats(sku), consumed: tenant.consumed(sku), waiting: 1 }];
}
