import { stageValues } from '../../cards/change/stages.ts';
import { whichRunsCard } from '../../cards/page/history.ts';
import { type ChangeRecord, type ChangeState, isOffer } from '../../changes/change-record.ts';
import { nextOf } from '../../changes/schedule.ts';
import { isRefused, supposedOf } from '../../licensing/outcome/foreseen.ts';
import { nextWeekday, readMoment } from '../../time/moment.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import { answerDecision, type PressResult } from '../decision.ts';
import { findRecord, runningFor } from '../find-record.ts';
import { findOption, fixCommand } from '../presses/decide.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { withdrawRequest } from './approve.ts';
import type { Answer, Handler, Heard } from './handler.ts';
import { noSuchChange } from './no-such-change.ts';
import { previewAgain } from './previewed.ts';
import { proposePlan } from './propose.ts';
import { toCome } from './schedule.ts';

/** "yes": what the card above offers, in words. When something else was said since, the card is shown again first. */
export const confirm: Handler = onRecord(async (services, turn, record, { slots }) => {
  const last = slots.ref === '@pending' ? await services.listener.lastOf(turn) : undefined;
  if (last?.doubted === true && record.state === 'previewed') return shownAgain(services, turn, record);
  const applied = await services.desk.apply(referenceTo(record), turn.by);
  const decision = applied.kind === 'needsApproval' ? await services.desk.ask(referenceTo(record), turn.by) : applied;
  const answer = asMessages(await answerDecision(services, turn, decision));
  const reading = { ...record.command, language: turn.language };
  return { ...answer, remember: { reading, users: record.targetUserIds } };
});

async function shownAgain(services: Services, turn: Turn, record: ChangeRecord): Promise<Answer> {
  const again = await previewAgain(services, turn, record);
  // The directory takes it no more: nothing waits for a word.
  if (isRefused(await services.foresight.foresee(supposedOf(record)))) return { messages: [again] };
  return {
    messages: [{ text: texts[turn.language].answers.stillWaits }, again],
    remember: { pending: record.number, users: record.targetUserIds },
  };
}

/** "no": the preview is over. */
export const dismiss: Handler = onRecord(async (services, turn, record) => {
  const decision = await services.desk.dismiss(referenceTo(record), turn.by);
  services.liveCards.moved(record.number);
  return asMessages(await answerDecision(services, turn, decision));
});

/** Decided by nobody yet: a "stop" in this conversation means it rather than somebody else's change. */
const OPEN: ReadonlySet<ChangeState> = new Set(['previewed', 'waiting', 'scheduled']);

/** "stop": what runs is taken back. Somebody else's change only by a button of its own, or when it is named. */
export const cancel: Handler = async (services, turn, heard) => {
  if (heard.slots.question === 'scheduled') return cancelScheduled(services, turn, heard);
  const slots = { ...heard.slots, ref: heard.slots.ref ?? '@running' };
  const unknown = await noSuchChange(services, turn, slots);
  if (unknown !== undefined) return unknown;
  const named = await findRecord(services, turn, slots);
  const pending = await findRecord(services, turn, { ref: '@pending' });
  const running = slots.ref === '@running' && named === undefined ? await runningFor(services, turn, slots) : [];
  if (running.length > 0 && (pending === undefined || !OPEN.has(pending.state))) {
    return { messages: [cardMessage(whichRunsCard(viewContext(services, turn.language), running))] };
  }
  const record = named ?? pending;
  if (record === undefined) return { messages: [{ text: texts[turn.language].answers.notRunning }] };
  if (record.state === 'waiting') return withdrawRequest(services, turn, record);
  if (nextOf(record) !== undefined || record.state === 'scheduled') return unschedule(services, turn, record);
  if (record.state === 'previewed') return dismiss(services, turn, { ...heard, slots: { ref: String(record.number) } });
  return asMessages(await answerDecision(services, turn, await services.desk.cancel(referenceTo(record), turn.by)));
};

/** "cancel what is scheduled for Friday": the one of this person; where it is not one, all that is to come is shown. */
async function cancelScheduled(services: Services, turn: Turn, { slots: { start } }: Heard): Promise<Answer> {
  const { store, clock } = services;
  const speaking = {
    nowMs: clock.now().getTime(),
    zone: turn.timeZone,
    language: turn.language,
    side: 'future',
  } as const;
  const span = start === undefined ? undefined : readMoment(start, speaking);
  const from = span === undefined ? Number.NaN : nextWeekday(start ?? '', span.fromMs, speaking);
  const to = from + Math.max(1, (span?.toMs ?? 0) - (span?.fromMs ?? 0));
  const isThen = ({ schedule }: ChangeRecord) => {
    const ms = Date.parse(schedule?.startsAt ?? '');
    return ms >= from && ms < to;
  };
  const scheduled = await store.changes.inState('scheduled');
  const own = scheduled.filter(({ requestedBy }) => requestedBy.userId === turn.by.userId);
  const [one, ...more] = start === undefined ? own : own.filter(isThen);
  return one === undefined || more.length > 0 ? toCome(services, turn) : unschedule(services, turn, one);
}

/** What waits for its time never comes; what was to be taken back stays, and that is said. */
async function unschedule(services: Services, turn: Turn, record: ChangeRecord): Promise<Answer> {
  const decision = await services.desk.schedules.unschedule(referenceTo(record), turn.by);
  services.liveCards.moved(record.number);
  if (decision.kind !== 'applied' || decision.record.state === 'dismissed') {
    return asMessages(await answerDecision(services, turn, decision));
  }
  const { kept } = texts[turn.language].record.schedule;
  return { messages: [{ text: fill(kept, { number: String(record.number) }) }] };
}

/** "pause 1001", "resume the roll-out of E5": what goes in stages begins no more of them, or goes on. */
export function holding(paused: boolean): Handler {
  return async (services, turn, { slots }) => {
    const { stages: words } = texts[turn.language].record;
    const unknown = slots.ref === undefined ? undefined : await noSuchChange(services, turn, slots);
    if (unknown !== undefined) return unknown;
    const record =
      slots.ref === undefined ? await stagedAbout(services, turn, slots) : await findRecord(services, turn, slots);
    const stages = record?.schedule?.stages;
    if (record === undefined || stages === undefined) return { messages: [{ text: words.none }] };
    const decision = await services.desk.schedules.pause(record, turn.by, paused);
    services.liveCards.moved(record.number);
    // Said twice, it is so already.
    const isSo = decision.kind === 'stale' && decision.record.state === 'scheduled';
    if (decision.kind !== 'applied' && !isSo) return asMessages(await answerDecision(services, turn, decision));
    const values = stageValues(viewContext(services, turn.language), record, stages);
    return { messages: [{ text: fill(paused ? words.pausedNow : words.resumed, values) }] };
  };
}

/** The one change in stages that may be meant: of this group, of this person. */
async function stagedAbout(
  { store }: Services,
  { by }: Turn,
  { ids }: Heard['slots'],
): Promise<ChangeRecord | undefined> {
  const open = (await store.changes.inState('scheduled')).filter(({ schedule }) => schedule?.stages !== undefined);
  const about = open.filter(({ targetGroupIds }) => ids?.groups?.every((id) => targetGroupIds.includes(id)) ?? true);
  const own = about.filter(({ requestedBy }) => requestedBy.userId === by.userId);
  const [one, ...more] = own.length > 0 ? own : about;
  return more.length === 0 ? one : undefined;
}

/** "do option 2": a fix that was shown, previewed: a word may mean another one, as a button cannot. */
export const applyFix: Handler = async (services, turn, heard) => {
  const { suggestions, pending, options = [] } = (await services.listener.lastOf(turn)) ?? {};
  const number = Number(heard.slots.ref) || suggestions || pending;
  const record = number === undefined ? undefined : await services.store.changes.get(number);
  const at = (heard.slots.option ?? 1) - 1;
  const fix = options[at];
  if (record === undefined || fix === undefined) return nothingPending(turn);
  const found = await findOption(services, turn, referenceTo(record), fix);
  if ('answer' in found) return asMessages(found);
  const isChange = record.state === 'previewed' && !isOffer(record);
  const changes = isChange ? [...record.changes, ...found.changes] : found.changes;
  const answer = await proposePlan(services, turn, {
    reading: { ...(isChange ? record.command : fixCommand(record)), corrects: true },
    plan: { ...record, changes, notes: [], wholeTenant: isChange && record.wholeTenant === true },
    ...(record.appliedAt === undefined ? {} : { fixes: record.number }),
  });
  return { ...answer, remember: { ...answer.remember, chosen: at + 1 } };
};

function onRecord(
  act: (services: Services, turn: Turn, record: ChangeRecord, heard: Heard) => Promise<Answer>,
): Handler {
  return async (services, turn, heard) => {
    const unknown = await noSuchChange(services, turn, heard.slots);
    if (unknown !== undefined) return unknown;
    const record = await findRecord(services, turn, { ...heard.slots, ref: heard.slots.ref ?? '@pending' });
    return record === undefined ? nothingPending(turn) : act(services, turn, record, heard);
  };
}

function nothingPending(turn: Turn): Answer {
  return { messages: [{ text: texts[turn.language].answers.nothingPending }] };
}

function asMessages({ answer, messages = [] }: PressResult): Answer {
  return { messages: [answer.kind === 'card' ? answer.message : { text: answer.text }, ...messages] };
}

function referenceTo({ number, version }: ChangeRecord) {
  return { number, version };
}
