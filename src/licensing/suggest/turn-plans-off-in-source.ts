import type { AssignedLicense, LicenseAssignmentState } from '../../graph/types.ts';
import type { Change } from '../change.ts';
import type { Cause } from '../explain/status.ts';
import { isHeld, planReader } from '../model/holdings.ts';
import { rowsGlance } from '../model/rows-glance.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { type Candidate, inOneStep, reasonsIn } from './candidate.ts';
import { addPlan, licensesWithPlansOff, newlyOff, type PlansOff } from './plans-off.ts';

/**
 * Turns off, where they come from, the plans that the failing product cannot stand beside, or those that still need what
 * is to go, with whatever depends on them. Touches every member of the source groups. Subjects: the groups, or the people
 * with direct copies, in whose products the same plans go off.
 */
export function turnPlansOffInSource(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const { groups, people } = plansInTheWay(tenant, cause);
  const steps: Step[] = [];
  for (const [groupId, off] of groups) {
    const group = tenant.findGroup(groupId);
    const template = group === undefined ? [] : tenant.givenLicenses(group);
    const licenses = licensesWithPlansOff(tenant, template, off);
    if (!licenses || licenses.length === 0) return [];
    const change: Change = { kind: 'assignGroupLicense', groupId, addLicenses: licenses, removeLicenses: [] };
    steps.push({ change, ...turnedOff(licenses, template) });
  }
  const directlyOff = directReader(tenant);
  for (const [user, off] of people) {
    const { direct, licenses } = directlyOff(user, off);
    if (!licenses || licenses.length === 0) return [];
    const userId = tenant.user(user).id;
    const change: Change = { kind: 'assignUserLicense', userId, addLicenses: licenses, removeLicenses: [] };
    steps.push({ change, ...turnedOff(licenses, direct) });
  }
  return inOneStep(alikeTogether(steps));
}

interface Step {
  readonly change: Extract<Change, { addLicenses: unknown }>;
  readonly skuIds: readonly string[];
  readonly plans: readonly string[];
}

function turnedOff(licenses: readonly AssignedLicense[], before: readonly AssignedLicense[]): Omit<Step, 'change'> {
  return { skuIds: licenses.map(({ skuId }) => skuId), plans: newlyOff(licenses, before) };
}

/** One candidate for all groups, and one for all people, in whose same products the same plans go off. */
function alikeTogether(steps: readonly Step[]): readonly Candidate[] {
  const found = new Map<string, Step[]>();
  for (const step of steps) {
    const key = JSON.stringify([step.change.kind, step.skuIds, step.plans]);
    const known = found.get(key);
    if (known === undefined) found.set(key, [step]);
    else known.push(step);
  }
  return [...found.values()].map((alike): Candidate => {
    const changes = alike.map(({ change }) => change);
    const groupIds = changes.flatMap((change) => (change.kind === 'assignGroupLicense' ? [change.groupId] : []));
    const userIds = changes.flatMap((change) => (change.kind === 'assignUserLicense' ? [change.userId] : []));
    const whom = groupIds.length > 0 ? { groupIds } : { userIds };
    const { skuIds = [], plans = [] } = alike[0] ?? {};
    return { kind: 'turnPlansOffInSource', changes, subject: { ...whom, skuIds, plans }, canApply: true };
  });
}

/** A person's direct licenses, and those that change; once for all people with the same rows, whose plans go off alike. */
function directReader(tenant: Tenant) {
  const glance = rowsGlance(tenant);
  const known = new Map<string, ReturnType<typeof read>>();
  const read = (user: UserIndex, off: PlansOff) => {
    const direct = tenant.read(tenant.rows(user)).filter((row) => isHeld(row) && row.assignedByGroup === null);
    return { direct, licenses: licensesWithPlansOff(tenant, direct, off) };
  };
  return (user: UserIndex, off: PlansOff) => {
    const key = glance.key(tenant.rows(user));
    const found = known.get(key) ?? read(user, off);
    known.set(key, found);
    return found;
  };
}

interface PlansInTheWay {
  readonly groups: Map<string, Map<string, Set<string>>>;
  /** Direct copies, by person. */
  readonly people: Map<UserIndex, Map<string, Set<string>>>;
}

function plansInTheWay(tenant: Tenant, cause: Cause): PlansInTheWay {
  const own = tenant.group(cause.group).id;
  const unwanted = new Set(
    reasonsIn(cause).flatMap(({ detail }) => {
      if (detail.kind === 'conflict') return detail.pairs.map(({ otherPlan }) => `${detail.otherSkuId} ${otherPlan}`);
      return detail.kind === 'dependency' ? [detail.plan] : [];
    }),
  );
  const inTheWay: PlansInTheWay = { groups: new Map(), people: new Map() };
  if (unwanted.size === 0) return inTheWay;
  const unwantedOf = unwantedReader(tenant, own, unwanted);
  for (const user of cause.users) {
    for (const row of tenant.read(tenant.rows(user))) {
      for (const plan of unwantedOf(row)) {
        if (row.assignedByGroup === null) addPlan(entry(inTheWay.people, user), row.skuId, plan);
        else addPlan(entry(inTheWay.groups, row.assignedByGroup), row.skuId, plan);
      }
    }
  }
  return inTheWay;
}

/** Plans of a held row of another source that are in the way; equal rows mostly come as one object and are read once. */
function unwantedReader(
  tenant: Tenant,
  own: string,
  unwanted: ReadonlySet<string>,
): (row: LicenseAssignmentState) => readonly string[] {
  const plansOf = planReader(tenant);
  const known = new Map<LicenseAssignmentState, readonly string[]>();
  return (row) => {
    let plans = known.get(row);
    if (plans === undefined) {
      const isMeant = isHeld(row) && row.assignedByGroup !== own;
      const isUnwanted = (plan: string) => unwanted.has(plan) || unwanted.has(`${row.skuId} ${plan}`);
      plans = isMeant ? plansOf(row).filter(isUnwanted) : [];
      known.set(row, plans);
    }
    return plans;
  };
}

function entry<K>(map: Map<K, Map<string, Set<string>>>, key: K): Map<string, Set<string>> {
  const known = map.get(key) ?? new Map<string, Set<string>>();
  map.set(key, known);
  return known;
}
