import type { Slots } from '../command.ts';
import type { Names } from '../names/build-names.ts';
import { type GroupRef, once, slotsOf, theOne, type UserRef } from '../names/resolve.ts';
import type { Sentence } from '../sentence.ts';
import type { Label, QuestionToken } from './tokens.ts';

/** What a question says, for the slots of the frame that takes all of it. */
export interface Asked {
  readonly names: Names;
  readonly sentence: Sentence;
  readonly tokens: readonly QuestionToken[];
  has(...labels: readonly Label[]): boolean;
  /** The words of a label, as they were said. */
  said(label: Label): string | undefined;
  /** @throws Unclear where a name means several things or none */
  groups(label?: Label): readonly GroupRef[];
  users(label?: Label): readonly UserRef[];
  skus(label?: Label): readonly number[];
}

export function askedIn(names: Names, sentence: Sentence, tokens: readonly QuestionToken[]): Asked {
  const of = (label: Label) => tokens.filter(({ labels }) => labels.has(label)).flatMap(({ name }) => name?.item ?? []);
  const groups = (label: Label = 'group') => once(of(label).map((item) => theOne(item, 'group')));
  return {
    names,
    sentence,
    tokens,
    has: (...labels) => tokens.some((token) => labels.some((label) => token.labels.has(label))),
    said: (label) => tokens.find(({ labels }) => labels.has(label))?.text,
    groups,
    users(label = 'user') {
      const items = of(label);
      const among = items.length === 0 ? [] : groups();
      const isMember = (user: UserRef) => among.some((group) => names.source.isMember(group.index, user.index));
      return once(items.map((item) => theOne(item, 'user', among.length > 0 ? isMember : undefined)));
    },
    skus: (label = 'product') => [...new Set(of(label).map((item) => theOne(item, 'sku').index))],
  };
}

/** The groups, people and products that are named, each where there are any; `denied` for the products that are denied too. */
export function namedSlots(
  asked: Asked,
  ...kinds: readonly ('groups' | 'through' | 'users' | 'products' | 'denied')[]
): Slots {
  const { names } = asked;
  const through = kinds.includes('through')
    ? [...asked.groups('through:group'), ...asked.groups('!through:group')]
    : [];
  const groups = [...(kinds.includes('groups') ? asked.groups() : []), ...through];
  const users = kinds.includes('users') ? asked.users() : [];
  const denied = kinds.includes('denied') ? asked.skus('!product') : [];
  const skus = kinds.includes('products') ? [...new Set([...asked.skus(), ...denied])] : [];
  return groups.length + users.length + skus.length === 0 ? {} : slotsOf(names, { groups, users, skus });
}

/** `scope: "all"` where nothing narrower was said. */
export function groupsOrEverybody(asked: Asked, ...kinds: readonly ('users' | 'products')[]): Slots {
  const slots = namedSlots(asked, 'groups', ...kinds);
  return slots.groups === undefined && slots.users === undefined ? { scope: 'all', ...slots } : slots;
}

export function countSlot(asked: Asked): Slots {
  return asked.has('howMany') ? { count: true } : {};
}

/** "since yesterday", "this week". */
export function sinceOf(asked: Asked): Slots {
  const time = asked.tokens.find(({ item }) => item.kind === 'time')?.text;
  const since =
    time ?? asked.tokens.find(({ labels, text }) => labels.has('since') && !/^(?:since|sinds)$/.test(text))?.text;
  return since === undefined ? {} : { since };
}

/** Whether anything is asked: what only tells of the past asks for nothing. */
export function isAsking(asked: Asked): boolean {
  return asked.has('who', 'what', 'when', 'why', 'where', 'how', 'howMany', 'show', 'check') || beginsAsking(asked);
}

/** "is Marketing …", "heeft Bob …". */
export function beginsAsking({ sentence }: Asked): boolean {
  return /^(?:did|do|does|has|have(?! (?:another|a|one more) (?:go|try|shot|stab) )|had|is|are|was|were|heeft|hebben|had|hadden|zijn|waren|werd|werden)\b/.test(
    sentence.plain,
  );
}
