import type { RuleData, RuleOrigin, RuleProfileName } from '../graph/types.ts';
import { planId } from './products.ts';
import dependencyRecords from './rules/dependencies.json' with { type: 'json' };
import exclusiveRecords from './rules/exclusive-sets.json' with { type: 'json' };
import profileRecords from './rules/profiles.json' with { type: 'json' };
import sourceRecords from './rules/sources.json' with { type: 'json' };
import { setsOfTwins, twinsOf, withTwins } from './rules/twins.ts';

/** A name that stands for the newest profile, whichever that is. */
const CURRENT = 'current';

interface ProfileRecord {
  readonly profile: RuleProfileName;
  /** Of the youngest report that it takes into account. */
  readonly date: string;
  /** When directories worked by it; absent for one that only documents what an article says. */
  readonly from?: string;
  readonly until?: string;
}

const profiles = profileRecords as readonly ProfileRecord[];

const sources: Readonly<Record<string, { readonly title: string; readonly date: string }>> = sourceRecords;

/** The newest profile: what a real tenant starts with (docs/licensing-rules.md). */
export const DEFAULT_RULE_PROFILE: RuleProfileName = profiles.reduce((a, b) => (b.date > a.date ? b : a)).profile;

export const RULE_PROFILES: readonly string[] = [...profiles.map(({ profile }) => profile), CURRENT];

/** The profile that goes by this name, `current` among them. */
export function ruleProfileNamed(name: unknown): RuleProfileName | undefined {
  return name === CURRENT ? DEFAULT_RULE_PROFILE : profiles.find(({ profile }) => profile === name)?.profile;
}

/** The profile that directories worked by on a date, `YYYY-MM-DD` or its beginning. */
export function ruleProfileOn(date: string): RuleProfileName {
  const known = profiles.find(({ from, until }) => (from ?? until) && date >= (from ?? '') && date < (until ?? '9'));
  return known?.profile ?? DEFAULT_RULE_PROFILE;
}

/**
 * The rule data of a profile: its exclusive sets and all dependencies, each with source and date, also for the twins of
 * their plans; no restricted location.
 */
export function ruleProfile(profile: RuleProfileName): RuleData {
  return { profile, mutuallyExclusive: exclusiveSets(profile), dependsOn: dependencies, restrictedLocations: [] };
}

const dependencies: RuleData['dependsOn'] = dependencyRecords.flatMap(({ plan, requiresAnyOf, source }) => {
  const requires = requiresAnyOf.flatMap(withTwins).map(planId);
  const origin = originOf(source);
  return [
    { plan: planId(plan), requiresAnyOf: requires, ...origin },
    ...twinsOf(plan).map((twin) => ({ plan: planId(twin), requiresAnyOf: requires, ...origin, byAnalogy: true })),
  ];
});

function exclusiveSets(profile: RuleProfileName): RuleData['mutuallyExclusive'] {
  return exclusiveRecords
    .filter((record) => record.profiles.includes(profile))
    .flatMap(({ set, plans, source }) => {
      const origin = originOf(source);
      return [
        { set, plans: plans.map(planId), ...origin },
        ...setsOfTwins(plans).map((ofCloud) => ({
          set: `${set}-${ofCloud.cloud}`,
          plans: ofCloud.plans.map(planId),
          ...origin,
          byAnalogy: true,
        })),
      ];
    });
}

function originOf(source: string): RuleOrigin {
  const known = sources[source];
  if (known === undefined) throw new RangeError(`A rule names a source that is not listed: ${source}.`);
  return { source: known.title, date: known.date };
}
