import { type ApprovalPolicy, type ApprovalReason, approvalReason } from '../changes/approval-policy.ts';
import { type ChangeRecord, isOffer } from '../changes/change-record.ts';
import { startsLater } from '../changes/schedule.ts';
import type { Actor } from '../directory/port.ts';
import type { Change, Refusal } from '../licensing/change.ts';
import { type Foreseen, isRefused } from '../licensing/outcome/foreseen.ts';
import { shownIn } from '../licensing/outcome/shown.ts';
import type { Records } from '../store/store.ts';
import { ApprovalDesk } from './approval-desk.ts';
import {
  type Beginning,
  type ChangeTools,
  type ChangeToolsOptions,
  changeTools,
  type Still,
  type Weighed,
} from './change-tools.ts';
import type { ChangeReference, Decision, Extra } from './decision.ts';
import type { Freezes } from './freezes.ts';
import { draftOf, isSameFix, type Proposal } from './proposal.ts';
import { ScheduleDesk } from './schedule-desk.ts';

/** A proposal is simulated and kept, or nothing is: the directory would refuse it. */
type Proposed =
  | { readonly kind: 'proposed'; readonly record: ChangeRecord; readonly foreseen: Foreseen }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

interface ChangeDeskOptions extends ChangeToolsOptions {
  /** A preview may be applied for as long as a request may be approved. */
  readonly policy: ApprovalPolicy;
}

/** A preview that may be decided now, with its outcome of this moment. */
interface Ready {
  readonly record: ChangeRecord;
  readonly changes: readonly Change[];
  readonly weighed: Weighed;
}

/**
 * Where changes are asked for, decided and begun. Nothing is believed that a card carries: the record is loaded, the
 * person's roles are read and the outcome is simulated again, at the moment of the act. Of any number of presses at
 * once one wins, by the record's version.
 */
export class ChangeDesk {
  readonly #options: ChangeDeskOptions;
  readonly #tools: ChangeTools;
  /** Where a second person decides. */
  readonly approvals: ApprovalDesk;
  /** Where is decided on what is to happen later. */
  readonly schedules: ScheduleDesk;
  /** While one stands, nothing is applied. */
  readonly freezes: Freezes;

  constructor(options: ChangeDeskOptions) {
    this.#options = options;
    this.#tools = changeTools(options);
    this.freezes = this.#tools.freezes;
    this.schedules = new ScheduleDesk(options.store, this.#tools);
    this.approvals = new ApprovalDesk({ ...options, tools: this.#tools });
  }

  /** Simulates and keeps what a person asks for. Changes nothing else. */
  async propose(proposal: Proposal): Promise<Proposed> {
    const { plan } = proposal;
    const foreseen = await this.#tools.foresee(plan.changes, plan);
    if (isRefused(foreseen)) return { kind: 'refused', refusals: foreseen.refusals };
    return { kind: 'proposed', record: await this.keep(proposal, foreseen), foreseen };
  }

  /** A preview of what was foreseen. */
  keep(
    proposal: Proposal,
    foreseen: Foreseen,
    { changes }: Pick<Records, 'changes'> = this.#options.store,
  ): Promise<ChangeRecord> {
    return changes.create(draftOf(proposal, foreseen, this.#tools.now()));
  }

  /**
   * Applies what was previewed. With `extra`, a suggestion's changes in the same step; what then needs a second person
   * asks for one, as the suggestion's button says.
   */
  async apply(reference: ChangeReference, by: Actor, extra?: Extra): Promise<Decision> {
    return this.#decide(
      reference,
      by,
      async (ready, still) => {
        const { record, changes, weighed } = ready;
        if (changes.length === 0) return { kind: 'stale', record };
        const reason = this.#needsSecond(record, changes, weighed);
        if (reason !== undefined) {
          return extra === undefined
            ? { kind: 'needsApproval', record, losing: weighed.losing, reason }
            : this.#ask(ready, by, still);
        }
        if (startsLater(record, this.#tools.now())) return this.#schedule(ready, by, still);
        return this.#begin(ready, by, still);
      },
      extra,
    );
  }

  /** Asks a second person about what was previewed. */
  async ask(reference: ChangeReference, by: Actor): Promise<Decision> {
    return this.#decide(reference, by, async (ready, still) =>
      ready.changes.length === 0 ? { kind: 'stale', record: ready.record } : this.#ask(ready, by, still),
    );
  }

  /** Proposes and applies, or asks for approval, in one step, if the outcome still is `expected`: a suggestion's button. */
  async applyAtOnce(proposal: Proposal, expected: string): Promise<Decision> {
    const { by, plan } = proposal;
    const needed = await this.#tools.missing(plan.changes, by);
    if (needed.length > 0) return { kind: 'notAllowed', needed };
    const ask = () => this.#tools.weigh(plan.changes, plan);
    const { store } = this.#options;
    const askedBefore = async ({ changes }: Pick<Records, 'changes'>) =>
      (await changes.inState('waiting')).find((record) => isSameFix(record, proposal));
    return this.#tools.whileItStands(ask, async (weighed, still): Promise<Decision> => {
      const asked = await askedBefore(store);
      if (asked !== undefined) return { kind: 'stale', record: asked };
      if (isRefused(weighed)) {
        const mended = await store.changes.get(proposal.fixes ?? 0);
        const { refusals } = weighed;
        return mended === undefined ? { kind: 'unknown' } : { kind: 'refused', refusals, record: mended };
      }
      if (weighed.fingerprint !== expected) {
        const record = await this.keep(proposal, weighed);
        return { kind: 'changed', record, before: record.simulated, foreseen: weighed };
      }
      if (this.#needsSecond(plan, plan.changes, weighed) !== undefined) {
        const asking = async (records: Records): Promise<Decision> => {
          const faster = await askedBefore(records);
          if (faster !== undefined) return { kind: 'stale', record: faster };
          const record = await this.keep(proposal, weighed, records);
          return this.approvals.ask({ record, changes: plan.changes, weighed }, by, records);
        };
        return store.transaction(asking, { still });
      }
      return this.beginAtOnce(proposal, weighed, { still });
    });
  }

  /** Begins what nobody confirms again. `alongside`: written in one transaction with it. */
  beginAtOnce(
    proposal: Proposal,
    weighed: Weighed,
    { alongside, refused, still }: Pick<Beginning, 'alongside' | 'refused' | 'still'>,
  ): Promise<Decision> {
    const { by, plan } = proposal;
    const { changes } = plan;
    const { reached } = weighed;
    const record = (records: Records) => this.keep(proposal, weighed, records);
    return this.#tools.begin({ record, changes, reached, by, alongside, refused, still });
  }

  /** Ends a preview without doing it. */
  async dismiss(
    reference: ChangeReference,
    by: Actor,
    state: 'dismissed' | 'superseded' = 'dismissed',
  ): Promise<Decision> {
    const found = await this.#pending(reference, by);
    if ('kind' in found) return found;
    if (isOffer(found)) return { kind: 'stale', record: found };
    const dismissed = await this.#options.store.changes.advance(found, { state, finishedAt: this.#tools.now() });
    return dismissed === undefined ? this.#tools.stale(found) : { kind: 'applied', record: dismissed };
  }

  /** While it runs: desired state goes back to what it was, and the engine takes back what was given. */
  async cancel(reference: ChangeReference, by: Actor): Promise<Decision> {
    const record = await this.#options.store.changes.get(reference.number);
    if (record === undefined) return { kind: 'unknown' };
    if (record.state !== 'running' && record.state !== 'queued') return { kind: 'stale', record };
    const needed = await this.#tools.missing(record.changes, by);
    if (needed.length > 0) return { kind: 'notAllowed', needed };
    const cancelled = await this.#options.runs.takeBack(record, by);
    return cancelled === undefined ? this.#tools.stale(record) : { kind: 'applied', record: cancelled };
  }

  /** Why this person does not decide this preview now, as far as the directory must be asked for that. */
  async #notAllowed(reference: ChangeReference, by: Actor, extra?: Extra): Promise<Decision | undefined> {
    const record = await this.#pending(reference, by);
    if ('kind' in record) return record;
    const needed = await this.#tools.missing([...record.changes, ...(extra?.changes ?? [])], by);
    return needed.length > 0 ? { kind: 'notAllowed', needed } : undefined;
  }

  /** Acts on a preview whose outcome, simulated again, is as it was shown: what `act` finds is of this moment. */
  async #decide(
    reference: ChangeReference,
    by: Actor,
    act: (ready: Ready, still: Still) => Promise<Decision>,
    extra?: Extra,
  ): Promise<Decision> {
    const refused = await this.#notAllowed(reference, by, extra);
    if (refused !== undefined) return refused;
    const asked = await this.#pending(reference, by);
    if ('kind' in asked) return asked;
    const changes = [...asked.changes, ...(extra?.changes ?? [])];
    const ask = () => this.#tools.weigh(changes, asked);
    return this.#tools.whileItStands(ask, async (weighed, still): Promise<Decision> => {
      const record = await this.#pending(reference, by);
      if ('kind' in record) return record;
      if (isRefused(weighed)) return { kind: 'refused', record, refusals: weighed.refusals };
      if (weighed.fingerprint === (extra?.expected ?? record.fingerprint))
        return act({ record, changes, weighed }, still);
      return this.#shownAgain(isOffer(record) ? { ...record, changes, requestedBy: by } : record);
    });
  }

  /** The preview that a card shows and this person may decide, or why not. */
  async #pending(reference: ChangeReference, by: Actor): Promise<ChangeRecord | Decision> {
    const { store, clock, policy } = this.#options;
    const record = await store.changes.get(reference.number);
    if (record === undefined) return { kind: 'unknown' };
    if (record.state !== 'previewed' || record.version !== reference.version) return { kind: 'stale', record };
    if (isOffer(record)) return record;
    if (record.requestedBy.userId !== by.userId) return { kind: 'notYours', record };
    if (clock.now().getTime() - Date.parse(record.createdAt) <= policy.lifetimeMs) return record;
    const expired = await store.changes.advance(record, { state: 'expired', finishedAt: this.#tools.now() });
    return { kind: 'stale', record: expired ?? record };
  }

  /** The outcome would differ from what was shown: what was asked for is shown as it would be now. */
  async #shownAgain(record: ChangeRecord): Promise<Decision> {
    const foreseen = await this.#tools.foresee(record.changes, record);
    if (isRefused(foreseen)) return { kind: 'refused', record, refusals: foreseen.refusals };
    const next = await this.#options.store.changes.advance(record, {
      changes: record.changes,
      requestedBy: record.requestedBy,
      ...shownIn(foreseen),
      createdAt: this.#tools.now(),
    });
    return next === undefined
      ? this.#tools.stale(record)
      : { kind: 'changed', record: next, before: record.simulated, foreseen };
  }

  #needsSecond(
    { wholeTenant }: Pick<ChangeRecord, 'wholeTenant'>,
    changes: readonly Change[],
    foreseen: Foreseen,
  ): ApprovalReason | undefined {
    return approvalReason(this.approvals.policy, foreseen, { changes, wholeTenant });
  }

  /** Decided now, begun when its time has come. */
  async #schedule({ record, changes, weighed }: Ready, by: Actor, still: Still): Promise<Decision> {
    const patch = { state: 'scheduled' as const, requestedBy: by, changes, ...shownIn(weighed) };
    const schedule = async (records: Records) => {
      const advanced = await records.changes.advance(record, patch);
      if (advanced !== undefined) await this.#tools.endPlanned(records, advanced.replaces, by);
      return advanced;
    };
    const scheduled = await this.#options.store.transaction(schedule, { still });
    return scheduled === undefined ? this.#tools.stale(record) : { kind: 'applied', record: scheduled };
  }

  #ask(ready: Ready, by: Actor, still: Still): Promise<Decision> {
    const { store } = this.#options;
    return this.approvals.ask(ready, by, { transaction: (work) => store.transaction(work, { still }) });
  }

  #begin({ record, changes, weighed }: Ready, by: Actor, still: Still): Promise<Decision> {
    const patch = { requestedBy: by, ...shownIn(weighed) };
    return this.#tools.begin({ record: () => record, changes, reached: weighed.reached, patch, by, still });
  }
}
