import { type Item, type NameItem, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';

/** How a name stands in its clause: after which word. */
export type Role =
  | 'object'
  | 'to'
  | 'for'
  | 'in'
  | 'from'
  | 'of'
  | 'with'
  | 'without'
  | 'except'
  | 'only'
  | 'instead'
  | 'between'
  | 'by';

export interface Mention {
  readonly item: NameItem;
  role: Role;
  /** Names joined by "and", "or" or commas are one list. */
  readonly list: number;
  /** Nothing joins it to a name of the same list before it. */
  readonly adjacent: boolean;
  /** It stands after "everyone in", "members of": its members are meant. */
  readonly membersOf: boolean;
}

export interface Moment {
  readonly role: 'until' | 'starting' | 'during' | 'since' | 'none';
  readonly text: string;
}

/** One clause of a command: every word of it is accounted for here, in `residue` when nothing else. */
export interface Clause {
  readonly items: readonly Item[];
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
] as const satisfies readonly Concept[];

export const TELLING_VERBS = [
  'gave',
  'took',
  'enabled',
  'disabled',
  'joined',
  'left',
  'moved',
  'swapped',
  'copied',
] as const satisfies readonly Concept[];

const NOUNS = [
  'license',
  'group',
  'user',
  'member',
  'product',
  'plan',
  'location',
  'direct',
] as const satisfies readonly Concept[];
const MARKS = [
  'not',
  'same',
  'also',
  'forever',
  'must',
  'me',
  'pronoun',
  'all',
  'keep',
  'particle',
] as const satisfies readonly Concept[];

/** Reads the items of one clause. `telling`: forms such as "leaves" count as verbs, as they do after "if". */
export function readClause(items: readonly Item[], telling: boolean): Clause {
  const reader = clauseReader(items, telling);
  for (let at = 0; at < items.length; at++) reader.read(at);
  return reader.done();
}

function clauseReader(items: readonly Item[], telling: boolean) {
  const verbs: WordItem[] = [];
  const mentions: Mention[] = [];
  const moments: Moment[] = [];
  const marks = new Set<Concept>();
  const numbers: number[] = [];
  const residue: Item[] = [];
  let role: Role = 'object';
  let momentRole: Moment['role'] = 'none';
  let list = 0;
  let joined = true;
  let lastWasName = false;
  let everyone: Role | undefined;
  let membersOf = false;

  function prepare(next: Role): void {
    if (mentions.at(-1)?.membersOf) membersOf = false;
    role = next;
    list++;
    joined = true;
  }

  function name(item: NameItem): void {
    mentions.push({ item, role, list, adjacent: !joined && lastWasName, membersOf });
    joined = false;
    lastWasName = true;
  }

  function turnOff(): void {
    const last = mentions.at(-1);
    marks.add('off');
    if (last === undefined) return;
    for (const mention of mentions) {
      const open = mention.role === 'object' || mention.role === 'with' || mention.list === last.list;
      if (open && mention.item.refs.some((ref) => ref.kind === 'plan')) mention.role = 'without';
    }
    prepare('object');
  }

  function word(item: WordItem, at: number): void {
    const next = nextContent(items, at);
    const last = mentions.at(-1);
    const isOr =
      says(item, 'or') && lastWasName && next?.kind === 'name' && last !== undefined && sameKind(last.item, next);
    const role = isOr ? undefined : preposition(item, next, verbs);
    const verb = verbConcept(item, telling);
    if (role === 'off') turnOff();
    else if (role === 'on') marks.add('on');
    else if (role === 'moment') momentRole = momentRoleOf(item);
    else if (role !== undefined) prepare(role);
    else if (says(item, 'not')) marks.add('not');
    else if (says(item, 'and', 'or')) joined = true;
    else if (says(item, 'everyone')) enter(item);
    else if (verb !== undefined) {
      verbs.push(item);
      membersOf = false;
      prepare('object');
    } else other(item);
  }

  function enter(item: WordItem): void {
    everyone = role;
    if (item.alsoName) residue.push(item);
    membersOf = true;
    lastWasName = false;
  }

  function other(item: WordItem): void {
    const known = [...NOUNS, ...MARKS, 'filler', 'polite', 'then', 'both'].filter((concept) =>
      says(item, concept as Concept),
    ) as Concept[];
    if (known.length === 0) residue.push(item);
    if (says(item, 'member') && !says(item, 'user')) membersOf = true;
    if (item.alsoName && says(item, 'all')) residue.push(item);
    for (const concept of known) marks.add(concept);
  }

  return {
    read(at: number): void {
      const item = items[at];
      if (item === undefined) return;
      if (item.kind === 'name') name(item);
      else if (item.kind === 'word') word(item, at);
      else if (item.kind === 'time') {
        moments.push({ role: momentRole, text: item.text });
        momentRole = 'none';
      } else if (item.kind === 'number') numbers.push(item.value);
      else if (item.kind === 'unknown') residue.push(item);
      else if (item.mark === ',' || item.mark === ';') joined = true;
    },
    done: (): Clause => ({ items, verbs, mentions, moments, marks, everyone, numbers, residue }),
  };
}

function verbConcept(item: WordItem, telling: boolean): Concept | undefined {
  return [...ASKING_VERBS, ...(telling ? TELLING_VERBS : [])].find((concept) => item.concepts.has(concept));
}

/** The next item that is no article or courtesy. */
function nextContent(items: readonly Item[], at: number): Item | undefined {
  for (let index = at + 1; index < items.length; index++) {
    const item = items[index];
    const passes =
      says(item, 'filler', 'polite', 'group', 'user', 'license', 'plan', 'product', 'all', 'both', 'also', 'me') &&
      !says(item, 'everyone');
    if (!passes) return item;
  }
  return undefined;
}

const PREPOSITIONS = [
  'without',
  'except',
  'only',
  'instead',
  'between',
  'with',
  'by',
  'to',
  'for',
  'from',
  'in',
  'of',
] as const;

function preposition(
  item: WordItem,
  next: Item | undefined,
  verbs: readonly WordItem[],
): Role | 'on' | 'off' | 'moment' | undefined {
  const namesNext = next?.kind === 'name' || says(next, 'everyone', 'member', 'location');
  const nextIsTarget =
    says(next, 'everyone', 'member') ||
    (next?.kind === 'name' && next.refs.some((ref) => ref.kind === 'group' || ref.kind === 'user'));
  if (next?.kind === 'time' && says(item, 'until', 'starting', 'during', 'since', 'on', 'from', 'for')) return 'moment';
  if (says(item, 'off')) return nextIsTarget && !says(item, 'disabled') ? 'from' : 'off';
  if (says(item, 'on')) return nextIsTarget || (says(item, 'to') && says(next, 'everyone')) ? 'to' : 'on';
  if (says(item, 'particle') && says(item, 'in') && !namesNext)
    return verbs.some((verb) => says(verb, 'turn')) ? 'on' : undefined;
  const found = PREPOSITIONS.find((concept) => item.concepts.has(concept));
  if (found === 'only' && !(next?.kind === 'name' && next.refs.some((ref) => ref.kind === 'plan'))) return undefined;
  if (found === 'without' && next?.kind !== 'name') return undefined;
  return found;
}

function sameKind(one: NameItem, other: NameItem): boolean {
  return one.refs.some((ref) => other.refs.some((otherRef) => otherRef.kind === ref.kind));
}

function momentRoleOf(item: WordItem): Moment['role'] {
  if (says(item, 'until')) return 'until';
  if (says(item, 'during', 'for') && !says(item, 'starting')) return 'during';
  if (says(item, 'since')) return 'since';
  return 'starting';
}
