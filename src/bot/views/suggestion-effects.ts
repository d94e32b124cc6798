import { failingReader } from '../../core/licensing/failures.ts';
import { gonePlansReader } from '../../core/licensing/losses.ts';
import { leftWithoutMail } from '../../core/licensing/mail.ts';
import type { Outcome, PersonOutcome } from '../../core/licensing/outcome.ts';
import { type Suggestion, stepsOf } from '../../core/licensing/suggestion.ts';
import type { Tenant, UserIndex } from '../../core/licensing/tenant.ts';
import { joined, type Runs } from '../cards/runs.ts';
import { say, sayCount, type ViewContext } from './context.ts';
import { freeSeatsReasons, seatGivers } from './free-seats.ts';
import { addressName, planNames, productNames, userName, userNameById } from './names.ts';
import { subscriptionIn } from './subscription.ts';

const PLANS_NAMED = 2;

/**
 * What it costs: what those it fixes lose, and what happens to others. Told from its simulated outcome alone.
 * @param alone the outcome of the change that it comes on top of: what that one does already is not told again
 */
export function suggestionEffects(context: ViewContext, suggestion: Suggestion, alone?: Outcome): Runs {
  const texts = context.texts.cards.fixes;
  const outcome = alone === undefined ? suggestion.outcome : beyond(suggestion.outcome, alone);
  const helped = new Set([...suggestion.fixes, ...suggestion.partlyFixes]);
  const theirs = outcome.people.filter((person) => helped.has(person.user));
  const lost = lossOf(context.tenant, theirs);
  const mailless = leftWithoutMail(context.tenant, outcome.people);
  const told = new Set(mailless);
  const givers = seatGivers(suggestion);
  const freed = new Set(givers);
  const freeing = outcome.people.filter(({ user }) => freed.has(context.tenant.user(user).id));
  for (const { user } of freeing) told.add(user);
  const others = outcome.loseSomething.filter((user) => !helped.has(user) && !told.has(user)).length;
  const more = newlyFailing(context.tenant, outcome, alone).size;
  const sentences = [
    graceSentence(context, suggestion),
    plansSentence(context, suggestion),
    keeperSentence(context, suggestion),
    freeing.length > 0 ? freeSeatsReasons(context, givers) : [],
    lossSentence(context, lossOf(context.tenant, freeing)),
    lossSentence(context, lost),
    suggestion.fixes.length === 0 ? gainSentence(context, theirs) : [],
    waitSentence(context, suggestion),
    aheadSentence(context, suggestion, alone),
    mailless.length > 0 ? sayCount(context, texts.withoutMail, mailless.length) : [],
    others > 0 ? sayCount(context, texts.othersLose, others) : [],
    more > 0 ? sayCount(context, texts.newlyFail, more) : [],
  ].filter((runs) => runs.length > 0);
  return sentences.length === 0 ? say(context, texts.nobodyLoses) : joined(sentences, ' ');
}

/** Who buys should know that what is there already is about to end. */
function graceSentence(context: ViewContext, suggestion: Suggestion): Runs {
  const bought = stepsOf(suggestion).filter(({ kind }) => kind === 'buySeats');
  const expired = bought
    .flatMap((part) => part.subject.skuIds ?? [])
    .some((skuId) => subscriptionIn(context, skuId)?.state === 'inGrace');
  return expired ? say(context, context.texts.cards.subscriptions.renewFirst) : [];
}

/** Why so many seats are to be bought: who waits longer gets theirs first. */
function aheadSentence(context: ViewContext, suggestion: Suggestion, alone: Outcome | undefined): Runs {
  const { fixes, partlyFixes, outcome } = suggestion;
  const steps = stepsOf(suggestion).filter(({ kind }) => kind === 'buySeats');
  const bought = new Set(steps.flatMap(({ subject }) => subject.skuIds ?? []));
  const gaining = ({ people }: Outcome) =>
    people.filter(({ gainedSkuIds }) => gainedSkuIds.some((skuId) => bought.has(skuId))).map(({ user }) => user);
  const others = new Set([...fixes, ...partlyFixes, ...(alone === undefined ? [] : gaining(alone))]);
  const ahead = gaining(outcome).filter((user) => !others.has(user)).length;
  return ahead === 0 ? [] : sayCount(context, context.texts.cards.fixes.waitLonger, ahead);
}

/** Both who bear an address are named: who loses it in the title. */
function keeperSentence(context: ViewContext, suggestion: Suggestion): Runs {
  const sentences = stepsOf(suggestion).flatMap(({ subject: { keeperId, address = '' } }) =>
    keeperId === undefined
      ? []
      : [
          say(context, context.texts.cards.fixes.keepsAddress, {
            person: userNameById(context, keeperId),
            address: addressName(address),
          }),
        ],
  );
  return joined(sentences, ' ');
}

/** Which plans go off where, when there are too many of them for the title. */
function plansSentence(context: ViewContext, suggestion: Suggestion): Runs {
  const sentences = stepsOf(suggestion).flatMap(({ subject: { plans = [], skuIds = [] } }) =>
    plans.length <= PLANS_NAMED
      ? []
      : [
          sayCount(context, context.texts.cards.fixes.plansGoOff, plans.length, {
            plans: planNames(context, plans),
            products: productNames(context, skuIds),
          }),
        ],
  );
  return joined(sentences, ' ');
}

/** What the one outcome does that the other does not. */
function beyond(outcome: Outcome, alone: Outcome): Outcome {
  const before = new Map(alone.people.map((person) => [person.user, person]));
  const failing = new Set(alone.newlyFailing.map(({ user, groupId }) => `${user} ${groupId}`));
  const losing = new Set(alone.loseSomething);
  return {
    ...outcome,
    people: outcome.people.map((person) => ({
      ...person,
      lostSkuIds: person.lostSkuIds.filter((skuId) => !before.get(person.user)?.lostSkuIds.includes(skuId)),
      lostPlans: person.lostPlans.filter((plan) => !before.get(person.user)?.lostPlans.includes(plan)),
    })),
    loseSomething: outcome.loseSomething.filter((user) => !losing.has(user)),
    newlyFailing: outcome.newlyFailing.filter(({ user, groupId }) => !failing.has(`${user} ${groupId}`)),
  };
}

/** People who would fail and do not now: who fails already, in whatever group, is nobody more. */
function newlyFailing(tenant: Tenant, outcome: Outcome, alone: Outcome | undefined): ReadonlySet<UserIndex> {
  const failing = failingReader(tenant);
  const before = new Set(alone?.newlyFailing.map(({ user }) => user));
  const users = outcome.newlyFailing.map(({ user }) => user);
  return new Set(users.filter((user) => !before.has(user) && failing(tenant.rows(user)).length === 0));
}

/** Whom a fix gives a part, and who wait for the rest. */
function waitSentence(context: ViewContext, { partlyFixes, outcome }: Suggestion): Runs {
  const helped = new Set(partlyFixes);
  const causes = outcome.causes.filter(
    ({ detail, users }) => detail.kind === 'seats' && users.some((user) => helped.has(user)),
  );
  const waiting = new Set(causes.flatMap(({ users }) => users.filter((user) => helped.has(user))));
  if (waiting.size === 0) return [];
  const products = productNames(context, [...new Set(causes.map(({ skuId }) => skuId))]);
  return sayCount(context, context.texts.cards.fixes.stillWait, waiting.size, { products });
}

interface Loss {
  readonly people: readonly PersonOutcome[];
  readonly skuIds: readonly string[];
  readonly plans: readonly string[];
}

function lossOf(tenant: Tenant, people: readonly PersonOutcome[]): Loss {
  const goneFor = gonePlansReader(tenant);
  const losing = people.filter((person) => person.lostSkuIds.length > 0 || goneFor(person).length > 0);
  return {
    people: losing,
    skuIds: [...new Set(losing.flatMap((person) => person.lostSkuIds))],
    plans: [...new Set(losing.flatMap(goneFor))],
  };
}

function lossSentence(context: ViewContext, { people, skuIds, plans }: Loss): Runs {
  const [first] = people;
  if (first === undefined) return [];
  const texts = context.texts.cards.fixes;
  const forms =
    skuIds.length === 0
      ? texts.theyLosePlans
      : plans.length === 0 || plans.length > PLANS_NAMED
        ? texts.theyLose
        : texts.theyLoseWith;
  return sayCount(context, forms, people.length, {
    person: userName(context, first.user),
    products: productNames(context, skuIds),
    plans: planNames(context, plans),
  });
}

function gainSentence(context: ViewContext, people: readonly PersonOutcome[]): Runs {
  const gaining = people.filter((person) => person.gainedSkuIds.length > 0);
  const [first] = gaining;
  if (first === undefined) return [];
  const products = productNames(context, [...new Set(gaining.flatMap((person) => person.gainedSkuIds))]);
  return sayCount(context, context.texts.cards.fixes.theyGet, gaining.length, {
    person: userName(context, first.user),
    products,
  });
}

/** Seats that come free, of every product that loses some. */
export function seatsFreed(outcome: Outcome): number {
  return outcome.seats.reduce((sum, seats) => sum + Math.max(0, seats.before - seats.after), 0);
}
