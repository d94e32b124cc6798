import { ask, type Draft } from '../draft.ts';
import { type Item, says } from '../items.ts';
import type { Sentence } from '../sentence.ts';
import { fold } from '../text.ts';

const BEGINS =
  /^(?:who|what|which|how|when|why|where|does|do|is|are|show|list|find|wie|wat|welke|hoeveel|hoe|wanneer|waarom|waar|heeft|toon|zoek)$/;
/** "who is in Marketing and does not have Visio": the first goes on. */
const OF_WHOM = /^(?:who|wie|which|welke)$/;
const GOES_ON = /^(?:does|do|is|are|heeft)$/;

/** Answered for several names as for one: their lists are added up. */
const ADDS_UP = /^(?:seats|show_plans|show_group|show_user|list_failures|explain_user|history)$/;

/** "how many E5 are free and who has Visio": neither half may be lost, so each is offered by itself. */
export function readTwoQuestions(
  { text, items }: Sentence,
  read: (items: readonly Item[]) => Draft,
): Draft | undefined {
  for (const [at, item] of items.entries()) {
    if (!joins(item) || !begins(items, at + 1) || goesOn(items, at + 1)) continue;
    const halves = [items.slice(0, at), items.slice(at + 1)].map((half) => half.filter((one) => !says(one, 'polite')));
    const [first, second] = halves.map((half) => (half.some(isNamed) ? read(half) : undefined));
    if (!isRead(first) || !isRead(second)) continue;
    if (addUp(first, second)) return undefined;
    const spellings = halves.map((half) => text.slice(half[0]?.start, half.at(-1)?.end));
    return ask('oneByOne', { place: { start: 0, end: text.length }, spellings });
  }
  return undefined;
}

type Command = Extract<Draft, { kind: 'command' }>;

function addUp(first: Command, second: Command): boolean {
  const same = first.intent === second.intent && first.slots.question === second.slots.question;
  return same && ADDS_UP.test(first.intent);
}

function joins(item: Item): boolean {
  return says(item, 'and') || (item.kind === 'break' && item.mark !== ':');
}

function begins(items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (item === undefined) return false;
  return says(item, 'and', 'also', 'polite') ? begins(items, at + 1) : BEGINS.test(fold(item.text));
}

function goesOn(items: readonly Item[], at: number): boolean {
  const next = items.slice(at).find((item) => !says(item, 'and', 'also', 'polite'));
  const first = items.find((item) => item.kind !== 'break' && !says(item, 'polite', 'and'));
  return OF_WHOM.test(fold(first?.text ?? '')) && GOES_ON.test(fold(next?.text ?? ''));
}

function isNamed(item: Item): boolean {
  return item.kind === 'name';
}

function isRead(draft: Draft | undefined): draft is Command {
  return draft?.kind === 'command' && draft.intent !== 'out_of_scope' && draft.intent !== 'smalltalk';
}
