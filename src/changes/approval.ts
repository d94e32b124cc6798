import { isSameId } from '../graph/ids.ts';
import type { ApproverStanding } from './approval-policy.ts';
import type { Approval, ChangeRecord, Requester, Step } from './change-record.ts';
import { startsLater } from './schedule.ts';

/** What of a change an approval is about. */
export type Request = Pick<
  ChangeRecord,
  'state' | 'version' | 'requestedBy' | 'changes' | 'fingerprint' | 'simulated' | 'approval' | 'schedule'
>;

/** An outcome as far as somebody agrees to it. */
export interface AgreedOutcome extends Pick<ChangeRecord, 'fingerprint' | 'simulated' | 'preview'> {
  /** People who would have less than before. */
  readonly losing: number;
  /** The same exactly when fingerprint, preview and changes are. */
  readonly digest: string;
}

/** What happens to a request. What is said of roles, outcome and freeze was looked up for this event, at this moment. */
export type ApprovalEvent =
  | {
      readonly kind: 'ask';
      readonly by: Requester;
      readonly changes: ChangeRecord['changes'];
      readonly outcome: AgreedOutcome;
      readonly expiresAt: string;
    }
  | (Decides & {
      readonly kind: 'approve';
      /** Of the change as it would come now; `impossible`: the directory would not take it. */
      readonly outcome: AgreedOutcome | 'impossible';
      readonly requesterMay: boolean;
      readonly frozen: boolean;
    })
  | (Decides & { readonly kind: 'reject' })
  | { readonly kind: 'withdraw'; readonly by: Requester }
  | { readonly kind: 'expire' };

interface Decides {
  readonly by: Requester;
  /** Of the request that the person saw. */
  readonly version: number;
  /** As the roles and the named approvers are now. */
  readonly standing: ApproverStanding;
  readonly reason?: string;
}

/**
 * `decided`: it has its end, and somebody else was first. `stale`: it was asked again, and this is the older question.
 * `needsReason`: who is not among the approvers approves in an emergency only, and says which.
 */
export type ApprovalRefusal =
  | 'notAsked'
  | 'decided'
  | 'own'
  | 'notAllowed'
  | 'needsReason'
  | 'notRequester'
  | 'stale'
  | 'requesterNotAllowed'
  | 'frozen'
  | 'tooEarly';

export type ApprovalStep = 'asked' | 'askedAgain' | 'approved' | 'rejected' | 'impossible' | 'withdrawn' | 'expired';

/** The next state, to be stored if the request is still the version that was ruled on; or why there is none. */
export type Ruling =
  | { readonly kind: 'next'; readonly step: ApprovalStep; readonly patch: Step }
  | { readonly kind: 'refused'; readonly because: ApprovalRefusal };

/**
 * The whole protocol of a second person, without time, store or directory. A request is approved by somebody else than
 * its requester, once, before it expires, and only for the outcome that was shown; with emergency access never without
 * a reason. Rejecting is no emergency.
 * @param now ISO 8601, as everything compared with it
 */
export function rule(request: Request, event: ApprovalEvent, now: string): Ruling {
  if (event.kind === 'ask') return asked(request, event, now);
  const { approval } = request;
  if (approval === undefined) return refused('notAsked');
  if (request.state !== 'waiting') return refused('decided');
  switch (event.kind) {
    case 'withdraw':
      if (!isSameId(event.by.userId, request.requestedBy.userId)) return refused('notRequester');
      return ended('withdrawn', { state: 'dismissed', finishedAt: now });
    case 'expire':
      return now < approval.expiresAt ? refused('tooEarly') : expired(now);
    case 'approve':
    case 'reject':
      return now < approval.expiresAt ? decided(request, approval, event, now) : expired(now);
  }
}

function asked(request: Request, event: Extract<ApprovalEvent, { kind: 'ask' }>, now: string): Ruling {
  if (request.approval !== undefined || request.state !== 'previewed') return refused('decided');
  const { losing, digest, ...outcome } = event.outcome;
  return {
    kind: 'next',
    step: 'asked',
    patch: {
      ...outcome,
      state: 'waiting',
      requestedBy: event.by,
      changes: event.changes,
      approval: { askedAt: now, expiresAt: event.expiresAt, losing, digest },
    },
  };
}

function decided(
  request: Request,
  approval: Approval,
  event: Extract<ApprovalEvent, { kind: 'approve' | 'reject' }>,
  now: string,
): Ruling {
  const { by, version, standing } = event;
  const reason = event.reason?.trim() || undefined;
  if (isSameId(by.userId, request.requestedBy.userId)) return refused('own');
  if (standing === 'none' || (standing === 'breakGlass' && event.kind === 'reject')) return refused('notAllowed');
  if (version !== request.version) return refused('stale');
  const because = reason === undefined ? {} : { reason };
  if (event.kind === 'reject') {
    const decision = { verdict: 'rejected' as const, by, at: now, ...because };
    return ended('rejected', { state: 'rejected', finishedAt: now, approval: { ...approval, decision } });
  }
  if (standing === 'breakGlass' && reason === undefined) return refused('needsReason');
  if (!event.requesterMay) return refused('requesterNotAllowed');
  if (event.frozen) return refused('frozen');
  if (event.outcome === 'impossible') return ended('impossible', { state: 'refused', finishedAt: now });
  if (!isAsShown(request, approval, event.outcome)) {
    const { losing, digest, ...outcome } = event.outcome;
    return ended('askedAgain', {
      ...outcome,
      approval: { ...approval, losing, digest, shownBefore: request.simulated },
    });
  }
  const emergency = standing === 'breakGlass' ? { breakGlass: true as const } : {};
  const decision = { verdict: 'approved' as const, by, at: now, ...because, ...emergency };
  const begun = startsLater(request, now)
    ? { state: 'scheduled' as const }
    : { state: 'queued' as const, appliedAt: now };
  return ended('approved', { ...begun, approval: { ...approval, decision } });
}

/** A request of a version that kept no digest is held to its fingerprint. */
function isAsShown({ fingerprint }: Request, approval: Approval, outcome: AgreedOutcome): boolean {
  return outcome.fingerprint === fingerprint && (approval.digest ?? outcome.digest) === outcome.digest;
}

function expired(now: string): Ruling {
  return ended('expired', { state: 'expired', finishedAt: now });
}

function ended(step: ApprovalStep, patch: Step): Ruling {
  return { kind: 'next', step, patch };
}

function refused(because: ApprovalRefusal): Ruling {
  return { kind: 'refused', because };
}
