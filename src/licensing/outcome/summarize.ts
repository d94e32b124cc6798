import type { OutcomeSummary } from '../../changes/change-record.ts';
import type { Cause } from '../explain/status.ts';
import type { Tenant } from '../model/tenant.ts';
import type { Outcome, PersonOutcome } from './outcome.ts';
import { type Tally, type TallyAbout, tallyOf } from './tally.ts';

/** An outcome in numbers. Indices of the tenant are read, its present state only for groups that the outcome leaves alone. */
export function summarize(
  tenant: Tenant,
  outcome: Outcome,
  about: TallyAbout,
  tally: Tally = tallyOf(tenant, outcome, about),
): OutcomeSummary {
  const { causes, unchanged, ...counts } = tally;
  return {
    ...counts,
    succeeded: counts.changed + unchanged,
    byError: byError(causes),
    fixed: new Set(outcome.fixed.map(({ user }) => user)).size,
    newlyFailing: new Set(outcome.newlyFailing.map(({ user }) => user)).size,
    products: outcome.seats.map((seats) => ({
      ...seats,
      gained: countWith(seats.skuId, outcome.people, ({ gainedSkuIds }) => gainedSkuIds),
      lost: countWith(seats.skuId, outcome.people, ({ lostSkuIds }) => lostSkuIds),
    })),
    leftGroups: leftGroups(outcome),
  };
}

function countWith(
  skuId: string,
  people: readonly PersonOutcome[],
  skuIdsOf: (person: PersonOutcome) => readonly string[],
): number {
  let count = 0;
  for (let place = 0; place < people.length; place++) {
    if (skuIdsOf(people[place] as PersonOutcome).includes(skuId)) count++;
  }
  return count;
}

function byError(causes: readonly Cause[]): OutcomeSummary['byError'] {
  const counts: { -readonly [E in keyof OutcomeSummary['byError']]: number } = {};
  for (const { error, users } of causes) counts[error] = (counts[error] ?? 0) + users.length;
  return counts;
}

function leftGroups({ people }: Outcome): OutcomeSummary['leftGroups'] {
  const counts = new Map<string, number>();
  for (let place = 0; place < people.length; place++) {
    const { leftGroupIds } = people[place] as PersonOutcome;
    if (leftGroupIds.length > 0) for (const id of leftGroupIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].map(([groupId, left]) => ({ groupId, people: left }));
}
