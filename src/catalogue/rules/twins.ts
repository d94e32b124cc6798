import { planId } from '../products.ts';
import records from './plan-twins.json' with { type: 'json' };

/** Where a twin is sold: a plan has one at most in each. */
const CLOUDS = ['government', 'gccHigh', 'dod', 'education'] as const;
type Cloud = (typeof CLOUDS)[number];

const twins: Readonly<Record<string, { readonly [cloud in Cloud]?: string }>> = records;

/** The plan and every plan that is the same service for a government or for schools, by name: any stands for the others. */
export function withTwins(plan: string): readonly string[] {
  return [plan, ...Object.values(twins[plan] ?? {})];
}

/** What a plan needs, its twins need: each of them, with what it may need, by name. */
export function twinsOf(plan: string): readonly string[] {
  return withTwins(plan).slice(1);
}

/**
 * An exclusive set as each cloud has it: of every plan its twin there, or the plan itself where it has none. A plan and
 * its twin exclude each other only where a report says so: then both stand in the set itself.
 */
export function setsOfTwins(
  plans: readonly string[],
): readonly { readonly cloud: Cloud; readonly plans: readonly string[] }[] {
  return CLOUDS.flatMap((cloud) => {
    const ofCloud = [...new Set(plans.map((plan) => twins[plan]?.[cloud] ?? plan))];
    return ofCloud.length < 2 || ofCloud.every((plan) => plans.includes(plan)) ? [] : [{ cloud, plans: ofCloud }];
  });
}

const CLOUD_AT_THE_END = /(_AR)?_(GOV|GCC|GCCH|GCCHIGH|DOD|EDU|FACULTY)$/i;

const commercial = new Map(
  Object.entries(twins).flatMap(([plan, ofPlan]) => Object.values(ofPlan).map((twin) => [twin, plan] as const)),
);

/** The name of the commercial plan that this one is a twin of, by the table or by its name; its own if of none. */
export function commercialTwin(servicePlanName: string): string {
  return commercial.get(servicePlanName) ?? servicePlanName.replace(CLOUD_AT_THE_END, '');
}

const twinIds = new Set(
  Object.values(twins)
    .flatMap((ofPlan) => Object.values(ofPlan))
    .map(planId),
);

/** Whether this `servicePlanId` is some commercial plan's for a government or for schools. */
export function isTwin(servicePlanId: string): boolean {
  return twinIds.has(servicePlanId);
}
