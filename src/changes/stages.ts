import type { Change } from '../licensing/change.ts';
import { plus } from '../time/duration.ts';
import type { ChangeRecord } from './change-record.ts';
import type { Schedule, Stages, StagesAsked } from './schedule.ts';

/** More of a stage than this fails: it is not begun, and nothing more of it is. */
const MOST_FAILING = 0.1;
/** What follows on a stage and needs no pause. */
const SOON_MS = 1_000;

/** Whether a change can be done in stages: one group's new licenses, or one thing for each of several people. */
export function isStageable(changes: readonly Change[]): boolean {
  const [first] = changes;
  if (first?.kind === 'assignGroupLicense')
    return changes.length === 1 && first.addLicenses.length > 0 && first.removeLicenses.length === 0;
  return (
    first !== undefined &&
    changes.every(({ kind }) => kind === first.kind && (kind === 'addMember' || kind === 'assignUserLicense'))
  );
}

/** @param people whom the change reaches, in the order of their turns */
export function stagesOf({ size, every }: StagesAsked, people: readonly string[]): Stages {
  return { size, every, left: people, of: people.length, done: [], next: 'people' };
}

/** How many stages people have to go through. */
export function stageCount({ of, size }: Pick<Stages, 'of' | 'size'>): number {
  return Math.ceil(of / size);
}

/** Whose turn is next. */
export function peopleOfStage({ left, size, next }: Stages): readonly string[] {
  return next === 'people' ? left.slice(0, size) : [];
}

/** What the next stage does: for these people; or for the group, or to the copies that it makes needless. */
export function changesOfStage(
  { changes, schedule }: Pick<ChangeRecord, 'changes' | 'schedule'>,
  people: ReadonlySet<string>,
  done: readonly ChangeRecord[],
): readonly Change[] {
  const [first] = changes;
  if (schedule?.stages?.next === 'group') return changes;
  if (schedule?.stages?.next === 'tidy') return withoutCopies(done);
  if (first?.kind !== 'assignGroupLicense')
    return changes.filter((change) => 'userId' in change && people.has(change.userId));
  return [...people].map((userId) => ({
    kind: 'assignUserLicense',
    userId,
    addLicenses: first.addLicenses,
    removeLicenses: [],
  }));
}

function withoutCopies(done: readonly ChangeRecord[]): readonly Change[] {
  return done
    .flatMap(({ changes }) => changes)
    .filter((change) => change.kind === 'assignUserLicense')
    .map(({ userId, addLicenses }) => ({
      kind: 'assignUserLicense',
      userId,
      addLicenses: [],
      removeLicenses: addLicenses.map(({ skuId }) => skuId),
    }));
}

/** Too many of a stage fail, or would. */
export function isTooMany(failing: number, people: number): boolean {
  return failing > people * MOST_FAILING;
}

/**
 * What follows once a stage has begun, by its number, and when. Times are in milliseconds since 1970; `startMs` is when the stage
 * was to begin.
 */
export function afterStage(
  { stages, zone }: Pick<Schedule, 'zone'> & { readonly stages: Stages },
  { changes }: Pick<ChangeRecord, 'changes'>,
  { number, startMs, nowMs }: { readonly number: number | undefined; readonly startMs: number; readonly nowMs: number },
): { readonly stages: Stages; readonly atMs: number } {
  const left = stages.left.slice(peopleOfStage(stages).length);
  const next = left.length > 0 ? 'people' : followingOf(stages.next, changes);
  const after = (ms: number) => plus(ms, { count: 1, unit: stages.every }, zone);
  const paced = after(startMs) > nowMs ? after(startMs) : after(nowMs);
  const done = number === undefined ? stages.done : [...stages.done, number];
  return { stages: { ...stages, left, done, next }, atMs: next === 'people' ? paced : nowMs + SOON_MS };
}

function followingOf(step: Stages['next'], [first]: readonly Change[]): Stages['next'] {
  if (first?.kind !== 'assignGroupLicense') return 'end';
  return step === 'people' ? 'group' : step === 'group' ? 'tidy' : 'end';
}
