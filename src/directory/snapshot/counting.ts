import { groupTextsOf, type Snapshot, userTextsOf } from '../../graph/snapshot-text.ts';

/** Hears what is going on, in words for whoever waits for it; empty words wipe them away. */
export type TellProgress = (doing: string) => void;

/** Often enough to see that it goes on, seldom enough to cost nothing. */
const EVERY = { people: 20_000, groups: 50, records: 20_000 };

/** The same tenant; whoever waits sees how many of its people were taken, and then how many of its groups. */
export function counting(snapshot: Snapshot, doing: string, progress: TellProgress): Snapshot {
  const counted = <T>(items: Iterable<T>, of: keyof typeof EVERY) => countingEach(items, doing, of, progress);
  const texts = userTextsOf(snapshot);
  return {
    ...snapshot,
    users: counted(snapshot.users, 'people'),
    userTexts: { ...counted(texts, 'people'), ...(texts.ids && { ids: texts.ids }) },
    groups: counted(snapshot.groups, 'groups'),
    groupTexts: counted(groupTextsOf(snapshot), 'groups'),
  };
}

/** The same one by one; whoever waits sees how many were taken. */
export function countingEach<T>(
  items: Iterable<T>,
  doing: string,
  of: keyof typeof EVERY,
  progress: TellProgress,
): Iterable<T> {
  return {
    *[Symbol.iterator]() {
      let count = 0;
      if (of !== 'groups') progress(`${doing} …`);
      for (const item of items) {
        yield item;
        if (++count % EVERY[of] === 0) progress(`${doing} … ${count.toLocaleString('en-US')} ${of}`);
      }
    },
  };
}
