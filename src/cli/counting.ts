import type { Snapshot } from '../core/snapshot-text.ts';
import { userTextsOf } from '../core/snapshot-text.ts';
import type { Terminal } from './terminal.ts';

/** Often enough to see that it goes on, seldom enough to cost nothing. */
const EVERY = 20_000;

/** The same tenant; whoever sits in front of the terminal sees how many of its people were taken. */
export function counting(snapshot: Snapshot, doing: string, { progress }: Pick<Terminal, 'progress'>): Snapshot {
  const people = userTextsOf(snapshot);
  return {
    ...snapshot,
    userTexts: {
      *[Symbol.iterator]() {
        progress(`${doing} …`);
        let count = 0;
        for (const user of people) {
          yield user;
          if (++count % EVERY === 0) progress(`${doing} … ${count.toLocaleString('en-US')} people`);
        }
      },
    },
  };
}
