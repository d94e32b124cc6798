import { describe, expect, it } from 'vitest';
import {
  type ApprovalEvent,
  type ApprovalRefusal,
  type Request,
  type Ruling,
  rule,
} from '../../src/changes/approval.ts';
import { type Approvers, approvalReason, standingOf } from '../../src/changes/approval-policy.ts';
import { GLOBAL_ADMINISTRATOR, type Permission } from '../../src/changes/authorization.ts';
import type { OutcomeSummary } from '../../src/changes/change-record.ts';
import type { Change } from '../../src/licensing/change.ts';

const MEGAN = { userId: 'aaaaaaaa-0000-4000-8000-000000000001', displayName: 'Megan Bowen' };
const NESTOR = { userId: 'aaaaaaaa-0000-4000-8000-000000000003', displayName: 'Nestor Wilke' };
const ASKED_AT = '2026-11-24T08:00:00.000Z';
const EXPIRES_AT = '2026-11-25T08:00:00.000Z';
const IN_TIME = '2026-11-24T09:00:00.000Z';

const summary: OutcomeSummary = {
  people: 40,
  succeeded: 40,
  failed: 0,
  byError: {},
  fixed: 0,
  newlyFailing: 0,
  products: [],
  leftGroups: [],
};
const outcome = { fingerprint: 'as shown', simulated: summary, losing: 40, digest: 'of what was shown' };
const previewed: Request = {
  state: 'previewed',
  version: 1,
  requestedBy: MEGAN,
  changes: [],
  fingerprint: 'as shown',
  simulated: summary,
};
const asking: ApprovalEvent = { kind: 'ask', by: MEGAN, changes: [], outcome, expiresAt: EXPIRES_AT };
const approving = {
  kind: 'approve',
  by: NESTOR,
  version: 2,
  standing: 'approver',
  requesterMay: true,
  frozen: false,
  outcome,
} as const satisfies ApprovalEvent;
const rejecting = { kind: 'reject', by: NESTOR, version: 2, standing: 'approver' } as const satisfies ApprovalEvent;

/** The request as the store holds it after a ruling. */
function stored(request: Request, ruling: Ruling): Request {
  if (ruling.kind === 'refused') throw new Error(`refused: ${ruling.because}`);
  return { ...request, ...ruling.patch, version: request.version + 1 };
}

const waiting = stored(previewed, rule(previewed, asking, ASKED_AT));
const refusal = (request: Request, event: ApprovalEvent, now = IN_TIME): ApprovalRefusal | undefined => {
  const ruling = rule(request, event, now);
  return ruling.kind === 'refused' ? ruling.because : undefined;
};

describe('who must agree', () => {
  it.each([
    [0, false, undefined],
    [25, false, undefined],
    [26, false, 'manyLose'],
    [0, true, 'wholeTenant'],
    [40, true, 'wholeTenant'],
  ] as const)('%i people lose something, whole tenant %s: %s', (losing, wholeTenant, reason) => {
    const found = approvalReason({ threshold: 25, always: [] }, { losing }, { changes: [], wholeTenant });
    expect(found?.kind).toBe(reason);
  });
});

describe('what always needs a second person', () => {
  const policy = { threshold: 25, always: ['memberships', 'usageLocation'] } as const;
  const joins = { kind: 'addMember', groupId: 'hr', userId: 'megan' } as const;
  const moves = { kind: 'setUsageLocation', userId: 'megan', usageLocation: 'NL' } as const;
  const licenses = { kind: 'assignGroupLicense', groupId: 'hr', addLicenses: [], removeLicenses: [] } as const;
  const reasonFor = (...changes: readonly Change[]) => approvalReason(policy, { losing: 0 }, { changes });

  it('is what the settings name, however few lose something', () => {
    expect(reasonFor(joins)).toEqual({ kind: 'always', permissions: ['memberships'] });
    expect(reasonFor(licenses, joins, moves)).toEqual({
      kind: 'always',
      permissions: ['memberships', 'usageLocation'],
    });
    expect(reasonFor(licenses)).toBeUndefined();
  });
});

describe('as what somebody decides', () => {
  const [global, license, groups, reader] = [
    GLOBAL_ADMINISTRATOR,
    '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
    'fdd7a751-b60b-444a-984c-02652fe8fa1c',
    'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  ];
  const named = { roles: [license], groupIds: ['Desk'] };
  const standing = (
    approvers: Approvers | undefined,
    roles: readonly string[],
    groupIds: readonly string[] = [],
    needed: readonly Permission[] = ['licenseGroup'],
  ) => standingOf(approvers, { roles, groupIds }, needed);

  it('without approvers of their own: whoever may do it', () => {
    expect(standing(undefined, [groups])).toBe('approver');
    expect(standing(undefined, [global])).toBe('approver');
    expect(standing(undefined, [reader])).toBe('none');
  });

  it('the named ones, by role or group, who may do it as well', () => {
    expect(standing(named, [license.toUpperCase()])).toBe('approver');
    expect(standing(named, [groups], ['desk'])).toBe('approver');
    expect(standing(named, [groups])).toBe('none');
    expect(standing(named, [reader], ['desk'])).toBe('none');
    expect(standing(named, [license], [], ['memberships'])).toBe('none');
    expect(standing({ roles: [], groupIds: [] }, [license])).toBe('none');
  });

  it('a Global Administrator whom nobody named: in an emergency', () => {
    expect(standing(named, [global])).toBe('breakGlass');
    expect(standing(named, [global, license])).toBe('approver');
    expect(standing(named, [global], ['desk'])).toBe('approver');
  });
});

describe('emergency access', () => {
  const emergency = { ...approving, standing: 'breakGlass' } as const;

  it('approves with a reason, and is marked', () => {
    const approved = stored(waiting, rule(waiting, { ...emergency, reason: ' a court order ' }, IN_TIME));
    expect(approved).toMatchObject({ state: 'queued' });
    expect(approved.approval?.decision).toEqual({
      verdict: 'approved',
      by: NESTOR,
      at: IN_TIME,
      reason: 'a court order',
      breakGlass: true,
    });
    expect(
      stored(waiting, rule(waiting, { ...approving, reason: 'x' }, IN_TIME)).approval?.decision,
    ).not.toHaveProperty('breakGlass');
  });

  it.each([
    ['without a reason', emergency, 'needsReason'],
    ['with an empty one', { ...emergency, reason: ' \n' }, 'needsReason'],
    ['for who asked', { ...emergency, by: MEGAN, reason: 'x' }, 'own'],
    ['of an older question', { ...emergency, version: 1 }, 'stale'],
    ['while changes are frozen', { ...emergency, reason: 'x', frozen: true }, 'frozen'],
    ['to reject', { ...rejecting, standing: 'breakGlass', reason: 'x' }, 'notAllowed'],
  ] as const)('does nothing %s', (_what, event, because) => {
    expect(refusal(waiting, event)).toBe(because);
  });
});

describe('a request', () => {
  it('waits, with what it is about, until it expires', () => {
    expect(waiting).toMatchObject({
      state: 'waiting',
      version: 2,
      fingerprint: 'as shown',
      approval: { askedAt: ASKED_AT, expiresAt: EXPIRES_AT, losing: 40, digest: 'of what was shown' },
    });
  });

  it('is approved by somebody else, who is named with when and why', () => {
    const approved = stored(waiting, rule(waiting, { ...approving, reason: 'go ahead' }, IN_TIME));
    expect(approved).toMatchObject({
      state: 'queued',
      appliedAt: IN_TIME,
      approval: { decision: { verdict: 'approved', by: NESTOR, at: IN_TIME, reason: 'go ahead' } },
    });
  });

  it('is rejected, and that is its end', () => {
    const rejected = stored(waiting, rule(waiting, rejecting, IN_TIME));
    expect(rejected).toMatchObject({ state: 'rejected', finishedAt: IN_TIME });
    expect(refusal(rejected, { ...approving, version: 3 })).toBe('decided');
  });

  it('of an outcome that would differ is asked again, with what was shown before', () => {
    const different = { fingerprint: 'other', simulated: { ...summary, people: 39 }, losing: 39, digest: 'of another' };
    const ruling = rule(waiting, { ...approving, outcome: different }, IN_TIME);
    expect(ruling).toMatchObject({ step: 'askedAgain' });
    const again = stored(waiting, ruling);
    expect(again).toMatchObject({ state: 'waiting', version: 3, fingerprint: 'other' });
    expect(again.approval).toEqual({
      askedAt: ASKED_AT,
      expiresAt: EXPIRES_AT,
      losing: 39,
      digest: 'of another',
      shownBefore: summary,
    });
    expect(refusal(again, { ...approving, outcome: different })).toBe('stale');
    expect(rule(again, { ...approving, version: 3, outcome: different }, IN_TIME)).toMatchObject({ step: 'approved' });
  });

  it('is asked again where another preview than was shown has the same fingerprint', () => {
    const different = { ...outcome, digest: 'of another' };
    expect(rule(waiting, { ...approving, outcome: different }, IN_TIME)).toMatchObject({ step: 'askedAgain' });
    const { digest: _, ...approval } = waiting.approval ?? { askedAt: '', expiresAt: EXPIRES_AT, losing: 40 };
    const older = { ...waiting, approval };
    expect(rule(older, { ...approving, outcome: different }, IN_TIME)).toMatchObject({ step: 'approved' });
  });

  it('that the directory would not take any more ends', () => {
    const ruling = rule(waiting, { ...approving, outcome: 'impossible' }, IN_TIME);
    expect(stored(waiting, ruling)).toMatchObject({ state: 'refused', finishedAt: IN_TIME });
  });

  it.each([
    ['its requester', { ...approving, by: MEGAN }, 'own'],
    [
      'its requester, by an id in capitals',
      { ...approving, by: { ...MEGAN, userId: MEGAN.userId.toUpperCase() } },
      'own',
    ],
    ['who may not', { ...approving, standing: 'none' }, 'notAllowed'],
    ['who saw an older one', { ...approving, version: 1 }, 'stale'],
    ['anybody, for a requester who may not any more', { ...approving, requesterMay: false }, 'requesterNotAllowed'],
    ['anybody, while changes are frozen', { ...approving, frozen: true }, 'frozen'],
  ] as const)('is not approved by %s', (_who, event, because) => {
    expect(refusal(waiting, event)).toBe(because);
  });

  it.each([
    ['its requester', { ...rejecting, by: MEGAN }, 'own'],
    ['who may not', { ...rejecting, standing: 'none' }, 'notAllowed'],
    ['who saw an older one', { ...rejecting, version: 1 }, 'stale'],
  ] as const)('is not rejected by %s', (_who, event, because) => {
    expect(refusal(waiting, event)).toBe(because);
  });

  it('is taken back by its requester alone', () => {
    expect(refusal(waiting, { kind: 'withdraw', by: NESTOR })).toBe('notRequester');
    expect(rule(waiting, { kind: 'withdraw', by: MEGAN }, IN_TIME)).toMatchObject({
      step: 'withdrawn',
      patch: { state: 'dismissed' },
    });
  });

  it('expires when its time is over and not before, and then nobody approves it', () => {
    expect(refusal(waiting, { kind: 'expire' })).toBe('tooEarly');
    for (const event of [{ kind: 'expire' }, approving, rejecting] as const) {
      const ruling = rule(waiting, event, EXPIRES_AT);
      expect(ruling).toMatchObject({ step: 'expired', patch: { state: 'expired' } });
    }
  });

  it('is asked once', () => {
    expect(refusal(waiting, asking)).toBe('decided');
    expect(refusal({ ...previewed, state: 'dismissed' }, asking)).toBe('decided');
    expect(refusal(previewed, approving)).toBe('notAsked');
  });
});
