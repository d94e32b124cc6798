import { describeRecord } from '../../cards/change/record.ts';
import { textOfRuns } from '../../cards/runs.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import { groupBefore } from '../../changes/group-before.ts';
import type { Plan } from '../../changes/plan/plan.ts';
import type { Stages } from '../../changes/schedule.ts';
import { laterThan } from '../../engine/later-than.ts';
import type { OfferedReading } from '../../language/command.ts';
import { formatMoment } from '../../time/format-moment.ts';
import { readMoment } from '../../time/moment.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import { applied, findRecord, lastBy, standsHere } from '../find-record.ts';
import type { Services } from '../services.ts';
import { type Turn, viewContext } from '../turn.ts';
import { askBack } from './ask-back.ts';
import { cancel } from './decide.ts';
import type { Answer, Handler, Heard } from './handler.ts';
import { noSuchChange } from './no-such-change.ts';
import { proposePlan } from './propose.ts';
import { targetsNamed } from './show.ts';
import { endOfSaid } from './undo-said.ts';

/** More changes than one group has in the time that anybody puts it back. */
const CHANGES_LOOKED_AT = 10_000;

/** "undo 1042", "undo that", "put HR Department back how it was yesterday": the inverse, previewed like any other change. */
export const undo: Handler = async (services, turn, heard) => {
  if (heard.slots.refs !== undefined || heard.slots.limit !== undefined) return undoSeveral(services, turn, heard);
  const whose = heard.slots.ref ?? heard.slots.users;
  if (heard.slots.since !== undefined && whose !== undefined) return undoSeveral(services, turn, heard);
  if (heard.slots.since !== undefined) return putBack(services, turn, heard, heard.slots.since);
  const unknown = await noSuchChange(services, turn, heard.slots);
  if (unknown !== undefined) return unknown;
  const bare = isBare(heard);
  const waiting = await notDoneYet(services, turn, bare ? '@pending' : heard.slots.ref);
  if (waiting !== undefined) return cancel(services, turn, { ...heard, slots: { ref: String(waiting.number) } });
  const said = bare ? await undoLast(services, turn) : undefined;
  if (said !== undefined) return said;
  const ref = heard.slots.ref ?? (heard.slots.ids?.groups === undefined ? '@last_by_me' : '@last');
  const record = await findRecord(services, turn, { ...heard.slots, ref });
  if (record !== undefined) return undoOf(services, turn, record);
  const theirs = ref === '@last_by_me' ? await lastOfOthers(services, turn) : undefined;
  if (theirs !== undefined) return whetherTheirs(services, turn, theirs);
  const elsewhere = ref === '@last_by_me' ? (await lastBy(services, turn)).anywhere : undefined;
  if (elsewhere !== undefined) return whetherElsewhere(services, turn, elsewhere);
  const preview = await findRecord(services, turn, { ref: '@pending' });
  if (preview?.state === 'previewed') return { messages: [{ text: texts[turn.language].answers.waiting }] };
  return nothingToUndo(turn);
};

/** A change of another chat is named, and only undone when it is said to be meant. */
function whetherElsewhere(services: Services, turn: Turn, record: ChangeRecord): Answer {
  const { answers } = texts[turn.language];
  const question = fill(answers.elsewhere, { number: String(record.number) });
  return askBack(services, turn, question, [undoOption(services, turn, record)]);
}

/** The last change that stands here, of whoever else speaks here. */
async function lastOfOthers(services: Services, { by, place }: Turn): Promise<ChangeRecord | undefined> {
  for (const record of await applied(services))
    if (record.requestedBy.userId !== by.userId && (await standsHere(services, place, record))) return record;
  return undefined;
}

/** What somebody else had done is only undone when it is said to be meant. */
function whetherTheirs(services: Services, turn: Turn, record: ChangeRecord): Answer {
  const { answers } = texts[turn.language];
  const { displayName } = record.requestedBy;
  const question = fill(answers.theirs, { number: String(record.number), person: displayName });
  return askBack(services, turn, question, [undoOption(services, turn, record)]);
}

function undoOption(services: Services, { language }: Turn, record: ChangeRecord): OfferedReading {
  const context = viewContext(services, language);
  const text = fill(context.texts.answers.undoNumber, { number: String(record.number) });
  return { title: `#${record.number}: ${textOfRuns(describeRecord(context, record, 'named'))}`, text, choice: text };
}

/** What was said last may be no change of licenses: how it ends is offered, beside the last change. */
async function undoLast(services: Services, turn: Turn): Promise<Answer | undefined> {
  const last = await services.listener.lastOf(turn);
  const { undoSaid: words } = texts[turn.language].record;
  const end = last && endOfSaid(last.reading, words);
  if (last === undefined || end === undefined) return undefined;
  const { here } = await lastBy(services, turn);
  const ending = end === 'once' ? [] : [{ title: `“${last.text}”: ${end}`, text: end, choice: end }];
  const options = [...ending, ...(here === undefined ? [] : [undoOption(services, turn, here)])];
  return askBack(services, turn, end === 'once' ? words.once : words.which, options);
}

/** "undo", "undo that": whatever was done last, be it a change or not. */
function isBare({ slots: { ref, ids, topic } }: Heard): boolean {
  return (ref === undefined || ref === '@last_by_me') && ids === undefined && topic !== 'change';
}

/** What waits for its time, or for a second person, has done nothing yet: it is taken off. */
async function notDoneYet(services: Services, turn: Turn, ref?: string): Promise<ChangeRecord | undefined> {
  const record = ref === undefined ? undefined : await findRecord(services, turn, { ref });
  const isOpen = record?.state === 'scheduled' || record?.state === 'waiting';
  // A preview is meant by its number alone.
  if (record === undefined || !(isOpen || (record.state === 'previewed' && ref !== '@pending'))) return undefined;
  if ((record.schedule?.stages?.done.length ?? 0) > 0) return undefined;
  const later = ref === '@pending' ? (await lastBy(services, turn)).here : undefined;
  return later !== undefined && later.number > record.number ? undefined : record;
}

export async function undoOf(services: Services, turn: Turn, record: ChangeRecord): Promise<Answer> {
  const { stageOf } = record;
  const whole = stageOf === undefined ? record : await services.store.changes.get(stageOf);
  if (whole?.schedule?.stages?.done.length) return undoStages(services, turn, whole, whole.schedule.stages);
  const { seen: plan } = await services.host.planUndo(record, await laterThan(services.store, record));
  const reading = {
    intent: 'undo' as const,
    slots: { ref: String(record.number) },
    reading: record.command.reading,
    language: turn.language,
  };
  return proposePlan(services, turn, { reading, plan, undoes: record.number });
}

/** What was done in stages goes back as a whole, the last stage first, and does not go on. */
async function undoStages(
  services: Services,
  turn: Turn,
  { number, state, command }: ChangeRecord,
  { done, left }: Stages,
): Promise<Answer> {
  const stages = await Promise.all(done.map((stage) => services.store.changes.get(stage)));
  const plan = await planBackTogether(
    services,
    stages.flatMap((stage) => stage ?? []),
  );
  if (plan === undefined) return nothingToUndo(turn);
  const stops = state === 'scheduled' ? [{ kind: 'stopsStages', number, left: left.length } as const] : [];
  const { reading } = command;
  return proposePlan(services, turn, {
    reading: { intent: 'undo', slots: { ref: String(number) }, reading, language: turn.language },
    plan: { ...plan, notes: [...stops, ...plan.notes] },
    undoes: number,
  });
}

/** What takes these changes back, newest first, as far as they were done; undefined where nothing was. */
async function planBackTogether(
  { host, store }: Services,
  changes: readonly ChangeRecord[],
): Promise<Plan | undefined> {
  const records = changes.filter(({ state }) => state === 'finished').sort((a, b) => b.number - a.number);
  if (records.length === 0) return undefined;
  const among = new Set(records.map(({ number }) => number));
  const later = (await Promise.all(records.map((record) => laterThan(store, record))))
    .flat()
    .filter(({ number }) => !among.has(number))
    .sort((a, b) => b.number - a.number);
  return (await host.planUndoAll(records, later)).seen;
}

/** "undo 1001 and 1002", "undo my last 2 changes", "undo everything I did today": one preview of all of it. */
async function undoSeveral(services: Services, turn: Turn, heard: Heard): Promise<Answer> {
  const { record: words } = texts[turn.language];
  const { refs, limit, since, ids } = heard.slots;
  for (const ref of refs ?? []) {
    const unknown = await noSuchChange(services, turn, { ref });
    if (unknown !== undefined) return unknown;
  }
  const sinceMs = since === undefined ? undefined : startOf(services, turn, heard, since);
  if (since !== undefined && sinceMs === undefined) {
    return { messages: [{ text: fill(words.unknownTime, { text: since }) }] };
  }
  const [whose = turn.by.userId] = ids?.users ?? [];
  // So many of the last are those of this conversation; what was done since a time was done anywhere.
  const theirs = (await applied(services)).filter(({ requestedBy }) => requestedBy.userId === whose);
  const here = await Promise.all(
    theirs.map((record) => limit === undefined || standsHere(services, turn.place, record)),
  );
  const own = theirs.filter((_, at) => here[at]);
  const meant =
    refs === undefined
      ? own.filter(({ appliedAt = '' }) => sinceMs === undefined || Date.parse(appliedAt) >= sinceMs)
      : (await Promise.all(refs.map((ref) => services.store.changes.get(Number(ref))))).flatMap((one) => one ?? []);
  const done = meant
    .filter(({ state }) => state === 'finished')
    .sort((a, b) => b.number - a.number)
    .slice(0, limit);
  const plan = await planBackTogether(services, done);
  if (plan === undefined) return nothingToUndo(turn);
  const { users: _users, ids: _ids, limit: _limit, since: _since, ...slots } = heard.slots;
  // For "only the last one".
  const reading = { ...heard, slots: { ...slots, refs: done.map(({ number }) => String(number)).toReversed() } };
  return proposePlan(services, turn, { reading, plan });
}

function nothingToUndo({ language }: Turn): Answer {
  return { messages: [{ text: texts[language].answers.nothingToUndo }] };
}

async function putBack(services: Services, turn: Turn, heard: Heard, since: string): Promise<Answer> {
  const { record: words } = texts[turn.language];
  const [groupId] = targetsNamed(services, heard).groups;
  if (groupId === undefined) return { messages: [{ text: words.whichGroup }] };
  const ms = (await beforeChange(services, since)) ?? startOf(services, turn, heard, since);
  if (ms === undefined) return { messages: [{ text: fill(words.unknownTime, { text: since }) }] };
  return putBackTo(services, turn, { heard, groupId, ms });
}

/** "how it was on Monday" means when Monday was over, "since Monday" from its beginning on. */
function startOf({ clock }: Services, turn: Turn, { said }: Heard, since: string): number | undefined {
  const nowMs = clock.now().getTime();
  const span = readMoment(since, { nowMs, zone: turn.timeZone, language: turn.language, side: 'past' });
  if (span === undefined) return undefined;
  if (span.fromMs > nowMs) return begunToday(span.fromMs, nowMs, turn);
  return span.toMs > nowMs || /\b(?:since|sinds|from|vanaf|before|voor)\b/i.test(said) ? span.fromMs : span.toMs;
}

/** "before #1020": when that change was applied; undefined for what is no such change, or was never applied. */
async function beforeChange({ store }: Services, since: string): Promise<number | undefined> {
  const number = /^#(\d+)$/.exec(since)?.[1];
  const appliedAt = number === undefined ? undefined : (await store.changes.get(Number(number)))?.appliedAt;
  return appliedAt === undefined ? undefined : Date.parse(appliedAt);
}

/** "this morning", said before it is nine: since the day began. */
function begunToday(fromMs: number, nowMs: number, { timeZone, language }: Turn): number | undefined {
  const today = readMoment('today', { nowMs, zone: timeZone, language, side: 'past' });
  return today !== undefined && fromMs < today.toMs ? today.fromMs : undefined;
}

async function putBackTo(
  services: Services,
  turn: Turn,
  { heard, groupId, ms }: { readonly heard: Heard; readonly groupId: string; readonly ms: number },
): Promise<Answer> {
  const { host, store } = services;
  const time = new Date(ms).toISOString();
  const records = (await applied(services, groupId, CHANGES_LOOKED_AT)).filter(
    ({ state, appliedAt = '' }) => state !== 'refused' && appliedAt >= time,
  );
  const asOf = { ms, zone: turn.timeZone };
  const before = groupBefore(groupId, await Array.fromAsync(store.audit.aboutSince(groupId, time)));
  const { seen: plan } = await host.planPutBack({ groupId, asOf, before, records });
  if (plan.changes.length === 0) {
    const pattern = texts[turn.language].record.putsBackNothing.replaceAll('**', '');
    const text = fill(pattern, {
      group: services.labels.group(groupId)?.displayName ?? '',
      time: formatMoment(asOf, turn.language),
    });
    return { messages: [{ text }] };
  }
  return proposePlan(services, turn, { reading: heard, plan });
}
