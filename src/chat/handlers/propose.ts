import type { Card } from '../../cards/card.ts';
import { changeKind } from '../../cards/change/kind.ts';
import { nothingToDoCard, notYetCard, refusedCard, whichProductCard } from '../../cards/change/notice.ts';
import { refusalCard } from '../../cards/change/refusal.ts';
import { isUnclear } from '../../cards/question/unclear-times.ts';
import { targetTitle } from '../../cards/text/describe.ts';
import { permissionsFor, whoCould } from '../../changes/authorization.ts';
import type { Plan } from '../../changes/plan/plan.ts';
import { readSchedule, withoutTimes } from '../../changes/read-schedule.ts';
import type { Schedule } from '../../changes/schedule.ts';
import { isStageable, stagesOf } from '../../changes/stages.ts';
import { scheduleOf } from '../../engine/schedule-of.ts';
import type { Reading } from '../../language/command.ts';
import type { Refusal } from '../../licensing/change.ts';
import { supposedOf } from '../../licensing/outcome/foreseen.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import type { Message } from '../chat.ts';
import type { Remembered } from '../listener.ts';
import { previewMessage } from '../record-card.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { Answer, Handler, Heard } from './handler.ts';
import { notify } from './notify.ts';
import { isPart, peopleOfOutcomeMessage } from './people-of-outcome.ts';
import { unclearTimesAnswer } from './schedule.ts';

/** Every change: understood, planned, allowed, simulated, shown. Nothing is done before the person says so. */
export const propose: Handler = async (services, turn, reading) => {
  const { steps = [] } = reading.slots;
  const tells = steps.filter(({ intent }) => intent === 'notify');
  if (tells.length > 0 && tells.length < steps.length) return proposeAndTell(services, turn, reading, tells);
  const saidAt = { nowMs: services.clock.now().getTime(), zone: turn.timeZone, language: turn.language };
  const times = readSchedule(reading.slots, saidAt);
  if (isUnclear(times)) return unclearTimesAnswer(services, turn, reading, times);
  const { seen: planned } = await services.host.plan(withoutTimes(reading));
  const context = viewContext(services, turn.language);
  switch (planned.kind) {
    case 'notAChange':
    case 'notYet':
      return { messages: [cardMessage(notYetCard(context, reading))] };
    case 'whichProduct':
      return { messages: [cardMessage(whichProductCard(context, reading, planned.groupId))] };
    case 'ruleUnread': {
      const { ruleUnread, ruleUnexported } = context.texts.answers;
      const text = fill(planned.isExported ? ruleUnread : ruleUnexported, { part: planned.part });
      return { messages: [{ text }] };
    }
    case 'planned':
      return proposeInTime(services, turn, {
        reading,
        plan: planned.plan,
        replaces: reading.replaces,
        ...(times.kind === 'schedule' ? { schedule: scheduleOf(times, turn.timeZone) } : {}),
      });
  }
};

/** "put Ann in Sales and tell me when it is done": what tells changes nothing, and is asked for at once. */
async function proposeAndTell(
  services: Services,
  turn: Turn,
  reading: Heard,
  tells: NonNullable<Heard['slots']['steps']>,
): Promise<Answer> {
  const told: Answer[] = [];
  for (const { intent, slots } of tells) told.push(await notify(services, turn, { ...reading, intent, slots }));
  const steps = reading.slots.steps?.filter((step) => !tells.includes(step)) ?? [];
  const [only, ...more] = steps;
  const rest = only !== undefined && more.length === 0 ? only : { slots: { ...reading.slots, steps } };
  const answer = await propose(services, turn, { ...reading, ...rest });
  return { ...answer, messages: [...answer.messages, ...told.flatMap(({ messages }) => messages)] };
}

/** As it was said: at once, at its time, or stage by stage for those whom it reaches. */
async function proposeInTime(services: Services, turn: Turn, asked: AskedFor): Promise<Answer> {
  const { plan, reading, schedule } = asked;
  const { stages } = reading.slots;
  if (stages === undefined || plan.changes.length === 0) return proposePlan(services, turn, asked);
  const text = texts[turn.language].record.stages.notStaged;
  if (!isStageable(plan.changes) || schedule?.endsAt !== undefined) return { messages: [{ text }] };
  const people = await reachedBy(services, plan);
  if (people.length <= stages.size) {
    const note = { kind: 'oneStage', people: people.length, size: stages.size } as const;
    return proposePlan(services, turn, { ...asked, plan: { ...plan, notes: [...plan.notes, note] } });
  }
  const startsAt = schedule?.startsAt ?? services.clock.now().toISOString();
  const staged = { zone: turn.timeZone, startsAt, stages: stagesOf(stages, people) };
  return proposePlan(services, turn, { ...asked, schedule: staged });
}

/** Those who get something by it; who is named gets it in the order of the names. */
async function reachedBy({ foresight }: Services, plan: Plan): Promise<readonly string[]> {
  const named = plan.changes.flatMap((change) => ('userId' in change ? change.userId : []));
  if (named.length > 0) return [...new Set(named)];
  const members = { part: 'gets', from: 0, size: Number.MAX_SAFE_INTEGER } as const;
  return (await foresight.people(supposedOf(plan), members)).people.map(({ userId }) => userId);
}

interface AskedFor {
  readonly reading: Reading;
  readonly plan: Plan;
  readonly undoes?: number;
  readonly fixes?: number;
  /** The planned change that ends once this one is decided. */
  readonly replaces?: number | undefined;
  readonly schedule?: Schedule;
}

export async function proposePlan(services: Services, turn: Turn, asked: AskedFor): Promise<Answer> {
  const context = viewContext(services, turn.language);
  const { reading, plan } = asked;
  if (plan.changes.length === 0) {
    const mayMove = turn.permissions.has('memberships');
    const leaving = await services.foresight.leaving(plan.notes);
    const card = nothingToDoCard(context, { reading, plan, leaving, mayMove });
    return { messages: [cardMessage(card)], remember: { refused: true, ...offered(card) } };
  }
  const refused = notAllowed(services, turn, asked);
  if (refused !== undefined) return { messages: [refused], remember: { refused: true } };
  const proposed = await services.desk.propose({
    command: reading,
    plan,
    by: turn.by,
    ...(asked.undoes === undefined ? {} : { undoes: asked.undoes }),
    ...(asked.fixes === undefined ? {} : { fixes: asked.fixes }),
    ...(asked.replaces === undefined ? {} : { replaces: asked.replaces }),
    ...(asked.schedule === undefined ? {} : { schedule: asked.schedule }),
  });
  if (proposed.kind === 'refused') {
    const card = await cardOfRefusal(services, turn, asked, proposed.refusals);
    const remember = { users: plan.targetUserIds, refused: true, ...offered(card) };
    return { messages: [cardMessage(card)], remember };
  }
  const { record, foreseen } = proposed;
  const supposed = reading.intent === 'what_if' || reading.slots.dry_run === true;
  const message = await previewMessage(services, record, foreseen, plan.notes, supposed);
  // Who asks what would happen has not asked for it: "yes" does not mean it.
  const pending = supposed ? {} : { pending: record.number };
  const { question } = reading.slots;
  const people =
    supposed && isPart(question)
      ? [await peopleOfOutcomeMessage(services, turn, record, { part: question, page: 1 })]
      : [];
  const { replaces } = record;
  const places =
    replaces === undefined ? [] : [{ text: fill(context.texts.answers.takesPlace, { number: String(replaces) }) }];
  return { messages: [...people, message, ...places], remember: { ...pending, users: plan.targetUserIds } };
}

/** What is said instead by a button is said by "yes", or by its title, as well. */
function offered({ data: { buttons = [] } }: Card): Remembered {
  const options = buttons.flatMap(({ title, press }) =>
    press?.verb === 'say' ? [{ title, text: press.data.text, choice: title }] : [],
  );
  return options.length === 0 ? {} : { question: { options, instead: true } };
}

export async function refusedMessage(
  services: Services,
  turn: Turn,
  asked: AskedFor,
  refusals: readonly Refusal[],
): Promise<Message> {
  return cardMessage(await cardOfRefusal(services, turn, asked, refusals));
}

/** The directory would not take it: why, and what can be said instead. */
async function cardOfRefusal(
  services: Services,
  turn: Turn,
  { reading, plan }: AskedFor,
  refusals: readonly Refusal[],
): Promise<Card> {
  return refusedCard(viewContext(services, turn.language), {
    reading,
    plan,
    refusals,
    reasons: await services.foresight.reasons(plan.changes, refusals),
    mayMove: turn.permissions.has('memberships'),
  });
}

/** One sentence and who could, when the person's roles do not include what the plan needs. */
function notAllowed(services: Services, turn: Turn, { reading, plan }: AskedFor): Message | undefined {
  const needed = permissionsFor(plan.changes);
  const lacking = needed.find((permission) => !turn.permissions.has(permission));
  if (lacking === undefined) return undefined;
  const context = viewContext(services, turn.language);
  return cardMessage(
    refusalCard(context, {
      kind: changeKind({ command: reading, changes: plan.changes }, context.texts.cards),
      title: targetTitle(context, plan),
      lacking,
      roles: turn.roles,
      whoCould: whoCould(needed),
    }),
  );
}
