import { type Snapshot, userTextsOf } from '../../graph/snapshot-text.ts';

/** Hears what is going on, in words for whoever waits for it; empty words wipe them away. */
export type TellProgress = (doing: string) => void;

/** Often enough to see that it goes on, seldom enough to cost nothing. */
const EVERY = 20_000;

/** The same tenant; whoever waits sees how many of its people were taken. */
export function counting(snapshot: Snapshot, doing: string, progress: TellProgress): Snapshot {
  const counted = <T>(people: Iterable<T>): Iterable<T> => ({
    *[Symbol.iterator]() {
      progress(`${doing} …`);
      let count = 0;
      for (const user of people) {
        yield user;
        if (++count % EVERY === 0) progress(`${doing} … ${count.toLocaleString('en-US')} people`);
      }
    },
  });
  const texts = userTextsOf(snapshot);
  const userTexts = { ...counted(texts), ...(texts.ids && { ids: texts.ids }) };
  return { ...snapshot, users: counted(snapshot.users), userTexts };
}
