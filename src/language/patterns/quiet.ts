import type { ClockTime } from '../../time/expression.ts';
import { clockAt } from '../../time/parse-clock.ts';
import { timeWords } from '../../time/reader.ts';
import type { Slots } from '../command.ts';
import { groupsOf, type NamedThings, productsOf } from '../names/named-things.ts';
import type { Sentence } from '../sentence.ts';
import type { QuestionRule } from './rule.ts';

const ALERTS =
  '(?:(?:all|any|my|alle|mijn) )?(?:alerts?|notifications?|messages?|warnings?|pings?|meldingen|berichten|waarschuwingen|notificaties)';
const MUTE = '(?:mute|silence|snooze|hush|demp|dempen|snooz)';
/** Words that end other things as well: only of alerts. */
const STOP = '(?:pause|stop|stop with|hold|no|geen|pauzeer|stop met|hou op met|houd op met)';
const TELLING = '(?:telling|alerting|pinging|notifying|bothering|melden|waarschuwen)(?: me| us| mij| ons)?';
const DONT = "(?:do not|don'?t|dont|niet) (?:tell|alert|ping|notify|bother|warn)(?: me| us)?";
const ABOUT = '(?:of|for|about|on|from|over|van|voor)';
const OF_WHAT = `(?: (?:${ABOUT} )?<[gp]>(?: ?,? ?(?:and|en) <[gp]>)?(?: ${ALERTS})?)?`;
const SILENT = `(?:${MUTE}(?: ${ALERTS})?|${STOP} ${ALERTS}|(?:${STOP} )${TELLING}|${DONT}|zwijg)`;
const QUIET_HOURS = '(?:quiet hours|quiet time|do not disturb|stille uren|rusturen|niet storen)';
const LAST_TIME = /^.*\b(until|till|til|tot|through|thru|t\/m|tot en met|for|voor|gedurende)\s+(.+?)[\s.!]*$/is;

/** Alerts that rest for a while, by themselves. Of what names no end, and of alerts that end for good, other rules read. */
export const quietRules: readonly QuestionRule[] = [
  {
    intent: 'notify',
    when: `^${SILENT}${OF_WHAT} (?:until|till|til|tot|through|thru|t/m|tot en met|for|voor|gedurende) .{1,60}$`,
    slots: (named, _p, _m, { text }) => {
      const [, word = '', time = ''] = LAST_TIME.exec(text) ?? [];
      if (time === '') return undefined;
      const isLength = /^(?:for|voor|gedurende)$/i.test(word);
      const isWhole = /^(?:through|thru|t\/m|tot en met)$/i.test(word);
      const until = isWhole ? `through ${time}` : time;
      return { ...about(named), off: true, ...(isLength ? { duration: time } : { until }) };
    },
  },
  {
    intent: 'notify',
    when: `^(?:${SILENT}|${QUIET_HOURS}|set ${QUIET_HOURS}|(?:only )?${ALERTS})(?: (?:are|is|zijn|:|=))? ?(?:between|from|tussen|van|vanaf)?(?: at| om)? .{1,40}$`,
    unless: '<[gup]>',
    slots: (_n, plain, _m, sentence) => (/^only\b/.test(plain) ? undefined : hoursIn(sentence)),
  },
  {
    intent: 'notify',
    when: `^(?:no|end|stop|remove|cancel|geen|stop met) ${QUIET_HOURS}$|^${QUIET_HOURS} (?:off|uit)$|^(?:unmute|unsnooze|resume|hervat)(?: ${ALERTS})?${OF_WHAT}$`,
    slots: (named, plain) => (/^(?:resume|hervat)$/.test(plain) ? undefined : { ...about(named), quiet: 'off' }),
  },
];

function about(named: NamedThings): Slots {
  const slots = { ...groupsOf(named), ...productsOf(named) };
  return slots.groups === undefined && slots.products === undefined ? { scope: 'all' } : slots;
}

const HOURS =
  /(?:between|from|tussen|van|vanaf|hours|uren|time|storen|disturb)?\s*:?\s*((?:at |om )?[\d.:]+ ?(?:am|pm|uur|u|h)?|noon|midnight|middernacht)\s*(?:and|to|until|till|en|tot|-|–|t\/m)\s*((?:at |om )?[\d.:]+ ?(?:am|pm|uur|u|h)?|noon|midnight|middernacht)(?:\s+(?:every (?:day|night|evening)|each (?:day|night)|daily|elke (?:dag|nacht|avond)|dagelijks))?[\s.!]*$/i;

/** "between 18:00 and 8:00", in the clock of who speaks: `18:00-08:00`. */
function hoursIn({ text }: Sentence): Slots | undefined {
  const [, from, to] = HOURS.exec(text) ?? [];
  const [first, last] = [clockIn(from), clockIn(to)];
  return first === undefined || last === undefined || first === last ? undefined : { quiet: `${first}-${last}` };
}

function clockIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const words = timeWords(/^(?:at|om|noon|mid)/i.test(text) ? text : `at ${text}`);
  const read = clockAt(words, 0, 'expected');
  return read?.next === words.length ? shown(read.value) : undefined;
}

function shown({ hour, minute }: ClockTime): string {
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}
