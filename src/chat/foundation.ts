import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Directory } from '../directory/port.ts';
import type { ChangeDesk } from '../engine/change-desk.ts';
import type { ChangeRuns } from '../engine/change-runs.ts';
import type { Clock } from '../engine/clock.ts';
import type { Slots } from '../language/command.ts';
import type { Change } from '../licensing/change.ts';
import type { Events } from '../observe/events.ts';
import type { FileOffers } from '../reports/file-offers.ts';
import type { ReportFiles } from '../reports/report-files.ts';
import type { KeyValue, Store } from '../store/store.ts';
import type { Foresight } from '../tenant/foresight.ts';
import type { Labels } from '../tenant/labels.ts';
import type { TenantHost } from '../tenant/tenant-host.ts';
import type { Chat } from './chat.ts';
import type { LiveCards } from './live-cards.ts';
import type { Places } from './places.ts';

/** What telling people rests on, whether they asked or not. The tenant changes through `desk` alone. */
export interface Foundation {
  readonly directory: Directory;
  readonly store: Store;
  readonly desk: ChangeDesk;
  readonly runs: ChangeRuns;
  readonly foresight: Foresight;
  /** What is read of the tenant, by ids. */
  readonly host: TenantHost;
  /** What people, groups and products are called. */
  readonly labels: Labels;
  readonly chat: Chat;
  readonly liveCards: LiveCards;
  readonly places: Places;
  readonly offers: KeyValue<Offers>;
  /** People of lists that are paged, by object id. */
  readonly lists: KeyValue<KeptList>;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  /** The time of people's clients, which give up on a press. */
  readonly clientClock: Pick<Clock, 'sleep'>;
  readonly reports: ReportFiles;
  /** Undefined where the chat takes no files. */
  readonly files: FileOffers | undefined;
  readonly events: Events;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
}

/**
 * The fixes that the cards of a change have shown, the latest ones first and in their order: what their buttons may do. A
 * button names its fix by its changes and the outcome that was shown, so that a card which is older than another still does
 * what it says.
 */
export interface Offers {
  readonly version: number;
  readonly options: readonly Offer[];
}

export interface Offer {
  /** `offerId` of the suggestion. */
  readonly id: string;
  readonly changes: readonly Change[];
  /** Of the outcome that was shown. */
  readonly fingerprint: string;
  /** False: it is said, and has no button. */
  readonly canApply: boolean;
}

/** A list as it is kept; one without a question is its ids alone. */
type KeptList =
  | readonly string[]
  | {
      readonly ids: readonly string[];
      readonly asked?: Slots;
      /** Where there are more than are kept. */
      readonly total?: number;
    };
