import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: {
  readonly type: 'major';
  readonly execution: 'sync';
  readonly flavor: 'last-resort';
}) => void;

let collect: Collect | undefined;
let waiting: NodeJS.Timeout | undefined;

/** What was needed for fewer people, or records, is not worth the pause. */
const WORTH_IT = 20_000;
/** By then whoever asked has the answer. */
const LATER_MS = 5_000;

/**
 * Gives back, a little later, what a start or a large change needed for a moment and nothing needs any more: V8 keeps it
 * for itself for as long as nobody asks. Holds the process for some 50 ms. `handled`: how many people, or records, it was
 * needed for.
 */
export function giveBackMemory(handled: number): void {
  if (handled < WORTH_IT) return;
  clearTimeout(waiting);
  waiting = setTimeout(collectEverything, LATER_MS).unref();
}

/** The same at once, between two steps of a command that holds the process anyway. */
export function giveBackMemoryNow(handled: number): void {
  if (handled >= WORTH_IT) collectEverything();
}

function collectEverything(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as Collect;
  }
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
