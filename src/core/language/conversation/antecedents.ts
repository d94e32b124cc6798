import { type Item, type NameItem, type Ref, says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import type { Conversation } from './conversation.ts';

interface Spoken extends Conversation {
  readonly ownGroup: boolean;
}

const ONE_PERSON = /^(?:she|he|her|him|zij|ze|hij|hem|haar|his|hers)$/i;
const PEOPLE = /^(?:they|them|their|hen|hun|those people|die mensen|ze|deze|those|these)$/i;
const THING = /^(?:it|that|this|that group|this group|there|het|dat|dit|die groep|deze groep|daar|its)$/i;

/**
 * The sentence with "she", "them", "it" replaced by what the last card is about, when that is plain. Undefined when
 * there is no such word, or nothing that it could mean.
 */
export function withAntecedents(
  names: Names,
  items: readonly Item[],
  conversation: Conversation,
): readonly Item[] | undefined {
  let replaced = false;
  let named = false;
  const spoken = { ...conversation, ownGroup: items.some(namesGroup) };
  const substituted = items.flatMap((item, at): readonly Item[] => {
    named ||= namesGroup(item) || namesPerson(item);
    if (isDeterminer(items, at)) {
      replaced = true;
      return [];
    }
    if (item.kind === 'name') return [item];
    // After a name of the sentence itself, "her" is that person.
    const meant = named ? [] : meantBy(names, item, spoken);
    if (meant.length === 0) return [item];
    replaced = true;
    return meant;
  });
  return replaced ? substituted : undefined;
}

/** Names for a request that gives none: "reprocess", "try again", "fix it". */
export function lastTargets(names: Names, { reading, users }: Conversation): readonly NameItem[] {
  const groups = reading?.slots.ids?.groups ?? [];
  return groups.length > 0
    ? groups.flatMap((id) => nameItem(names, id) ?? [])
    : (users ?? reading?.slots.ids?.users ?? []).flatMap((id) => nameItem(names, id) ?? []);
}

/** "that E3", "those Kiosk users": no word for something else. */
function isDeterminer(items: readonly Item[], at: number): boolean {
  const next = items.slice(at + 1).find((item) => !says(item, 'filler'));
  return next?.kind === 'name' && DETERMINES.test(items[at]?.text ?? '');
}

const DETERMINES = /^(?:that|this|those|these|die|dat|deze|dit)$/i;

function namesGroup(item: Item): boolean {
  return item.kind === 'name' && item.refs.some((ref) => ref.kind === 'group');
}

function namesPerson(item: Item): boolean {
  return item.kind === 'name' && item.refs.some((ref) => ref.kind === 'user');
}

function meantBy(names: Names, item: Item, { users, reading, ownGroup }: Spoken): readonly NameItem[] {
  const people = users ?? reading?.slots.ids?.users ?? [];
  const groups = reading?.slots.ids?.groups ?? [];
  const named = (ids: readonly string[]) => ids.flatMap((id) => nameItem(names, id) ?? []);
  if (ONE_PERSON.test(item.text) && people.length === 1) return named(people);
  if (PEOPLE.test(item.text) && people.length > 0) return joined(named(people));
  // A group of before is not meant beside one that the sentence names itself.
  if (ownGroup) return [];
  if (PEOPLE.test(item.text) || THING.test(item.text)) return groups.length === 1 ? named(groups) : [];
  return [];
}

function joined(items: readonly NameItem[]): readonly NameItem[] {
  return items.length === 1 ? items : [];
}

function nameItem(names: Names, id: string): NameItem | undefined {
  const named = names.byId(id);
  if (named === undefined) return undefined;
  const refs: readonly Ref[] = [{ ...named, complete: true }];
  const text = named.kind === 'user' ? names.source.user(named.index).userPrincipalName : names.nameOf(named);
  return { kind: 'name', text, start: 0, end: 0, refs, possessive: false };
}
