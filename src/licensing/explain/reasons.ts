import { LICENSE_ASSIGNMENT_ERRORS, type LicenseAssignmentError } from '../../graph/types.ts';
import { isHeld, locationOf, type PlanReader, ruledPlanReader } from '../model/holdings.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { type ExpectedRow, rowsIfAccepted } from '../reconcile/if-accepted.ts';
import { type ExclusivePair, exclusivePairs, wholeProduct } from '../rules/rules.ts';
import { rulesOf } from '../rules/rules-of.ts';
import type { RowFailure } from './failures.ts';
import { reasonsOfRemoval } from './removal-reasons.ts';
import type { CauseDetail, CauseReason } from './status.ts';

interface Attempt {
  readonly tenant: Tenant;
  readonly user: UserIndex;
  /** What the person would have if the group were accepted: asked for where a reason lies in it. */
  readonly expected: () => readonly ExpectedRow[];
  readonly plansOf: PlanReader;
  readonly pairsOf: PairReader;
}

/** Why a group fails a person, the top reason first. */
export type ReasonsReader = (user: UserIndex, failure: RowFailure) => readonly CauseReason[];

/**
 * The rows carry an error alone; plans, products and sources come from looking again with the rules. Where those see no
 * reason for the error, its detail is `unknown`. What two lists of plans have against each other is found out once: good
 * for one look at a tenant.
 */
export function reasonsReader(tenant: Tenant): ReasonsReader {
  const plansOf = ruledPlanReader(tenant);
  const pairsOf = pairReader(tenant);
  return (user, failure) => {
    if (failure.on === 'removal') return reasonsOfRemoval(tenant, user, failure);
    const { group } = failure;
    let rows: readonly ExpectedRow[] | undefined;
    const expected = () => {
      rows ??= rowsIfAccepted(tenant, user, group, plansOf);
      return rows;
    };
    const attempt: Attempt = { tenant, user, expected, plansOf, pairsOf };
    const { isAssignable } = rulesOf(tenant);
    const own = failure.rows.filter((row) => row.error !== 'Other' || !isAssignable(row.skuId));
    const inPrecedence = (own.length > 0 ? own : failure.rows)
      .map(({ skuId, error }) => ({ skuId, error: error ?? 'Other' }))
      .sort((a, b) => LICENSE_ASSIGNMENT_ERRORS.indexOf(a.error) - LICENSE_ASSIGNMENT_ERRORS.indexOf(b.error));
    return inPrecedence.flatMap(({ skuId, error }) => {
      const license = tenant.givenLicenses(group).find((candidate) => candidate.skuId === skuId);
      const details = license ? detailsOf(attempt, skuId, plansOf(license), error) : [];
      return (details.length > 0 ? details : [UNKNOWN]).map((detail) => ({ skuId, error, detail }));
    });
  };
}

/** A direct license that the directory would not take, or take away, and the rows that there would be. */
interface DirectMatter {
  readonly user: UserIndex;
  readonly skuId: string;
  readonly error: LicenseAssignmentError;
  readonly expected: readonly ExpectedRow[];
}

/** Why, as of a group: one reason for each thing in the way. */
export function reasonsOfDirect(tenant: Tenant, matter: DirectMatter): readonly CauseReason[] {
  const { user, skuId, error, expected } = matter;
  const plans = expected.filter((row) => row.skuId === skuId && row.groupId === null).flatMap((row) => row.plans);
  const [plansOf, pairsOf] = [ruledPlanReader(tenant), pairReader(tenant)];
  const attempt: Attempt = { tenant, user, expected: () => expected, plansOf, pairsOf };
  const details = detailsOf(attempt, skuId, plans, error);
  return (details.length > 0 ? details : [UNKNOWN]).map((detail) => ({ skuId, error, detail }));
}

const UNKNOWN: CauseDetail = { kind: 'unknown' };

function detailsOf(
  attempt: Attempt,
  skuId: string,
  plans: readonly string[],
  error: LicenseAssignmentError,
): readonly CauseDetail[] {
  switch (error) {
    case 'ProhibitedInUsageLocationViolation':
      return prohibited(attempt, plans);
    case 'MutuallyExclusiveViolation':
      return conflicts(attempt, skuId, plans);
    case 'DependencyViolation':
      return missing(attempt, skuId, plans);
    case 'UniquenessViolation':
      return duplicateAddresses(attempt);
    case 'CountViolation':
      return noSeats(attempt.tenant, skuId);
    case 'Other':
      return rulesOf(attempt.tenant).isAssignable(skuId) ? [] : [{ kind: 'notAssignable' }];
  }
}

function prohibited({ tenant, user }: Attempt, plans: readonly string[]): CauseDetail[] {
  const { country, inherited } = locationOf(tenant, user);
  if (country === null) return [];
  const plan = plans.find((candidate) => rulesOf(tenant).isRestricted(candidate, country));
  return plan === undefined ? [] : [{ kind: 'location', plan, usageLocation: country, inherited }];
}

/** Plans of the one list, each with a plan of the other that it cannot stand beside. */
type PairReader = (plans: readonly string[], others: readonly string[]) => readonly ExclusivePair[];

function pairReader(tenant: Tenant): PairReader {
  const rules = rulesOf(tenant);
  const known = new Map<readonly string[], Map<readonly string[], readonly ExclusivePair[]>>();
  return (plans, others) => {
    const ofPlans = known.get(plans) ?? new Map<readonly string[], readonly ExclusivePair[]>();
    known.set(plans, ofPlans);
    const pairs = ofPlans.get(others) ?? exclusivePairs(rules, plans, others);
    ofPlans.set(others, pairs);
    return pairs;
  };
}

/** One detail for each other product that stands in the way. */
function conflicts({ expected, pairsOf }: Attempt, skuId: string, plans: readonly string[]): CauseDetail[] {
  const byProduct = new Map<string, { pairs: Map<string, ExclusivePair>; sources: Set<string | null> }>();
  for (const row of expected()) {
    if (row.skuId === skuId) continue;
    const pairs = pairsOf(plans, row.plans);
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

function missing({ tenant, user, expected, plansOf }: Attempt, skuId: string, plans: readonly string[]): CauseDetail[] {
  const rules = rulesOf(tenant);
  const lasting = new Set(
    expected()
      .filter((row) => !row.retained)
      .flatMap((row) => row.plans),
  );
  const absent = (from: ReadonlySet<string>) => (anyOf: readonly string[]) => !anyOf.some((plan) => from.has(plan));
  const details: CauseDetail[] = plans.flatMap((plan) =>
    rules
      .prerequisites(plan)
      .filter(absent(lasting))
      .map((requiresAnyOf) => ({ kind: 'dependency', plan, requiresAnyOf })),
  );
  if (details.length > 0) return details;
  const now = new Set(tenant.read(tenant.rows(user)).filter(isHeld).flatMap(plansOf));
  const after = new Set(expected().flatMap((row) => row.plans));
  const ofProduct = new Set(plansOf(wholeProduct(skuId)));
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
