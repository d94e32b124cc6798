import { pattern } from '../lexicon/topics.ts';
import type { Sentence } from '../questions/sentence.ts';
import { command, type Draft } from '../rules/draft.ts';
import type { Conversation } from './conversation.ts';

const FILLERS = 'please|it|this|that|then|now|thanks|thank you|aub|graag|dan|maar|het|dit|dat|bot|on|hold|wait';
const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:first|1st|eerste)\b/, 1],
  [/\b(?:second|2nd|tweede)\b/, 2],
  [/\b(?:third|3rd|derde)\b/, 3],
];

/** Answers to what is open: yes and no to a preview, approval in its thread, stop, the rest of a list, an option. */
export function readDecision(sentence: Sentence, conversation: Conversation): Draft | undefined {
  const said = sentence.skeleton
    .replace(/[.!;,]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const saysOnly = (topic: string) =>
    pattern(`^(?:(?:{${topic}}|${FILLERS})(?: |$))+$`).test(said) && pattern(`{${topic}}`).test(said);
  if (conversation.thread !== undefined) {
    if (saysOnly('noway')) return command('reject', { ref: '@thread' });
    if (saysOnly('lgtm')) return command('approve', { ref: '@thread' });
  }
  if (conversation.pending !== undefined) {
    if (saysOnly('no')) return command('dismiss', { ref: '@pending' });
    if (saysOnly('yes')) return command('confirm', { ref: '@pending' });
  }
  const running = conversation.running !== undefined && conversation.running !== false;
  if (running && saysOnly('cancel')) return command('cancel', { ref: '@running' });
  return readChoice(said, sentence, conversation);
}

function readChoice(
  said: string,
  sentence: Sentence,
  { suggestions, pending, reading, page }: Conversation,
): Draft | undefined {
  if (pattern('^{rest}(?: \\?)?$').test(said) && reading !== undefined && LISTS.test(reading.intent)) {
    return command(reading.intent, { ...reading.slots, page: (page ?? reading.slots.page ?? 1) + 1 });
  }
  if (
    reading !== undefined &&
    pattern('^{undo}(?: it| that| this| dat| dit| het)?(?: ongedaan| terug)?$').test(said) &&
    /^(?:undo|revert|roll|reverse|take|back|maak|draai|terugdraaien|ongedaan)/.test(said)
  ) {
    return command('undo', { ref: '@last_by_me' });
  }
  if (suggestions === undefined && pending === undefined) return undefined;
  const option = optionIn(sentence.plain);
  return option === undefined || sentence.names.length > 0
    ? undefined
    : command('apply_fix', { ref: '@suggestions', option });
}

const LISTS = /^(?:list_|find_|history|show_|seats|drift|reclaim)/;

function optionIn(plain: string): number | undefined {
  const number =
    pattern('^(?:{apply} )?(?:{option} )?#? ?(\\d{1,2})(?: toe| uit)?$').exec(plain)?.[1] ??
    pattern('^(?:{apply} )?(?:{option}) #? ?(\\d{1,2})(?: toe| uit)?$').exec(plain)?.[1];
  if (number !== undefined) return Number(number);
  const named = pattern(
    '^(?:{apply} )?(?:first|1st|second|2nd|third|3rd|eerste|tweede|derde)(?: one| {option})?(?: toe| uit)?$',
  ).test(plain);
  return named ? ORDINALS.find(([word]) => word.test(plain))?.[1] : undefined;
}
