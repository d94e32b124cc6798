import type { Dependency, ExclusiveSet, RuleData } from '../../graph/types.ts';

/** What one error text of the directory says about plans, and when it said so (`YYYY-MM-DD`). Kept for each tenant. */
export type LearntRule =
  | { readonly kind: 'exclusive'; readonly plans: readonly [string, string]; readonly date: string }
  | {
      readonly kind: 'dependency';
      readonly plan: string;
      readonly requiresAnyOf: readonly string[];
      readonly date: string;
    };

/** The source of a rule that was learnt: the words of the directory itself. */
export const LEARNT_FROM = 'Microsoft Graph, in this tenant';

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const EXCLUSIVE = /service plans? (?<plans>.+?) are mutually exclusive/is;
const DEPENDENCY = /service plan (?<plan>\S+) depends on the service plan\(s\) (?<requires>.+)/is;

/**
 * What an error text of the directory teaches: undefined when it names no plans. The texts are those of the audit log and
 * of `assignLicense`: https://learn.microsoft.com/entra/fundamentals/licensing-groups-resolve-problems
 */
export function learnFrom(message: string, date: string): LearntRule | undefined {
  const dependency = DEPENDENCY.exec(message)?.groups;
  if (dependency) {
    const [plan] = guidsIn(dependency['plan']);
    const requiresAnyOf = guidsIn(dependency['requires']);
    return plan === undefined || requiresAnyOf.length === 0
      ? undefined
      : { kind: 'dependency', plan, requiresAnyOf, date };
  }
  const [one, other] = guidsIn(EXCLUSIVE.exec(message)?.groups?.['plans']);
  return one === undefined || other === undefined ? undefined : { kind: 'exclusive', plans: [one, other], date };
}

/**
 * The rule data with what the directory taught: it knows better. A pair that no set has becomes a set of its own. What a
 * plan needs replaces every entry of the plan that speaks of one of the same plans, and stands beside the others.
 */
export function withLearntRules(data: RuleData, learnt: readonly LearntRule[]): RuleData {
  return learnt.reduce(
    (rules, rule) => (rule.kind === 'exclusive' ? withPair(rules, rule) : withDependency(rules, rule)),
    data,
  );
}

function withPair(data: RuleData, { plans, date }: LearntRule & { kind: 'exclusive' }): RuleData {
  if (data.mutuallyExclusive.some((set) => plans.every((plan) => set.plans.includes(plan)))) return data;
  const set: ExclusiveSet = { set: `learnt ${plans.toSorted().join(' ')}`, plans, source: LEARNT_FROM, date };
  return { ...data, mutuallyExclusive: [...data.mutuallyExclusive, set] };
}

function withDependency(data: RuleData, { plan, requiresAnyOf, date }: LearntRule & { kind: 'dependency' }): RuleData {
  const isReplaced = (entry: Dependency) =>
    entry.plan === plan && entry.requiresAnyOf.some((needed) => requiresAnyOf.includes(needed));
  const entry: Dependency = { plan, requiresAnyOf, source: LEARNT_FROM, date };
  return { ...data, dependsOn: [...data.dependsOn.filter((one) => !isReplaced(one)), entry] };
}

function guidsIn(text = ''): readonly string[] {
  return [...new Set([...text.matchAll(GUID)].map(([guid]) => guid.toLowerCase()))];
}
