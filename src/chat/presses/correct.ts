import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Plan } from '../../changes/plan/plan.ts';
import type { Change } from '../../licensing/change.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import { DECIDING, isOpen, makeWay } from '../amended.ts';
import { exchangeOf, handle } from '../answer.ts';
import type { IncomingPress } from '../chat.ts';
import { inPlace, type PressResult, problem } from '../decision.ts';
import type { Answer } from '../handlers/handler.ts';
import { proposePlan } from '../handlers/propose.ts';
import type { Services } from '../services.ts';
import type { Turn } from '../turn.ts';
import { below, unknownHere } from './look.ts';
import { type PressHandler, referenceIn, textIn } from './press.ts';

/** A correction in words: its own preview takes the place of the one that it corrects. */
export const change: PressHandler = async (services, turn, press) => {
  const text = textIn(press, 'text');
  const found = await previewIn(services, turn, press);
  if (!('number' in found)) return found;
  if (text === undefined) return unknownHere(turn);
  const reading = await services.listener.correct(turn, found, text);
  const corrected = { ...turn, language: reading.language };
  if (DECIDING.has(reading.intent)) return problem('SayInChat', texts[reading.language].answers.sayInChat);
  const answer = await handle(services, corrected, reading, text, found);
  return instead(services, corrected, { record: found, answer, reading, text });
};

/** What was only supposed, as a preview of the tenant as it stands now. */
export const preview: PressHandler = async (services, turn, press) => {
  const found = await previewIn(services, turn, press);
  if (!('number' in found)) return found;
  const { slots, ...command } = found.command;
  const { dry_run: _supposed, ...asked } = slots;
  const step = command.intent === 'what_if' && slots.steps?.length === 1 ? slots.steps[0] : undefined;
  const reading = {
    ...command,
    slots: asked,
    ...(command.intent === 'what_if' ? { intent: 'batch' as const } : {}),
    ...step,
  };
  const plan: Plan = { ...found, notes: [], wholeTenant: found.wholeTenant ?? false };
  const answer = await proposePlan(services, turn, { reading, plan });
  return instead(services, turn, { record: found, answer, reading, text: '' });
};

/** The same change with the plans off that are the same service by a newer name. */
export const twinsOff: PressHandler = async (services, turn, press) => {
  const found = await previewIn(services, turn, press);
  if (!('number' in found)) return found;
  const { wholeTenant = false, command } = found;
  const plan: Plan = { ...found, changes: await withoutTwins(services, found), notes: [], wholeTenant };
  const schedule = found.schedule === undefined ? {} : { schedule: found.schedule };
  const answer = await proposePlan(services, turn, { reading: command, plan, ...schedule });
  return instead(services, turn, { record: found, answer, reading: command, text: '' });
};

/** The preview that the card shows, if it is this person's to correct; else why not. */
async function previewIn(services: Services, turn: Turn, press: IncomingPress): Promise<ChangeRecord | PressResult> {
  const reference = referenceIn(press);
  const record = reference && (await services.store.changes.get(reference.number));
  if (reference === undefined || record === undefined) return unknownHere(turn);
  const { answers } = texts[turn.language];
  if (!isOpen(record) || record.version !== reference.version) {
    services.liveCards.moved(record.number);
    return problem('Stale', answers.stale[record.state]);
  }
  return record.requestedBy.userId === turn.by.userId
    ? record
    : problem('NotYours', fill(answers.notYours, { who: record.requestedBy.displayName }));
}

interface Corrected {
  readonly record: ChangeRecord;
  readonly answer: Answer;
  readonly reading: ChangeRecord['command'];
  readonly text: string;
}

/** A new preview takes the old one's place; an answer without one stands below, and the old preview stays. */
async function instead(
  services: Services,
  turn: Turn,
  { record, answer, reading, text }: Corrected,
): Promise<PressResult> {
  const [first, ...rest] = answer.messages;
  if (first === undefined) return unknownHere(turn);
  const { pending } = answer.remember ?? {};
  if (pending === undefined || pending === record.number) return below(turn, first, ...rest);
  // What is planned stays until this is decided.
  if (record.state === 'scheduled')
    return { ...below(turn, first, ...rest), exchange: exchangeOf(reading, text, answer) };
  if (!(await makeWay(services, turn, record)))
    return problem('Stale', texts[turn.language].answers.stale[record.state]);
  return { ...inPlace(first), messages: rest, exchange: exchangeOf(reading, text, answer) };
}

async function withoutTwins({ foresight }: Services, { changes }: ChangeRecord): Promise<readonly Change[]> {
  const twins = await foresight.twins(changes);
  return changes.map((change) => {
    if (change.kind !== 'assignGroupLicense') return change;
    const addLicenses = change.addLicenses.map((license) => {
      const more = twins.filter((twin) => twin.skuId === license.skuId).map((twin) => twin.servicePlanId);
      return { ...license, disabledPlans: [...new Set([...license.disabledPlans, ...more])] };
    });
    return { ...change, addLicenses };
  });
}
