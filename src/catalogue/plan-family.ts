import { planAliases } from './aliases.ts';
import { commercialTwin } from './rules/twins.ts';

/**
 * Whether a plan is what a pattern means: its name, or its beginning where the pattern ends in "_". Government's and
 * education's plans are what their commercial twins are.
 */
export function matchesPlanPattern(servicePlanName: string, pattern: string): boolean {
  if (pattern.endsWith('_')) return servicePlanName.startsWith(pattern);
  return servicePlanName === pattern || commercialTwin(servicePlanName) === pattern;
}

/** The tier at the end of a plan's name: `FORMS_PLAN_E1`, `FLOW_O365_P2`, `STREAM_O365_K`. */
const TIER = /(_PLAN)?_?[A-Z]?\d*$/;

/**
 * The service that a plan is a tier of: plans of one family stand for each other, so that who loses `FORMS_PLAN_E1` and
 * gets `FORMS_PLAN_E3` has lost nothing. By what people call it, else by its name without the tier; a twin for a
 * government or for schools is of the family of its commercial plan.
 */
export function planFamily(planName: string): string {
  const servicePlanName = commercialTwin(planName);
  const named = planAliases.find(({ servicePlanNamePatterns }) =>
    servicePlanNamePatterns.some((pattern) => matchesPlanPattern(servicePlanName, pattern)),
  );
  return named?.alias ?? servicePlanName.replace(TIER, '');
}
