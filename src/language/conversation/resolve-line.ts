import { isChange, type Reading } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import { lastCountry } from '../frames/location.ts';
import { ASKING } from '../frames/open-clause.ts';
import { commandsOf } from '../frames/read-one.ts';
import { type Item, type NameItem, says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { namedIn } from '../names/named-things.ts';
import { orAsked } from '../names/resolve.ts';
import { TAKES_REASON } from '../read-sentence.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';
import { withPlans, withProducts } from './amended-products.ts';
import { amendedSteps } from './amended-steps.ts';
import { withGroups, withUsers } from './amended-targets.ts';
import { type Conversation, changeMeant } from './conversation.ts';
import { supposedIn } from './decide.ts';
import { exchangeIn, swapOf } from './exchanged.ts';
import { kindOf, type Line, lineIn, type Mode, type Piece } from './line.ts';
import { atTimes, withNumber } from './other-values.ts';
import { corrected, isSame, readParts } from './parts.ts';
import { retargeted } from './retarget.ts';

/**
 * A line that says only what is other than in what was said last: "and Dave", "without Sway", "no, E5 until Friday", "same for
 * R&D but keep Yammer". Each of its pieces does something to the last reading, one after another.
 */
export function readLine(names: Names, sentence: Sentence, conversation: Conversation): Draft | undefined {
  const { reading, pending } = conversation;
  const change = changeMeant(conversation);
  if (reading === undefined || change === undefined || reading.intent === 'clarify') return undefined;
  const reason = pending === undefined ? undefined : reasonIn(sentence);
  if (reason !== undefined && isChange(change.intent) && TAKES_REASON.test(change.intent))
    return corrected(command(change.intent, { ...change.slots, reason }));
  const chosen = readParts(names, sentence, change, conversation);
  if (chosen !== undefined) return chosen;
  const country = change.slots.country === undefined ? undefined : lastCountry(sentence.text, sentence.items);
  const isOther = ({ start, end }: Item) => country === undefined || end <= country.start || start >= country.end;
  const said = country === undefined ? sentence : sentenceOf(sentence.text, sentence.items.filter(isOther));
  const line = lineIn(said, (item) => item.kind === 'name' && namesOneOf(names, item, change));
  if (line === undefined) return undefined;
  const { stranger, pieces } = line;
  // "except the managers": nobody is called so.
  if (stranger !== undefined)
    return pending === undefined || !isChange(change.intent)
      ? undefined
      : ask('notFound', { words: stranger.text, place: stranger, refs: stranger.near, spellings: stranger.spellings });
  if (pieces.length === 0 && country === undefined) return undefined;
  const last = baseOf(line, conversation, change);
  // "I mean give them E3", of what was only looked at, is a sentence of its own.
  if (last === undefined || (line.verb && !isChange(last.intent))) return undefined;
  if (country === undefined) return orAsked(() => resolved(names, line, last, conversation));
  const located = { ...last, slots: { ...last.slots, country: country.code } };
  const draft =
    pieces.length === 0
      ? command(last.intent, located.slots)
      : orAsked(() => resolved(names, line, located, conversation));
  return pending === undefined ? draft : draft && corrected(draft);
}

/** "because the pilot has ended", alone. */
function reasonIn({ text, items }: Sentence): string | undefined {
  const at = items.findIndex((item) => !says(item, 'polite', 'noise') && item.kind !== 'break');
  const because = items[at];
  const asks = items.some((item) => says(item, ...ASKING)) && items.some(({ kind }) => kind === 'name');
  if (!says(because, 'because') || asks || items.some((item) => says(item, 'without', 'except'))) return undefined;
  const reason = text.slice(because?.end).replace(/^[\s:,]+|[\s.!,;]+$/g, '');
  return reason === '' ? undefined : reason;
}

/** What the line is said of: the change that waits, or what was asked or shown last. */
function baseOf(line: Line, conversation: Conversation, change: Reading): Reading | undefined {
  const { pieces, does, asks } = line;
  const { reading, pending, awaited, undone } = conversation;
  // "it should have been Isaiah", once it was taken back.
  if (
    (line.corrects || pieces.every(({ mode }) => mode === 'add')) &&
    pending === undefined &&
    reading?.intent === 'undo' &&
    undone !== undefined
  )
    return undone;
  const every = (...modes: readonly Mode[]) => pieces.every(({ mode }) => modes.includes(mode));
  // "move it to Monday", of what waits for its time, whatever was looked at since.
  if (pieces.length > 0 && pieces.every(({ kind }) => kind === 'time'))
    return isChange(change.intent) ? change : (supposed(conversation) ?? awaited);
  const looks = reading !== undefined && !isChange(reading.intent);
  if (asks || pieces[0]?.mode === 'again' || (every('instead', 'bare') && !does)) return reading;
  return every('add') && (pending === undefined || looks) ? reading : change;
}

/** "for 10 days", after it was asked whether there is enough for it. */
function supposed(conversation: Conversation): Reading | undefined {
  const meant = supposedIn(conversation);
  return meant && conversation.reading && { ...conversation.reading, ...meant };
}

function resolved(names: Names, line: Line, last: Reading, conversation: Conversation): Draft | undefined {
  // "and Sway?", of what is only supposed: supposed as well.
  const [step, ...more] = last.intent === 'what_if' ? (last.slots.steps ?? []) : [];
  if (step !== undefined && more.length === 0 && !line.pieces.some(({ kind }) => kind === 'time')) {
    const draft = resolved(names, { ...line, asks: false }, { ...last, ...step }, { ...conversation, pending: -1 });
    return draft?.kind === 'command' && isChange(draft.intent)
      ? command('what_if', { ...last.slots, steps: [{ intent: draft.intent, slots: draft.slots }] })
      : draft;
  }
  const exchange = exchangeIn(names, line, last);
  if (exchange !== undefined) return corrected(exchange);
  let reading = last;
  let corrects = false;
  for (const piece of line.pieces) {
    const draft = withPiece(names, reading, piece, { line, conversation });
    if (draft === undefined || draft.kind === 'question') return draft;
    corrects ||= draft.corrects === true;
    reading = { ...reading, intent: draft.intent, slots: draft.slots };
  }
  const draft = command(reading.intent, reading.slots);
  return corrects && line.pieces[0]?.mode !== 'again' ? corrected(draft) : draft;
}

interface Context {
  readonly line: Line;
  readonly conversation: Conversation;
}

function withPiece(names: Names, last: Reading, piece: Piece, { line, conversation }: Context): Draft | undefined {
  const { kind, mode, items } = piece;
  const { pending } = conversation;
  const acts = isChange(last.intent) && last.intent !== 'undo';
  const [number] = items.filter((item) => item.kind === 'number');
  if (kind === 'number') {
    const draft = number === undefined || mode === 'bare' ? undefined : withNumber(last, number.value);
    // What is planned already is put right, too: there are not two of it.
    return draft === undefined || !(acts || pending !== undefined) ? draft : corrected(draft);
  }
  const isSource = last.intent === 'copy_license' && kind === 'group' && items.some((item) => says(item, 'from'));
  if (isSource) return fromOther(names, last, items);
  if (kind === 'time') return acts && !line.asks ? corrected(atTimes(last, items, conversation.before)) : undefined;
  const swapped = kind === 'product' && mode === 'take' ? swapOf(names, last, items) : undefined;
  if (swapped !== undefined) return corrected(swapped);
  // "no, Ann", of a swap that is for a group.
  if (kind === 'user' && mode === 'instead' && last.intent === 'swap_license')
    return edited(names, last, { ...piece, mode: 'only' });
  const again = mode === 'again' || (mode === 'add' && (!acts || pending === undefined || line.asks));
  if (kind === 'plan') return withPlanPiece(names, last, { ...piece, mode: again ? 'again' : mode });
  if (acts && !again && mode !== 'instead' && mode !== 'bare')
    return line.asks ? undefined : amended(names, last, piece, { line, conversation });
  if (mode === 'take' || mode === 'keep') return undefined;
  const instead = line.corrects || line.asks || mode === 'only' || mode === 'bare';
  const draft = retargeted(last, namedIn(names, sentenceOf('', items)), instead, names);
  return mode === 'instead' ? corrected(draft) : draft;
}

/** "no, from Finance", of licenses that are copied. */
function fromOther(names: Names, { intent, slots }: Reading, items: readonly Item[]): Draft | undefined {
  const { groups, ids } = namedIn(names, sentenceOf('', items));
  const [from, ...more] = groups;
  if (from === undefined || more.length > 0) return undefined;
  const [, ...to] = slots.ids?.groups ?? [];
  return corrected(
    command(intent, { ...slots, from_group: from, ids: { ...slots.ids, groups: [...(ids.ids?.groups ?? []), ...to] } }),
  );
}

/** "without Sway", "keep Yammer", "what about Planner?" */
function withPlanPiece(names: Names, last: Reading, piece: Piece): Draft | undefined {
  if (!HAS_PLANS.test(last.intent) || piece.mode === 'instead' || piece.mode === 'bare') return undefined;
  if (piece.mode !== 'again') return edited(names, last, piece);
  const without = orAsked(() => edited(names, last, { ...piece, mode: 'off' }) ?? ask('unclear'));
  const readings = commandsOf([without]);
  return readings.length === 0 ? undefined : ask('unclear', { readings });
}

/** "turn off Sway" of anything else is a command of its own. */
const HAS_PLANS = /^(?:assign_license|swap_license|set_plans|batch)$/;

/** The last change with somebody or something added, taken out, or alone. */
function amended(names: Names, last: Reading, piece: Piece, { line, conversation }: Context): Draft | undefined {
  const draft = edited(names, last, piece);
  if (!isVague(draft) || piece.mode !== 'take') return draft;
  // "and take her out of HR", of somebody who is put into Sales, is one more.
  if (line.verb) return undefined;
  const left = conversation.pending === undefined ? undefined : edited(names, last, { ...piece, mode: 'only' });
  const all = left?.kind === 'command' && isSame(left, last);
  return all ? ask('nothingLeft', { readings: [command('dismiss', { ref: '@pending' })] }) : draft;
}

function edited(names: Names, last: Reading, piece: Piece): Draft | undefined {
  const { kind, mode } = piece;
  const items = amongThose(names, last, piece);
  const said = items.filter((item) => item.kind === 'name');
  if (last.intent === 'batch') {
    const draft = amendedSteps(names, last, { mode, names: said, items }, (step) => edited(names, step, piece));
    return draft && corrected(draft);
  }
  const draft = ((): Draft | undefined => {
    if (kind === 'plan') return withPlans(names, last, mode, said);
    const leaves = /^(?:remove_license|set_plans)$/.test(last.intent) && last.slots.on === undefined;
    if (mode === 'keep' && !leaves) return undefined;
    const {
      products,
      ids: { ids = {} },
    } = namedIn(names, sentenceOf('', items));
    if (kind === 'product') return withProducts(last, mode, { products, skus: ids.skus ?? [] });
    // "Interns keeps it".
    const does = mode === 'keep' ? 'take' : mode;
    return kind === 'user'
      ? withUsers(names, last, does, ids.users ?? [])
      : withGroups(names, last, does, ids.groups ?? []);
  })();
  return draft && corrected(draft);
}

/** "only for Ann, right?", "not sure about Marketing": what may be meant is offered, as long as a preview waits. */
export function offeredAmendments(names: Names, { items, names: named }: Sentence, conversation: Conversation) {
  const { pending, previewed } = conversation;
  if (pending === undefined || previewed === undefined || named.length === 0) return [];
  if (items.some((item) => says(item, ...ASKING) || (item.kind === 'break' && item.mark === '?'))) return [];
  // What is to be left alone is not what is to be added.
  const stays = items.some(({ text }) => /^(?:leave|keep|laat|houd|hou|alone)$/i.test(text));
  const drafts = (stays ? (['keep', 'take'] as const) : (['only', 'take', 'add'] as const)).map((mode) =>
    orAsked(() => edited(names, previewed, { kind: kindOf(named[0]) ?? 'user', mode, items: named }) ?? ask('unclear')),
  );
  return commandsOf(drafts).filter((draft) => !isSame(draft, previewed));
}

function isVague(draft: Draft | undefined): boolean {
  return draft?.kind === 'question' && draft.question.kind === 'unclear';
}

/** Whether a name is of a group, a person or a product that the change is about. */
function namesOneOf({ source }: Names, { refs }: NameItem, change: Reading | undefined): boolean {
  const { groups = [], users = [], skus = [] } = change?.slots.ids ?? {};
  return refs.some(
    (ref) =>
      (ref.kind === 'sku' && skus.includes(source.skus[ref.index]?.skuId ?? '')) ||
      (ref.kind === 'group' && groups.includes(source.group(ref.index).id)) ||
      (ref.kind === 'user' && users.includes(source.user(ref.index).id)),
  );
}

/** "not Ruben": of several people of that name, the one whom the change is about; "and Ruben", the one who is there to be taken out. */
function amongThose(names: Names, { intent, slots }: Reading, { mode, items }: Piece): readonly Item[] {
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
