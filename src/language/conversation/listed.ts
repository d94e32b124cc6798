import { countOf } from '../../time/words.ts';
import { wordsOf } from '../../words/words-of.ts';
import type { Intent } from '../command.ts';
import { ask, type Draft } from '../draft.ts';
import { ASKING } from '../frames/open-clause.ts';
import { type Item, says, wordOf } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { Unclear } from '../names/resolve.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';
import { fold } from '../text.ts';
import type { Conversation } from './conversation.ts';
import { listOf, nameItem } from './discourse.ts';

/** "those", "all of them", "die mensen": everybody on the list. */
const THOSE =
  /^(?:they|them|those|these|ones|hen|hun|die|deze|ze)(?: (?:people|users|persons|accounts|ones|mensen|personen|gebruikers|accounts))?$/i;
const BESIDE =
  /^(?:all of|each of|all|everybody|everyone|on|that|the list|list|of|people|users|persons|accounts|ones|allemaal|mensen|personen|gebruikers)$/i;
/** "their Visio", "hun Visio". */
const THEIR = /^(?:their|hun)$/i;

/** Changes that are made of people. */
const OF_PEOPLE: ReadonlySet<Intent> = new Set([
  ...wordsOf('assign_license set_plans remove_license add_member remove_member move_member set_usage_location'),
  ...wordsOf('offboard reprocess'),
]);

/**
 * "remove Visio from those": the sentence with everybody on the last list in the place of the word. Undefined where nothing
 * is listed, or nothing is to be done with them.
 * @throws Unclear where the list is empty
 */
export function withListed(
  names: Names,
  items: readonly Item[],
  { listed }: Conversation,
): readonly Item[] | undefined {
  if (listed === undefined || !items.some((item) => says(item, ...ASKING))) return undefined;
  if (listed.length === 0) {
    const meant = items.some((item) => item.kind !== 'name' && (THOSE.test(item.text) || THEIR.test(item.text)));
    if (meant) throw new Unclear(ask('nobodyListed'));
    return undefined;
  }
  const people = listed.flatMap((id) => nameItem(names, id) ?? []).filter(({ refs: [ref] }) => ref?.kind === 'user');
  if (people.length < listed.length) return undefined;
  const list = listOf(people);
  const their = items.findIndex((item, at) => THEIR.test(item.text) && says(items[at + 1], 'location', 'license'));
  const all = says(items[their + 1], 'license') ? [ALL] : [];
  if (their !== -1)
    return [
      ...items.slice(0, their),
      ...all,
      ...items.slice(their + 1, their + 2),
      OF,
      ...list,
      ...items.slice(their + 2),
    ];
  const at = items.findIndex((item) => item.kind !== 'name' && THOSE.test(item.text));
  if (at === -1) return undefined;
  let [from, to] = [at, at + 1];
  while (BESIDE.test(items[from - 1]?.text ?? '')) from--;
  while (BESIDE.test(items[to]?.text ?? '')) to++;
  return [...items.slice(0, from), ...list, ...items.slice(to)];
}

/** "only the first five", "not those ten": those of the last list in the place of the words for them. */
export function withPart(names: Names, sentence: Sentence, { listed = [] }: Conversation): Sentence {
  const { items } = sentence;
  const at = items.findIndex((item) => item.kind !== 'name' && (FIRST.test(item.text) || THOSE.test(item.text)));
  const last = items.findLastIndex((item) => item.kind !== 'break' && !says(item, 'polite'));
  const after = items.slice(at + 1, last + 1).filter((item) => !BESIDE.test(item.text));
  const counts = after.map((item) => (item.kind === 'number' ? item.value : (countOf(fold(item.text)) ?? 0)));
  const [count = FIRST.test(items[at]?.text ?? '') ? 1 : listed.length, ...more] = counts;
  const isPart = FIRST.test(items[at]?.text ?? '') || count === listed.length;
  if (at === -1 || more.length > 0 || count < 1 || count > listed.length || !isPart) return sentence;
  const fromEnd = /^la/i.test(items[at]?.text ?? '');
  const people = (fromEnd ? listed.slice(-count) : listed.slice(0, count)).flatMap((id) => nameItem(names, id) ?? []);
  return sentenceOf(sentence.text, [...items.slice(0, at), ...listOf(people)]);
}

const FIRST = /^(?:first|eerste|last|laatste)$/i;

const OF = wordOf('of', 'of', 'from');
const ALL = wordOf('all', 'all');

/** Whether a draft does something with people. */
export function isOfPeople(draft: Draft): boolean {
  return draft.kind === 'command' && OF_PEOPLE.has(draft.intent) && draft.slots.users !== undefined;
}
