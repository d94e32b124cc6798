import type { Clock } from '../engine/clock.ts';
import { TenantMoved } from '../licensing/model/pieces.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { finish, type Steps } from '../licensing/steps.ts';

/** How long others wait for one look. */
const SLICE_MS = 10;
/** From a question to its answer several things happen one after the other, a connection among them: all in one pause. */
const TURNS_OF_OTHERS = 8;
/** A look at fewer people is over before anybody waits for it. */
const FEW_PEOPLE = 2_000;
/** A look that the tenant's changes keep from its end so often is taken in one piece. */
const TRIES = 3;

/**
 * Looks at a tenant while the process goes on answering: at once when it is a short look, else in slices between which others
 * have their turn, and what they see is the tenant without anything that the look attempts. Begins again when desired
 * state changes meanwhile; people's rows it sees as they were when it began.
 */
export function inSlices<T>(tenant: Tenant, clock: Clock, look: () => Steps<T>): T | Promise<T> {
  if (tenant.userCount < FEW_PEOPLE) return finish(look());
  const slice = sliceOf(clock);
  const steps = tenant.inPieces(look, slice.isOver);
  slice.begin();
  const first = steps.next();
  return first.done === true ? first.value : goOn(steps, slice, { tenant, clock, look });
}

/** Takes steps that others may come between, whatever they are of. */
export async function takeSteps<T>(steps: Steps<T>, slice: Slice, clock: Clock): Promise<T> {
  for (;;) {
    slice.begin();
    const step = steps.next();
    if (step.done === true) return step.value;
    await letOthers(clock);
  }
}

async function letOthers(clock: Clock): Promise<void> {
  for (let turn = 0; turn < TURNS_OF_OTHERS; turn += 1) await clock.breathe();
}

/** The time that one look takes of the thread. */
interface Slice {
  /** Before each. */
  begin(): void;
  isOver(): boolean;
}

/**
 * Where it takes long to go on after a pause, a slice is longer: most of it is to be work. On a machine that is busy otherwise
 * a slice is no smaller a piece of the work.
 */
export function sliceOf(clock: Clock): Slice {
  const spentMs = clock.effortMs ?? clock.elapsedMs;
  let beganMs = 0;
  let goesOnAtMs: number | undefined;
  let slices = 0;
  return {
    begin() {
      beganMs = spentMs();
      goesOnAtMs = undefined;
      slices += 1;
    },
    isOver() {
      const nowMs = spentMs();
      goesOnAtMs ??= slices === 1 ? beganMs : nowMs;
      return nowMs - goesOnAtMs >= Math.max(SLICE_MS, 2 * (goesOnAtMs - beganMs));
    },
  };
}

async function goOn<T>(
  steps: Steps<T>,
  slice: Slice,
  { tenant, clock, look }: { readonly tenant: Tenant; readonly clock: Clock; readonly look: () => Steps<T> },
): Promise<T> {
  let tried = steps;
  for (let tries = 1; ; tries += 1) {
    await letOthers(clock);
    try {
      return await takeSteps(tried, slice, clock);
    } catch (error) {
      if (!(error instanceof TenantMoved)) throw error;
    }
    if (tries === TRIES) return finish(look());
    tried = tenant.inPieces(look, slice.isOver);
  }
}
