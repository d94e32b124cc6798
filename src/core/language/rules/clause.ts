import { type Item, type NameItem, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { hasGap, isLoose, leavesOpen, opensState } from './gaps.ts';
import { type Mention, mentionList } from './mentions.ts';
import { momentRoleOf, preposition, type Role } from './preposition.ts';

export interface Moment {
  readonly role: 'until' | 'starting' | 'during' | 'since' | 'none';
  readonly text: string;
  readonly span: Extract<Item, { kind: 'time' }>['span'];
}

/** One clause of a command: every word of it is accounted for here, in `residue` when nothing else. */
export interface Clause {
  readonly verbs: readonly WordItem[];
  readonly mentions: readonly Mention[];
  readonly moments: readonly Moment[];
  readonly marks: ReadonlySet<Concept>;
  /** The role in which "everyone" stands. */
  readonly everyone: Role | undefined;
  /** It ends in the middle: "assign E3 to HR Department and". */
  readonly dangling: boolean;
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
  'after',
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
  const telling = options.telling === true || items.some((item) => says(item, 'must', 'ensure'));
  const reader = clauseReader(items, { ...options, telling });
  for (let at = 0; at < items.length; at++) reader.read(at);
  return reader.done();
}

function clauseReader(items: readonly Item[], options: ClauseOptions) {
  const verbs: WordItem[] = [];
  const mentions = mentionList();
  const moments: Moment[] = [];
  const marks = new Set<Concept>();
  const numbers: number[] = [];
  const residue: Item[] = [];
  let momentRole: Moment['role'] = 'none';
  let everyone: Role | undefined;

  function word(item: WordItem, at: number): void {
    const found = preposition(items, at, { verbs, last: mentions.last()?.item });
    if (found === 'off' || found === 'on') {
      marks.add(found);
      mentions.turnTo(found === 'on' ? 'on' : 'without', opensState(items, at));
    } else if (found === 'moment') momentRole = momentRoleOf(item);
    else if (found !== undefined) mentions.enterRole(found);
    else if (says(item, 'not')) marks.add('not');
    else if (says(item, 'and') && everyone !== undefined && exceptsNext(items, at)) mentions.enterRole('except');
    else if (leavesOpen(item, mentions.role())) residue.push(item);
    else if (says(item, 'and', 'or') || (says(item, 'as') && marks.has('both'))) mentions.join();
    else if (says(item, 'only') && mentions.restrictLast()) return;
    else if (says(item, 'everyone')) enterEveryone(item);
    else if (isVerb(item)) act(item);
    else if (says(item, 'as') && marks.has('same')) mentions.enterRole('from');
    else if (says(item, 'pronoun') && !says(item, 'filler') && options.antecedent !== undefined)
      mentions.add(options.antecedent, true);
    else mark(item, at);
  }

  /** "make sure HR has E3" asks for what it tells. */
  function isVerb(item: WordItem): boolean {
    const telling = options.telling === true && says(item, ...TELLING_VERBS);
    return says(item, ...ASKING_VERBS) || telling || (marks.has('ensure') && says(item, 'having'));
  }

  /** "and turn off Yammer" beside another verb says what is off; "leaves" and "joins" say from where and to where. */
  function act(item: WordItem): void {
    if (verbs.length > 0 && says(item, 'turn', 'disable', 'enable')) {
      const state = says(item, 'disable') ? 'off' : says(item, 'enable') ? 'on' : 'keep';
      marks.add('keep').add(state);
      mentions.enterRole(state === 'off' ? 'without' : state === 'on' ? 'on' : 'object');
      return;
    }
    verbs.push(item);
    mentions.startVerb(says(item, 'left') ? 'from' : says(item, 'joined') ? 'to' : 'object');
  }

  function enterEveryone(item: WordItem): void {
    if (everyone !== undefined || item.alsoName) residue.push(item);
    everyone = mentions.role();
    mentions.expectMembers();
  }

  function mark(item: WordItem, at: number): void {
    const known = MARKS.filter((concept) => says(item, concept));
    if (says(item, 'same')) mentions.join();
    const telling = options.telling === true;
    const subject = says(item, 'subject') && verbs.length === 0 && (telling || says(items[at + 1], 'need'));
    const helps = says(item, 'auxiliary') && (telling || marks.has('same') || items.some(isNodig));
    const vague = (says(item, 'only') && !isMereWord(items, at)) || isLoose(items, at);
    if ((known.length === 0 && !subject && !helps) || vague || (says(item, 'all') && item.alsoName)) residue.push(item);
    if (says(item, 'member') && !says(item, 'user')) mentions.expectMembers();
    for (const concept of known) marks.add(concept);
  }

  return {
    read(at: number): void {
      const item = items[at];
      if (item === undefined) return;
      if (item.kind === 'name') mentions.add(item, false);
      else if (item.kind === 'word') word(item, at);
      else if (item.kind === 'time') {
        moments.push({ role: momentRole, text: item.text, span: item.span });
        momentRole = 'none';
      } else if (item.kind === 'number') numbers.push(item.value);
      else if (item.kind === 'unknown') residue.push(item);
      else if (item.mark === ',' || item.mark === ';') mentions.join();
    },
    done: (): Clause => ({
      verbs,
      mentions: mentions.all(),
      moments,
      marks,
      everyone,
      dangling: hasGap(items),
      numbers,
      residue,
    }),
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
  return items[at]?.text.toLowerCase() === 'just';
}
