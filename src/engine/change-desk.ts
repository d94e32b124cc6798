import { type ApprovalPolicy, type ApprovalReason, approvalReason } from '../core/approval-policy.ts';
import type { ChangeRecord } from '../core/change-record.ts';
import type { Plan } from '../core/command/plan.ts';
import type { Reading } from '../core/language/command.ts';
import type { Change, Refusal } from '../core/licensing/change.ts';
import { changesKey } from '../core/licensing/changes-key.ts';
import { type Foreseen, isRefused } from '../core/licensing/foreseen.ts';
import { shownIn } from '../core/licensing/shown.ts';
import { isPaused, nextOf, type Schedule, startsLater } from '../core/schedule.ts';
import type { Actor } from '../directory/port.ts';
import { ApprovalDesk } from './approval-desk.ts';
import { type ChangeTools, type ChangeToolsOptions, changeTools, type Weighed } from './change-tools.ts';
import type { Decision, Extra, Reference } from './decision.ts';
import { type Freeze, type Freezes, freezes } from './freezes.ts';

/** What a person asks to be done. */
export interface Proposal {
  readonly command: Reading;
  readonly plan: Plan;
  readonly by: Actor;
  /** The change whose failures this one fixes, or that this one takes back. */
  readonly fixes?: number;
  readonly undoes?: number;
  /** When it begins and is taken back; absent: it begins at once and stays. */
  readonly stageOf?: number;
  readonly schedule?: Schedule;
}

/** A proposal is simulated and kept, or nothing is: the directory would refuse it. */
export type Proposed =
  | { readonly kind: 'proposed'; readonly record: ChangeRecord; readonly foreseen: Foreseen }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

export interface ChangeDeskOptions extends ChangeToolsOptions {
  /** A preview may be applied for as long as a request may be approved. */
  readonly policy: ApprovalPolicy;
}

/** A preview that may be decided now, with its outcome of this moment. */
interface Ready {
  readonly record: ChangeRecord;
  readonly changes: readonly Change[];
  readonly weighed: Weighed;
  /** Nothing is applied while one stands. */
  readonly freeze: Freeze | undefined;
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
  /** While one stands, nothing is applied. */
  readonly freezes: Freezes;

  constructor(options: ChangeDeskOptions) {
    const { directory } = options;
    this.#options = options;
    this.#tools = changeTools(options);
    this.freezes = freezes({ ...options, tenantId: directory.tenant.organization.id });
    this.approvals = new ApprovalDesk({
      ...options,
      tools: this.#tools,
      freezes: this.freezes,
    });
  }

  /** Simulates and keeps what a person asks for. Changes nothing else. */
  async propose(proposal: Proposal): Promise<Proposed> {
    const { plan } = proposal;
    const foreseen = await this.#tools.foresee(plan.changes, plan);
    if (isRefused(foreseen)) return { kind: 'refused', refusals: foreseen.refusals };
    return { kind: 'proposed', record: this.keep(proposal, foreseen), foreseen };
  }

  /** A preview of what was foreseen. Does not await. */
  keep(proposal: Proposal, foreseen: Foreseen): ChangeRecord {
    return this.#options.store.changes.create(this.#draft(proposal, foreseen));
  }

  /**
   * Applies what was previewed. With `extra`, a suggestion's changes in the same step; what then needs a second person
   * asks for one, as the suggestion's button says.
   */
  async apply(reference: Reference, by: Actor, extra?: Extra): Promise<Decision> {
    return this.#decide(
      reference,
      by,
      async (ready) => {
        const { record, changes, weighed, freeze } = ready;
        if (changes.length === 0) return { kind: 'stale', record };
        const reason = this.#needsSecond(record, changes, weighed);
        if (reason !== undefined) {
          return extra === undefined
            ? { kind: 'needsApproval', record, losing: weighed.losing, reason }
            : this.approvals.ask(record, changes, by, weighed);
        }
        if (startsLater(record, this.#tools.now())) return this.#schedule(ready, by);
        return freeze === undefined ? this.#begin(ready, by) : { kind: 'frozen', freeze };
      },
      extra,
    );
  }

  /** Asks a second person about what was previewed. */
  async ask(reference: Reference, by: Actor): Promise<Decision> {
    return this.#decide(reference, by, ({ record, changes, weighed }) =>
      changes.length === 0 ? { kind: 'stale', record } : this.approvals.ask(record, changes, by, weighed),
    );
  }

  /** Proposes and applies, or asks for approval, in one step, if the outcome still is `expected`: a suggestion's button. */
  async applyAtOnce(proposal: Proposal, expected: string): Promise<Decision> {
    const { by, plan } = proposal;
    const needed = await this.#tools.missing(plan.changes, by);
    if (needed.length > 0) return { kind: 'notAllowed', needed };
    const freeze = await this.freezes.current();
    const ask = () => this.#tools.weigh(plan.changes, plan);
    return this.#tools.whileItStands(ask, (weighed): Decision | Promise<Decision> => {
      const asked = this.approvals.waiting().find((record) => isSameFix(record, proposal));
      if (asked !== undefined) return { kind: 'stale', record: asked };
      if (isRefused(weighed)) {
        const mended = this.#options.store.changes.get(proposal.fixes ?? 0);
        const { refusals } = weighed;
        return mended === undefined ? { kind: 'unknown' } : { kind: 'refused', refusals, record: mended };
      }
      if (weighed.fingerprint !== expected) {
        const record = this.keep(proposal, weighed);
        return { kind: 'changed', record, before: record.simulated, foreseen: weighed };
      }
      if (this.#needsSecond(plan, plan.changes, weighed) !== undefined) {
        const asking = () => this.approvals.ask(this.keep(proposal, weighed), plan.changes, by, weighed);
        return this.#options.store.transaction(asking);
      }
      return freeze === undefined ? this.beginAtOnce(proposal, weighed) : { kind: 'frozen', freeze };
    });
  }

  /** Begins what nobody confirms again. `alongside`: written in one transaction with it. */
  beginAtOnce(proposal: Proposal, weighed: Weighed, alongside?: (begun: ChangeRecord) => void): Promise<Decision> {
    const { by, plan } = proposal;
    const { changes } = plan;
    const { reached } = weighed;
    const record = () => this.keep(proposal, weighed);
    return this.#tools.begin({ record, changes, reached, by, ...(alongside === undefined ? {} : { alongside }) });
  }

  /** Ends a preview without doing it. */
  dismiss(reference: Reference, by: Actor, state: 'dismissed' | 'superseded' = 'dismissed'): Decision {
    const found = this.#pending(reference, by);
    if ('kind' in found) return found;
    if (isOffer(found)) return { kind: 'stale', record: found };
    const dismissed = this.#options.store.changes.advance(found, { state, finishedAt: this.#tools.now() });
    return dismissed === undefined ? this.#tools.stale(found) : { kind: 'applied', record: dismissed };
  }

  /** What is still to happen by itself does not: a change that waits ends, one that was to be taken back stays. */
  async unschedule(reference: Reference, by: Actor): Promise<Decision> {
    const { store } = this.#options;
    const found = store.changes.get(reference.number);
    if (found === undefined) return { kind: 'unknown' };
    const needed = await this.#tools.missing(found.changes, by);
    if (needed.length > 0) return { kind: 'notAllowed', needed };
    const record = store.changes.get(reference.number) ?? found;
    const { schedule: planned } = record;
    if (planned === undefined || (nextOf(record) === undefined && !isPaused(record))) return { kind: 'stale', record };
    const schedule = { ...planned, over: true as const };
    const patch =
      record.state === 'scheduled'
        ? { state: 'dismissed' as const, finishedAt: this.#tools.now(), schedule }
        : { schedule };
    const ended = store.changes.advance(record, patch, by);
    return ended === undefined ? this.#tools.stale(record) : { kind: 'applied', record: ended };
  }

  /** What goes in stages begins no more of them until it is resumed, or goes on now. */
  async pause(reference: Pick<Reference, 'number'>, by: Actor, paused: boolean): Promise<Decision> {
    const { store } = this.#options;
    const found = store.changes.get(reference.number);
    if (found === undefined) return { kind: 'unknown' };
    const needed = await this.#tools.missing(found.changes, by);
    if (needed.length > 0) return { kind: 'notAllowed', needed };
    const record = store.changes.get(reference.number) ?? found;
    const { stages, ...schedule } = record.schedule ?? {};
    if (record.state !== 'scheduled' || stages === undefined || isPaused(record) === paused)
      return { kind: 'stale', record };
    const { paused: _, ...going } = stages;
    const next = { ...record.schedule, ...schedule, zone: record.schedule?.zone ?? 'UTC' };
    const patch = paused ? { ...stages, paused: 'asked' as const } : going;
    const changed = store.changes.advance(record, { schedule: { ...next, stages: patch } }, by);
    return changed === undefined ? this.#tools.stale(record) : { kind: 'applied', record: changed };
  }

  /** While it runs: desired state goes back to what it was, and the engine takes back what was given. */
  async cancel(reference: Reference, by: Actor): Promise<Decision> {
    const record = this.#options.store.changes.get(reference.number);
    if (record === undefined) return { kind: 'unknown' };
    if (record.state !== 'running' && record.state !== 'queued') return { kind: 'stale', record };
    const needed = await this.#tools.missing(record.changes, by);
    if (needed.length > 0) return { kind: 'notAllowed', needed };
    const cancelled = await this.#options.runs.takeBack(record, by);
    return cancelled === undefined ? this.#tools.stale(record) : { kind: 'applied', record: cancelled };
  }

  /** Why this person does not decide this preview now, as far as the directory must be asked for that. */
  async #notAllowed(reference: Reference, by: Actor, extra?: Extra): Promise<Decision | undefined> {
    const record = this.#pending(reference, by);
    if ('kind' in record) return record;
    const needed = await this.#tools.missing([...record.changes, ...(extra?.changes ?? [])], by);
    return needed.length > 0 ? { kind: 'notAllowed', needed } : undefined;
  }

  /** Acts on a preview whose outcome, simulated again, is as it was shown: what `act` finds is of this moment. */
  async #decide(
    reference: Reference,
    by: Actor,
    act: (ready: Ready) => Decision | Promise<Decision>,
    extra?: Extra,
  ): Promise<Decision> {
    const refused = await this.#notAllowed(reference, by, extra);
    if (refused !== undefined) return refused;
    const freeze = await this.freezes.current();
    const asked = this.#pending(reference, by);
    if ('kind' in asked) return asked;
    const changes = [...asked.changes, ...(extra?.changes ?? [])];
    const ask = () => this.#tools.weigh(changes, asked);
    return this.#tools.whileItStands(ask, (weighed): Decision | Promise<Decision> => {
      const record = this.#pending(reference, by);
      if ('kind' in record) return record;
      if (isRefused(weighed)) return { kind: 'refused', record, refusals: weighed.refusals };
      if (weighed.fingerprint === (extra?.expected ?? record.fingerprint))
        return act({ record, changes, weighed, freeze });
      return this.#shownAgain(isOffer(record) ? { ...record, changes, requestedBy: by } : record);
    });
  }

  /** The preview that a card shows and this person may decide, or why not. */
  #pending(reference: Reference, by: Actor): ChangeRecord | Decision {
    const { store, clock, policy } = this.#options;
    const record = store.changes.get(reference.number);
    if (record === undefined) return { kind: 'unknown' };
    if (record.state !== 'previewed' || record.version !== reference.version) return { kind: 'stale', record };
    if (isOffer(record)) return record;
    if (record.requestedBy.userId !== by.userId) return { kind: 'notYours', record };
    if (clock.now().getTime() - Date.parse(record.createdAt) <= policy.lifetimeMs) return record;
    const expired = store.changes.advance(record, { state: 'expired', finishedAt: this.#tools.now() });
    return { kind: 'stale', record: expired ?? record };
  }

  /** The outcome would differ from what was shown: what was asked for is shown as it would be now. */
  async #shownAgain(record: ChangeRecord): Promise<Decision> {
    const foreseen = await this.#tools.foresee(record.changes, record);
    if (isRefused(foreseen)) return { kind: 'refused', record, refusals: foreseen.refusals };
    const next = this.#options.store.changes.advance(record, {
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
  #schedule({ record, changes, weighed }: Ready, by: Actor): Decision {
    const scheduled = this.#options.store.changes.advance(record, {
      state: 'scheduled',
      requestedBy: by,
      changes,
      ...shownIn(weighed),
    });
    return scheduled === undefined ? this.#tools.stale(record) : { kind: 'applied', record: scheduled };
  }

  #begin({ record, changes, weighed }: Ready, by: Actor): Promise<Decision> {
    const patch = { requestedBy: by, ...shownIn(weighed) };
    return this.#tools.begin({ record: () => record, changes, reached: weighed.reached, patch, by });
  }

  #draft(
    { command, plan, by, fixes, undoes, stageOf, schedule }: Proposal,
    foreseen: Foreseen,
  ): Omit<ChangeRecord, 'number' | 'version'> {
    const { reason } = command.slots;
    return {
      state: 'previewed',
      requestedBy: by,
      language: command.language,
      command,
      changes: plan.changes,
      targetGroupIds: plan.targetGroupIds,
      targetUserIds: plan.targetUserIds,
      wholeTenant: plan.wholeTenant,
      ...shownIn(foreseen),
      createdAt: this.#tools.now(),
      ...(reason === undefined ? {} : { reason }),
      ...(fixes === undefined ? {} : { fixes }),
      ...(undoes === undefined ? {} : { undoes }),
      ...(stageOf === undefined ? {} : { stageOf }),
      ...(schedule === undefined ? {} : { schedule }),
    };
  }
}

/**
 * A record that offers fixes and does nothing by itself: it is nobody's, never expires, and becomes the change of whoever
 * presses one of its buttons first.
 */
function isOffer(record: ChangeRecord): boolean {
  return record.changes.length === 0;
}

/** A second person was asked about this very fix already. */
function isSameFix(record: ChangeRecord, { fixes, plan }: Proposal): boolean {
  return fixes !== undefined && record.fixes === fixes && changesKey(record.changes) === changesKey(plan.changes);
}
