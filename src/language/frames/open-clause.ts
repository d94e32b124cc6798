import { wordsOf } from '../../words/words-of.ts';
import { type Item, type NameItem, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import type { ClauseMoment } from './moments.ts';
import type { NameType } from './run.ts';
import type { RunList } from './run-list.ts';

/** Verbs that ask for something. */
export const ASKING = wordsOf(
  'give add put need take kick delete enable disable turn move go swap substitute upgrade copy migrate restrict',
) satisfies readonly Concept[];

/** The same told: they ask for something after "should", and suppose it after "what if". */
export const TELLING = wordsOf(
  'gave took enabled disabled joined left lost moved swapped copied having',
) satisfies readonly Concept[];

/** How the words of a clause are taken. */
export interface ClauseOptions {
  /** What each name is taken for. */
  readonly typeOf: (item: NameItem) => NameType;
  /** Forms that tell ("leaves", "assigned") count as verbs: after "what if", and after "should". */
  readonly telling: boolean;
  /** What "them", "her" and "it" stand for. */
  readonly antecedents: readonly NameItem[];
}

/** A clause while it is read. */
export interface OpenClause extends ClauseOptions {
  readonly items: readonly Item[];
  readonly runs: RunList;
  readonly verbs: WordItem[];
  readonly particles: WordItem[];
  readonly helpers: WordItem[];
  readonly moments: ClauseMoment[];
  readonly flags: Set<Concept>;
  readonly leftovers: Item[];
  momentRole: ClauseMoment['role'];
}

/** Before all that is meant, or after it: there a courtesy says nothing, and in the middle it may take something back. */
export function isAtEdge({ items }: OpenClause, at: number): boolean {
  const isMeant = (item: Item) => item.kind === 'name' || says(item, ...ASKING, 'make');
  return !items.slice(0, at).some(isMeant) || !items.slice(at + 1).some(isMeant);
}
