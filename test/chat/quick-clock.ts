// Loaded late by the bot: time would pass while it waits for that.
import '../../src/teams/sdk/botbuilder.ts';
import { leapingClock } from '../leaping-clock.ts';

/** What every bot inside of a test waits by, over its restarts, and the Teams that it talks to. */
export const quickClock = leapingClock();

/** A place that was written to is left alone for two seconds; what has not come by then does not come. */
export const quiet = () => quickClock.sleep(2_500);
