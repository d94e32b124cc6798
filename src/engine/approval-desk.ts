import { type AgreedOutcome, type ApprovalEvent, rule } from '../changes/approval.ts';
import { type ApprovalPolicy, type ApproverStanding, standingOf } from '../changes/approval-policy.ts';
import { isGuest, permissionsFor } from '../changes/authorization.ts';
import type { ApprovalDecision, ChangeRecord, RecordIn, Step } from '../changes/change-record.ts';
import type { Actor, Directory } from '../directory/port.ts';
import type { Change } from '../licensing/change.ts';
import { isRefused } from '../licensing/outcome/foreseen.ts';
import { SEATKEEPER } from '../store/audit.ts';
import type { Records, Store } from '../store/store.ts';
import type { UserIndices } from '../tenant/foresight.ts';
import { agreedDigest } from './agreed-digest.ts';
import type { ChangeTools, Still, Weighed } from './change-tools.ts';
import type { ChangeReference, Decision } from './decision.ts';

interface ApprovalDeskOptions {
  readonly directory: Directory;
  readonly store: Store;
  readonly tools: ChangeTools;
  readonly policy: ApprovalPolicy;
}

/** The kinds of the news that somebody is to decide a request, that it has ended, and that it was approved with emergency access. */
export const REQUEST_NEWS = 'request';
export const DECISION_NEWS = 'decision';
export const EMERGENCY_NEWS = 'emergency';

/** What a second person is to agree to. */
interface Asking {
  readonly record: ChangeRecord;
  readonly changes: readonly Change[];
  readonly weighed: Weighed;
}

/**
 * Where a second person is asked and decides. Looks up what a decision rests on, has `rule` decide, and stores what it
 * says by compare-and-set, in one transaction with its audit records: of any number at once, one decides.
 */
export class ApprovalDesk {
  readonly #options: ApprovalDeskOptions;

  constructor(options: ApprovalDeskOptions) {
    this.#options = options;
  }

  get policy(): ApprovalPolicy {
    return this.#options.policy;
  }

  /** Requests without a decision, oldest first. */
  waiting(): Promise<readonly RecordIn<'waiting'>[]> {
    return this.#options.store.changes.inState('waiting');
  }

  /** Asks a second person about a preview, as it was just simulated for who asks. @param within where it is stored */
  ask({ record, changes, weighed }: Asking, by: Actor, within: Pick<Records, 'transaction'>): Promise<Decision> {
    const { tools, policy } = this.#options;
    const expiresAt = new Date(Date.parse(tools.now()) + policy.lifetimeMs).toISOString();
    const outcome = agreedOn(weighed, changes);
    return this.#decide(record, { kind: 'ask', by, changes, outcome, expiresAt }, within);
  }

  /** Agrees to a request and begins it, if its outcome still is what was shown and both still may. */
  async approve(reference: ChangeReference, by: Actor, reason?: string): Promise<Decision> {
    const { tools, store } = this.#options;
    const asked = await store.changes.get(reference.number);
    if (asked === undefined) return { kind: 'unknown' };
    const standing = await this.standing(asked, by.userId);
    const requesterMay = (await tools.missing(asked.changes, asked.requestedBy)).length === 0;
    const freeze = await tools.freezes.current();
    const ask = () => tools.weigh(asked.changes, asked);
    return tools.whileItStands(ask, async (weighed, still): Promise<Decision> => {
      const record = (await store.changes.get(reference.number)) ?? asked;
      if (record.version !== asked.version) return this.approve(reference, by, reason);
      const event: ApprovalEvent = {
        kind: 'approve',
        by,
        version: reference.version,
        standing,
        requesterMay,
        frozen: freeze !== undefined,
        outcome: isRefused(weighed) ? 'impossible' : agreedOn(weighed, record.changes),
        ...(reason === undefined ? {} : { reason }),
      };
      const ruling = rule(record, event, tools.now());
      if (!isRefused(weighed) && ruling.kind === 'next' && ruling.patch.state === 'queued') {
        const begun = await this.#begin(record, ruling.patch, { by, reached: weighed.reached, still });
        return begun ?? this.approve(reference, by, reason);
      }
      const within: Pick<Records, 'transaction'> = { transaction: (work) => store.transaction(work, { still }) };
      const decision = await this.#decide(record, event, within);
      return decision.kind === 'notApproved' && decision.because === 'frozen' && freeze !== undefined
        ? { kind: 'frozen', freeze }
        : decision;
    });
  }

  /** Stores that it is agreed to and begins it, in one; undefined when somebody else decided first. */
  async #begin(
    record: ChangeRecord,
    patch: Step,
    { by, reached, still }: { readonly by: Actor; readonly reached: UserIndices; readonly still: Still },
  ): Promise<Decision | undefined> {
    const { changes, requestedBy } = record;
    const decision = await this.#options.tools.begin({
      record: () => record,
      changes,
      reached,
      patch,
      by: requestedBy,
      actor: by,
      alongside: async (queued, records) => {
        await this.#recordApproval(records, queued, this.#options.tools.now());
        await tellEnd(records, queued);
      },
      refused: (ended, records) => tellEnd(records, ended),
      still,
    });
    if (decision.kind === 'stale') return undefined;
    return decision.kind === 'applied' ? { kind: 'approved', record: decision.record } : decision;
  }

  async reject(reference: ChangeReference, by: Actor, reason?: string): Promise<Decision> {
    const asked = await this.#options.store.changes.get(reference.number);
    if (asked === undefined) return { kind: 'unknown' };
    const standing = await this.standing(asked, by.userId);
    const record = (await this.#options.store.changes.get(reference.number)) ?? asked;
    const { version } = reference;
    const because = reason === undefined ? {} : { reason };
    return this.#decide(record, { kind: 'reject', by, version, standing, ...because });
  }

  /** Takes a request back: its requester alone. */
  async withdraw(number: number, by: Actor): Promise<Decision> {
    const record = await this.#options.store.changes.get(number);
    return record === undefined ? { kind: 'unknown' } : this.#decide(record, { kind: 'withdraw', by });
  }

  /** Ends the requests whose time is over. */
  async expireDue(): Promise<readonly ChangeRecord[]> {
    const expired: ChangeRecord[] = [];
    for (const record of await this.waiting()) {
      const decision = await this.#decide(record, { kind: 'expire' });
      if (decision.kind === 'expired') expired.push(decision.record);
    }
    return expired;
  }

  /** As what this person decides it, asked of the directory now. Guests decide nothing. */
  async standing({ changes, requestedBy }: ChangeRecord, userId: string): Promise<ApproverStanding> {
    const { directory, policy } = this.#options;
    const user = directory.tenant.findUser(userId);
    if (user === undefined || userId === requestedBy.userId) return 'none';
    if (isGuest(directory.tenant.user(user).userType)) return 'none';
    const roles = await directory.listDirectoryRoles(userId);
    const groupIds = policy.approvers === undefined ? [] : await directory.listMemberOf(userId);
    return standingOf(policy.approvers, { roles, groupIds }, permissionsFor(changes));
  }

  /** Stores what the rule says, unless somebody else was faster: then it is asked again about what they left. */
  async #decide(
    record: ChangeRecord,
    event: ApprovalEvent,
    within: Pick<Records, 'transaction'> = this.#options.store,
  ): Promise<Decision> {
    const { store, tools } = this.#options;
    const now = tools.now();
    const ruling = rule(record, event, now);
    if (ruling.kind === 'refused') {
      const { because } = ruling;
      return { kind: 'notApproved', because, record, needed: permissionsFor(record.changes) };
    }
    const { step, patch } = ruling;
    const actor = 'by' in event && step !== 'expired' ? event.by : SEATKEEPER;
    const next = await within.transaction(async (records) => {
      const advanced = await records.changes.advance(record, patch, actor);
      if (advanced !== undefined && step === 'approved') await this.#recordApproval(records, advanced, now);
      if (advanced?.state === 'scheduled') await tools.endPlanned(records, advanced.replaces, actor);
      if (advanced !== undefined) await tellEnd(records, advanced);
      if (advanced !== undefined && step === 'asked') await records.outbox.put(REQUEST_NEWS, advanced.number, {});
      return advanced;
    });
    if (next !== undefined) return { kind: step, record: next };
    const faster = await store.changes.get(record.number);
    return faster === undefined ? { kind: 'unknown' } : this.#decide(faster, event, within);
  }

  /** Who agreed, to what and why, beside the record that it is applied. */
  #recordApproval(
    records: Pick<Records, 'audit'>,
    { number, requestedBy, fingerprint, approval, ...about }: ChangeRecord,
    time: string,
  ): Promise<void> {
    const { directory } = this.#options;
    const { by, reason, breakGlass }: Partial<ApprovalDecision> = approval?.decision ?? {};
    return records.audit.append([
      {
        time,
        activity: 'Change approved',
        actor: by ?? SEATKEEPER,
        target: about.targetGroupIds[0] ?? about.targetUserIds[0] ?? directory.tenant.organization.id,
        details: {
          number,
          requestedBy: requestedBy.userId,
          fingerprint,
          losing: approval?.losing,
          shown: approval?.digest,
          ...(reason === undefined ? {} : { reason }),
          ...(breakGlass === undefined ? {} : { breakGlass }),
        },
      },
    ]);
  }
}

/** Who asked is to hear how it ended, and those whose decision it was that somebody else took it. */
async function tellEnd({ outbox }: Records, { number, state, approval }: ChangeRecord): Promise<void> {
  if (state === 'waiting') return;
  await outbox.put(DECISION_NEWS, number, {});
  if (approval?.decision?.breakGlass === true) await outbox.put(EMERGENCY_NEWS, number, {});
}

function agreedOn(weighed: Weighed, changes: readonly Change[]): AgreedOutcome {
  const { fingerprint, simulated, request: preview, losing } = weighed;
  return { fingerprint, simulated, preview, losing, digest: agreedDigest({ fingerprint, preview, changes }) };
}
