import type { Permission } from '../core/authorization.ts';
import { permissionsFor, permissionsOf } from '../core/authorization.ts';
import type { ChangeRecord, OutcomeSummary } from '../core/change-record.ts';
import type { Plan } from '../core/command/plan.ts';
import type { Reading } from '../core/language/command.ts';
import type { Change, Refusal } from '../core/licensing/change.ts';
import { invert } from '../core/licensing/invert.ts';
import type { Outcome } from '../core/licensing/outcome.ts';
import { simulate } from '../core/licensing/simulate.ts';
import { summarize } from '../core/licensing/summarize.ts';
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
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

export interface ChangeDesk {
  propose(proposal: Proposal): Proposed;
  /** Applies what was previewed; with `extra`, a suggestion's changes in the same step, if that outcome is `expected`. */
  apply(reference: Reference, by: Actor, extra?: Extra): Promise<Decision>;
  /** Proposes and applies in one step, if the outcome still is `expected`: a suggestion's button. */
  applyAtOnce(proposal: Proposal, expected: string): Promise<Decision>;
  dismiss(reference: Reference, by: Actor): Decision;
  /** While it runs: desired state goes back to what it was, and the engine takes back what was given. */
  cancel(reference: Reference, by: Actor): Promise<Decision>;
  /** How many people one person may take something from. */
  readonly approvalThreshold: number;
}

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
export function openChangeDesk(options: ChangeDeskOptions): ChangeDesk {
  const { directory, store, runs, clock } = options;
  const { tenant } = directory;
  const now = () => clock.now().toISOString();
  const simulated = (changes: readonly Change[]) => simulate(tenant, changes, { now: now() });

  function propose(proposal: Proposal): Proposed {
    const outcome = simulated(proposal.plan.changes);
    if (outcome.refusals.length > 0) return { kind: 'refused', refusals: outcome.refusals };
    return { kind: 'proposed', record: store.changes.create(draftOf(proposal, outcome)), outcome };
  }

  function draftOf({ command, plan, by, fixes, undoes }: Proposal, outcome: Outcome) {
    const { reason } = command.slots;
    return {
      state: 'previewed' as const,
      requestedBy: by,
      language: command.language,
      command,
      changes: plan.changes,
      targetGroupIds: plan.targetGroupIds,
      targetUserIds: plan.targetUserIds,
      wholeTenant: plan.wholeTenant,
      fingerprint: outcome.fingerprint,
      simulated: summarize(tenant, outcome, plan),
      createdAt: now(),
      ...(reason === undefined ? {} : { reason }),
      ...(fixes === undefined ? {} : { fixes }),
      ...(undoes === undefined ? {} : { undoes }),
    };
  }

  async function apply(reference: Reference, by: Actor, extra?: Extra): Promise<Decision> {
    const record = store.changes.get(reference.number);
    if (record === undefined) return { kind: 'unknown' };
    if (record.state !== 'previewed' || record.version !== reference.version) return { kind: 'stale', record };
    if (record.requestedBy.userId !== by.userId) return { kind: 'notYours', record };
    if (clock.now().getTime() - Date.parse(record.createdAt) > options.lifetimeMs) {
      return {
        kind: 'stale',
        record: store.changes.advance(record, { state: 'expired', finishedAt: now() }) ?? record,
      };
    }
    const changes = [...record.changes, ...(extra?.changes ?? [])];
    const needed = await missingPermissions(changes, by);
    if (needed.length > 0) return { kind: 'notAllowed', needed };
    const outcome = simulated(changes);
    if (outcome.refusals.length > 0) return { kind: 'refused', refusals: outcome.refusals };
    if (outcome.fingerprint !== (extra?.expected ?? record.fingerprint)) return shownAgain(record);
    if (needsApproval(record, outcome)) return { kind: 'needsApproval', record, losing: outcome.loseSomething.length };
    return begin(record, changes, by, outcome);
  }

  /** The outcome would differ from what was shown: what was asked for is shown as it would be now. */
  function shownAgain(record: ChangeRecord): Decision {
    const outcome = simulated(record.changes);
    if (outcome.refusals.length > 0) return { kind: 'refused', refusals: outcome.refusals };
    const summary = summarize(tenant, outcome, record);
    const next = store.changes.advance(record, {
      fingerprint: outcome.fingerprint,
      simulated: summary,
      createdAt: now(),
    });
    if (next === undefined) return { kind: 'stale', record: store.changes.get(record.number) ?? record };
    return { kind: 'changed', record: next, before: record.simulated, outcome };
  }

  function needsApproval(record: ChangeRecord, outcome: Outcome): boolean {
    return record.wholeTenant === true || outcome.loseSomething.length > options.approvalThreshold;
  }

  /** The intent is on disk before desired state changes, so that a crash in between is found and finished. */
  async function begin(
    record: ChangeRecord,
    changes: readonly Change[],
    by: Actor,
    outcome: Outcome,
  ): Promise<Decision> {
    const queued = store.changes.advance(record, {
      state: 'queued',
      changes,
      inverse: invert(tenant, changes),
      fingerprint: outcome.fingerprint,
      simulated: summarize(tenant, outcome, record),
      appliedAt: now(),
    });
    if (queued === undefined) return { kind: 'stale', record: store.changes.get(record.number) ?? record };
    const started = await runs.start(queued, by);
    return 'refusals' in started
      ? { kind: 'refused', refusals: started.refusals }
      : { kind: 'applied', record: started };
  }

  async function missingPermissions(changes: readonly Change[], by: Actor): Promise<readonly Permission[]> {
    const held = permissionsOf(await directory.listDirectoryRoles(by.userId));
    const needed = permissionsFor(changes);
    return needed.every((permission) => held.has(permission)) ? [] : needed;
  }

  return {
    approvalThreshold: options.approvalThreshold,
    propose,
    apply,
    async applyAtOnce(proposal, expected) {
      const needed = await missingPermissions(proposal.plan.changes, proposal.by);
      if (needed.length > 0) return { kind: 'notAllowed', needed };
      const proposed = propose(proposal);
      if (proposed.kind === 'refused') return proposed;
      const { record, outcome } = proposed;
      if (outcome.fingerprint !== expected) return { kind: 'changed', record, before: record.simulated, outcome };
      if (needsApproval(record, outcome))
        return { kind: 'needsApproval', record, losing: outcome.loseSomething.length };
      return begin(record, record.changes, proposal.by, outcome);
    },
    dismiss(reference, by) {
      const record = store.changes.get(reference.number);
      if (record === undefined) return { kind: 'unknown' };
      if (record.state !== 'previewed' || record.version !== reference.version) return { kind: 'stale', record };
      if (record.requestedBy.userId !== by.userId) return { kind: 'notYours', record };
      const dismissed = store.changes.advance(record, { state: 'dismissed', finishedAt: now() });
      return dismissed === undefined
        ? { kind: 'stale', record: store.changes.get(record.number) ?? record }
        : { kind: 'applied', record: dismissed };
    },
    async cancel(reference, by) {
      const record = store.changes.get(reference.number);
      if (record === undefined) return { kind: 'unknown' };
      if (record.state !== 'running' && record.state !== 'queued') return { kind: 'stale', record };
      const needed = await missingPermissions(record.changes, by);
      if (needed.length > 0) return { kind: 'notAllowed', needed };
      const cancelled = await runs.takeBack(record, by);
      return cancelled === undefined
        ? { kind: 'stale', record: store.changes.get(record.number) ?? record }
        : { kind: 'applied', record: cancelled };
    },
  };
}
