import type { Commit } from './disk.ts';
import type { People } from './people.ts';
import type { Fate, Teams } from './teams.ts';
import type { Time } from './time.ts';

/** What people do instead of what chance has them do. */
export interface Plot {
  /** Of the stories that are told. */
  readonly names: readonly string[];
  readonly lastsMs: number;
  readonly usersPerSecond: number;
  readonly begin: (stage: { readonly time: Time; readonly teams: Teams; readonly people: People }) => void;
}

/** Where nothing is left to chance. */
export interface Drama extends Plot {
  readonly commit: () => Commit;
  readonly fate: () => Fate;
}
