import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Place } from '../../chat/chat.ts';
import type { ControllerEvent } from '../../engine/controller.ts';
import type { QuietHours } from '../../time/quiet-hours.ts';
import type { Teller } from '../teller.ts';
import type { WatchTargets } from './scope.ts';
import type { Alert, Watch } from './watched.ts';

/** What people ask for, and its end. */
export interface AskedToTell {
  /** Begins to tell. Answers how many people fail already: they are no news. */
  watch(draft: Omit<Watch, 'number' | 'changes'>): Promise<WatchBegun>;
  /** Tells nothing more here, or nothing of what is named, for good or until then (ISO 8601). Answers whether there was something to stop. */
  stop(place: Place, named: WatchTargets, until?: string): Promise<boolean>;
  /** Begins silence between these hours. Answers whether anything is told here at all. */
  quiet(place: Place, hours: QuietHours): Promise<boolean>;
  /** Ends silence that would end by itself. Answers whether there was any. */
  wake(place: Place, named: WatchTargets): Promise<boolean>;
  /** The alert that a message here is, whose buttons refer to that change. */
  alertOn(place: Place, messageId: string, about: number | undefined): Promise<Alert | undefined>;
  /** Ends the watches that ask for what this message tells. Answers all that it told. */
  stopAlert(place: Place, alert: Alert): Promise<readonly Alert[]>;
  /** The bot was removed from here. */
  forget(place: Place): Promise<void>;
}

export interface WatchBegun {
  readonly known: number;
  /** Of `finished`: the changes whose end will be told. */
  readonly changes: readonly ChangeRecord[];
}

/** Tells places what they asked to be told, over restarts: one message for each cause, kept true until it is solved. */
export interface Watching extends AskedToTell {
  /** Something was asked of the directory: until it has settled, nothing is told. */
  changing(): void;
  heard(event: ControllerEvent): void;
  /** A change has ended. */
  ended(record: ChangeRecord): void;
  /** Tells of the ends of changes. */
  readonly ends: Teller;
  close(): Promise<void>;
}
