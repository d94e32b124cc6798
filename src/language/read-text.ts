import { askedLanguage } from './asked-language.ts';
import type { Reading } from './command.ts';
import { type Conversation, idsIn } from './conversation/conversation.ts';
import { isUnderstood, readInConversation } from './conversation/read-in-conversation.ts';
import { ask, command, type Draft } from './draft.ts';
import { type Item, nameKind, type Ref, wordOf } from './items.ts';
import { lex } from './lex.ts';
import { unlessNamed } from './names/also-named.ts';
import type { Names } from './names/build-names.ts';
import { orAsked } from './names/resolve.ts';
import { TAKES_REASON } from './read-sentence.ts';
import { toReading } from './reading/to-reading.ts';
import { languageOf } from './sentence.ts';

export const LONGEST_TEXT = 4_000;

/** Reads a text as one thing said in a conversation. Options of options are not read: without `reread` there are none. */
export function readText(
  names: Names,
  text: string,
  conversation: Conversation,
  reread?: (text: string) => Reading,
): Reading {
  if (text.length > LONGEST_TEXT)
    return askedBack(names, ask('tooLong', { words: String(LONGEST_TEXT) }), conversation);
  const usual = conversation.reading?.language ?? 'en';
  const about = conversation.reading === undefined ? {} : idsIn(conversation.reading);
  const lexed = asSpoken(lex(text, names));
  const read = (items: readonly Item[]) => {
    const draftOf = (said: readonly Item[]) => {
      return orAsked(() => readInConversation(names, text, said, conversation));
    };
    return unlessNamed(items, draftOf(items), draftOf, (ref) => groupOrPerson(names, ref));
  };
  const wanted = askedLanguage(lexed);
  if (wanted !== undefined) {
    const draft = wanted.rest.length === 0 ? command('help', {}) : read(wanted.rest);
    // Of a change every word counts: it may name what nobody knows.
    const isAnswered = draft.kind === 'command' && isUnderstood(draft) && !TAKES_REASON.test(draft.intent);
    if (isAnswered) return toReading(names, draft, { language: wanted.language, text, items: lexed, reread });
  }
  return toReading(names, read(lexed), { language: languageOf(lexed, usual), text, items: lexed, reread, about });
}

/** "add Patti 2 Interns", and "n Alex" alone: a digit or a letter for the word that sounds so, before whom it is about. Amid a sentence a letter may be what is left of any word. */
function asSpoken(items: readonly Item[]): readonly Item[] {
  const isWhose = (item: Item | undefined) => item?.kind === 'name' && /^(?:group|user)$/.test(nameKind(item));
  return items.map((item, at) => {
    const said = isWhose(items[at + 1]) ? SOUNDS[item.text.toLowerCase()] : undefined;
    const sounds = item.kind === 'unknown' ? at === 0 : item.kind === 'number' && items[at - 1]?.kind === 'name';
    return said === undefined || !sounds ? item : { ...said, text: said.text, start: item.start, end: item.end };
  });
}

const SOUNDS: Readonly<Record<string, Item>> = {
  2: wordOf('to', 'to'),
  4: wordOf('for', 'for'),
  n: wordOf('and', 'and'),
};

function groupOrPerson(names: Names, ref: Ref): string {
  return ref.kind === 'group' || ref.kind === 'user' ? names.nameOf({ kind: ref.kind, index: ref.index }) : '';
}

/** Asked about the message as a whole, in the language of the exchange. */
export function askedBack(names: Names, draft: Draft, { reading }: Conversation): Reading {
  const reread = (text: string) => readText(names, text, {});
  return toReading(names, draft, { language: reading?.language ?? 'en', text: '', items: [], reread });
}

/** Nothing was understood that could be answered or done. */
export function isLost({ intent }: Reading): boolean {
  return intent === 'clarify' || intent === 'out_of_scope';
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
