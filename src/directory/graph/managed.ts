import type { Clock } from '../../engine/clock.ts';
import { idKey, isSameId } from '../../graph/ids.ts';
import type { AssignedLicense, LicenseAssignmentError, LicenseAssignmentState } from '../../graph/types.ts';
import type { Change } from '../../licensing/change.ts';
import { areSameLicenses, areSameRows } from '../../licensing/model/same-rows.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import type { LearntRule } from '../../licensing/rules/learnt-rules.ts';
import type { Actuator, DirectoryError, RowsChange } from '../port.ts';
import type { AfterWrites } from './after-writes.ts';
import type { BatchAnswer } from './batch.ts';
import { callsOf } from './calls.ts';
import {
  type Decided,
  type EntrasPartOptions,
  entrasPart,
  entrasRows,
  ofOurGroups,
  whenEntraIsDone,
} from './entras-part.ts';
import { covers, isHeldInGraph, type Ledger } from './ledger.ts';
import type { Teach } from './look-again.ts';
import { meaningOf } from './meaning.ts';

interface ManagedOptions extends EntrasPartOptions {
  /** Resolves when Graph has answered every change that was taken. */
  readonly answered: () => Promise<void>;
  /** Writing goes on within: readers are behind what is written. */
  readonly during: AfterWrites['during'];
  /** They got a usage location. */
  readonly onLocated: (changes: readonly Change[]) => void;
  readonly teach: Teach;
}

/** https://learn.microsoft.com/graph/json-batching */
const PEOPLE_AT_ONCE = 20;

/** One person's call, and what they have when it is done. */
export interface Writing extends Decided {
  readonly add: readonly AssignedLicense[];
  readonly remove: readonly string[];
  /** What is ours once it is done. */
  readonly licenses: readonly AssignedLicense[];
}

/**
 * Licenses groups in place of Entra: what the engine decided is written to each person, in one call with everything that changes
 * for them, and only where something does. What it gives is in the ledger before it is given, and nothing else is ever taken.
 * Whoever is to have something else of Entra's own groups is done when Entra is.
 */
export function managedActuator(options: ManagedOptions): Actuator {
  const { client, tenant, clock, ledger, answered, during, teach } = options;
  /** People of whom nobody knows whether they were given what is in the ledger. After a restart it is read. */
  const unsure = new Set<string>();

  const sure = (person: Writing): Writing =>
    unsure.has(idKey(person.userId)) ? { ...person, add: person.licenses } : person;

  /** Each is ours before it is given, with what it is for: a crash in between forgets nothing, and what is done needs no second entry. */
  async function write(people: readonly Writing[]): Promise<readonly BatchAnswer[]> {
    await setLocations(options, people);
    const giving = people.filter(({ add }) => add.length > 0);
    await ledger.set(
      giving.map(({ userId, licenses, after }) => [
        userId,
        { licenses: union(licenses, ledger.of(userId).licenses), rows: ofOurGroups(ledger, after) },
      ]),
    );
    const writing = people.filter(({ add, remove }) => add.length + remove.length > 0);
    const answers = await during(writing.map(changeOf), () => sent(writing));
    return people.map((person) => answers[writing.indexOf(person)] ?? DONE);
  }

  /** What is to be taken and is gone already needs no taking: by the call whose answer was lost, or by somebody else. */
  async function sent(writing: readonly Writing[]): Promise<readonly BatchAnswer[]> {
    const answers = await client.batch(writing.flatMap(callOf));
    const rest = writing.flatMap((person, place) => {
      const isGone = meaningIn(answers[place], clock)?.kind === 'notDirect' && person.remove.length > 0;
      return isGone ? [{ place, person: { ...person, remove: [] } }] : [];
    });
    const giving = rest.filter(({ person }) => person.add.length > 0);
    const again = await client.batch(giving.flatMap(({ person }) => callOf(person)));
    const later = new Map(rest.map(({ place }) => [place, DONE] as const));
    for (const [index, { place }] of giving.entries()) later.set(place, again[index] ?? DONE);
    return answers.map((answer, place) => later.get(place) ?? answer);
  }

  /** What these people have now, in the ledger and then in the tenant. */
  async function end(answered: readonly (readonly [Writing, BatchAnswer])[]): Promise<readonly RowsChange[]> {
    const date = clock.now().toISOString();
    const ends = answered.map(([person, answer]) => {
      const rows = answer.kind === 'done' ? person.after : refusedRows(person, errorOf(answer, clock), date);
      const licenses =
        answer.kind === 'done' ? person.licenses : ledger.of(person.userId).licenses.filter(isNotIn(person.add));
      return { ...person, rows, licenses };
    });
    await ledger.set(ends.map(({ userId, rows, licenses }) => [userId, { licenses, rows: ofOurGroups(ledger, rows) }]));
    return ends.map(({ user, rows }) => {
      const before = tenant.rows(user);
      tenant.setRows(user, tenant.intern(rows));
      return { user, before, after: tenant.rows(user) };
    });
  }

  return {
    async apply(changes, how) {
      const all = changes.map((change) => ({
        ...{ user: change.user, userId: tenant.user(change.user).id },
        ...{ before: tenant.read(change.before), after: tenant.read(change.after) },
      }));
      await answered();
      const entras = entrasPart(options);
      let applied = 0;
      const tell = (part: readonly RowsChange[]) => {
        applied += part.length;
        if (part.length > 0) how.onApplied(part);
      };
      for (let from = 0; from < all.length && !how.signal.aborted; from += PEOPLE_AT_ONCE) {
        const part = all.slice(from, from + PEOPLE_AT_ONCE);
        // Rows that changed since they were decided on must be decided on again.
        if (!part.every(({ user, before }) => areSameRows(tenant.read(tenant.rows(user)), before))) return applied;
        const getting = part.filter((person) => writingOf(ledger, person).add.length > 0);
        const taken = await whenEntraIsDone(options, getting, how.signal);
        if (how.signal.aborted) return applied;
        const writing = part.map((person) => sure(writingOf(ledger, person, taken.get(idKey(person.userId)))));
        const answers = await write(writing);
        const answered: (readonly [Writing, BatchAnswer])[] = [];
        const faults: DirectoryError[] = [];
        for (const [place, person] of writing.entries()) {
          const answer = answers[place] ?? DONE;
          const isUnknown = answer.kind === 'failed' && answer.error.code !== 'Forbidden';
          if (isUnknown) faults.push(answer.error);
          else answered.push([person, answer]);
          unsure[isUnknown ? 'add' : 'delete'](idKey(person.userId));
        }
        tell(entras.withoutOwed(await end(answered), part));
        if (faults[0] !== undefined) throw faults[0];
        await teach(taughtBy(answers, clock));
      }
      await entras.follow({ ...how, onApplied: tell });
      return applied;
    },
  };
}

const DONE: BatchAnswer = { kind: 'done', status: 200, body: undefined };

/** What has to be written so that the person has what our groups give. What others assigned is there already, and stays theirs. */
export function writingOf(ledger: Ledger, decided: Decided, entras = entrasRows(ledger, decided.before)): Writing {
  const { userId } = decided;
  const after = [...entras, ...ofOurGroups(ledger, decided.after)];
  const direct = after.filter(({ assignedByGroup }) => assignedByGroup === null);
  const { licenses: ours } = ledger.of(userId);
  // What Entra gives, and goes on to give, is not given once more.
  const goesOn = entrasRows(ledger, decided.after);
  const byEntra = entras.filter((row) => row.assignedByGroup !== null && goesOn.some((one) => isSameSource(one, row)));
  const licenses = wantedOf(ofOurGroups(ledger, after))
    .filter(isNotIn(direct))
    .filter((license) => !isNotIn(ours)(license) || !covers(byEntra, license));
  const add = licenses.filter((license) => !ours.some((one) => areSameLicenses([one], [license])));
  // What somebody assigned beside us is one license with ours: it is theirs from then on.
  const remove = ours
    .filter(isNotIn(licenses))
    .filter(isNotIn(direct))
    .map(({ skuId }) => skuId);
  return { ...decided, after, add, remove, licenses };
}

function isSameSource(some: LicenseAssignmentState, other: LicenseAssignmentState): boolean {
  return some.assignedByGroup === other.assignedByGroup && isSameId(some.skuId, other.skuId);
}

/** Each product that is held, with the plans that are off in all of its sources. */
function wantedOf(rows: readonly LicenseAssignmentState[]): readonly AssignedLicense[] {
  return [...Map.groupBy(rows.filter(isHeldInGraph), ({ skuId }) => skuId)].map(([skuId, sources]) => ({
    skuId,
    disabledPlans: (sources[0]?.disabledPlans ?? []).filter((plan) =>
      sources.every(({ disabledPlans }) => disabledPlans.some((one) => isSameId(one, plan))),
    ),
  }));
}

function isNotIn(others: readonly { readonly skuId: string }[]) {
  return ({ skuId }: { readonly skuId: string }) => !others.some((one) => isSameId(one.skuId, skuId));
}

function union(some: readonly AssignedLicense[], others: readonly AssignedLicense[]): readonly AssignedLicense[] {
  return [...some, ...others.filter(isNotIn(some))];
}

function changeOf({ userId, add, remove }: Writing): Change {
  return { kind: 'assignUserLicense', userId, addLicenses: add, removeLicenses: remove };
}

function callOf(person: Writing) {
  return callsOf(changeOf(person)) ?? [];
}

/** A direct license needs a usage location, where one of a group takes the organization's. */
async function setLocations(
  { client, tenant, during, onLocated }: ManagedOptions,
  people: readonly Writing[],
): Promise<void> {
  const { countryLetterCode: usageLocation } = tenant.organization;
  if (usageLocation === null) return;
  const without = people.filter(({ user, add }) => add.length > 0 && tenant.user(user).usageLocation === null);
  const changes = without.map(({ userId }): Change => ({ kind: 'setUsageLocation', userId, usageLocation }));
  const answers = await during(changes, () => client.batch(changes.flatMap((change) => callsOf(change) ?? [])));
  onLocated(changes.filter((_, place) => answers[place]?.kind === 'done'));
}

/** All of a person's products fail together, as those of a group do; what they had they keep. */
function refusedRows(
  { before, after, add, remove }: Writing,
  error: LicenseAssignmentError,
  time: string,
): readonly LicenseAssignmentState[] {
  const isAdded = (row: LicenseAssignmentState) => add.some(({ skuId }) => isSameId(skuId, row.skuId));
  const isRemoved = (row: LicenseAssignmentState) => remove.some((skuId) => isSameId(skuId, row.skuId));
  const refused = after.map((row) =>
    row.assignedByGroup !== null && isAdded(row)
      ? ({ ...row, state: 'Error', error, lastUpdatedDateTime: time } as LicenseAssignmentState)
      : row,
  );
  return [...refused, ...before.filter((row) => row.assignedByGroup !== null && isRemoved(row))];
}

function meaningIn(answer: BatchAnswer | undefined, clock: Pick<Clock, 'now'>) {
  return answer?.kind === 'refused'
    ? meaningOf(answer.refusal, clock.now().toISOString().slice(0, 'YYYY-MM-DD'.length))
    : undefined;
}

function errorOf(answer: BatchAnswer, clock: Pick<Clock, 'now'>): LicenseAssignmentError {
  const meaning = meaningIn(answer, clock);
  return meaning?.kind === 'licensing' ? meaning.error : 'Other';
}

function taughtBy(answers: readonly BatchAnswer[], clock: Pick<Clock, 'now'>): readonly LearntRule[] {
  return answers.flatMap((answer) => {
    const meaning = meaningIn(answer, clock);
    return meaning?.kind === 'licensing' && meaning.learnt !== undefined ? [meaning.learnt] : [];
  });
}

/** A change as Graph is to do it. Templates are ours; of direct licenses, what a group of ours covers stays, and is ours. */
export function toSendBeside(ledger: Ledger, tenant: Tenant): (change: Change) => Promise<Change | undefined> {
  return async (change) => {
    switch (change.kind) {
      case 'assignGroupLicense': {
        const group = tenant.findGroup(change.groupId);
        await ledger.setTemplate(change.groupId, group === undefined ? [] : tenant.assignedLicenses(group));
        return undefined;
      }
      case 'assignUserLicense':
        return besideOurs(ledger, change);
      case 'reprocess':
        return undefined;
      default:
        return change;
    }
  };
}

async function besideOurs(ledger: Ledger, change: Extract<Change, { kind: 'assignUserLicense' }>): Promise<Change> {
  const { userId, addLicenses, removeLicenses } = change;
  const { licenses, rows } = ledger.of(userId);
  const covered = wantedOf(rows).filter(({ skuId }) => removeLicenses.some((one) => isSameId(one, skuId)));
  const theirs = licenses.filter(isNotIn(addLicenses));
  await ledger.set([[userId, { licenses: union(theirs, covered), rows }]]);
  return { ...change, removeLicenses: removeLicenses.filter((skuId) => isNotIn(covered)({ skuId })) };
}
