import { toComeCard } from '../../cards/change/scheduled.ts';
import { clarifyCard } from '../../cards/question/clarify.ts';
import { type UnclearTimes, unclearTimes, whichTime } from '../../cards/question/unclear-times.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import { isPaused, nextOf } from '../../changes/schedule.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { Answer, Heard } from './handler.ts';

/** Why the times of a command cannot be meant; where they may mean two things, each is a button. */
export function unclearTimesAnswer(services: Services, turn: Turn, heard: Heard, times: UnclearTimes): Answer {
  const { timeZone: zone, language } = turn;
  if (times.kind !== 'either') return { messages: [{ text: unclearTimes(times, { zone, language }) }] };
  const reading = { ...heard, ...whichTime(heard, times, { zone, language }) };
  const card = clarifyCard(viewContext(services, language), { reading, said: heard.said });
  return { messages: [cardMessage(card)], remember: { question: { options: reading.options ?? [] } } };
}

/** Everything that is still to happen by itself. */
export async function toCome(services: Services, turn: Turn): Promise<Answer> {
  const { changes } = services.store;
  const paused = (await changes.inState('scheduled')).filter(isPaused);
  const next = [...(await changes.toCome())].sort((a, b) => dueAt(a).localeCompare(dueAt(b)));
  const records = [...next, ...paused];
  return { messages: [cardMessage(toComeCard(viewContext(services, turn.language), records))] };
}

function dueAt(record: ChangeRecord): string {
  return nextOf(record)?.at ?? '';
}
