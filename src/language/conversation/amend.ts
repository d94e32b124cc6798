import { isChange, type Reading, type Slots } from '../command.ts';
import { ask, type Command, command, type Draft } from '../draft.ts';
import { isPronoun } from '../frames/marks.ts';
import { timesOf } from '../frames/moments.ts';
import { ASKING } from '../frames/open-clause.ts';
import { commandsOf } from '../frames/read-one.ts';
import { type Item, type NameItem, nameKind, says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { namedIn } from '../names/named-things.ts';
import { orAsked } from '../names/resolve.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';
import { fold } from '../text.ts';
import { withPlans, withProducts } from './amended-products.ts';
import { amendedSteps } from './amended-steps.ts';
import { type Mode, withGroups, withUsers } from './amended-targets.ts';
import { type Conversation, changeMeant } from './conversation.ts';
import { readFollowUp } from './follow-up.ts';

interface Amendment {
  readonly mode: Mode;
  readonly names: readonly NameItem[];
  readonly items: readonly Item[];
}

const WORDS: Readonly<Record<Exclude<Mode, 'time'>, RegExp>> = {
  take: /^(?:not|niet|neither|nor|evenmin|except|behalve|without|zonder|minus|excluding|uitgezonderd|leave|laat|weg|skip|drop|exclude|omit|sla|except for|take|haal|forget|vergeet|niet nodig|niet meer nodig|doesn't need|does not need|don't need|do not need|(?:but |maar )?(?:not|niet)(?: (?:for|from|to|in|voor|van|uit|bij|aan))?)$/,
  keep: /^(?:keep|keeps|houdt|behoudt|with|houd|hou|behoud|met|leave on)$/,
  instead: /^(?:instead|in plaats daarvan)$/,
  only: /^(?:only|just|alleen|enkel|slechts)$/,
  add: /^(?:and|en|and also|en ook|also|ook|too|plus|as well|as well as|erbij|likewise|include|add|voeg|neem|tevens)$/,
};
const MODES = ['take', 'keep', 'instead', 'only', 'add'] as const;
const PASSED =
  /^(?:and|en|but|maar|no|nee|wait|wacht|sorry|yes|ja|ok|okay|please|graag|aub|to|for|from|in|of|out|aan|voor|van|uit|bij|naar|make|that|it|maak|er|daar|daarvan|het|dat|out of|then|dan|also|ook|as|well|a|the|de|het|oh|oops|actually|eigenlijk|i|ik|meant?|bedoel(?:de)?|starting|until|till|tot|vanaf|per|from|during|gedurende|on|op|by|with|met|license|licenses|licentie|licenties|begin|begins|start|lasting|rather|liever|him|her|them|hem|haar|hen|either|again|weer|do|doe|done|included|include|mee|toe|schedule|plan|run|apply|let's|group|groups|groep|groepen|but not|those|these|die|deze|put|give|move|zet|geef|verplaats|back|terug|after all|toch|reschedule|postpone|shift|verzet|verschuif|stel|uit|first|eerst|nodig|heeft|hebben|hoeft|hoeven|about|everyone|everybody|all|members?|people|users|iedereen|alle|leden|mensen)$/;
/** "and Dave", "but not Erin", "make that 60 days": the last change with something added, taken out or at another time. */
export function readAmendment(names: Names, sentence: Sentence, conversation: Conversation): Draft | undefined {
  const { pending, reading: last } = conversation;
  const swapped = readSwapped(names, sentence, conversation);
  if (swapped !== undefined) return swapped;
  const isThere = (item: NameItem) => namesOneOf(names, item, changeMeant(conversation));
  const amendment = amendmentIn(sentence, isThere);
  const isTime = amendment !== undefined && 'mode' in amendment && amendment.mode === 'time';
  const spoken = changeMeant(conversation);
  // "move it to Monday", of what waits for its time, whatever was looked at since.
  const reading = isTime && !(spoken && isChange(spoken.intent)) ? conversation.awaited : spoken;
  if (reading === undefined || !isChange(reading.intent) || reading.intent === 'undo') return undefined;
  if (amendment !== undefined && 'kind' in amendment) return pending === undefined ? undefined : amendment;
  // What was done already is not added to: "and Marketing" is one more.
  if (amendment === undefined || (amendment.mode === 'add' && pending === undefined)) return undefined;
  // After a question in between, "and Sales?" asks that again.
  if (amendment.mode === 'add' && last !== undefined && !isChange(last.intent)) return undefined;
  return orAsked((): Draft | undefined => {
    const draft = amended(names, reading, amendment);
    if (isVague(draft) && amendment.mode === 'take') {
      // "and take her out of HR", of somebody who is put into Sales, is one more.
      if (sentence.items.some((item) => says(item, 'take', 'kick', 'put', 'move'))) return undefined;
      const left = pending === undefined ? undefined : amended(names, reading, { ...amendment, mode: 'only' });
      const all = left?.kind === 'command' && isSame(left, reading);
      return all ? ask('nothingLeft', { readings: [command('dismiss', { ref: '@pending' })] }) : draft;
    }
    return draft?.kind === 'command' ? { ...draft, corrects: true } : draft;
  });
}

/** "only for Ann, right?", "not sure about Marketing": what may be meant is offered, as long as a preview waits. */
export function offeredAmendments(names: Names, { items, names: named }: Sentence, conversation: Conversation) {
  const { pending, previewed } = conversation;
  if (pending === undefined || previewed === undefined || named.length === 0) return [];
  if (items.some((item) => says(item, ...ASKING) || (item.kind === 'break' && item.mark === '?'))) return [];
  // What is to be left alone is not what is to be added.
  const stays = items.some(({ text }) => /^(?:leave|keep|laat|houd|hou|alone)$/i.test(text));
  const drafts = (stays ? (['keep', 'take'] as const) : (['only', 'take', 'add'] as const)).map((mode) =>
    orAsked(() => amended(names, previewed, { mode, names: named, items: named }) ?? ask('unclear')),
  );
  return commandsOf(drafts).filter((draft) => !isSame(draft, previewed));
}

function isVague(draft: Draft | undefined): boolean {
  return draft?.kind === 'question' && draft.question.kind === 'unclear';
}

function isSame({ slots: one }: Command, { slots: other }: Reading): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}

function amendmentIn(sentence: Sentence, isThere: (item: NameItem) => boolean): Amendment | Draft | undefined {
  const items = afterDenial(sentence.items);
  const names = items.filter((item) => item.kind === 'name');
  const times = items.filter((item) => item.kind === 'time');
  // "take it from Ann" is a change of its own.
  const takes = items.findIndex((item) => says(item, 'take'));
  if (takes !== -1 && isPronoun(items[takes + 1]) && says(items[takes + 2], 'from', 'of')) return undefined;
  let mode: Mode | undefined = times.length > 0 && names.length === 0 ? 'time' : undefined;
  const strange: Item[] = [];
  for (const [at, item] of items.entries()) {
    const next = items[at + 1];
    // "no Interns after all" denies what is there; "no, Interns" puts right.
    const denies = /^(?:no|nee|geen)$/.test(fold(item.text)) && next?.kind === 'name' && isThere(next);
    if (denies && mode === undefined) {
      mode = 'take';
      continue;
    }
    if (item.kind === 'name' || item.kind === 'time' || item.kind === 'break') continue;
    if (says(item, 'polite', 'noise', 'filler') && !MODES.some((each) => WORDS[each].test(fold(item.text)))) continue;
    if (mode === 'time' && says(item, 'until', 'starting', 'during', 'since', 'for')) continue;
    const said = fold(item.text);
    const meant = MODES.find((each) => WORDS[each].test(said));
    // "but not tomorrow" says no time at which it shall be done.
    if (meant === 'take' && mode === 'time') return undefined;
    if (meant !== undefined && mode !== 'time' && (mode === undefined || mode === 'add' || meant === 'take'))
      mode = meant;
    else if (meant === undefined && !PASSED.test(said)) strange.push(item);
  }
  // "except the managers": nobody is called so.
  const [unknown, ...more] = strange;
  if (unknown?.kind === 'unknown' && more.length === 0 && names.length === 0 && mode !== undefined && mode !== 'time')
    return ask('notFound', { words: unknown.text, place: unknown, refs: unknown.near, spellings: unknown.spellings });
  if (unknown !== undefined) return undefined;
  const asks = items.some((item) => item.kind === 'break' && item.mark === '?');
  if (mode === undefined || asks || (mode === 'time') !== times.length > 0) return undefined;
  return mode === 'time' || names.length > 0 ? { mode, names, items } : undefined;
}

/** "swap Alex for Isaiah", of a change that is about Alex. */
function readSwapped(names: Names, { items, names: said }: Sentence, conversation: Conversation): Draft | undefined {
  const change = changeMeant(conversation);
  const [gone, comes, ...more] = said;
  const swaps = items.some((item) => says(item, 'swap', 'substitute'));
  if (conversation.pending === undefined || change === undefined || !isChange(change.intent) || !swaps)
    return undefined;
  if (gone === undefined || comes === undefined || more.length > 0 || !namesOneOf(names, gone, change))
    return undefined;
  const draft = orAsked(() => exchanged(names, change, [[gone], [comes]]));
  return draft.kind === 'command' ? { ...draft, corrects: true } : undefined;
}

/** Whether a name is of a group or a person whom the change is about. */
function namesOneOf({ source }: Names, { refs }: NameItem, change: Reading | undefined): boolean {
  const { groups = [], users = [] } = change?.slots.ids ?? {};
  return refs.some(
    (ref) =>
      (ref.kind === 'group' && groups.includes(source.group(ref.index).id)) ||
      (ref.kind === 'user' && users.includes(source.user(ref.index).id)),
  );
}

/** "not Ruben": of several people of that name, the one whom the change is about; "and Ruben", the one who is there to be taken out. */
function amongThose(names: Names, { intent, slots }: Reading, { mode, items }: Amendment): readonly Item[] {
  const { source } = names;
  const listed = new Set(slots.ids?.users ?? []);
  const groups = (slots.ids?.groups ?? []).flatMap((id) => names.byId(id) ?? []);
  const isThere = (index: number) => groups.some((group) => source.isMember(group.index, index));
  const leaves = intent === 'remove_member';
  if (mode !== 'take' && !leaves) return items;
  const isMeant = (index: number) => (mode === 'take' ? listed.has(source.user(index).id) : isThere(index));
  return items.map((item) => {
    if (item.kind !== 'name') return item;
    const refs = item.refs.filter((ref) => ref.kind === 'user' && isMeant(ref.index));
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
  const items = amongThose(names, reading, amendment);
  const said = items.filter((item) => item.kind === 'name');
  if (mode === 'time') return atTimes(reading, items);
  if (reading.intent === 'batch')
    return amendedSteps(names, reading, amendment, (step) => amended(names, step, amendment));
  const plans = said.filter((item) => nameKind(item) === 'plan');
  if (plans.length > 0) return plans.length === said.length ? withPlans(names, reading, mode, plans) : undefined;
  const leaves = /^(?:remove_license|set_plans)$/.test(reading.intent) && reading.slots.on === undefined;
  if (mode === 'keep' && !leaves) return undefined;
  const other = mode === 'take' ? instead(said, items) : undefined;
  if (other !== undefined) return exchanged(names, reading, other);
  const { groups, users, products, ids } = namedIn(names, sentenceOf('', items));
  if ([groups, users, products].filter((list) => list.length > 0).length !== 1) return undefined;
  if (products.length > 0 && mode === 'instead') return undefined;
  if (products.length > 0) return withProducts(reading, mode, { products, skus: ids.ids?.skus ?? [] });
  // "Interns keeps it".
  const does = mode === 'keep' ? 'take' : mode;
  return users.length > 0
    ? withUsers(names, reading, does, ids.ids?.users ?? [])
    : withGroups(names, reading, does, ids.ids?.groups ?? []);
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
    const draft = (kind === 'users' ? withUsers : withGroups)(names, reading, 'only', ids);
    if (draft !== undefined) return draft;
  }
  return ask('unclear');
}

/** "make that 60 days", "starting next Monday", "until Friday". */
function atTimes({ intent, slots }: Reading, items: readonly Item[]): Draft {
  const atHour = atOtherHour(slots, items);
  if (atHour !== undefined) return command(intent, { ...slots, ...atHour });
  const moments = items.flatMap((item, at) => {
    if (item.kind !== 'time') return [];
    const before = items.slice(0, at).findLast((other) => !says(other, 'filler'));
    const word = fold(before?.text ?? '');
    const role =
      says(before, 'until') || items.slice(0, at).some(({ text }) => /^(?:back|terug)$/i.test(text))
        ? ('until' as const)
        : item.span === 'duration'
          ? ('during' as const)
          : /^(?:make|it|that|er|dat|het)$/.test(word) && slots.until !== undefined
            ? ('until' as const)
            : ('starting' as const);
    return [{ role, text: item.text, span: item.span, start: item.start }];
  });
  const times = moments.some(({ span }) => span === 'recurring') ? undefined : timesOf(moments, false);
  if (times === undefined) return ask('twoDates');
  const { until, duration, ...kept } = slots;
  const put = (said: Slots): Command => {
    const ends = said.until !== undefined || said.duration !== undefined;
    return command(intent, { ...kept, ...said, ...(ends ? {} : { until, duration }) });
  };
  const [only, ...more] = moments;
  if (only === undefined || more.length > 0 || only.span === 'duration') return put(times);
  // "make it Thursday", of what has a beginning and an end; "by Friday", which may be now as well.
  const begins = put({ start: only.text });
  if (isBy(items)) return ask('byThen', { readings: [command(intent, slots), begins] });
  const isPlain = !items.some((item) => says(item, 'until', 'starting', 'since', 'from'));
  const both = slots.start !== undefined && until !== undefined && isPlain;
  return both ? ask('whichTime', { readings: [begins, put({ until: only.text })] }) : put(times);
}

/** "no, 10 uur", of what begins or ends at an hour: that hour, and no duration; of what begins on a day, at that hour of it. */
function atOtherHour(slots: Slots, items: readonly Item[]): Slots | undefined {
  const [time, ...more] = items.filter((item) => item.kind === 'time');
  const lasts = items.some((item) => says(item, 'during', 'for', 'until') || /^(?:lang|lasting)$/i.test(item.text));
  const said = (time?.text ?? '').replace(/^(?:at|om) /i, '');
  if (time === undefined || more.length > 0 || lasts || !CLOCK.test(said)) return undefined;
  const hour = said.replace(/ (?:hours?|h)$/i, '');
  const [slot, ...others] = (['start', 'until'] as const).filter((each) => AT_HOUR.test(slots[each] ?? ''));
  if (others.length > 0) return undefined;
  if (slot !== undefined) return { [slot]: slots[slot]?.replace(AT_HOUR, (_, before: string) => `${before}${hour}`) };
  const isOnDay = slots.start !== undefined && time.span !== 'duration' && !CLOCK.test(slots.start);
  return isOnDay ? { start: `${slots.start} at ${hour}` } : undefined;
}

const CLOCK =
  /^(?:\d{1,2}(?:[:.]\d\d)?(?: ?(?:am|pm|uur|u|h|hours?|o'clock))?(?: in the (?:morning|afternoon|evening)| 's (?:ochtends|morgens|middags|avonds))?|half (?:past )?[a-z]+|kwart (?:over|voor) [a-z]+|quarter (?:past|to) [a-z]+|noon|midday|midnight)$/i;
const AT_HOUR = /\b((?:at|om) )(?!the |het |de )[^,]*$/i;

function isBy(items: readonly Item[]): boolean {
  return items.some(({ text }) => /^(?:by|before|voor|uiterlijk|no later than|at the latest)$/i.test(text));
}

/** "same for Back Office but keep Yammer": the last one for another, and something else about it. */
export function readAltered(names: Names, { text, items }: Sentence, conversation: Conversation): Draft | undefined {
  const { reading } = conversation;
  const at = items.findIndex((item) => says(item, 'but', 'without', 'except', 'keep'));
  if (reading === undefined || at <= 0) return undefined;
  const first = readFollowUp(names, sentenceOf(text, items.slice(0, at)), conversation);
  if (first?.kind !== 'command') return undefined;
  const { corrects, intent, slots } = first;
  const other = { ...reading, intent, slots };
  const said = { ...conversation, reading: other, previewed: other };
  const half = sentenceOf(text, items.slice(says(items[at], 'but') ? at + 1 : at));
  const second = readFollowUp(names, half, said) ?? readAmendment(names, half, said);
  if (second?.kind !== 'command') return second ?? ask('unclear', { readings: [first] });
  const { corrects: _corrects, ...altered } = second;
  return corrects === true ? second : altered;
}
