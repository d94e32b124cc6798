import type { ChangeRecord } from '../changes/change-record.ts';
import type { Intent, Reading } from '../language/command.ts';
import type { Services } from './services.ts';
import type { Turn } from './turn.ts';

/** What decides about changes means what was shown last, never a part of another one. */
export const DECIDING: ReadonlySet<Intent> = new Set([
  'confirm',
  'dismiss',
  'cancel',
  'undo',
  'apply_fix',
  'approve',
  'reject',
  'freeze',
  'unfreeze',
  'notify',
  'digest',
]);

const BY_NUMBER =
  /^(?:please )?(?:change|amend|edit|correct|alter|update|wijzig|verander|pas) (?:request |change |preview |verzoek |aanvraag |wijziging )?#?(\d+)(?: aan)?(?:\s*[:,]\s*|\s+)(?:(?:to|into|in|so that|naar|zodat)\s+)?(.+)$/is;

/** "change 1001 to without Sway": somebody's own preview or request that waits, and the correction; undefined for anything else. */
export async function amended(
  { store, listener }: Services,
  turn: Turn,
  text: string,
): Promise<{ readonly record: ChangeRecord; readonly reading: Reading } | undefined> {
  const [, number, correction = ''] = BY_NUMBER.exec(text.trim()) ?? [];
  const record = number === undefined ? undefined : await store.changes.get(Number(number));
  if (record === undefined || record.requestedBy.userId !== turn.by.userId || !isOpen(record)) return undefined;
  const reading = await listener.correct(turn, record, correction);
  return DECIDING.has(reading.intent) ? undefined : { record, reading };
}

/** Nothing of it is done yet. */
export function isOpen({ state, schedule }: Pick<ChangeRecord, 'state' | 'schedule'>): boolean {
  const begun = (schedule?.stages?.done.length ?? 0) > 0;
  return state === 'previewed' || state === 'waiting' || (state === 'scheduled' && !begun);
}

/** The corrected preview takes its place: nobody is asked about the old one any more. False: it was decided meanwhile. */
export async function makeWay(
  { desk, liveCards, approvals }: Services,
  { by }: Turn,
  { number, version, state }: ChangeRecord,
): Promise<boolean> {
  const decision =
    state === 'waiting'
      ? await desk.approvals.withdraw(number, by)
      : await desk.dismiss({ number, version }, by, 'superseded');
  liveCards.moved(number);
  if (decision.kind === 'withdrawn') await approvals.decided(decision.record);
  return decision.kind === 'applied' || decision.kind === 'withdrawn';
}
