import type { ChangeRecord } from '../../core/change-record.ts';
import type { Plan } from '../../core/command/plan.ts';
import type { Change } from '../../core/licensing/change.ts';
import { previewFacts } from '../../core/licensing/preview-facts.ts';
import { simulate } from '../../core/licensing/simulate.ts';
import { texts } from '../../core/text/catalogue.ts';
import { handle } from '../answer.ts';
import { answerDecision, inPlace, type PressResult, problem } from '../decision.ts';
import { proposePlan } from '../handlers/propose.ts';
import type { Services } from '../services.ts';
import type { Turn } from '../turn.ts';
import { unknown } from './look.ts';
import { type PressHandler, referenceIn, textIn } from './press.ts';

/** A correction in words: its own preview takes the place of the one that it corrects. */
export const change: PressHandler = async (services, turn, press) => {
  const text = textIn(press, 'text');
  const reference = referenceIn(press);
  const record = reference && services.store.changes.get(reference.number);
  if (reference === undefined || record === undefined || text === undefined) return unknown(turn);
  const reading = await services.listener.correct(turn, record, text);
  const corrected = { ...turn, language: reading.language };
  const answer = await handle(services, corrected, reading, text);
  await services.listener.remember(corrected, { reading, text, ...answer.remember });
  const [first, ...rest] = answer.messages;
  if (first === undefined) return unknown(turn);
  if (first.shows === undefined) return { answer: { kind: 'sentence', text: first.text }, messages: [first, ...rest] };
  return { ...(await instead(services, turn, record, first)), messages: rest };
};

/** The same change with the plans off that are the same service by a newer name. */
export const twinsOff: PressHandler = async (services, turn, press) => {
  const reference = referenceIn(press);
  const record = reference && services.store.changes.get(reference.number);
  if (record === undefined) return unknown(turn);
  const plan: Plan = {
    ...record,
    changes: withoutTwins(services, record),
    notes: [],
    wholeTenant: record.wholeTenant ?? false,
  };
  const { messages } = await proposePlan(services, turn, { reading: record.command, plan });
  const [first, ...rest] = messages;
  if (first === undefined) return problem('Unknown', texts[turn.language].answers.unknownChange);
  return { ...(await instead(services, turn, record, first)), messages: rest };
};

async function instead(
  services: Services,
  turn: Turn,
  record: ChangeRecord,
  message: Parameters<typeof inPlace>[0],
): Promise<PressResult> {
  const decision = services.desk.dismiss({ number: record.number, version: record.version }, turn.by, 'superseded');
  return decision.kind === 'applied' ? inPlace(message) : answerDecision(services, turn, decision);
}

function withoutTwins({ directory: { tenant }, clock }: Services, { changes }: ChangeRecord): readonly Change[] {
  const outcome = simulate(tenant, changes, { now: clock.now().toISOString() });
  const twins = previewFacts(tenant, changes, outcome).flatMap((facts) => facts.twins);
  return changes.map((change) => {
    if (change.kind !== 'assignGroupLicense') return change;
    const addLicenses = change.addLicenses.map((license) => {
      const more = twins.filter((twin) => twin.skuId === license.skuId).map((twin) => twin.servicePlanId);
      return { ...license, disabledPlans: [...new Set([...license.disabledPlans, ...more])] };
    });
    return { ...change, addLicenses };
  });
}
