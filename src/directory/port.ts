import type { Stall } from '../changes/change-record.ts';
import type { Change, Refusal } from '../licensing/change.ts';
import type { RowsChange, Tenant, UserIndex } from '../licensing/model/tenant.ts';
import type { Moment, Records } from '../store/store.ts';

/**
 * The tenant's directory, in Graph's own verbs. The embedded tenant is one implementation, Microsoft Graph another;
 * `test/directory/contract.ts` runs against each. What a person can cause comes back as a value (`Refusal`); a fault
 * is thrown as `DirectoryError`, and an unreadable directory never looks like an empty one.
 */
export interface Directory {
  /** The tenant as last observed, whole. Read it freely; it changes only through this directory. */
  readonly tenant: Tenant;

  /** `roleTemplateId`s of the person, asked of the directory now and never remembered. */
  listDirectoryRoles(userId: string): Promise<readonly string[]>;

  /**
   * Object ids of the groups that the person is a direct member of, asked of the directory now and never remembered: a service
   * whose readers are behind its writers says what it shows them.
   */
  listMemberOf(userId: string): Promise<readonly string[]>;

  /**
   * Changes desired state: assignLicense, members/$ref, PATCH user, reprocessLicenseAssignment. All of `changes` are
   * taken, in order and durably, or none is and the refusals say why. `before` marks the request as about
   * to be taken and `alongside` as taken, with records of the transaction in which it is. Neither is called when the refusals
   * are known beforehand; what they throw takes nothing.
   */
  change(
    changes: readonly Change[],
    by: Actor,
    options?: {
      readonly before?: (records: Records) => Promise<void>;
      readonly alongside?: (records: Records) => Promise<void>;
      /** @see Moment */
      readonly still?: Moment['still'];
      /** By which `later` answers: asked for once they are taken. */
      readonly request?: () => number;
    },
  ): Promise<readonly Refusal[]>;

  /** Of a directory that takes changes durably and answers them afterwards; absent: taken is done. */
  readonly later?: LaterAnswers;

  /** Hears of everybody whose licenses a change can alter, whoever made it, after it is durable. Returns how to stop. */
  onChange(listener: (event: DirectoryEvent) => void): () => void;
}

export interface LaterAnswers {
  /** Whether a change of this request has no answer yet. */
  isOpen(request: number): boolean;
  /** Hears of each request once, when all of it is answered. What was refused is undone in the tenant by then. */
  onAnswer(listener: (answer: LaterAnswer) => void): () => void;
  /**
   * Resolves when its own work that follows these changes has ended and the tenant has what that came to: after they were answered
   * and taken back, what came first may still be on its way. @throws DirectoryError
   */
  comesToRest(changes: readonly Change[]): Promise<void>;
  /** Whether its own work on these groups has not ended, and nothing moves. */
  stallIn(groupIds: readonly string[]): Stall | undefined;
  /** Hears when a stall begins, becomes longer than usual, or is over. Returns how to stop. */
  onStall(listener: () => void): () => void;
}

export interface LaterAnswer {
  readonly request: number;
  readonly changes: readonly Change[];
  readonly refused: readonly { readonly change: Change; readonly refusal: Refusal }[];
}

/** Who acts, as the audit log names them. */
export interface Actor {
  readonly userId: string;
  readonly displayName: string;
}

export interface DirectoryEvent {
  readonly affected: ReadonlySet<UserIndex>;
}

/** Makes the difference between observed and desired good, where the directory does not do it by itself. */
export interface Actuator {
  /**
   * Makes rows that were decided the rows that people have, durably; `onApplied` after each part, with what became of it.
   * Stops early, at a whole person, when told. Called for every decision, an empty one too: what it applies to its end
   * is finished with it. Returns how many people are done.
   */
  apply(
    changes: readonly RowsChange[],
    options: {
      readonly signal: AbortSignal;
      readonly onApplied: (part: readonly RowsChange[]) => void;
      /** Awaited before each part, by whoever takes this thread: who asks goes first. */
      readonly before?: () => Promise<void>;
    },
  ): Promise<number>;
}

export type { RowsChange };

type DirectoryErrorCode = 'Unreachable' | 'TooManyRequests' | 'Forbidden' | 'NotFound' | 'Storage';

/** A fault of the directory. `controller.ts` alone decides about trying again. */
export class DirectoryError extends Error {
  readonly code: DirectoryErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: DirectoryErrorCode, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, { cause: options.cause });
    this.name = 'DirectoryError';
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}
