import type { Place } from '../../chat/chat.ts';
import type { Actor } from '../../directory/port.ts';
import type { Language } from '../../language/command.ts';
import type { KnownBefore } from '../../licensing/pages/digest.ts';
import type { Recurrence } from '../../time/recurrence.ts';
import type { Teller } from '../teller.ts';

/** What a place was told before. */
export interface LastSummary {
  /** Up to when (ISO 8601). */
  readonly since: string;
  readonly known: KnownBefore;
}

/** A summary that comes to a place by itself. Plain JSON. */
export interface Digest extends Recurrence, LastSummary {
  readonly place: Place;
  readonly by: Actor;
  readonly language: Language;
  /** In whose clock it comes and is told (IANA). */
  readonly zone: string;
  readonly nextAt: string;
}

/** Summaries that come by themselves, one for each place, over restarts. */
export interface Digests {
  /** From now on here; instead of the one that came here before. */
  begin(draft: Recurrence & Pick<Digest, 'place' | 'by' | 'language' | 'zone'>): Promise<Digest>;
  /** Whether one came here. */
  stop(place: Place): Promise<boolean>;
  at(place: Place): Promise<Digest | undefined>;
  all(): Promise<readonly Digest[]>;
  /** Tells those whose time has come. */
  readonly news: Teller;
  start(): void;
  close(): Promise<void>;
}
