import type { DecidingTenant } from '../model/deciding-tenant.ts';
import type { Column } from '../model/growable.ts';
import type { RowColumns } from '../model/row-table.ts';
import { received, type SharedTenant } from '../model/shared-tenant.ts';
import type { RowsChange } from '../model/tenant.ts';
import type { CompetitorRecords } from './competitors.ts';
import type { FixedRecords } from './fixed-cases.ts';
import { Look } from './look.ts';
import { type Concluded, nothingConcluded, Part } from './part.ts';
import { type SeatChanges, SeatLedger } from './seat-ledger.ts';
import type { PartTally } from './tally.ts';
import { TurnsElsewhere } from './turns.ts';

/** A part of the people from one up to another, and the number of the time that new rows have. */
interface SurveyTask {
  readonly tenant: SharedTenant;
  readonly from: number;
  readonly to: number;
  readonly now: number;
}

/** By product: who lacks it and may come to hold it. */
interface Surveyed {
  readonly demand: Int32Array;
}

/** Rows that were written, and what the rows are that the tenant does not have yet. */
export interface Written {
  readonly words: Column;
  readonly rows: readonly RowColumns[];
  readonly tally: PartTally;
  readonly seats: SeatChanges;
}

export interface Begun extends Written {
  /** Person and new rows, in pairs. */
  readonly changes: Uint32Array;
  readonly competitors: CompetitorRecords;
  readonly fixed: FixedRecords;
  /** Entry, group and place of each turn; of entries, twice that of a competitor and one more for a fixed case. */
  readonly turns: Uint32Array;
  readonly lastChange: number;
}

/** Of those who were given, and of those who had been put off here. */
interface Finished extends Written {
  readonly given: Uint32Array;
  readonly own: Uint32Array;
  readonly lastChange: number;
}

/** Those who were begun here, as their turns have left them, and the seats then. */
interface ConcludeTask {
  readonly competitors: CompetitorRecords;
  readonly fixed: FixedRecords;
  readonly consumed: Int32Array;
  readonly kept: Int32Array;
}

/** The lists of `Concluded`, each as person and new rows in pairs. */
export type ConcludedPairs = { readonly [K in keyof Concluded]: Uint32Array };

export interface PartConcluded extends Written {
  readonly competitors: ConcludedPairs;
  readonly fixed: ConcludedPairs;
  readonly taken: Int32Array;
  readonly lastChange: number;
}

/** The stages of a reconciliation that are shared out, in this order: what each is asked with, and what it answers. */
export interface HelperSteps {
  survey: [task: SurveyTask, result: Surveyed];
  begin: [isContended: Uint8Array, result: Begun];
  /** While others have their turns: people who compete with nobody, those of this part and these. */
  finish: [given: Uint32Array, result: Finished];
  conclude: [task: ConcludeTask, result: PartConcluded];
}

/** Has somebody else do a step for their part of the people; what it returns waits until it is done. */
export type Helper = <K extends keyof HelperSteps>(step: K, task: HelperSteps[K][0]) => () => HelperSteps[K][1];

/** What a helper does, step by step: data in, data out, all of it such that it can be sent between threads. */
export function helping(): <K extends keyof HelperSteps>(step: K, task: HelperSteps[K][0]) => HelperSteps[K][1] {
  let work: ReturnType<typeof surveyed> | undefined;
  const steps: { [K in keyof HelperSteps]: (task: HelperSteps[K][0]) => HelperSteps[K][1] } = {
    survey(task) {
      work = surveyed(task);
      return { demand: work.look.survey.demand };
    },
    begin: (isContended) => begun(begunWork(work), isContended),
    finish: (given) => finished(begunWork(work), given),
    conclude(task) {
      const done = concluded(begunWork(work), task);
      work = undefined;
      return done;
    },
  };
  return (step, task) => steps[step](task);
}

type Work = ReturnType<typeof surveyed>;

function begunWork(work: Work | undefined): Work {
  if (work === undefined) throw new Error('a helper begins with a survey');
  return work;
}

function surveyed({ tenant: sent, from, to, now }: SurveyTask) {
  const tenant = received(sent);
  const look = new Look(tenant);
  const ledger = new SeatLedger(tenant);
  const turns = new TurnsElsewhere(tenant);
  // New rows of this thread widen it where they need that.
  const { store } = tenant.licenses;
  const part = new Part({ tenant, look, ledger, turns, store, now, putsOff: true, onFreed: () => false });
  for (let user = from; user < to; user++) part.survey(user);
  return { tenant, look, ledger, turns, store, part, firstRow: tenant.table.size };
}

function begun(work: Work, isContended: Uint8Array): Begun {
  const { tenant, part, ledger, turns } = work;
  part.contend(isContended);
  for (let place = 0; place < part.open.length; place++) part.beginOpen(place);
  const none = new Int32Array(tenant.skus.length);
  return {
    ...written(work, ledger.since(tenant.seatCounts.consumed, none)),
    changes: pairs(part.changes),
    competitors: part.competition.competitors.records,
    fixed: part.fixed.records,
    turns: turns.turns.all,
    lastChange: part.competition.lastChange,
  };
}

function finished(work: Work, given: Uint32Array): Finished {
  const { part, ledger, store } = work;
  const [consumed, kept] = [ledger.consumed.slice(), ledger.kept.slice()];
  store.truncate(1);
  for (const user of given) part.decideLater(user);
  const ofGiven = part.laterChanges.splice(0);
  for (const user of part.putOff) part.decideLater(user);
  return {
    ...written(work, ledger.since(consumed, kept)),
    given: pairs(ofGiven),
    own: pairs(part.laterChanges),
    lastChange: part.competition.lastChange,
  };
}

function concluded(work: Work, { competitors, fixed, consumed, kept }: ConcludeTask): PartConcluded {
  const { part, ledger, store } = work;
  store.truncate(1);
  ledger.consumed.set(consumed);
  ledger.kept.set(kept);
  part.competition.competitors.adopt(competitors);
  part.fixed.adopt(fixed);
  const competing = nothingConcluded();
  const others = nothingConcluded();
  for (let place = 0; place < competitors.entries.length; place++) part.concludeCompetitor(place, competing);
  for (let place = 0; place < fixed.entries.length; place++) part.concludeFixed(place, others);
  return {
    ...written(work, ledger.since(consumed, kept)),
    competitors: allPairs(competing),
    fixed: allPairs(others),
    taken: part.taken,
    lastChange: part.competition.lastChange,
  };
}

function written(work: Work, seats: SeatChanges): Written {
  const { tenant, store, part } = work;
  return { words: store.words.all, rows: rowsFrom(tenant, work.firstRow), tally: part.takeTally(), seats };
}

function rowsFrom({ table }: DecidingTenant, first: number): readonly RowColumns[] {
  return Array.from({ length: table.size - first }, (_, place) => table.columns(first + place));
}

function allPairs({ giving, exchanging, gaining }: Concluded): ConcludedPairs {
  return { giving: pairs(giving), exchanging: pairs(exchanging), gaining: pairs(gaining) };
}

function pairs(changes: readonly RowsChange[]): Uint32Array {
  const words = new Uint32Array(changes.length * 2);
  changes.forEach(({ user, after }, place) => {
    words[place * 2] = user;
    words[place * 2 + 1] = after;
  });
  return words;
}
