import type { Language } from './command.ts';
import type { Concept } from './lexicon/concepts.ts';

/** What a name may mean. Groups, people and products by their place in the tenant; plans by their `servicePlanName`s. */
export type Ref =
  /** `complete` is false where more than generic words are missing: such a reading is asked about, never acted on. */
  | { readonly kind: 'group'; readonly index: number; readonly complete: boolean }
  | { readonly kind: 'user'; readonly index: number; readonly complete: boolean }
  /** `short`: by a short name that none of the usual aliases is, such as "Teams" for "Microsoft Teams EEA". */
  | {
      readonly kind: 'sku';
      readonly index: number;
      readonly short?: true;
      /** By an alias of another edition than its name says: such a reading is asked about. */
      readonly renamed?: true;
      /** Only by how several names begin, as "Office 365": what a group has does not decide. */
      readonly vague?: true;
    }
  | { readonly kind: 'plan'; readonly patterns: readonly string[] }
  | { readonly kind: 'notOwned'; readonly alias: string };
export type RefKind = Ref['kind'];

interface Place {
  /** As it was typed, and where. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A sentence is a sequence of these. Names come first: words inside of them mean nothing else. */
export type Item =
  | (Place & { readonly kind: 'name'; readonly refs: readonly Ref[]; readonly possessive: boolean })
  | (Place & {
      readonly kind: 'word';
      readonly concepts: ReadonlySet<Concept>;
      readonly languages: ReadonlySet<Language>;
      /** A typing error was forgiven. */
      readonly corrected: boolean;
      /** It stands where a name may stand, and a group or person of the tenant bears just this name. */
      readonly alsoName: boolean;
      /** Those, wherever it stands. */
      readonly named?: readonly Ref[];
    })
  | (Place & { readonly kind: 'number'; readonly value: number })
  | (Place & {
      readonly kind: 'time';
      readonly span: 'moment' | 'past' | 'duration' | 'recurring';
      /** As for a word: a group may be called "Today". */
      readonly alsoName?: boolean;
      readonly named?: readonly Ref[];
    })
  | (Place & { readonly kind: 'break'; readonly mark: string })
  /** Not understood, with names and words that it may be meant to be. */
  | (Place & {
      readonly kind: 'unknown';
      readonly near: readonly Ref[];
      readonly spellings: readonly string[];
      /** As for a word: a word of questions is one that no command knows. */
      readonly alsoName?: boolean;
      readonly named?: readonly Ref[];
    });

export type NameItem = Extract<Item, { kind: 'name' }>;
/** What a name is first of all. A service is not the product whose name only begins or ends so. */
export function nameKind({ refs }: NameItem): RefKind {
  const has = (kind: RefKind) => refs.some((ref) => ref.kind === kind);
  const partly = has('plan') && refs.every((ref) => ref.kind !== 'sku' || ref.vague === true);
  if (has('sku') && !partly) return 'sku';
  if (has('plan')) return 'plan';
  if (has('user') && !refs.some((ref) => ref.kind === 'group' && ref.complete)) return 'user';
  return has('group') ? 'group' : 'notOwned';
}

export type WordItem = Extract<Item, { kind: 'word' }>;

/** Whether the item is a word that says `concept`. */
export function says(item: Item | undefined, ...concepts: readonly Concept[]): boolean {
  if (item?.kind !== 'word') return false;
  for (const concept of concepts) if (item.concepts.has(concept)) return true;
  return false;
}

/** A name as if it had been said, at a place. */
export function nameAs(text: string, refs: readonly Ref[], start = 0, end = start): NameItem {
  return { kind: 'name', text, start, end, refs, possessive: false };
}

/** A word as if it had been said. */
export function wordOf(text: string, ...concepts: readonly Concept[]): WordItem {
  const said = { concepts: new Set(concepts), languages: new Set<never>(), corrected: false, alsoName: false };
  return { kind: 'word', text, start: 0, end: 0, ...said };
}
