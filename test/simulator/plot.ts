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
  readonly begin: (scene: Scene) => void;
}

/** Somebody gets into the group or out of it, loses their roles or gets them back; all newcomers get into theirs, or out of them. */
export type Elsewhere = 'joins kiosk' | 'leaves kiosk' | 'loses roles' | 'gets roles' | 'lets all in' | 'lets all out';

export interface Scene {
  readonly time: Time;
  readonly teams: Teams;
  readonly people: People;
  /** Somebody does this about a person outside of the bot. */
  readonly elsewhere: (userId: string, what: Elsewhere) => void;
  /** How long it may be until the bot knows what was done there. */
  readonly seenAfterMs: number;
}

/** Where nothing is left to chance. */
export interface Drama extends Plot {
  readonly commit: () => Commit;
  readonly fate: () => Fate;
}
