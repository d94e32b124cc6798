import { type Item, nameKind, says, wordOf } from '../items.ts';
import type { Sentence } from '../sentence.ts';
import { type Role, roleAt, roleOf } from './line-words.ts';

/** What a follow-up does with what it names; `bare` puts it there: "for Marketing". */
export type Mode = 'add' | 'take' | 'off' | 'keep' | 'only' | 'instead' | 'again' | 'bare';

export type PieceKind = 'group' | 'user' | 'product' | 'plan' | 'time' | 'number';

/** Names of one kind, or times, with what is to become of them in what was said last. */
export interface Piece {
  readonly kind: PieceKind;
  readonly mode: Mode;
  /** With the words before each: "until", "from". */
  readonly items: readonly Item[];
}

/** A line that says nothing of its own: each of its words is a name, a time or a number, or does something with one. */
export interface Line {
  readonly pieces: readonly Piece[];
  readonly asks: boolean;
  /** "no, …", "actually …", "make that …". */
  readonly corrects: boolean;
  /** "do E5", "use E5": no question again. */
  readonly does: boolean;
  /** A verb of change: what is given and to whom are then a sentence of its own. */
  readonly verb: boolean;
  /** Something that nobody is called, where a name is expected: "except the managers". */
  readonly stranger?: Extract<Item, { kind: 'unknown' }>;
}

/** Stands behind a time that is counted from another one. */
export const AFTER_THAT = wordOf('also', 'after');

interface Open {
  readonly pieces: { kind: PieceKind; mode: Mode | undefined; items: Item[]; marked: boolean }[];
  /** For what is named next. */
  mode: Mode | undefined;
  before: Item[];
  glue: 'none' | 'and' | 'break';
  marked: boolean;
  again: boolean;
  corrects: boolean;
  does: boolean;
  verb: boolean;
  swaps: boolean;
  /** "take", "remove": a sentence of its own where it says from what. */
  takes: boolean;
  denies: boolean;
  places: boolean;
  all: boolean;
}

/** Undefined for a line with a word for which there is no use here. */
export function lineIn({ skeleton, offsets, items }: Sentence, isThere: (item: Item) => boolean): Line | undefined {
  const it: Open = {
    pieces: [],
    mode: undefined,
    before: [],
    glue: 'none',
    marked: false,
    again: false,
    corrects: false,
    does: false,
    verb: false,
    swaps: false,
    takes: false,
    denies: false,
    places: false,
    all: false,
  };
  let asks = false;
  let strange: Line['stranger'];
  for (let at = 0; at < items.length; ) {
    const item = items[at];
    if (item === undefined) break;
    if (item.kind === 'name' || item.kind === 'time' || item.kind === 'number') {
      if (!name(it, item)) return undefined;
      at++;
      continue;
    }
    if (item.kind === 'break') {
      asks ||= item.mark === '?';
      it.glue = 'break';
      at++;
      continue;
    }
    const next = items[at + 1];
    // "no Interns after all" denies what is there, and "no Sway"; "no, Interns" puts right.
    if (/^(?:no|nee|geen)$/i.test(item.text) && next?.kind === 'name') {
      const denies = isThere(next) || (!/^nee$/i.test(item.text) && kindOf(next) === 'plan');
      // "no Visio", of what never was in it, may deny as well as put right.
      if (!denies && !/^nee$/i.test(item.text)) return undefined;
      if (denies) {
        it.mode = kindOf(next) === 'plan' ? 'off' : 'take';
        at++;
        continue;
      }
    }
    const { role = roleOf(item), to } = roleAt(skeleton, offsets, at);
    if (role === undefined && item.kind === 'unknown' && strange === undefined) {
      strange = item;
      it.denies ||= says(items[at - 1], 'until', 'starting') && it.pieces.length === 0;
    } else if (role === undefined && !says(item, 'polite', 'noise', 'filler')) return undefined;
    if (role !== undefined && !word(it, role, item.text, contentAfter(items, to))) return undefined;
    it.before.push(item);
    at = to;
  }
  const modes = it.pieces.map(({ mode }) => mode);
  const plain = modes.every((mode) => mode === undefined);
  const times = it.pieces.every(({ kind }) => kind === 'time');
  const marked = it.pieces.some((piece) => piece.marked);
  const kinds = new Set(it.pieces.flatMap(({ kind }) => (kind === 'time' ? [] : kind)));
  // "remove E1 from Sales", "E5 for Sales" say all themselves.
  if (
    (it.takes && (it.places || it.all)) ||
    (kinds.size > 1 && ((it.verb && (marked || !it.corrects)) || (plain && !it.again && !it.corrects)))
  )
    return undefined;
  // "and Visio for Marketing" is one more.
  const more = modes.every((mode) => mode === undefined || mode === 'add') && !it.again && !it.corrects;
  if (more && marked && kinds.has('product') && (kinds.has('group') || kinds.has('user'))) return undefined;
  if (it.pieces.length > 0 && plain && !times && !it.again && !it.corrects && (!marked || it.verb)) return undefined;
  const otherwise: Mode = it.again ? 'again' : it.corrects ? 'instead' : 'bare';
  const pieces = it.pieces.map(({ kind, mode, items: said }) => ({ kind, mode: mode ?? otherwise, items: said }));
  const line = { pieces, asks, corrects: it.corrects, does: it.does, verb: it.verb || it.takes };
  if (strange === undefined) return line;
  return pieces.length === 0 && (it.denies || (it.mode !== undefined && it.mode !== 'add'))
    ? { ...line, stranger: strange }
    : undefined;
}

/** What is named next, where nothing parts it from here. */
function contentAfter(items: readonly Item[], from: number): Item | undefined {
  const next = items.slice(from).find(({ kind }) => kind !== 'word' && kind !== 'unknown');
  return next?.kind === 'break' ? undefined : next;
}

export function kindOf(item: Item | undefined): PieceKind | undefined {
  if (item?.kind === 'time' || item?.kind === 'number') return item.kind;
  const kind = item?.kind === 'name' ? nameKind(item) : 'notOwned';
  return kind === 'sku' ? 'product' : kind === 'notOwned' ? undefined : kind;
}

function name(it: Open, item: Item): boolean {
  const kind = kindOf(item);
  if (kind === undefined) return false;
  const last = it.pieces.at(-1);
  const joins =
    last?.kind === kind &&
    (kind === 'time' ||
      ((it.mode === undefined || it.mode === 'add' || it.mode === last.mode) &&
        (it.glue === 'and' || last.mode !== 'take')));
  if (joins) last.items.push(...it.before, item);
  else {
    const mode = it.mode ?? (it.pieces.length > 0 && it.glue === 'and' ? 'add' : it.swaps ? 'take' : undefined);
    it.pieces.push({ kind, mode: kind === 'time' ? undefined : mode, items: [...it.before, item], marked: it.marked });
  }
  Object.assign(it, { mode: undefined, glue: 'none', marked: false, before: [] });
  return true;
}

/** A word, and what is named after it or stood before it. */
interface Said {
  readonly text: string;
  readonly next: Item | undefined;
  readonly last: Open['pieces'][number] | undefined;
  /** It stands behind all that it may say something of. */
  readonly behind: boolean;
}

/** False where the word has no use there. */
function word(it: Open, role: Role, text: string, next: Item | undefined): boolean {
  const last = it.pieces.at(-1);
  return USES[role](it, { text, next, last, behind: next === undefined && last !== undefined });
}

/** For what is named next, or for what it stands behind; a denial wins. */
function put(it: Open, mode: Mode, { next, last, behind }: Said): boolean {
  const wins = (old: Mode | undefined) => old === undefined || old === 'add' || mode === 'take' || mode === 'off';
  if (behind && last !== undefined) {
    if (last.kind !== 'time' && wins(last.mode)) last.mode = mode;
  } else if (wins(it.mode)) it.mode = mode;
  return next !== undefined || last !== undefined;
}

const USES: Readonly<Record<Role, (it: Open, said: Said) => boolean>> = {
  again(it, { last }) {
    it.again = true;
    return last === undefined;
  },
  lead(it, { text, last, behind }) {
    it.corrects = true;
    // "add Ann instead" does not add.
    if (behind && last?.mode === 'add' && /^(?:instead|rather|liever|in plaats daarvan)$/i.test(text))
      last.mode = 'instead';
    return last === undefined || behind;
  },
  // "not before Monday" says when it begins.
  begins: (it, said) =>
    said.next?.kind === 'time' || (!/^(?:but|not|no|never)\b/i.test(said.text) && USES.take(it, said)),
  // "the Monday after", of when it was to begin.
  later(_it, { last, behind }) {
    const isTime = behind && last?.kind === 'time';
    if (isTime) last.items.push(AFTER_THAT);
    return isTime;
  },
  take(it, said) {
    // "but not tomorrow" says no time at which it shall be done.
    if (said.next?.kind === 'time') return false;
    it.takes ||= /^(?:take|haal|remove|verwijder|schrap)/i.test(said.text);
    if (put(it, 'take', said)) return true;
    // "not for all of them, only Ann".
    Object.assign(it, { corrects: true, denies: true, mode: undefined });
    return true;
  },
  keep: (it, said) => put(it, 'keep', said),
  leave: (it, said) => put(it, 'take', said),
  only(it, said) {
    // "not only Ann" denies neither; alone it stresses.
    const denied = it.mode === 'take' && said.next !== undefined;
    if (!denied) put(it, 'only', said);
    return !denied;
  },
  swap(it, { last }) {
    Object.assign(it, { swaps: true, verb: true });
    return last === undefined;
  },
  next(it, { next, behind }) {
    it.corrects ||= behind || next?.kind === 'name';
    return true;
  },
  does(it, { next, last }) {
    it.corrects ||= next?.kind === 'name';
    it.does = true;
    return last === undefined;
  },
  add(it, said) {
    const joins = /^(?:and|en)$/i.test(said.text);
    it.glue = 'and';
    it.verb ||= /^(?:add|voeg|include)$/i.test(said.text);
    if (!joins || said.last === undefined) put(it, 'add', said);
    return !joins || said.next !== undefined || said.last === undefined;
  },
  but(it) {
    it.glue = 'break';
    return true;
  },
  with(it, said) {
    it.marked = true;
    const kind = said.next?.kind === 'name' ? kindOf(said.next) : undefined;
    if (it.swaps && said.last !== undefined) return put(it, 'instead', said);
    if (kind === 'plan') return put(it, 'keep', said);
    // "with Ann" adds her; "the same with Ann" is for her.
    return kind === undefined || it.again || it.verb || put(it, 'add', said);
  },
  prep(it, said) {
    const { last, behind, text } = said;
    if (it.swaps && last !== undefined) return put(it, 'instead', said);
    if (/^uit$/i.test(text) && behind && last?.kind !== 'time')
      return put(it, last?.kind === 'plan' ? 'off' : 'take', said);
    if (/^(?:on|aan)$/i.test(text) && behind && last?.kind === 'plan') {
      // "leave Sway on", "and Sway back on".
      if (last.mode !== 'off' && last.mode !== 'only') last.mode = 'keep';
      return last.mode === 'keep';
    }
    it.places = true;
    if (last?.kind !== 'time') it.marked = true;
    return true;
  },
  // "no, Teams can stay", whatever was denied before it.
  stays(it, { last, behind }) {
    if (!behind || last === undefined || last.kind === 'time') return false;
    it.corrects = false;
    last.mode = 'keep';
    return true;
  },
  // "toch Yammer wel"; of whom it is for, with the others.
  indeed(it, said) {
    if (!said.behind || said.last === undefined) return false;
    it.corrects = false;
    said.last.mode = said.last.kind === 'plan' ? 'keep' : 'add';
    return true;
  },
  state(it, said) {
    if (!said.behind) return kindOf(said.next) === 'plan' && put(it, 'off', said);
    return put(it, said.last?.kind === 'plan' ? 'off' : 'take', said);
  },
  verb(it) {
    it.verb = true;
    return true;
  },
  all(it) {
    it.all = true;
    return true;
  },
  pass: () => true,
};
