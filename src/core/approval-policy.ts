import type { Outcome } from './licensing/outcome.ts';

/** When a second person must agree, and how long a request waits for one (contracts.md, *Who must agree*). */
export interface ApprovalPolicy {
  /** How many people one person alone may take something from. */
  readonly threshold: number;
  readonly lifetimeMs: number;
}

export type ApprovalReason = 'manyLose' | 'wholeTenant';

/** Why a second person must agree; undefined when nobody must. Counted on the simulated outcome. */
export function approvalReason(
  { threshold }: Pick<ApprovalPolicy, 'threshold'>,
  { loseSomething }: Pick<Outcome, 'loseSomething'>,
  wholeTenant: boolean,
): ApprovalReason | undefined {
  if (wholeTenant) return 'wholeTenant';
  return loseSomething.length > threshold ? 'manyLose' : undefined;
}
