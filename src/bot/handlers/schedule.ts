import type { ChangeRecord } from '../../core/change-record.ts';
import type { Slots } from '../../core/language/command.ts';
import { nextOf, type Schedule } from '../../core/schedule.ts';
import { type RecordTexts, texts } from '../../core/text/catalogue.ts';
import { fill } from '../../core/text/fill.ts';
import { plus, readDuration } from '../../core/time/duration.ts';
import { formatMoment } from '../../core/time/format-moment.ts';
import { readMoment } from '../../core/time/moment.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { toComeCard } from '../views/scheduled.ts';
import type { Answer } from './handler.ts';

/** When a command is to begin and to end; a sentence says why its times cannot be meant. */
export type ReadSchedule =
  | { readonly kind: 'none' }
  | { readonly kind: 'schedule'; readonly schedule: Schedule }
  | { readonly kind: 'problem'; readonly text: string };

/**
 * The times of a command as moments, in the zone of who speaks. A day begins at midnight: "until 1 May" ends as 1 May
 * begins. A duration counts from the start, or from now.
 */
export function readSchedule({ clock }: Services, turn: Turn, slots: Slots): ReadSchedule {
  const said = timesIn(slots);
  if (said === 'several') return problem(texts[turn.language].record.schedule.several);
  const { start, until, duration } = said;
  if (start === undefined && until === undefined && duration === undefined) return { kind: 'none' };
  const { schedule: words } = texts[turn.language].record;
  const { timeZone: zone, language } = turn;
  const nowMs = clock.now().getTime();
  const read = (text: string) => readMoment(text, { nowMs, zone, language, side: 'future' })?.fromMs;

  const startMs = start === undefined ? undefined : read(start);
  if (start !== undefined && startMs === undefined) return unknown(words, start);
  const length = duration === undefined ? undefined : readDuration(duration);
  if (duration !== undefined && length === undefined) return unknown(words, duration);
  const endMs = until === undefined ? length && plus(startMs ?? nowMs, length, zone) : read(until);
  if (until !== undefined && endMs === undefined) return unknown(words, until);

  const told = (ms: number) => formatMoment({ ms, zone }, language);
  const over = [startMs, endMs].find((ms) => ms !== undefined && ms <= nowMs);
  if (over !== undefined) return problem(fill(words.past, { time: told(over) }));
  if (startMs !== undefined && endMs !== undefined && endMs <= startMs) {
    return problem(fill(words.order, { end: told(endMs), start: told(startMs) }));
  }
  return {
    kind: 'schedule',
    schedule: {
      zone,
      ...(startMs === undefined ? {} : { startsAt: new Date(startMs).toISOString() }),
      ...(endMs === undefined ? {} : { endsAt: new Date(endMs).toISOString() }),
    },
  };
}

type Times = Pick<Slots, 'start' | 'until' | 'duration'>;

/** Of a command, or of all steps of one alike: what is done together begins and ends together. */
function timesIn(slots: Slots): Times | 'several' {
  const all = (slots.steps ?? [{ slots }]).map((step) => {
    const { start, until, duration } = step.slots;
    return { ...(start && { start }), ...(until && { until }), ...(duration && { duration }) };
  });
  const [first = {}, ...others] = all;
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : 'several';
}

/** The command without its times: what it does is the same at any of them. */
export function withoutTimes<Command extends { readonly slots: Slots }>(command: Command): Command {
  const { start: _, until: __, duration: ___, ...slots } = command.slots;
  return { ...command, slots: slots.steps === undefined ? slots : { ...slots, steps: slots.steps.map(withoutTimes) } };
}

/** Everything that is still to happen by itself. */
export function toCome(services: Services, turn: Turn): Answer {
  const records = [...services.store.changes.toCome()].sort((a, b) => dueAt(a).localeCompare(dueAt(b)));
  return { messages: [cardMessage(toComeCard(viewContext(services, turn.language), records))] };
}

function dueAt(record: ChangeRecord): string {
  return nextOf(record)?.at ?? '';
}

function unknown(words: RecordTexts['schedule'], text: string): ReadSchedule {
  return problem(fill(words.unknown, { text }));
}

function problem(text: string): ReadSchedule {
  return { kind: 'problem', text };
}
