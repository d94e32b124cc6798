import type { LicenseAssignmentError } from '../graph/types.ts';
import type { Language, Reading } from '../language/command.ts';
import type { Change, Refusal } from '../licensing/change.ts';
import type { Preview } from '../licensing/outcome/preview.ts';
import type { Schedule } from './schedule.ts';

/**
 * Where a change stands. `previewed` waits for who asked; `waiting` for a second person; `scheduled`, decided, for its time; `queued` and `running` for the
 * engine; the rest are ends. `expired`: nobody decided in time. `rejected`: a second person decided against it. `superseded`: its correction is previewed under its own number.
 */
export type ChangeState = 'previewed' | 'waiting' | 'scheduled' | BegunState | EndState;

type BegunState = 'queued' | 'running' | 'cancelling';

export type EndState = 'finished' | 'cancelled' | 'dismissed' | 'superseded' | 'refused' | 'rejected' | 'expired';

/** A person as the directory named them when they acted. */
export interface Requester {
  readonly userId: string;
  readonly displayName: string;
}

/** One thing that a person asked for, from its preview to its end: what each state brings is there in it, and stays. */
export type ChangeRecord = Asked &
  (
    | { readonly state: 'previewed' }
    | { readonly state: 'waiting'; readonly approval: Approval }
    | { readonly state: 'scheduled'; readonly schedule: Schedule }
    | { readonly state: BegunState; readonly appliedAt: string }
    | { readonly state: EndState; readonly finishedAt: string }
  );

/** One that is in this state. */
export type RecordIn<State extends ChangeState> = ChangeRecord & { readonly state: State };

/** A record that was not kept yet. */
export type ChangeDraft = Omit<Asked, 'number' | 'version'> & { readonly state: 'previewed' };

/** What becomes of a record: what the next state brings, or more of what it has where it stays in its own. */
export type Step = Partial<Omit<Asked, 'number' | 'version'>> &
  (
    | { readonly state?: never }
    | { readonly state: 'waiting'; readonly approval: Approval }
    | { readonly state: 'scheduled' | 'running' | 'cancelling' }
    | { readonly state: 'queued'; readonly appliedAt: string }
    | { readonly state: EndState; readonly finishedAt: string }
  );

/** The record after that step, as its next version. */
export function advanced(from: ChangeRecord, step: Step): ChangeRecord {
  const { number, version } = from;
  // Each member of `Step` brings what its state needs; that `from` has the rest of it, the types do not follow.
  return { ...from, ...step, number, version: version + 1 } as ChangeRecord;
}

/** Offers fixes and does nothing by itself: it is nobody's, never expires, and becomes the change of who presses one of its buttons first. */
export function isOffer({ state, changes }: Pick<ChangeRecord, 'state' | 'changes'>): boolean {
  return state === 'previewed' && changes.length === 0;
}

/** What every record has, and what it may have. Its number is what people call it by. */
interface Asked {
  readonly number: number;
  /** Grows with every transition: a button that carries an older one is stale. */
  readonly version: number;
  readonly requestedBy: Requester;
  readonly language: Language;
  /** The command as it was read; its slots and sentence are what the cards say back. */
  readonly command: Reading;
  readonly reason?: string;
  /** What it does to desired state, and what takes that back (known once it was applied). */
  readonly changes: readonly Change[];
  readonly inverse?: readonly Change[];
  /** Somebody kept something that it ended, known once it was applied: the inverse does not give that back. */
  readonly letsGo?: true;
  /** The directory would not take the inverse either, known once it was applied: nothing offers to undo it. */
  readonly noWayBack?: true;
  /** The change whose failures this one fixes, or that this one undoes. */
  readonly fixes?: number;
  readonly undoes?: number;
  /** The planned change that ends once this one is decided: its correction. */
  readonly replaces?: number;
  /** The change whose stage this one is. */
  readonly stageOf?: number;
  /** The group or person that the change is about, for titles and for "show the last 10 changes". */
  readonly targetGroupIds: readonly string[];
  readonly targetUserIds: readonly string[];
  /** It names everybody: a second person must agree, whatever the numbers. */
  readonly wholeTenant?: boolean;
  /** Of a change that a second person was asked about. */
  readonly approval?: Approval;
  /** Of a change that begins later, or that is taken back by itself. */
  readonly schedule?: Schedule;
  /** `Outcome.fingerprint` of what was shown. */
  readonly fingerprint: string;
  readonly simulated: OutcomeSummary;
  /** What was shown with it. Absent in records of versions that did not keep it. */
  readonly preview?: Preview;
  readonly real?: OutcomeSummary;
  readonly progress?: Progress;
  /** What the directory would not do of it after it was begun, and why. */
  readonly refusals?: readonly Refusal[];
  readonly createdAt: string;
  readonly appliedAt?: string;
  readonly finishedAt?: string;
}

/** A second person is asked, and what came of it. Bound to what they were shown. Times are ISO 8601. */
export interface Approval {
  readonly askedAt: string;
  readonly expiresAt: string;
  /** People who would have less than before. */
  readonly losing: number;
  /** SHA-256 of what was shown: fingerprint, preview and changes. Absent in records of versions that did not keep it. */
  readonly digest?: string;
  /** The outcome has changed since it was first asked: what was shown before the last time. */
  readonly shownBefore?: OutcomeSummary;
  readonly decision?: ApprovalDecision;
}

export interface ApprovalDecision {
  readonly verdict: 'approved' | 'rejected';
  readonly by: Requester;
  readonly at: string;
  readonly reason?: string;
  /** Approved in an emergency by somebody who is not among the approvers; never without a reason. */
  readonly breakGlass?: true;
}

/** People looked at, of all whom the change affects. */
export interface Progress {
  readonly total: number;
  readonly processed: number;
  readonly assigned: number;
  readonly failed: number;
  /** While it is taken back: how many people are as before again, of all who had changed. Unknown after a restart. */
  readonly putBack?: { readonly done: number; readonly of: number };
  /** Of work that the directory does by itself: it has not ended, and nothing moves. */
  readonly stall?: Stall;
}

export interface Stall {
  /** `slow`: as is usual with many people. `stuck`: longer than that. */
  readonly kind: 'slow' | 'stuck';
  /** When something moved last, ISO 8601. */
  readonly since: string;
}

/** An outcome in numbers: small enough to keep, enough to compare foretold and real. */
export interface OutcomeSummary {
  /** Members of the named groups, and the named people, each once: `succeeded` + `failed`. */
  readonly people: number;
  /** Everybody who does not fail: the changed and the unchanged. */
  readonly succeeded: number;
  readonly failed: number;
  /** As in `Tally`. Absent where a restart cut the run, and in records of versions that did not count them. */
  readonly changed?: number;
  readonly gaining?: number;
  readonly losing?: number;
  readonly failedBefore?: number;
  readonly byError: Readonly<Partial<Record<LicenseAssignmentError, number>>>;
  readonly fixed: number;
  readonly newlyFailing: number;
  /** People who lost each product, and seats in use before and after. */
  readonly products: readonly {
    readonly skuId: string;
    readonly gained: number;
    readonly lost: number;
    readonly seats: number;
    readonly before: number;
    readonly after: number;
  }[];
  readonly leftGroups: readonly { readonly groupId: string; readonly people: number }[];
  /** False when a restart cut the run: how people stand is known, what changed for each is not. */
  readonly measured?: false;
}
