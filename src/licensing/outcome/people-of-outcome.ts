import { type FailureCause, failureCauses } from '../explain/failure-cause.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { gonePlansReader } from './losses.ts';
import type { Outcome, PersonOutcome } from './outcome.ts';
import { causesOfChange } from './preview.ts';
import { gains, loses, type TallyAbout, tallyOf } from './tally.ts';

/** Which people of an outcome: all whom it touches, or those whom something befalls. */
export const PARTS = ['who', 'fails', 'loses', 'gets'] as const;
export type PartOfOutcome = (typeof PARTS)[number];

/** One person, and what comes to them. By ids; plain JSON. */
export interface PersonTold {
  readonly userId: string;
  readonly gained: Gained;
  readonly lost: Gained;
  /** Why they fail. */
  readonly cause?: FailureCause;
}

interface Gained {
  readonly skuIds: readonly string[];
  /** Of what is lost beside products: those that nothing else stands for. */
  readonly plans: readonly string[];
}

/** A page of the people of an outcome, and how many there are in all. */
export interface PeopleTold {
  readonly total: number;
  readonly people: readonly PersonTold[];
}

/** Which people, from the first one told, counted from 0. */
export interface PeopleAsked {
  readonly part: PartOfOutcome;
  readonly from: number;
  readonly size: number;
}

/** The tenant is as before the changes. */
export function peopleOfOutcome(
  tenant: Tenant,
  outcome: Outcome,
  about: TallyAbout,
  { part, from, size }: PeopleAsked,
): PeopleTold {
  const causes = causesOfChange(tenant, outcome, tallyOf(tenant, outcome, about));
  const causeOf = new Map(causes.flatMap((cause) => cause.users.map((user) => [user, cause] as const)));
  const people = new Map(outcome.people.map((person) => [person.user, person]));
  const changed = outcome.people.filter((person) => !causeOf.has(person.user) && (gains(person) || loses(person)));
  const named = about.targetUserIds.flatMap((id) => tenant.findUser(id) ?? []);
  const all: Readonly<Record<PartOfOutcome, () => readonly UserIndex[]>> = {
    who: () => [...new Set([...named, ...causeOf.keys(), ...changed.map(({ user }) => user)])],
    fails: () => [...causeOf.keys()],
    loses: () => outcome.people.filter(loses).map(({ user }) => user),
    // Those for whom it goes through, whether it gives or takes.
    gets: () => changed.map(({ user }) => user),
  };
  const users = all[part]();
  const gone = gonePlansReader(tenant);
  const lostPlansOf = (person: PersonOutcome) => (person.lostSkuIds.length > 0 ? gone(person) : person.lostPlans);
  const told = users.slice(from, from + size).map((user): PersonTold => {
    const person = people.get(user);
    const [cause] = failureCauses(tenant, [causeOf.get(user) ?? []].flat());
    return {
      userId: tenant.user(user).id,
      gained: { skuIds: person?.gainedSkuIds ?? [], plans: person?.gainedPlans ?? [] },
      lost: { skuIds: person?.lostSkuIds ?? [], plans: person === undefined ? [] : lostPlansOf(person) },
      ...(cause === undefined ? {} : { cause }),
    };
  });
  return { total: users.length, people: told };
}
