import type { Change, Refusal } from '../change.ts';
import { type FailureCause, failureCauses } from '../explain/failure-cause.ts';
import type { Tenant } from '../model/tenant.ts';
import type { Steps } from '../steps.ts';
import type { Outcome, SeatsOutcome } from './outcome.ts';
import { type Shown, shownOf } from './shown.ts';
import type { TallyAbout } from './tally.ts';

/** Changes that are supposed to be made, and what of them is asked for by a person: a fix may come with that. */
export interface Supposed {
  readonly changes: readonly Change[];
  readonly about: TallyAbout;
}

/** What a record or a plan is about, alone or with a fix besides. */
export function supposedOf(about: TallyAbout, changes = about.changes): Supposed {
  const { targetGroupIds, targetUserIds } = about;
  return { changes, about: { changes: about.changes, targetGroupIds, targetUserIds } };
}

/**
 * What changes would do, as cards and decisions need it: bounded, plain JSON, in ids.
 */
export interface Foreseen extends Shown {
  /** How many people have less afterwards: what needs a second person. */
  readonly losing: number;
  readonly isSomebodyFailing: boolean;
  /** Each product that a change names or whose seats move. */
  readonly seats: readonly SeatsOutcome[];
  /** Products of which more seats would be in use, and those that somebody would wait for. */
  readonly seatsAsked: readonly string[];
  /** Why people who are put into a group would not get its products: these people alone. */
  readonly notBack: readonly FailureCause[];
}

/** The directory would not take them. */
export interface Refused {
  readonly refusals: readonly Refusal[];
}

export function isRefused(foreseen: Foreseen | Refused): foreseen is Refused {
  return 'refusals' in foreseen;
}

/** As many as a card tells. */
const NOT_BACK = 3;

/** The tenant stands as before the changes. */
export function* foreseenOf(tenant: Tenant, outcome: Outcome, { changes, about }: Supposed): Steps<Foreseen | Refused> {
  if (outcome.refusals.length > 0) return { refusals: outcome.refusals };
  return {
    ...(yield* shownOf(tenant, outcome, about)),
    losing: outcome.loseSomething.length,
    isSomebodyFailing: outcome.newlyFailing.length > 0,
    seats: outcome.seats,
    seatsAsked: seatsAsked(outcome),
    notBack: notBack(tenant, outcome, changes),
  };
}

export function seatsAsked({ seats, causes }: Pick<Outcome, 'seats' | 'causes'>): readonly string[] {
  const waitedFor = new Set(causes.filter(({ detail }) => detail.kind === 'seats').map(({ skuId }) => skuId));
  return seats.filter(({ skuId, before, after }) => after > before || waitedFor.has(skuId)).map(({ skuId }) => skuId);
}

function notBack(tenant: Tenant, { causes }: Outcome, changes: readonly Change[]): readonly FailureCause[] {
  const back = new Set(
    changes.flatMap((change) => (change.kind === 'addMember' ? [`${change.userId} ${change.groupId}`] : [])),
  );
  if (back.size === 0) return [];
  const theirs = causes.slice(0, NOT_BACK).flatMap((cause) => {
    const { id: groupId } = tenant.group(cause.group);
    const users = cause.users.filter((user) => back.has(`${tenant.user(user).id} ${groupId}`));
    return users.length === 0 ? [] : [{ ...cause, users }];
  });
  return failureCauses(tenant, theirs);
}
