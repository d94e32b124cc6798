import type { RuleData, RuleProfileName } from '../graph.ts';
import dependencyRecords from './dependencies.json' with { type: 'json' };
import exclusiveRecords from './exclusive-plans.json' with { type: 'json' };
import { planNamed } from './products.ts';

export const RULE_PROFILES: readonly RuleProfileName[] = ['classic-2017', 'doc-2025', 'stacking-2023'];

/** What a real tenant starts with (engine.md, *Rule data*). */
export const DEFAULT_RULE_PROFILE: RuleProfileName = 'stacking-2023';

export function isRuleProfileName(name: unknown): name is RuleProfileName {
  return RULE_PROFILES.some((profile) => profile === name);
}

/** The rule data of a named profile: its exclusive sets, all dependencies, no restricted location. */
export function ruleProfile(profile: RuleProfileName): RuleData {
  return { profile, mutuallyExclusive: exclusiveSets(profile), dependsOn: dependencies, restrictedLocations: [] };
}

const dependencies: RuleData['dependsOn'] = dependencyRecords.map((record) => ({
  plan: planId(record.servicePlan),
  requiresAnyOf: record.requiresAnyOf.map(planId),
}));

function exclusiveSets(profile: RuleProfileName): RuleData['mutuallyExclusive'] {
  const members = exclusiveRecords.filter((record) => record.profiles.includes(profile));
  const sets = Map.groupBy(members, (record) => record.set);
  return [...sets].map(([set, records]) => ({ set, plans: records.map((record) => planId(record.servicePlan)) }));
}

function planId(servicePlanName: string): string {
  return planNamed(servicePlanName).servicePlanId;
}
