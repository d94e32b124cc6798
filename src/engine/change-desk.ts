import type { Permission } from '../core/authorization.ts';
import { permissionsFor, permissionsOf } from '../core/authorization.ts';
import type { ChangeRecord, OutcomeSummary } from '../core/change-record.ts';
import type { Plan } from '../core/command/plan.ts';
import type { Reading } from '../core/language/command.ts';
import type { Change, Refusal } from '../core/licensing/change.ts';
import { invert } from '../core/licensing/invert.ts';
import type { Outcome } from '../core/licensing/outcome.ts';
import { simulate } from '../core/licensing/simulate.ts';
import { type SummaryTarget, summarize } from '../core/licensing/summarize.ts';
import type { Actor, Directory } from '../directory/port.ts';
import type { Store } from '../store/store.ts';
import type { ChangeRuns } from './change-runs.ts';
import type { Clock } from './clock.ts';

/** What a person asks to be done. */
export interface Proposal {
  readonly command: Reading;
  readonly plan: Plan;
  readonly by: Actor;
  /** The change whose failures this one fixes, or that this one takes back. */
  readonly fixes?: number;
  readonly undoes?: number;
}

/** A proposal is simulated and kept, or nothing is: the directory would refuse it. */
export type Proposed =
  | { readonly kind: 'proposed'; readonly record: ChangeRecord; readonly outcome: Outcome }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/** What became of a press of *Apply*, *Fix* or the like. */
export type Decision =
  | { readonly kind: 'applied'; readonly record: ChangeRecord }
  /** The tenant has changed: nothing was done, and the record now holds the outcome as it would be. */
  | {
      readonly kind: 'changed';
      readonly record: ChangeRecord;
      readonly before: OutcomeSummary;
      readonly outcome: Outcome;
    }
  /** Somebody decided already, or the card is an old one. */
  | { readonly kind: 'stale'; readonly record: ChangeRecord }
  | { readonly kind: 'unknown' }
  /** Only who asked confirms. */
  | { readonly kind: 'notYours'; readonly record: ChangeRecord }
  | { readonly kind: 'notAllowed'; readonly needed: readonly Permission[] }
  /** More people lose something than one person may decide (contracts.md, *Who must agree*). */
  | { readonly kind: 'needsApproval'; readonly record: ChangeRecord; readonly losing: number }
  /** The directory would not take it as it stands now, or did not. */
  | { readonly kind: 'refused'; readonly record: ChangeRecord; readonly refusals: readonly Refusal[] };

/** A change and the version that a card shows. */
export interface Reference {
  readonly number: number;
  readonly version: number;
}

export interface Extra {
  readonly changes: readonly Change[];
  /** Fingerprint of the outcome of both together, as it was shown. */
  readonly expected: string;
}

export interface ChangeDeskOptions {
  readonly directory: Directory;
  readonly store: Store;
  readonly runs: ChangeRuns;
  readonly clock: Clock;
  readonly approvalThreshold: number;
  /** How long a preview may be applied, in milliseconds. */
  readonly lifetimeMs: number;
}

/**
 * Where changes are asked for, decided and begun. Nothing is believed that a card carries: the record is loaded, the
 * person's roles are read and the outcome is simulated again, at the moment of the act. Of any number of presses at
 * once one wins, by the record's version.
 */
export class ChangeDesk {
  readonly #options: ChangeDeskOptions;

  constructor(options: ChangeDeskOptions) {
    this.#options = options;
  }

  /** How many people one person may take something from. */
  get approvalThreshold(): number {
    return this.#options.approvalThreshold;
  }

  /** Simulates and keeps what a person asks for. Changes nothing else. */
  propose(proposal: Proposal): Proposed {
    const outcome = this.#simulate(proposal.plan.changes);
    if (outcome.refusals.length > 0) return { kind: 'refused', refusals: outcome.refusals };
    return { kind: 'proposed', record: this.#options.store.changes.create(this.#draft(proposal, outcome)), outcome };
  }

  /** Applies what was previewed; with `extra`, a suggestion's changes in the same step. */
  async apply(reference: Reference, by: Actor, extra?: Extra): Promise<Decision> {
    const found = this.#pending(reference, by);
    if ('kind' in found) return found;
    const record = found;
    const changes = [...record.changes, ...(extra?.changes ?? [])];
    const needed = await this.#missingPermissions(changes, by);
    if (needed.length > 0) return { kind: 'notAllowed', needed };
    const outcome = this.#simulate(changes);
    if (outcome.refusals.length > 0) return { kind: 'refused', record, refusals: outcome.refusals };
    if (outcome.fingerprint !== (extra?.expected ?? record.fingerprint)) {
      return this.#shownAgain(isOffer(record) ? { ...record, changes, requestedBy: by } : record);
    }
    return this.#begin(record, changes, by, outcome);
  }

  /** Proposes and applies in one step, if the outcome still is `expected`: a suggestion's button. */
  async applyAtOnce(proposal: Proposal, expected: string): Promise<Decision> {
    const needed = await this.#missingPermissions(proposal.plan.changes, proposal.by);
    if (needed.length > 0) return { kind: 'notAllowed', needed };
    const proposed = this.propose(proposal);
    if (proposed.kind === 'refused') {
      const mended = this.#options.store.changes.get(proposal.fixes ?? 0);
      return mended === undefined ? { kind: 'unknown' } : { ...proposed, record: mended };
    }
    const { record, outcome } = proposed;
    if (outcome.fingerprint !== expected) return { kind: 'changed', record, before: record.simulated, outcome };
    return this.#begin(record, record.changes, proposal.by, outcome);
  }

  /** Ends a preview without doing it. */
  dismiss(reference: Reference, by: Actor, state: 'dismissed' | 'superseded' = 'dismissed'): Decision {
    const found = this.#pending(reference, by);
    if ('kind' in found) return found;
    const dismissed = this.#options.store.changes.advance(found, { state, finishedAt: this.#now() });
    return dismissed === undefined ? this.#stale(found) : { kind: 'applied', record: dismissed };
  }

  /** While it runs: desired state goes back to what it was, and the engine takes back what was given. */
  async cancel(reference: Reference, by: Actor): Promise<Decision> {
    const record = this.#options.store.changes.get(reference.number);
    if (record === undefined) return { kind: 'unknown' };
    if (record.state !== 'running' && record.state !== 'queued') return { kind: 'stale', record };
    const needed = await this.#missingPermissions(record.changes, by);
    if (needed.length > 0) return { kind: 'notAllowed', needed };
    const cancelled = await this.#options.runs.takeBack(record, by);
    return cancelled === undefined ? this.#stale(record) : { kind: 'applied', record: cancelled };
  }

  /** The preview that a card shows and this person may decide, or why not. */
  #pending(reference: Reference, by: Actor): ChangeRecord | Decision {
    const { store, clock, lifetimeMs } = this.#options;
    const record = store.changes.get(reference.number);
    if (record === undefined) return { kind: 'unknown' };
    if (record.state !== 'previewed' || record.version !== reference.version) return { kind: 'stale', record };
    if (isOffer(record)) return record;
    if (record.requestedBy.userId !== by.userId) return { kind: 'notYours', record };
    if (clock.now().getTime() - Date.parse(record.createdAt) <= lifetimeMs) return record;
    const expired = store.changes.advance(record, { state: 'expired', finishedAt: this.#now() });
    return { kind: 'stale', record: expired ?? record };
  }

  /** The outcome would differ from what was shown: what was asked for is shown as it would be now. */
  #shownAgain(record: ChangeRecord): Decision {
    const outcome = this.#simulate(record.changes);
    if (outcome.refusals.length > 0) return { kind: 'refused', record, refusals: outcome.refusals };
    const next = this.#options.store.changes.advance(record, {
      changes: record.changes,
      requestedBy: record.requestedBy,
      fingerprint: outcome.fingerprint,
      simulated: this.#summary(outcome, record),
      createdAt: this.#now(),
    });
    return next === undefined
      ? this.#stale(record)
      : { kind: 'changed', record: next, before: record.simulated, outcome };
  }

  /** The intent is on disk before desired state changes, so that a crash in between is found and finished. */
  async #begin(record: ChangeRecord, changes: readonly Change[], by: Actor, outcome: Outcome): Promise<Decision> {
    const losing = outcome.loseSomething.length;
    if (record.wholeTenant === true || losing > this.approvalThreshold)
      return { kind: 'needsApproval', record, losing };
    const queued = this.#options.store.changes.advance(record, {
      state: 'queued',
      requestedBy: by,
      changes,
      inverse: invert(this.#tenant, changes),
      fingerprint: outcome.fingerprint,
      simulated: this.#summary(outcome, record),
      appliedAt: this.#now(),
    });
    if (queued === undefined) return this.#stale(record);
    const started = await this.#options.runs.start(queued, by);
    return 'refusals' in started
      ? { kind: 'refused', record: queued, refusals: started.refusals }
      : { kind: 'applied', record: started };
  }

  #draft({ command, plan, by, fixes, undoes }: Proposal, outcome: Outcome): Omit<ChangeRecord, 'number' | 'version'> {
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
      fingerprint: outcome.fingerprint,
      simulated: this.#summary(outcome, plan),
      createdAt: this.#now(),
      ...(reason === undefined ? {} : { reason }),
      ...(fixes === undefined ? {} : { fixes }),
      ...(undoes === undefined ? {} : { undoes }),
    };
  }

  async #missingPermissions(changes: readonly Change[], by: Actor): Promise<readonly Permission[]> {
    const held = permissionsOf(await this.#options.directory.listDirectoryRoles(by.userId));
    const needed = permissionsFor(changes);
    return needed.every((permission) => held.has(permission)) ? [] : needed;
  }

  get #tenant() {
    return this.#options.directory.tenant;
  }

  #simulate(changes: readonly Change[]): Outcome {
    return simulate(this.#tenant, changes, { now: this.#now() });
  }

  #summary(outcome: Outcome, target: SummaryTarget): OutcomeSummary {
    return summarize(this.#tenant, outcome, target);
  }

  #stale(record: ChangeRecord): Decision {
    return { kind: 'stale', record: this.#options.store.changes.get(record.number) ?? record };
  }

  #now(): string {
    return this.#options.clock.now().toISOString();
  }
}

/**
 * A record that offers fixes and does nothing by itself: it is nobody's, never expires, and becomes the change of whoever
 * presses one of its buttons first.
 */
function isOffer(record: ChangeRecord): boolean {
  return record.changes.length === 0;
}
