import type { Steps } from '../steps.ts';
import { Journal } from './journal.ts';
import type { Span } from './row-store.ts';
import type { Rows, RowsChange, UserIndex } from './tenant.ts';
import type { Waiting } from './waiting.ts';

/** What follows people's rows, and what is attempted in it. */
export interface Columns {
  /** The rows of each person. */
  readonly handles: Uint32Array;
  readonly consumed: Int32Array;
  readonly direct: Int32Array;
  readonly waiting: Waiting;
  readonly journal: Journal;
  readonly worn: Worn | undefined;
}

/** Rows that people have for a look, and no longer. */
export interface Worn {
  readonly changes: readonly RowsChange[];
  /** Seats in use without them. */
  readonly consumed: Int32Array;
}

/** A tenant as a look in pieces needs it. */
interface Parted {
  /** How many changes stayed, rows left aside. */
  readonly stayed: number;
  columns: Columns;
  /** Whether the look of the moment is to pause; undefined: nothing pauses. */
  isTime: (() => boolean) | undefined;
  readonly store: { giveBack(spans: readonly Span[]): void };
  putRows(user: UserIndex, rows: Rows): void;
}

/** Desired state changed while somebody looked in pieces: what they saw is of no moment. */
export class TenantMoved extends Error {
  constructor() {
    super('the tenant changed in the middle of a look at it');
    this.name = 'TenantMoved';
  }
}

/**
 * Looks at a tenant that others read and change between the pieces. With the first pause the columns part: the look goes on
 * with those that it has in hand, everybody else with a copy in which nothing of it is left. What a look attempts besides rows
 * is little: it is undone for each pause, and done again.
 * @throws TenantMoved when more than people's rows changed in a pause; the look is given up
 */
export function* inPieces<T>(tenant: Parted, look: () => Steps<T>, isTime: () => boolean): Steps<T> {
  const { stayed } = tenant;
  const steps = look();
  let own: Columns | undefined;
  for (;;) {
    if (tenant.stayed !== stayed) {
      tenant.store.giveBack(own?.journal.written ?? []);
      throw new TenantMoved();
    }
    const others = tenant.columns;
    if (own !== undefined) {
      tenant.columns = own;
      own.journal.takeUp();
    }
    tenant.isTime = isTime;
    try {
      const step = steps.next();
      if (step.done === true) return step.value;
    } finally {
      tenant.isTime = undefined;
      if (own !== undefined) {
        own = tenant.columns;
        own.journal.putAside();
        tenant.columns = others;
      }
    }
    if (own === undefined) {
      own = tenant.columns;
      part(tenant, own);
    }
    yield;
  }
}

function part(tenant: Parted, { handles, consumed, direct, waiting, journal, worn }: Columns): void {
  const copy = handles.slice();
  for (const { user, before } of worn?.changes ?? []) copy[user] = before;
  tenant.columns = {
    handles: copy,
    consumed: (worn?.consumed ?? consumed).slice(),
    direct: direct.slice(),
    waiting: waiting.copy(),
    journal: new Journal(),
    worn: undefined,
  };
  journal.putBack((user, rows) => tenant.putRows(user, rows));
  journal.putAside();
}
