import { isHeld, planReader } from '../model/holdings.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import type { PersonOutcome } from '../outcome/outcome.ts';
import { rulesOf } from './rules-of.ts';

/**
 * People who lose their last mailbox plan and get none instead. The tenant may stand as it was before the outcome, or as
 * it is afterwards.
 */
export function leftWithoutMail(tenant: Tenant, people: readonly PersonOutcome[]): readonly UserIndex[] {
  const { isMailbox } = rulesOf(tenant);
  const plansOf = planReader(tenant);
  return people
    .filter(({ user, lostPlans, gainedPlans }) => {
      if (!lostPlans.some(isMailbox) || gainedPlans.some(isMailbox)) return false;
      const held = tenant.read(tenant.rows(user)).filter(isHeld);
      return !held.flatMap(plansOf).some((plan) => isMailbox(plan) && !lostPlans.includes(plan));
    })
    .map(({ user }) => user);
}
