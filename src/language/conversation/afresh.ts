import { isChange } from '../command.ts';
import type { Draft } from '../draft.ts';
import { isPronoun } from '../frames/marks.ts';
import { ASKING } from '../frames/open-clause.ts';
import { type Item, says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { namedIn } from '../names/named-things.ts';
import { orAsked } from '../names/resolve.ts';
import { read } from '../read-sentence.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';
import { fold } from '../text.ts';
import { withAntecedents } from './antecedents.ts';
import { type Conversation, changeMeant } from './conversation.ts';

/** What says that something else follows in the place of what was said. */
const LEADS =
  /^(?:no|nee|nope|wait|wacht|sorry|oops|oeps|actually|eigenlijk|rather|liever|i mean|i meant|ik bedoel|ik bedoelde|instead|scratch that|correction|correctie)$/;
/** "no E3" denies, "no, E3" puts right. */
const DENIES = /^(?:no|nee|nope)$/;
/** Of services these say that the others are off; of members they only stress. */
const STRESSES = /^(?:just|only|simply|alleen|gewoon|enkel|slechts)$/;
const KEEPS = /^(?:keep|leave|houd|hou|laat)$/;

/** "no, add her to Interns": that, and nothing beside it. */
export function readDeniedAfresh(names: Names, sentence: Sentence, conversation: Conversation): Draft | undefined {
  const { items } = sentence;
  const denies = DENIES.test(fold(items[0]?.text ?? '')) && !items.some((item) => says(item, 'also'));
  const whole = items.some((item) => says(item, ...ASKING));
  return denies && whole && conversation.pending !== undefined ? readAfresh(names, sentence, conversation) : undefined;
}

/** "no, add her to Interns", "keep her in HR, just add her to Brand Studio": said anew, in the place of the change that waits. */
export function readAfresh(names: Names, { text, items }: Sentence, conversation: Conversation): Draft | undefined {
  const said = withoutLead(items);
  const kept = keptIn(said);
  const meant = kept === undefined ? said : withoutLead(said.slice(kept.to));
  const corrects = conversation.pending !== undefined && said.length < items.length;
  if (meant.length === items.length || (kept === undefined && changeMeant(conversation) === undefined))
    return undefined;
  const { groups: stay = [], users = [] } =
    kept === undefined ? {} : (namedIn(names, sentenceOf('', kept.items)).ids.ids ?? {});
  const spoken = users.length === 0 ? conversation : { ...conversation, users };
  const draft = orAsked(() => read(names, text, withAntecedents(names, meant, spoken) ?? meant));
  if (draft.kind === 'question' || !isChange(draft.intent)) return undefined;
  const stressed = items.some((item) => STRESSES.test(fold(item.text)));
  if (stressed && !/^(?:add|remove|move)_member$/.test(draft.intent)) return undefined;
  if (draft.slots.ids?.groups?.some((id) => stay.includes(id))) return undefined;
  return corrects || (kept !== undefined && conversation.pending !== undefined) ? { ...draft, corrects: true } : draft;
}

function withoutLead(items: readonly Item[]): readonly Item[] {
  const isLead = (item: Item) =>
    item.kind !== 'name' && (item.kind === 'break' || [LEADS, STRESSES].some((words) => words.test(fold(item.text))));
  const first = items.findIndex((item) => !isLead(item));
  const [before, next] = [items[first - 1], items[first]];
  const denies = before !== undefined && DENIES.test(fold(before.text));
  return denies && !says(next, ...ASKING, 'keep') ? items : items.slice(Math.max(0, first));
}

/** "keep her in HR, …": who stays where, and where that ends. What somebody keeps of their licenses is another thing. */
function keptIn(items: readonly Item[]): { readonly items: readonly Item[]; readonly to: number } | undefined {
  if (!KEEPS.test(fold(items[0]?.text ?? ''))) return undefined;
  const at = items.findIndex((item) => item.kind === 'break' || says(item, 'but', 'and'));
  const kept = items.slice(0, at);
  const isPerson = (item: Item) =>
    isPronoun(item) || (item.kind === 'name' && item.refs.some((ref) => ref.kind === 'user'));
  const isFact = (item: Item) =>
    item.kind === 'name' && item.refs.some((ref) => ref.kind === 'sku' || ref.kind === 'plan');
  return at === -1 || !kept.some(isPerson) || kept.some(isFact) ? undefined : { items: kept, to: at + 1 };
}
