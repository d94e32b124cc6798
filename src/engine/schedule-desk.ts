import type { ChangeRecord, Step } from '../changes/change-record.ts';
import { isPaused, nextOf } from '../changes/schedule.ts';
import type { Actor } from '../directory/port.ts';
import type { Store } from '../store/store.ts';
import { type ChangeTools, unscheduled } from './change-tools.ts';
import type { Decision } from './decision.ts';

/** Where people decide on what is still to happen by itself: it is taken off, or waits. Of any number at once one wins. */
export class ScheduleDesk {
  readonly #store: Store;
  readonly #tools: ChangeTools;

  constructor(store: Store, tools: ChangeTools) {
    this.#store = store;
    this.#tools = tools;
  }

  /** What is still to happen by itself does not: a change that waits ends, one that was to be taken back stays. */
  unschedule({ number }: Pick<ChangeRecord, 'number'>, by: Actor): Promise<Decision> {
    return this.#decide(number, by, (record) => {
      const isOpen = nextOf(record) !== undefined || isPaused(record);
      return isOpen ? unscheduled(record, this.#tools.now()) : undefined;
    });
  }

  /** What goes in stages begins no more of them until it is resumed, or goes on now. */
  pause({ number }: Pick<ChangeRecord, 'number'>, by: Actor, paused: boolean): Promise<Decision> {
    return this.#decide(number, by, (record) => {
      const { state, schedule } = record;
      if (state !== 'scheduled' || schedule?.stages === undefined || isPaused(record) === paused) return undefined;
      const { paused: _, ...going } = schedule.stages;
      return { schedule: { ...schedule, stages: paused ? { ...going, paused: 'asked' } : going } };
    });
  }

  /** @param stepOf undefined: there is nothing more to decide */
  async #decide(number: number, by: Actor, stepOf: (record: ChangeRecord) => Step | undefined): Promise<Decision> {
    const { changes } = this.#store;
    const found = await changes.get(number);
    if (found === undefined) return { kind: 'unknown' };
    const needed = await this.#tools.missing(found.changes, by);
    if (needed.length > 0) return { kind: 'notAllowed', needed };
    const record = (await changes.get(number)) ?? found;
    const step = stepOf(record);
    if (step === undefined) return { kind: 'stale', record };
    const next = await changes.advance(record, step, by);
    return next === undefined ? this.#tools.stale(record) : { kind: 'applied', record: next };
  }
}
