import { fastClock } from '../fast-clock.ts';

/** What every bot inside of a test waits by, over its restarts, and the Teams that it talks to. */
export const quickClock = fastClock(10);

/** A place that was written to is left alone for two seconds; what has not come by then does not come. */
export const quiet = () => quickClock.sleep(2_500);
