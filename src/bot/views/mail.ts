import type { PersonOutcome } from '../../core/licensing/outcome.ts';
import type { Tenant, UserIndex } from '../../core/licensing/tenant.ts';

const MAILBOX_PLANS = 'exchange-online';

/**
 * People who lose their mailbox plan and get none instead. A person has one at most, for they exclude each other; who
 * loses it has no other.
 */
export function leftWithoutMail({ rules }: Tenant, people: readonly PersonOutcome[]): readonly UserIndex[] {
  const mail = new Set(rules.mutuallyExclusive.find(({ set }) => set === MAILBOX_PLANS)?.plans ?? []);
  return people
    .filter(
      ({ lostPlans, gainedPlans }) =>
        lostPlans.some((plan) => mail.has(plan)) && !gainedPlans.some((plan) => mail.has(plan)),
    )
    .map(({ user }) => user);
}
