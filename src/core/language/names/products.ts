import type { ServicePlanInfo, SubscribedSku } from '../../graph.ts';
import { nameKeys } from '../text.ts';
import type { NameSource } from './source.ts';

/** What a word may say about products and plans. Products by their place in the tenant's list. */
export interface FactName {
  /** Owned products that it may mean. */
  readonly skus: readonly number[];
  /** Service plan names, or beginnings that end in "_", that it may mean. */
  readonly planPatterns: readonly string[];
  /** A product that the tenant does not own, as it is called. */
  readonly notOwned?: string;
}

interface Entry {
  readonly skus: Set<number>;
  readonly planPatterns: Set<string>;
  notOwned?: string;
}

export interface FactNames {
  get(key: string): FactName | undefined;
  /** How many keys the longest has. */
  readonly longest: number;
}

/** Names, codes, ids and aliases of products and plans, by their keys joined with blanks. */
export function factNames(source: NameSource): FactNames {
  const entries = new Map<string, Entry>();
  const byPartNumber = new Map(source.skus.map((sku, index) => [sku.skuPartNumber, index]));
  let longest = 0;

  function entry(name: string): Entry {
    const keys = nameKeys(name);
    longest = Math.max(longest, keys.length);
    const key = keys.join(' ');
    const present = entries.get(key);
    if (present !== undefined) return present;
    const fresh: Entry = { skus: new Set(), planPatterns: new Set() };
    entries.set(key, fresh);
    return fresh;
  }

  source.skus.forEach((sku, index) => {
    for (const name of [sku.skuPartNumber, sku.skuId, source.productName(sku)]) entry(name).skus.add(index);
    for (const plan of sku.servicePlans.filter(isForPeople)) {
      const names = [
        plan.servicePlanName,
        plan.servicePlanId,
        source.planName(plan.servicePlanId, plan.servicePlanName),
      ];
      for (const name of names) entry(name).planPatterns.add(plan.servicePlanName);
    }
  });
  for (const [beginning, skus] of sharedBeginnings(source)) {
    if (entries.has(beginning)) continue;
    const named = entry(beginning);
    for (const index of skus) named.skus.add(index);
  }
  for (const { alias, skuPartNumbers } of source.productAliases) {
    const owned = skuPartNumbers.flatMap((name) => byPartNumber.get(name) ?? []);
    const named = entry(alias);
    for (const index of owned) named.skus.add(index);
    if (owned.length === 0 && named.skus.size === 0) named.notOwned = alias;
  }
  const planNames = new Set(source.skus.flatMap((sku) => sku.servicePlans.map((plan) => plan.servicePlanName)));
  for (const { alias, servicePlanNamePatterns } of source.planAliases) {
    for (const pattern of servicePlanNamePatterns) {
      if ([...planNames].some((name) => matchesPattern(name, pattern))) entry(alias).planPatterns.add(pattern);
    }
  }
  const facts = new Map(
    [...entries]
      .filter(([, { skus, planPatterns, notOwned }]) => skus.size + planPatterns.size > 0 || notOwned !== undefined)
      .map(([key, { skus, planPatterns, notOwned }]) => [
        key,
        { skus: [...skus], planPatterns: [...planPatterns], ...(notOwned === undefined ? {} : { notOwned }) },
      ]),
  );
  return { get: (key) => facts.get(key), longest };
}

/** Beginnings that several products share, such as "Office 365": they are always asked about. */
function sharedBeginnings(source: NameSource): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  source.skus.forEach((sku, index) => {
    const keys = nameKeys(source.productName(sku));
    for (let length = 2; length < keys.length; length++) {
      const beginning = keys.slice(0, length).join(' ');
      found.set(beginning, [...(found.get(beginning) ?? []), index]);
    }
  });
  return new Map([...found].filter(([, skus]) => skus.length > 1));
}

/** Only plans that can be given to people can be turned on and off (licensing.md R58). */
export function isForPeople(plan: ServicePlanInfo): boolean {
  return (plan.appliesTo ?? 'User') === 'User';
}

/** Whether a plan is what a pattern means: its name, or its beginning where the pattern ends in "_". */
export function matchesPattern(servicePlanName: string, pattern: string): boolean {
  return pattern.endsWith('_') ? servicePlanName.startsWith(pattern) : servicePlanName === pattern;
}

/** The plans of one product that any of some patterns means. */
export function plansOf(sku: SubscribedSku, patterns: readonly string[]): string[] {
  return sku.servicePlans
    .filter((plan) => isForPeople(plan) && patterns.some((pattern) => matchesPattern(plan.servicePlanName, pattern)))
    .map((plan) => plan.servicePlanName);
}
