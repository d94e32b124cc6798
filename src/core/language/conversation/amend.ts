import type { Intent, ProductSlot, Reading, Slots } from '../command.ts';
import { timesOf } from '../frames/moments.ts';
import { type Item, type NameItem, says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { plansOf } from '../names/products.ts';
import { namedIn } from '../questions/named-things.ts';
import { type Sentence, sentenceOf } from '../questions/sentence.ts';
import { ask, command, type Draft } from '../rules/draft.ts';
import { refsOf, Unclear } from '../rules/resolve.ts';
import { fold } from '../text.ts';
import type { Conversation } from './conversation.ts';
import { withoutPlans } from './follow-up.ts';

/** What a follow-up does with what it names. */
type Mode = 'add' | 'take' | 'keep' | 'only' | 'instead' | 'time';

type Ids = NonNullable<Slots['ids']>;

interface Amendment {
  readonly mode: Mode;
  readonly names: readonly NameItem[];
  readonly items: readonly Item[];
}

const WORDS: Readonly<Record<Exclude<Mode, 'time'>, RegExp>> = {
  take: /^(?:not|niet|neither|nor|evenmin|except|behalve|without|zonder|minus|excluding|uitgezonderd|leave|laat|weg|skip|drop|exclude|omit|sla|except for|take|haal|(?:but |maar )?(?:not|niet)(?: (?:for|from|to|in|voor|van|uit|bij|aan))?)$/,
  keep: /^(?:keep|with|houd|hou|behoud|met|leave on)$/,
  instead: /^(?:instead|in plaats daarvan)$/,
  only: /^(?:only|just|alleen|enkel|slechts)$/,
  add: /^(?:and|en|also|ook|too|plus|as well|as well as|erbij|likewise|include|add|voeg|neem|tevens)$/,
};
const MODES = ['take', 'keep', 'instead', 'only', 'add'] as const;
const PASSED =
  /^(?:and|en|but|maar|no|nee|wait|wacht|sorry|yes|ja|ok|okay|please|graag|aub|to|for|from|in|of|out|aan|voor|van|uit|bij|naar|make|that|it|maak|er|het|dat|out of|then|dan|also|ook|as|well|a|the|de|het|oh|oops|actually|eigenlijk|i mean|ik bedoel|starting|until|till|tot|vanaf|per|from|during|gedurende|on|op|by|with|met|license|licenses|licentie|licenties|begin|begins|start|lasting|rather|liever|him|her|them|hem|haar|hen|either|again|weer|do|doe|done|included|include|mee|toe|schedule|plan|run|apply|let's|group|groups|groep|groepen|but not|those|these|die|deze)$/;
const CHANGES =
  /^(?:assign_license|set_plans|remove_license|swap_license|add_member|remove_member|move_member|copy_license|set_usage_location)$/;

/** "and Dave", "but not Erin", "make that 60 days": the last change with something added, taken out or at another time. */
export function readAmendment(names: Names, sentence: Sentence, conversation: Conversation): Draft | undefined {
  const { pending, reading: last, previewed } = conversation;
  const reading = previewed ?? last;
  if (reading === undefined || !CHANGES.test(reading.intent)) return undefined;
  if (TURNED_OVER.test(sentence.plain)) return turnedOver(reading);
  if (ENDLESS.test(sentence.plain) && pending !== undefined) return endless(reading);
  const amendment = amendmentIn(sentence);
  // What was done already is not added to: "and Marketing" is one more.
  if (amendment === undefined || (amendment.mode === 'add' && pending === undefined)) return undefined;
  // After a question in between, "and Sales?" asks that again.
  if (amendment.mode === 'add' && last !== undefined && !CHANGES.test(last.intent)) return undefined;
  try {
    const draft = amended(names, reading, amendment);
    return draft?.kind === 'command' ? { ...draft, corrects: true } : draft;
  } catch (fault) {
    if (fault instanceof Unclear) return fault.draft;
    throw fault;
  }
}

const TURNED_OVER =
  /^(?:(?:no|nee|i mean|ik bedoel)[ ,]+)*(?:the )?(?:other way (?:round|around)|vice versa|andersom|omgekeerd|reverse)$/;

const ENDLESS =
  /^(?:(?:no|nee|but|maar|oh|and|en)[ ,]+)*(?:(?:no|without|geen|zonder) (?:an )?(?:end|end date|einde|einddatum|time limit)|forever|permanently|for good|voor altijd|blijvend)$/;

/** "no end date": it stays. */
function endless({ intent, slots }: Reading): Draft {
  const { until, duration, ...kept } = slots;
  return until === undefined && duration === undefined ? ask('unclear') : { ...command(intent, kept), corrects: true };
}

function turnedOver({ intent, slots }: Reading): Draft {
  if (intent !== 'swap_license' || typeof slots.from !== 'string' || slots.to === undefined) return ask('unclear');
  const { off: _off, ...kept } = slots;
  return { ...command(intent, { ...kept, from: slots.to, to: slots.from }), corrects: true };
}

function amendmentIn(sentence: Sentence): Amendment | undefined {
  const items = afterDenial(sentence.items);
  const names = items.filter((item) => item.kind === 'name');
  const times = items.filter((item) => item.kind === 'time');
  let mode: Mode | undefined = times.length > 0 && names.length === 0 ? 'time' : undefined;
  for (const item of items) {
    if (item.kind === 'name' || item.kind === 'time' || item.kind === 'break') continue;
    if (says(item, 'polite', 'noise', 'filler') && !MODES.some((each) => WORDS[each].test(fold(item.text)))) continue;
    const said = fold(item.text);
    const meant = MODES.find((each) => WORDS[each].test(said));
    // "but not tomorrow" says no time at which it shall be done.
    if (meant === 'take' && mode === 'time') return undefined;
    if (meant !== undefined && mode !== 'time' && (mode === undefined || mode === 'add' || meant === 'take'))
      mode = meant;
    else if (meant === undefined && !PASSED.test(said)) return undefined;
  }
  const asks = items.some((item) => item.kind === 'break' && item.mark === '?');
  if (mode === undefined || asks || (mode === 'time') !== times.length > 0) return undefined;
  return mode === 'time' || names.length > 0 ? { mode, names, items } : undefined;
}

/** "not Ruben": of several people of that name, the one who is meant by the change. */
function amongThose(names: Names, { slots }: Reading, items: readonly Item[]): readonly Item[] {
  const listed = new Set(slots.ids?.users ?? []);
  return items.map((item) => {
    if (item.kind !== 'name') return item;
    const refs = item.refs.filter((ref) => ref.kind === 'user' && listed.has(names.source.user(ref.index).id));
    return refs.length === 1 ? { ...item, refs: refs.map((ref) => ({ ...ref, complete: true })) } : item;
  });
}

/** "not for the whole group, just Wei Brown": what follows "just" says it all. */
function afterDenial(items: readonly Item[]): readonly Item[] {
  const at = items.findIndex((item) => WORDS.only.test(fold(item.text)));
  const before = items.slice(0, Math.max(0, at));
  const denies =
    before.some((item) => WORDS.take.test(fold(item.text))) && before.every((item) => item.kind !== 'name');
  return denies ? items.slice(at) : items;
}

function amended(names: Names, reading: Reading, amendment: Amendment): Draft | undefined {
  const { mode } = amendment;
  const items = mode === 'take' ? amongThose(names, reading, amendment.items) : amendment.items;
  const said = items.filter((item) => item.kind === 'name');
  if (mode === 'time') return atTimes(reading, items);
  const plans = said.filter((item) => refsOf(item, 'plan').length > 0 && refsOf(item, 'sku').length === 0);
  if (plans.length > 0) return plans.length === said.length ? withPlans(names, reading, mode, plans) : undefined;
  if (mode === 'keep') return undefined;
  const other = mode === 'take' ? instead(said, items) : undefined;
  if (other !== undefined) return exchanged(names, reading, other);
  const { groups, users, products, ids } = namedIn(names, sentenceOf('', items));
  if ([groups, users, products].filter((list) => list.length > 0).length !== 1) return undefined;
  if (products.length > 0 && mode === 'instead') return undefined;
  if (products.length > 0) return withProducts(reading, mode, { products, skus: ids.ids?.skus ?? [] });
  return users.length > 0
    ? withUsers(names, reading, mode, { ids: ids.ids?.users ?? [], words: users.join(', ') })
    : withGroups(names, reading, mode, ids.ids?.groups ?? []);
}

/** "not to Marketing, to R&D": the items up to the comma that parts what goes from what comes. */
function instead(said: readonly NameItem[], items: readonly Item[]): readonly (readonly Item[])[] | undefined {
  const at = items.findIndex((item) => item.kind === 'break' || says(item, 'but'));
  const halves = [items.slice(0, at), items.slice(at + 1)];
  const named = halves.map((half) => half.filter((item) => item.kind === 'name').length);
  const denies = (half: readonly Item[]) => half.some((item) => WORDS.take.test(fold(item.text)));
  const [first = [], second = []] = halves;
  const parts = at > 0 && said.length === 2 && named.every((count) => count === 1);
  if (!parts || denies(first) === denies(second)) return undefined;
  return denies(first) ? [first, second] : [second, first];
}

function exchanged(names: Names, reading: Reading, [gone = [], comes = []]: readonly (readonly Item[])[]): Draft {
  const [old, fresh] = [gone, comes].map((half) => namedIn(names, sentenceOf('', half)).ids.ids ?? {});
  for (const kind of ['groups', 'users'] as const) {
    const [from, to] = [old?.[kind]?.[0], fresh?.[kind]?.[0]];
    const listed = reading.slots.ids?.[kind] ?? [];
    if (from === undefined || to === undefined || !listed.includes(from)) continue;
    const ids = [...new Set(listed.map((id) => (id === from ? to : id)))];
    const change = { ids, words: '' };
    const draft =
      kind === 'users' ? withUsers(names, reading, 'only', change) : withGroups(names, reading, 'only', ids);
    if (draft !== undefined) return draft;
  }
  return ask('unclear');
}

/** "make that 60 days", "starting next Monday", "until Friday". */
function atTimes({ intent, slots }: Reading, items: readonly Item[]): Draft {
  const moments = items.flatMap((item, at) => {
    if (item.kind !== 'time') return [];
    const before = items.slice(0, at).findLast((other) => !says(other, 'filler'));
    const word = fold(before?.text ?? '');
    const role = /^(?:until|till|tot|through)$/.test(word)
      ? ('until' as const)
      : item.span === 'duration'
        ? ('during' as const)
        : /^(?:make|it|that|er|dat|het)$/.test(word) && slots.until !== undefined
          ? ('until' as const)
          : ('starting' as const);
    return [{ role, text: item.text, span: item.span }];
  });
  const times = moments.some(({ span }) => span === 'recurring') ? undefined : timesOf(moments, false);
  if (times === undefined) return ask('twoDates');
  const { until, duration, ...kept } = slots;
  const ends = times.until !== undefined || times.duration !== undefined;
  const before = { ...(until === undefined ? {} : { until }), ...(duration === undefined ? {} : { duration }) };
  return command(intent, { ...kept, ...(ends ? {} : before), ...times });
}

/** "actually keep Sway"; "and Sway", after others that are off. */
function withPlans(names: Names, reading: Reading, mode: Mode, said: readonly NameItem[]): Draft | undefined {
  const { intent, slots } = reading;
  if (intent === 'set_plans' && Array.isArray(slots.off) && slots.on === undefined && mode !== 'add')
    return otherPlans(names, reading, mode, said);
  if (mode === 'keep') return keepingPlans(names, reading, said);
  if (mode === 'take') return withoutPlans(names, said, reading);
  return mode === 'add' && (slots.off !== undefined || hasOff(slots)) ? withoutPlans(names, said, reading) : undefined;
}

/** "only Sway", "not Sway", "keep Sway", of services that are to be turned off. */
function otherPlans(names: Names, { intent, slots }: Reading, mode: Mode, said: readonly NameItem[]): Draft {
  const off = slots.off as readonly string[];
  const patterns = said.flatMap((item) => refsOf(item, 'plan').flatMap((ref) => ref.patterns));
  const named = new Set(
    names.source.skus.flatMap((sku) => plansOf(sku, patterns)).filter((plan) => off.includes(plan)),
  );
  const left = off.filter((plan) => named.has(plan) === (mode === 'only' || mode === 'instead'));
  return named.size === 0 || left.length === 0 ? ask('unclear') : command(intent, { ...slots, off: left });
}

function hasOff({ products }: Slots): boolean {
  return (
    Array.isArray(products) &&
    (products as readonly (string | ProductSlot)[]).some((one) => typeof one !== 'string' && one.off !== undefined)
  );
}

function keepingPlans(names: Names, { intent, slots }: Reading, said: readonly NameItem[]): Draft {
  const patterns = said.flatMap((item) => refsOf(item, 'plan').flatMap((ref) => ref.patterns));
  const kept = (sku: string | undefined) => {
    const product = names.source.skus.find((candidate) => candidate.skuPartNumber === sku);
    return new Set(product === undefined ? [] : plansOf(product, patterns));
  };
  const without = (off: Slots['off'], sku: string | undefined) =>
    Array.isArray(off) ? (off as readonly string[]).filter((plan) => !kept(sku).has(plan)) : [];
  const words = said.map(({ text }) => text).join(', ');
  if (intent === 'swap_license') {
    const { off, ...rest } = slots;
    const left = without(off, slots.to);
    return command(intent, left.length === 0 ? rest : { ...rest, off: left });
  }
  if (intent !== 'assign_license' || !Array.isArray(slots.products)) return ask('unclear');
  const products = (slots.products as readonly ProductSlot[]).map(({ off, ...product }): ProductSlot => {
    const left = without(off, product.sku);
    return left.length === 0 ? product : { ...product, off: left };
  });
  const had = (slots.products as readonly ProductSlot[]).some(({ sku }) => kept(sku).size > 0);
  return had ? command(intent, { ...slots, products }) : ask('planOfNone', { words });
}

function withProducts(
  { intent, slots }: Reading,
  mode: Mode,
  { products, skus }: { readonly products: readonly string[]; readonly skus: readonly string[] },
): Draft | undefined {
  if (!/^(?:assign|remove)_license$/.test(intent) || !Array.isArray(slots.products)) return undefined;
  const before = slots.products as readonly (string | ProductSlot)[];
  const named = new Set(products);
  const skuOf = (product: string | ProductSlot) => (typeof product === 'string' ? product : product.sku);
  const others = before.filter((product) => !named.has(skuOf(product)));
  const fresh = products.map((sku) => (intent === 'assign_license' ? { sku } : sku));
  const kept = before.filter((product) => named.has(skuOf(product)));
  if (mode === 'take' && (kept.length < named.size || others.length === 0)) return ask('unclear');
  const chosen =
    mode === 'take'
      ? others
      : mode === 'only'
        ? kept.length === named.size
          ? kept
          : fresh
        : [...before, ...fresh.filter((one) => !kept.some((old) => skuOf(old) === skuOf(one)))];
  const old = slots.ids?.skus ?? [];
  const ids =
    mode === 'take' ? old.filter((id) => !skus.includes(id)) : mode === 'only' ? skus : [...new Set([...old, ...skus])];
  return command(intent, {
    ...slots,
    products: chosen as Slots['products'] & object,
    ids: { ...slots.ids, skus: ids },
  });
}

function withUsers(
  names: Names,
  { intent, slots }: Reading,
  mode: Mode,
  { ids, words }: { readonly ids: readonly string[]; readonly words: string },
): Draft | undefined {
  const listed = slots.ids?.users ?? [];
  if (Array.isArray(slots.users)) {
    const before = listed.slice(0, slots.users.length);
    const users = changed(before, ids, mode);
    if (users === undefined) return ask('unclear');
    return command(intent, { ...slots, users: users.flatMap((id) => upn(names, id)), ids: { ...slots.ids, users } });
  }
  if (mode === 'add') return included(names, { intent, slots }, ids);
  if (mode !== 'take') return retargeted(intent, slots, { users: ids.flatMap((id) => upn(names, id)) }, { users: ids });
  if (!/^(?:assign|swap)_license$/.test(intent) || slots.groups === undefined) return ask('exception', { words });
  const except = [...new Set([...listed, ...ids])];
  return command(intent, {
    ...slots,
    except_users: except.flatMap((id) => upn(names, id)),
    ids: { ...slots.ids, users: except },
  });
}

/** "do include Grace": whom an exception left out. */
function included(names: Names, { intent, slots }: Pick<Reading, 'intent' | 'slots'>, ids: readonly string[]): Draft {
  const left = slots.except_users === undefined ? [] : (slots.ids?.users ?? []);
  if (slots.groups === undefined || !ids.every((id) => left.includes(id))) return ask('mixed');
  const users = left.filter((id) => !ids.includes(id));
  const { except_users: _except, ...rest } = slots;
  const except = users.length === 0 ? {} : { except_users: users.flatMap((id) => upn(names, id)) };
  return command(intent, { ...rest, ...except, ids: { ...slots.ids, users } });
}

/** "only for Adele", of what was for a group. */
function retargeted(intent: Intent, slots: Slots, to: Slots, ids: Ids): Draft | undefined {
  if (!/^(?:assign_license|remove_license|set_plans)$/.test(intent)) return undefined;
  const { groups: _groups, users: _users, except_users: _except, scope: _scope, ids: old, ...what } = slots;
  const skus = old?.skus === undefined ? {} : { skus: old.skus };
  return command(intent, { ...to, ...what, ids: { ...ids, ...skus } });
}

function withGroups(names: Names, { intent, slots }: Reading, mode: Mode, ids: readonly string[]): Draft | undefined {
  if (intent === 'copy_license' || intent === 'move_member') return undefined;
  const called = (groupIds: readonly string[]) =>
    groupIds.flatMap((id) => {
      const group = names.byId(id);
      return group === undefined ? [] : [names.nameOf(group)];
    });
  if (slots.groups === undefined)
    return mode === 'only' || mode === 'instead'
      ? retargeted(intent, slots, { groups: called(ids) }, { groups: ids })
      : undefined;
  const groups = changed(slots.ids?.groups ?? [], ids, mode);
  if (groups === undefined) return ask('unclear');
  const named = called(groups);
  return command(intent, { ...slots, groups: named, ids: { ...slots.ids, groups } });
}

/** Undefined where nothing would be left, or what is to be taken out is not there. */
function changed(before: readonly string[], ids: readonly string[], mode: Mode): readonly string[] | undefined {
  if (mode === 'only' || mode === 'instead') return ids;
  if (mode === 'add') return [...new Set([...before, ...ids])];
  const left = before.filter((id) => !ids.includes(id));
  return left.length === 0 || ids.some((id) => !before.includes(id)) ? undefined : left;
}

function upn(names: Names, id: string): string[] {
  const named = names.byId(id);
  return named?.kind === 'user' ? [names.source.user(named.index).userPrincipalName] : [];
}
