import type { ReadSchedule } from '../../changes/read-schedule.ts';
import type { Language, Reading } from '../../language/command.ts';
import { formatMoment, sayMoment } from '../../time/format-moment.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';

/** Times of a command that cannot be meant as they were said. */
export type UnclearTimes = Exclude<ReadSchedule, { readonly kind: 'none' | 'schedule' }>;

export function isUnclear(times: ReadSchedule): times is UnclearTimes {
  return times.kind !== 'none' && times.kind !== 'schedule';
}

interface Reader {
  readonly zone: string;
  readonly language: Language;
}

/** Why, in a sentence. */
export function unclearTimes(times: UnclearTimes, { zone, language }: Reader): string {
  const words = texts[language].record.schedule;
  const told = (ms: number) => formatMoment({ ms, zone }, language);
  switch (times.kind) {
    case 'several':
      return words.several;
    case 'unknown':
      return fill(words.unknown, { text: times.text });
    case 'over':
      return fill(words.past, { time: told(times.ms) });
    case 'endsFirst':
      return fill(words.order, { end: told(times.endMs), start: told(times.startMs) });
    case 'either':
      return fill(words.either, { text: times.text, times: times.moments.map(told).join(words.or) });
  }
}

/** A question with a button for each thing that a time may mean: the command again, with that time in its place. */
export function whichTime(
  { said, slots }: Pick<Reading, 'slots'> & { readonly said: string },
  times: Extract<UnclearTimes, { readonly kind: 'either' }>,
  reader: Reader,
): Pick<Reading, 'intent' | 'reading' | 'options'> {
  const { zone, language } = reader;
  const { beginsThen, endsThen } = texts[language].record.schedule;
  const put = slots.until === times.text ? endsThen : beginsThen;
  return {
    intent: 'clarify',
    reading: unclearTimes(times, reader),
    options: times.moments.map((ms) => {
      const choice = sayMoment({ ms, zone }, language);
      const text = said.includes(times.text) ? said.replace(times.text, choice) : fill(put, { time: choice });
      return { title: text, text, choice };
    }),
  };
}
