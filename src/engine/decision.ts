import type { ApprovalRefusal, ApprovalStep } from '../changes/approval.ts';
import type { ApprovalReason } from '../changes/approval-policy.ts';
import type { Permission } from '../changes/authorization.ts';
import type { ChangeRecord, OutcomeSummary } from '../changes/change-record.ts';
import type { Change, Refusal } from '../licensing/change.ts';
import type { Foreseen } from '../licensing/outcome/foreseen.ts';
import type { Freeze } from './freezes.ts';

/** What became of a press of *Apply*, *Approve*, *Fix* or the like. */
export type Decision =
  | { readonly kind: 'applied'; readonly record: ChangeRecord }
  /** The tenant has changed: nothing was done, and the record now holds the outcome as it would be. */
  | {
      readonly kind: 'changed';
      readonly record: ChangeRecord;
      readonly before: OutcomeSummary;
      readonly foreseen: Foreseen;
    }
  /** Somebody decided already, or the card is an old one. */
  | { readonly kind: 'stale'; readonly record: ChangeRecord }
  | { readonly kind: 'unknown' }
  /** Only who asked confirms. */
  | { readonly kind: 'notYours'; readonly record: ChangeRecord }
  | { readonly kind: 'notAllowed'; readonly needed: readonly Permission[] }
  /** It is not one person's to decide. */
  | {
      readonly kind: 'needsApproval';
      readonly record: ChangeRecord;
      readonly losing: number;
      readonly reason: ApprovalReason;
    }
  /** A second person is asked, decided, or will not decide any more. */
  | { readonly kind: ApprovalStep; readonly record: ChangeRecord }
  | {
      readonly kind: 'notApproved';
      readonly because: ApprovalRefusal;
      readonly record: ChangeRecord;
      readonly needed: readonly Permission[];
    }
  /** Nothing is applied at present. */
  | { readonly kind: 'frozen'; readonly freeze: Freeze }
  /** The directory would not take it as it stands now, or did not. */
  | { readonly kind: 'refused'; readonly record: ChangeRecord; readonly refusals: readonly Refusal[] };

/** A change and the version that a card shows. */
export interface ChangeReference {
  readonly number: number;
  readonly version: number;
}

export interface Extra {
  readonly changes: readonly Change[];
  /** Fingerprint of the outcome of both together, as it was shown. */
  readonly expected: string;
}
