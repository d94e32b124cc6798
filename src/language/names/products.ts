import type { ServicePlanInfo, SubscribedSku } from '../../graph/types.ts';

/** Only plans that can be given to people can be turned on and off. */
export function isForPeople(plan: ServicePlanInfo): boolean {
  return (plan.appliesTo ?? 'User') === 'User';
}

/** The plans of one product that are among some. */
export function plansOf(sku: SubscribedSku, servicePlanNames: readonly string[]): string[] {
  return sku.servicePlans
    .filter((plan) => isForPeople(plan) && servicePlanNames.includes(plan.servicePlanName))
    .map((plan) => plan.servicePlanName);
}
