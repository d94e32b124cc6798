import type {
  LicenseAssignmentState,
  RuleData,
  SnapshotGroup,
  SnapshotUser,
  SubscribedSku,
} from '../../graph/types.ts';

/**
 * One thing that was seen of a directory that lives by itself. Told again it changes nothing, and of two about the same thing the
 * later one counts. Properties that are not told stay as they are.
 */
export type Observed =
  | { readonly kind: 'user'; readonly user: SnapshotUser }
  | { readonly kind: 'userGone'; readonly userId: string }
  /** `members` are told apart. */
  | { readonly kind: 'group'; readonly group: SnapshotGroup }
  | { readonly kind: 'groupGone'; readonly groupId: string }
  | { readonly kind: 'member'; readonly groupId: string; readonly memberId: string; readonly isGone: boolean }
  | { readonly kind: 'rows'; readonly userId: string; readonly rows: readonly LicenseAssignmentState[] }
  /** All of them. */
  | { readonly kind: 'products'; readonly skus: readonly SubscribedSku[] }
  | { readonly kind: 'rules'; readonly rules: RuleData };

export type Of<Kind extends Observed['kind']> = Extract<Observed, { readonly kind: Kind }>;
