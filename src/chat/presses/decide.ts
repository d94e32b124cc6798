import type { ChangeRecord } from '../../changes/change-record.ts';
import type { ChangeReference, Decision } from '../../engine/decision.ts';
import type { Reading } from '../../language/command.ts';
import { texts } from '../../words/catalogue.ts';
import { answerDecision, type PressResult, problem } from '../decision.ts';
import type { Offer } from '../foundation.ts';
import type { Services } from '../services.ts';
import type { Turn } from '../turn.ts';
import { type PressHandler, referenceIn, textIn } from './press.ts';

export const apply = deciding((services, turn, reference) => services.desk.apply(reference, turn.by));

/** Ends a preview or what was scheduled, or takes a request back. */
export const pressDismiss = deciding(async ({ desk, store }, turn, reference) => {
  const state = (await store.changes.get(reference.number))?.state;
  if (state === 'waiting') return desk.approvals.withdraw(reference.number, turn.by);
  return state === 'scheduled' ? desk.schedules.unschedule(reference, turn.by) : await desk.dismiss(reference, turn.by);
});

export const pause = deciding(({ desk }, turn, reference) => desk.schedules.pause(reference, turn.by, true));

export const resume = deciding(({ desk }, turn, reference) => desk.schedules.pause(reference, turn.by, false));

export const pressCancel = deciding((services, turn, reference) => services.desk.cancel(reference, turn.by));

export const pressFix: PressHandler = async (services, turn, press) => {
  const reference = referenceIn(press);
  const fix = textIn(press, 'fix');
  if (reference === undefined || fix === undefined) {
    return problem('UnknownAction', texts[turn.language].answers.unknownButton);
  }
  return applyOption(services, turn, reference, fix);
};

/** The fix that a card of a change has shown, by its `Offer.id`, if it can still be done; else why not. */
export async function findOption(
  services: Services,
  turn: Turn,
  { number, version }: ChangeReference,
  id: string,
): Promise<Offer | PressResult> {
  const offers = await services.offers.get(String(number));
  const { answers } = texts[turn.language];
  const known = offers?.version === version ? offers.options : [];
  const fix = known.find((option) => option.id === id);
  if (fix === undefined) return problem('Stale', answers.staleFix);
  return fix.canApply ? fix : problem('NotFromHere', answers.notFromHere);
}

/** @param id of the fix: applies what was previewed together with it, or a fix after failures: on its own simulated outcome, at once. */
async function applyOption(
  services: Services,
  turn: Turn,
  reference: ChangeReference,
  id: string,
): Promise<PressResult> {
  const record = await services.store.changes.get(reference.number);
  const fix = await findOption(services, turn, reference, id);
  if ('answer' in fix) return fix;
  if (record === undefined) return problem('Stale', texts[turn.language].answers.staleFix);
  if (record.state === 'previewed') {
    const extra = { changes: fix.changes, expected: fix.fingerprint };
    return answerDecision(services, turn, await services.desk.apply(reference, turn.by, extra));
  }
  if (record.state !== 'finished' && record.state !== 'cancelled') {
    return answerDecision(services, turn, { kind: 'stale', record });
  }
  const proposal = {
    command: fixCommand(record),
    plan: { ...record, changes: fix.changes, notes: [], wholeTenant: false },
    by: turn.by,
    fixes: record.number,
  };
  const decision = await services.desk.applyAtOnce(proposal, fix.fingerprint);
  // Used up: a second press, on a card that is not edited yet, finds nothing to do again.
  if (decision.kind === 'applied' || decision.kind === 'asked') await services.offers.delete(String(record.number));
  return answerDecision(services, turn, decision);
}

function deciding(
  decide: (services: Services, turn: Turn, reference: ChangeReference) => Promise<Decision>,
): PressHandler {
  return async (services, turn, press) => {
    const reference = referenceIn(press);
    if (reference === undefined) return problem('UnknownAction', texts[turn.language].answers.unknownButton);
    return answerDecision(services, turn, await decide(services, turn, reference));
  };
}

/** A fix speaks in the language, and of the groups, of the change that it mends. */
export function fixCommand({ command, language, number }: ChangeRecord): Reading {
  return { intent: 'apply_fix', slots: { ...command.slots, ref: String(number) }, reading: command.reading, language };
}
