import { failingReader } from '../explain/failures.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { leftWithoutMail } from '../rules/mail.ts';
import { type Suggestion, seatGivers, stepsOf } from '../suggest/suggestion.ts';
import { gonePlansReader } from './losses.ts';
import type { Outcome, PersonOutcome } from './outcome.ts';

/** So many people to whom the same happens, and the first of them. */
export interface Some {
  readonly people: number;
  readonly userId: string;
}

/** What people lose, all of them together. */
export interface SomeLose extends Some {
  readonly skuIds: readonly string[];
  readonly plans: readonly string[];
}

/** What a suggestion does, beside mending what fails. Plain JSON, in ids; absent where it befalls nobody. */
export interface Effects {
  /** Those whose seats come free for others. */
  readonly giversLose?: SomeLose;
  /** Those whom it fixes, or partly. */
  readonly helpedLose?: SomeLose;
  /** Those whom it helps in part. */
  readonly helpedGain?: Some & { readonly skuIds: readonly string[] };
  /** How many of those have to wait for a seat of these products. */
  readonly stillWait: { readonly people: number; readonly skuIds: readonly string[] };
  /** How many are before them in the line for the seats that are bought. */
  readonly waitLonger: number;
  readonly withoutMail: number;
  /** Others who lose something. */
  readonly othersLose: number;
  /** People who would fail and do not now. */
  readonly newlyFail: number;
  /** Seats that come free, of every product that loses some. */
  readonly seatsFreed: number;
}

/**
 * Told from the simulated outcome alone; the tenant stands as before it.
 * @param alone the outcome of the change that it comes on top of: what that one does already is not told again
 */
export function effectsOf(tenant: Tenant, suggestion: Suggestion, alone?: Outcome): Effects {
  const outcome = alone === undefined ? suggestion.outcome : beyond(suggestion.outcome, alone);
  const helped = new Set([...suggestion.fixes, ...suggestion.partlyFixes]);
  const theirs = outcome.people.filter((person) => helped.has(person.user));
  const mailless = leftWithoutMail(tenant, outcome.people);
  const givers = new Set(seatGivers(suggestion));
  const giving = outcome.people.filter(({ user }) => givers.size > 0 && givers.has(tenant.user(user).id));
  const told = new Set([...mailless, ...giving.map(({ user }) => user)]);
  const [giversLose, helpedLose] = [someLose(tenant, giving), someLose(tenant, theirs)];
  const helpedGain = someGain(tenant, theirs);
  return {
    ...(giversLose === undefined ? {} : { giversLose }),
    ...(helpedLose === undefined ? {} : { helpedLose }),
    ...(helpedGain === undefined ? {} : { helpedGain }),
    stillWait: stillWait(suggestion),
    waitLonger: waitLonger(suggestion, alone),
    withoutMail: mailless.length,
    othersLose: outcome.loseSomething.filter((user) => !helped.has(user) && !told.has(user)).length,
    newlyFail: newlyFailing(tenant, outcome, alone).size,
    seatsFreed: seatsFreed(suggestion.outcome),
  };
}

/** Seats that come free, of every product that loses some. */
export function seatsFreed(outcome: Outcome): number {
  return outcome.seats.reduce((sum, seats) => sum + Math.max(0, seats.before - seats.after), 0);
}

/** Who waits longer for what is bought gets theirs first. */
function waitLonger({ fixes, partlyFixes, outcome, ...steps }: Suggestion, alone: Outcome | undefined): number {
  const bought = new Set(
    stepsOf(steps).flatMap(({ kind, subject }) => (kind === 'buySeats' ? (subject.skuIds ?? []) : [])),
  );
  const gaining = ({ people }: Outcome) =>
    people.filter(({ gainedSkuIds }) => gainedSkuIds.some((skuId) => bought.has(skuId))).map(({ user }) => user);
  const others = new Set([...fixes, ...partlyFixes, ...(alone === undefined ? [] : gaining(alone))]);
  return gaining(outcome).filter((user) => !others.has(user)).length;
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

/** Who fails already, in whatever group, is nobody more. */
function newlyFailing(tenant: Tenant, outcome: Outcome, alone: Outcome | undefined): ReadonlySet<UserIndex> {
  const failing = failingReader(tenant);
  const before = new Set(alone?.newlyFailing.map(({ user }) => user));
  const users = outcome.newlyFailing.map(({ user }) => user);
  return new Set(users.filter((user) => !before.has(user) && failing(tenant.rows(user)).length === 0));
}

function stillWait({ partlyFixes, outcome }: Suggestion): Effects['stillWait'] {
  const helped = new Set(partlyFixes);
  const causes = outcome.causes.filter(
    ({ detail, users }) => detail.kind === 'seats' && users.some((user) => helped.has(user)),
  );
  const waiting = new Set(causes.flatMap(({ users }) => users.filter((user) => helped.has(user))));
  return { people: waiting.size, skuIds: [...new Set(causes.map(({ skuId }) => skuId))] };
}

function someLose(tenant: Tenant, people: readonly PersonOutcome[]): SomeLose | undefined {
  const goneFor = gonePlansReader(tenant);
  const losing = people.filter((person) => person.lostSkuIds.length > 0 || goneFor(person).length > 0);
  const some = someOf(tenant, losing);
  return some && { ...some, skuIds: distinct(losing, (person) => person.lostSkuIds), plans: distinct(losing, goneFor) };
}

function someGain(tenant: Tenant, people: readonly PersonOutcome[]): Effects['helpedGain'] {
  const gaining = people.filter((person) => person.gainedSkuIds.length > 0);
  const some = someOf(tenant, gaining);
  return some && { ...some, skuIds: distinct(gaining, (person) => person.gainedSkuIds) };
}

function someOf(tenant: Tenant, people: readonly PersonOutcome[]): Some | undefined {
  const [first] = people;
  return first && { people: people.length, userId: tenant.user(first.user).id };
}

function distinct(
  people: readonly PersonOutcome[],
  idsOf: (person: PersonOutcome) => readonly string[],
): readonly string[] {
  return [...new Set(people.flatMap(idsOf))];
}
