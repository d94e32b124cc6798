import type { ChangeRecord } from '../../changes/change-record.ts';
import { nextOf, type Stages } from '../../changes/schedule.ts';
import { stageCount } from '../../changes/stages.ts';
import type { TextRuns } from '../runs.ts';
import { countFor, say, type ViewContext } from '../text/context.ts';
import { groupLabel } from '../text/names.ts';
import { scheduledTime } from './schedule-sentences.ts';

type Staged = Pick<ChangeRecord, 'number' | 'state' | 'schedule' | 'changes'>;

/** How a change goes from stage to stage, and how far it is. */
export function stageSentences(context: ViewContext, record: Staged): readonly TextRuns[] {
  const { stages } = record.schedule ?? {};
  if (stages === undefined) return [];
  if (record.state === 'previewed' || record.state === 'waiting') return planSentences(context, record, stages);
  const { stages: texts } = context.texts.record;
  const { last, ...values } = stageValues(context, record, stages);
  if (record.state === 'finished') return [say(context, texts.over, values)];
  if (record.state !== 'scheduled') return stages.done.length === 0 ? [] : [say(context, texts.stopped, values)];
  const where = stages.next === 'people' || stages.next === 'end' ? [] : [say(context, texts[stages.next], values)];
  const at = stages.next === 'people' ? [say(context, texts.people, values)] : where;
  if (stages.paused === 'asked') return [...at, say(context, texts.paused, values)];
  if (stages.paused === 'failures') return [...at, say(context, texts.failing, { ...values, last })];
  const next = nextOf(record);
  const { schedule } = record;
  if (next === undefined || schedule === undefined) return at;
  return [...at, say(context, texts.next, { time: scheduledTime(context, schedule, next.at) })];
}

/** Numbers for its sentences. */
export function stageValues(context: ViewContext, { number }: Pick<ChangeRecord, 'number'>, stages: Stages) {
  const done = stages.of - stages.left.length;
  return {
    number: String(number),
    stage: countFor(context, Math.floor(done / stages.size) + 1),
    count: countFor(context, stageCount(stages)),
    done: countFor(context, done),
    of: countFor(context, stages.of),
    last: String(stages.done.at(-1) ?? number),
  };
}

function planSentences(context: ViewContext, { changes, schedule }: Staged, stages: Stages): readonly TextRuns[] {
  const { stages: texts } = context.texts.record;
  const [first] = changes;
  const values = {
    of: countFor(context, stages.of),
    size: countFor(context, stages.size),
    pace: texts.paces[stages.every],
    count: countFor(context, stageCount(stages)),
  };
  const plan =
    first?.kind === 'assignGroupLicense'
      ? say(context, texts.plan, { ...values, group: groupLabel(context, first.groupId) })
      : say(context, texts.planPeople, values);
  const { startsAt } = schedule ?? {};
  const begins =
    schedule === undefined || startsAt === undefined
      ? []
      : [say(context, texts.begins, { time: scheduledTime(context, schedule, startsAt) })];
  return [plan, ...begins, say(context, texts.stops, {})];
}
