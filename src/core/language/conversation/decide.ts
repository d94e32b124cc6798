import { pattern } from '../lexicon/topics.ts';
import type { Sentence } from '../questions/sentence.ts';
import { ask, command, type Draft } from '../rules/draft.ts';
import type { Conversation } from './conversation.ts';

const FILLERS = 'please|it|this|that|then|now|thanks|thank you|aub|graag|dan|maar|het|dit|dat|bot|on|hold|wait|wacht';
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
  const verdict = saysOnly('noway') ? 'reject' : saysOnly('lgtm') ? 'approve' : undefined;
  const request = conversation.thread !== undefined && verdict !== undefined ? verdict : undefined;
  if (request !== undefined && NAMES_VERDICT.test(said)) return command(request, { ref: '@thread' });
  if (conversation.pending !== undefined) {
    if (saysOnly('no')) return command('dismiss', { ref: '@pending' });
    if (saysOnly('yes')) return command('confirm', { ref: '@pending' });
  }
  if (request !== undefined && conversation.question === undefined) return plainVerdict(said, request, conversation);
  const running = conversation.running !== undefined && conversation.running !== false;
  if (running && saysOnly('cancel')) return command('cancel', { ref: '@running' });
  return readChoice(said, sentence, conversation);
}

/** What says by itself that a request is decided; "ok" and "no" do so only right after it was shown. */
const NAMES_VERDICT =
  /\b(?:(?:dis)?approved?|reject(?:ed)?|declined?|den(?:y|ied)|veto|refuse|granted|goedgekeurd|goedkeuren|keur|afgewezen|afgekeurd|afwijzen|wijs)\b/;
/** Whoever wants time has decided nothing. */
const WAITS = /\b(?:wait|hold|wacht)\b/;

function plainVerdict(said: string, verdict: 'approve' | 'reject', { thread, justShown }: Conversation): Draft {
  if (justShown === true && !WAITS.test(said)) return command(verdict, { ref: '@thread' });
  return ask('sayVerdict', { words: String(thread) });
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

/** "no, the first one". */
const INSTEAD = /^(?:(?:no|nee|wait|wacht|sorry|rather|liever|i mean|i meant|ik bedoel|actually|eigenlijk)[ ,]+)+/;

/** Which of several is chosen by its number or order, counted from 1. */
export function optionIn(said: string): number | undefined {
  const plain = said.replace(INSTEAD, '');
  const number =
    pattern('^(?:{apply} )?(?:{option} )?#? ?(\\d{1,2})(?: toe| uit)?$').exec(plain)?.[1] ??
    pattern('^(?:{apply} )?(?:{option}) #? ?(\\d{1,2})(?: toe| uit)?$').exec(plain)?.[1];
  if (number !== undefined) return Number(number);
  const named = pattern(
    '^(?:{apply} )?(?:first|1st|second|2nd|third|3rd|eerste|tweede|derde)(?: one| {option})?(?: instead| toe| uit)?$',
  ).test(plain);
  return named ? ORDINALS.find(([word]) => word.test(plain))?.[1] : undefined;
}
