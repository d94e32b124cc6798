import { type Item, type NameItem, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { momentRoleOf, preposition, type Role } from './preposition.ts';

/** A name in its clause. */
export interface Mention {
  readonly item: NameItem;
  /** The word after which it stands; `object` for none. */
  readonly role: Role;
  /** Names joined by "and", "or" or commas are one list. */
  readonly list: number;
  /** Nothing joins it to the name before it. */
  readonly adjacent: boolean;
  /** It stands after "everyone in" or "members of": its members are meant. */
  readonly membersOf: boolean;
  /** It stands for "them", "her", "it". */
  readonly byPronoun: boolean;
}

export interface Moment {
  readonly role: 'until' | 'starting' | 'during' | 'since' | 'none';
  readonly text: string;
}

/** One clause of a command: every word of it is accounted for here, in `residue` when nothing else. */
export interface Clause {
  readonly verbs: readonly WordItem[];
  readonly mentions: readonly Mention[];
  readonly moments: readonly Moment[];
  readonly marks: ReadonlySet<Concept>;
  /** The role in which "everyone" stands. */
  readonly everyone: Role | undefined;
  readonly numbers: readonly number[];
  readonly residue: readonly Item[];
}

export const ASKING_VERBS = [
  'give',
  'add',
  'put',
  'need',
  'take',
  'kick',
  'delete',
  'enable',
  'disable',
  'turn',
  'move',
  'swap',
  'upgrade',
  'copy',
  'migrate',
] as const satisfies readonly Concept[];

export const TELLING_VERBS = [
  'gave',
  'took',
  'enabled',
  'disabled',
  'joined',
  'left',
  'lost',
  'moved',
  'swapped',
  'copied',
] as const satisfies readonly Concept[];

/** Words that may stand anywhere in a clause and are weighed when it is decided. */
const MARKS = [
  'license',
  'group',
  'user',
  'member',
  'product',
  'plan',
  'location',
  'direct',
  'not',
  'same',
  'also',
  'forever',
  'must',
  'me',
  'all',
  'keep',
  'particle',
  'filler',
  'polite',
  'then',
  'both',
  'only',
  'ensure',
] as const satisfies readonly Concept[];

export interface ClauseOptions {
  /** Forms that tell ("leaves", "assigned") count as verbs, and "I" and "we" may be the subject: after "what if". */
  readonly telling?: boolean;
  /** What "them", "her", "it" stand for. */
  readonly antecedent?: NameItem | undefined;
}

/** Reads the items of one clause. */
export function readClause(items: readonly Item[], options: ClauseOptions = {}): Clause {
  const telling = options.telling === true || items.some((item) => says(item, 'must'));
  const reader = clauseReader(items, { ...options, telling });
  for (let at = 0; at < items.length; at++) reader.read(at);
  return reader.done();
}

function clauseReader(items: readonly Item[], options: ClauseOptions) {
  const verbs: WordItem[] = [];
  let mentions: Mention[] = [];
  const moments: Moment[] = [];
  const marks = new Set<Concept>();
  const numbers: number[] = [];
  const residue: Item[] = [];
  let role: Role = 'object';
  let momentRole: Moment['role'] = 'none';
  let list = 0;
  let joined = true;
  let everyone: Role | undefined;
  let membersNext = false;

  function enterRole(next: Role): void {
    if (mentions.at(-1)?.membersOf) membersNext = false;
    role = next;
    list++;
    joined = true;
  }

  function mention(item: NameItem, byPronoun: boolean): void {
    const membersOf = membersNext && (role === 'in' || role === 'of' || role === 'from');
    mentions.push({ item, role, list, adjacent: !joined, membersOf, byPronoun });
    joined = false;
  }

  /** "Yammer off": the plans before it are what is off. */
  function turnOff(): void {
    marks.add('off');
    const last = mentions.at(-1);
    mentions = mentions.map((it) => {
      const open = it.role === 'object' || it.role === 'with' || it.list === last?.list;
      return open && it.item.refs.some((ref) => ref.kind === 'plan') ? { ...it, role: 'without' } : it;
    });
    enterRole('object');
  }

  function word(item: WordItem, at: number): void {
    const found = preposition(items, at, { verbs, last: mentions.at(-1)?.item });
    const verb = verbConcept(item, options.telling ?? false) ?? ensured(item);
    if (found === 'off') turnOff();
    else if (found === 'on') marks.add('on');
    else if (found === 'moment') momentRole = momentRoleOf(item);
    else if (found !== undefined) enterRole(found);
    else if (says(item, 'not')) marks.add('not');
    else if (says(item, 'and') && everyone !== undefined && exceptsNext(items, at)) enterRole('except');
    else if (says(item, 'and', 'or')) joined = true;
    else if (says(item, 'only') && onlyBefore()) return;
    else if (says(item, 'everyone')) enterEveryone(item);
    else if (verb !== undefined) act(item);
    else if (says(item, 'as') && marks.has('same')) enterRole('from');
    else if (says(item, 'as') && marks.has('both')) joined = true;
    else if (says(item, 'pronoun') && !says(item, 'filler') && options.antecedent !== undefined)
      mention(options.antecedent, true);
    else mark(item, at);
  }

  /** "and turn off Yammer" beside another verb says what is off; "leaves" and "joins" say from where and to where. */
  function act(item: WordItem): void {
    const beside = verbs.some((verb) => !says(verb, 'turn', 'disable'));
    if (beside && says(item, 'turn', 'disable')) {
      marks.add('keep');
      enterRole(says(item, 'disable') ? 'without' : 'object');
      return;
    }
    verbs.push(item);
    membersNext = false;
    enterRole(says(item, 'left') ? 'from' : says(item, 'joined') ? 'to' : 'object');
  }

  /** "with Exchange only": the plans just named. */
  function onlyBefore(): boolean {
    const last = mentions.at(-1);
    if (last?.role !== 'with' || !last.item.refs.some((ref) => ref.kind === 'plan')) return false;
    mentions = mentions.map((it) => (it.list === last.list ? { ...it, role: 'only' } : it));
    return true;
  }

  /** "make sure HR has E3" asks for what it tells. */
  function ensured(item: WordItem): Concept | undefined {
    return marks.has('ensure') && says(item, 'having') ? 'having' : undefined;
  }

  function enterEveryone(item: WordItem): void {
    if (everyone !== undefined || item.alsoName) residue.push(item);
    everyone = role;
    membersNext = true;
  }

  function mark(item: WordItem, at: number): void {
    const known = MARKS.filter((concept) => says(item, concept));
    if (says(item, 'same')) joined = true;
    const subject =
      says(item, 'subject') && verbs.length === 0 && (options.telling === true || says(items[at + 1], 'need'));
    const helps = says(item, 'auxiliary') && (options.telling === true || marks.has('same') || items.some(isNodig));
    const vague = says(item, 'only') && !isMereWord(items, at);
    if ((known.length === 0 && !subject && !helps) || vague || (says(item, 'all') && item.alsoName)) residue.push(item);
    if (says(item, 'member') && !says(item, 'user')) membersNext = true;
    for (const concept of known) marks.add(concept);
  }

  return {
    read(at: number): void {
      const item = items[at];
      if (item === undefined) return;
      if (item.kind === 'name') mention(item, false);
      else if (item.kind === 'word') word(item, at);
      else if (item.kind === 'time') {
        moments.push({ role: momentRole, text: item.text });
        momentRole = 'none';
      } else if (item.kind === 'number') numbers.push(item.value);
      else if (item.kind === 'unknown') residue.push(item);
      else if (item.mark === ',' || item.mark === ';') joined = true;
    },
    done: (): Clause => ({ verbs, mentions, moments, marks, everyone, numbers, residue }),
  };
}

/** "heeft … nodig": one verb in two words. */
function isNodig(item: Item): boolean {
  return says(item, 'need') && item.text.toLowerCase() === 'nodig';
}

/** "everybody in HR but bob". */
function exceptsNext(items: readonly Item[], at: number): boolean {
  const next = items[at + 1];
  return (
    /^(?:but|maar)$/i.test(items[at]?.text ?? '') &&
    next?.kind === 'name' &&
    next.refs.some((ref) => ref.kind === 'user')
  );
}

/** "just assign", "alleen geven": a manner of speaking and not a restriction. */
function isMereWord(items: readonly Item[], at: number): boolean {
  return items[at]?.text.toLowerCase() === 'just' || says(items[at + 1], ...ASKING_VERBS);
}

function verbConcept(item: WordItem, telling: boolean): Concept | undefined {
  return [...ASKING_VERBS, ...(telling ? TELLING_VERBS : [])].find((concept) => item.concepts.has(concept));
}
