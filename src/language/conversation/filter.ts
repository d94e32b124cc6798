import type { Slots } from '../command.ts';
import { command, type Draft, type SaidSentence } from '../draft.ts';
import { pattern } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import { namedIn } from '../names/named-things.ts';
import { orAsked } from '../names/resolve.ts';
import { readProfileWords } from '../patterns/profiles.ts';
import { readPeopleWords } from '../questions/people.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';
import { fold } from '../text.ts';
import type { Conversation } from './conversation.ts';

const BEGINS =
  /^(?:(?:and|en|but|maar|ok|now|nu|please|show|toon|me|also|ook|the|de) )*(?:ones|only|just|alleen|enkel|not|niet|no|geen|without|zonder|except|behalve|but not|maar niet|which of|who of|how many of|hoeveel van|hoeveel daarvan|how many are|hoeveel zijn|wie van|welke van|wie daarvan|of those|of them|those|in|with|met)(?![\p{L}\p{N}'])/u;

/** "and disabled?", "the disabled ones" */
const ALSO =
  /^(?:(?:and|en|now|nu|just|only) )*(?:disabled|blocked|enabled|guests?|uitgeschakelde?n?|geblokkeerde?n?|gasten)(?: ones| people| mensen)?(?: \?)?$/;

/** "only those in NL", "not the guests": the last list of people, made smaller. */
export function readFilter(names: Names, sentence: Sentence, { reading }: Conversation): Draft | undefined {
  const ofThose = sentence.items.some(({ text }) => OF_THOSE.test(text));
  if (reading?.intent === 'find_users' && EVERYBODY.test(sentence.plain)) {
    const { groups, products, has_all, ids } = reading.slots;
    return command('find_users', { groups, products, has_all, ids });
  }
  const last = reading && (listSlots(reading) ?? (ofThose ? holdersOf(reading) : undefined));
  if (
    last === undefined ||
    !(ALSO.test(sentence.plain) || BEGINS.test(sentence.items.map(({ text }) => fold(text)).join(' ')))
  )
    return undefined;
  // "and in Analysts?", after a list of another group, asks of that one.
  const asksThere =
    /^(?:and |en )?(?:in|bij|for|voor|from|van) <g>$/.test(sentence.plain) &&
    (/\?\s*$/.test(sentence.text) || reading?.slots.count !== undefined);
  if (asksThere && last.groups !== undefined) return undefined;
  return orAsked(() => {
    if (reading?.intent === 'list_failures') return failuresIn(names, sentence, last);
    const narrowing = sentenceOf(
      sentence.text,
      sentence.items.filter(({ text }) => !OF_THOSE.test(text)),
    );
    const slots = readPeopleWords(names, narrowing) ?? readProfileWords(narrowing);
    if (slots === undefined) return undefined;
    return command('find_users', together(last, slots));
  });
}

/** "back to everyone": the list before it was made smaller. */
export const EVERYBODY =
  /^(?:(?:no|nee|ok|and|en|,) )*(?:back to|show|terug naar|toch|toon) (?:everyone|everybody|all|all of them|the whole list|iedereen|allemaal|allen|alles)(?: again| weer| toch| zien)*$/;

/** Of the last list: it says nothing beside. */
const OF_THOSE = /^(?:them|those|these|daarvan|hen|die|deze)$/i;

const ONLY_IN =
  '^(?:(?:and|en|but|maar|please|ok|now|nu|show|toon|,) )*(?:(?:only|just|alleen|enkel)(?: those| ones| die)*|those|ones)(?: in| for| of| from| bij| van| voor| uit)? <g>$';

/** "only in Marketing": the failures there. */
function failuresIn(
  names: Names,
  sentence: Sentence,
  { scope: _scope, page: _page, ...last }: Slots,
): Draft | undefined {
  if (!pattern(ONLY_IN).test(sentence.plain)) return undefined;
  const { groups, ids } = namedIn(names, sentence);
  return command('list_failures', { ...last, groups, ...ids });
}

/** "how many of them are disabled?", after the seats of one product: of those who have it. */
function holdersOf({ intent, slots: { products, ids } }: NonNullable<Conversation['reading']>): Slots | undefined {
  const one = intent === 'seats' && Array.isArray(products) && products.length === 1;
  return one ? { products, ids: { skus: ids?.skus ?? [] } } : undefined;
}

/** What the last list was of, where the last answer was one. */
function listSlots({ intent, slots }: NonNullable<Conversation['reading']>): Slots | undefined {
  if (intent === 'find_users' || intent === 'list_failures') return slots;
  if (intent === 'export_report' && slots.report === 'users') {
    const { report: _report, format: _format, ...of } = slots;
    return of;
  }
  const { groups, ids } = slots;
  return intent === 'show_group' && groups?.length === 1
    ? { groups, ...(ids === undefined ? {} : { ids }) }
    : undefined;
}

/** Who fits both: products of either are all wanted. */
function together(last: Slots, more: Slots): SaidSentence {
  const products = [...new Set([...skusOf(last), ...skusOf(more)])];
  const groups = [...new Set([...(last.ids?.groups ?? []), ...(more.ids?.groups ?? [])])];
  const skus = [...new Set([...(last.ids?.skus ?? []), ...(more.ids?.skus ?? [])])];
  const ids = { ...(groups.length === 0 ? {} : { groups }), ...(skus.length === 0 ? {} : { skus }) };
  const all = [last, more].some((it) => it.has_all) || (skusOf(last).length > 0 && skusOf(more).length > 0);
  const { page: _page, count: _count, ...kept } = last;
  return {
    ...kept,
    ...more,
    products: all ? undefined : products,
    has_all: all ? products : undefined,
    ...(last.groups !== undefined && more.groups !== undefined
      ? { groups: [...new Set([...last.groups, ...more.groups])], in_all: true }
      : {}),
    ...(groups.length + skus.length === 0 ? {} : { ids }),
  };
}

function skusOf({ products, has_all }: Slots): readonly string[] {
  if (products === undefined || products === 'all') return has_all ?? [];
  return products.map((product) => (typeof product === 'string' ? product : product.sku));
}
