import { matchesPlanPattern } from '../../catalogue/plan-family.ts';
import type { SubscribedSku } from '../../graph/types.ts';
import { COMMON_WORDS } from '../lexicon/common-words.ts';
import { phraseAt } from '../lexicon/phrases.ts';
import { isSeparator, nameKeys } from '../text.ts';
import { type DecidingMark, decidingAt, withoutDeciding } from './deciding-words.ts';
import { listedNameOf, listedNames } from './listed-names.ts';
import { EMPTY_HASH, hashKey } from './multimap.ts';
import { isForPeople } from './products.ts';
import { shortForms } from './short-forms.ts';
import type { NameSource } from './source.ts';
import { type TypoIndex, typoIndex } from './typos.ts';

/** What words may say about products and plans. Products by their place in the tenant's list. */
export interface FactName {
  /** Owned products that it may mean. */
  readonly skus: readonly number[];
  /** The products by their short names only: "Teams" for "Microsoft Teams EEA". */
  readonly short: boolean;
  /** It is only how several names begin: "Office 365". */
  readonly vague: boolean;
  /** What people call several products, of which the tenant owns one whose name says another edition: "F1" for "Office 365 F3". */
  readonly renamed: boolean;
  /** Its code also is what people call several products: "EMS". */
  readonly disputed: boolean;
  /** Those and their kin, of which words that follow may single one out: "E3", "E3 no Teams". */
  readonly family: readonly number[];
  /** `servicePlanName`s that it may mean. */
  readonly planPatterns: readonly string[];
  /** A product that the tenant does not own, as it is called. */
  readonly notOwned?: string;
}

export interface FactNames {
  /** What exactly the first `length` of `keys` say, whose hash is `hash`. */
  whole(hash: number, keys: readonly string[], length: number): FactName | undefined;
  /** Whether any such name begins with what was hashed so far (may err on the side of yes). */
  beginsWith(hash: number): boolean;
  /** Of `skus` those that all `marks` are said of, without those of which more is said than of another. */
  singledOut(skus: readonly number[], marks: readonly DecidingMark[]): readonly number[];
  /** The twins of a product whose names say that they are without something: "Microsoft 365 E3 (no Teams)". */
  twinsWithout(sku: number, words: readonly string[]): readonly number[];
  /** Names of a product as Microsoft, and as we, write them. */
  namesOf(sku: number): readonly string[];
  /** Products with just this `skuPartNumber`, in whatever letter case. */
  withCode(skuPartNumber: string): readonly number[];
  /** Products in whose names a word stands. */
  containing(word: string): readonly number[];
  /** Words of all of these, for corrections. */
  readonly words: TypoIndex;
}

interface Entry {
  /** By a whole name or id, or by a code. */
  readonly exact: Set<number>;
  readonly coded: Set<number>;
  /** By an alias. */
  readonly known: Set<number>;
  /** By a name that was shortened. */
  readonly short: Set<number>;
  /** By the beginning of a name. */
  readonly begun: Set<number>;
  readonly planPatterns: Set<string>;
  alias?: string;
  renamed?: boolean;
  /** The alias stands for products that differ. */
  differing?: boolean;
}

/** What names say, by their keys joined with blanks, and how they are found. What is only needed meanwhile is nobody's afterwards. */
interface Read {
  readonly facts: ReadonlyMap<string, FactName>;
  readonly wholes: ReadonlySet<number>;
  readonly beginnings: ReadonlySet<number>;
  readonly words: TypoIndex;
}

function readNames(source: NameSource, products: readonly ProductWords[], singledOut: FactNames['singledOut']): Read {
  const entries = entryIndex();
  products.forEach(({ names }, index) => {
    for (const [at, name] of names.entries())
      for (const keys of exactSpellings(name)) entries.at(keys)[at === 0 ? 'coded' : 'exact'].add(index);
  });
  addPlans(source, entries);
  addAliases(source, entries);
  addBeginnings(products, entries);
  products.forEach(({ bases }, index) => {
    for (const keys of bases.flatMap(shortForms))
      if (entries.has(keys) || !isOrdinary(keys)) entries.at(keys).short.add(index);
  });
  const facts = new Map([...entries.all()].map(([key, entry]) => [key, factOf(entry, singledOut)]));
  const { wholes, beginnings, words } = entries;
  return { facts, wholes, beginnings, words: typoIndex(words) };
}

/** Names, codes, ids and aliases of products and plans. */
export function factNames(source: NameSource): FactNames {
  const products = source.skus.map((sku) => productWords(source, sku));
  const marksOf = (sku: number) => products[sku]?.marks ?? NONE;
  const singledOut: FactNames['singledOut'] = (skus, marks) => {
    const fitting = skus.filter((sku) => marks.every((mark) => marksOf(sku).has(mark)));
    const saysLess = (one: number, other: number) =>
      products[one]?.family === products[other]?.family &&
      marksOf(one).size < marksOf(other).size &&
      [...marksOf(one)].every((mark) => marksOf(other).has(mark));
    return fitting.filter((sku) => !fitting.some((other) => saysLess(other, sku)));
  };
  const { facts, wholes, beginnings, words } = readNames(source, products, singledOut);
  const codes = Map.groupBy(source.skus.keys(), (index) => source.skus[index]?.skuPartNumber.toLowerCase() ?? '');
  const containing = wordIndex(products.map(({ names }) => names));
  return {
    whole: (hash, keys, length) => {
      const own = wholes.has(hash) ? facts.get(keys.slice(0, length).join(' ')) : undefined;
      const listed = listedNames();
      if ((own !== undefined && own.skus.length > 0) || !listed.wholes.has(hash)) return own;
      const notOwned = listed.get(keys.slice(0, length).join(' '));
      return notOwned === undefined ? own : { ...(own ?? NOTHING), notOwned };
    },
    beginsWith: (hash) => beginnings.has(hash) || listedNames().beginnings.has(hash),
    singledOut,
    twinsWithout(sku, words) {
      const mark = decidingAt(['without', ...words], 0)?.mark;
      const [own, family] = [marksOf(sku), products[sku]?.family];
      const isTwin = (other: number) =>
        mark !== undefined && !own.has(mark) && marksOf(other).has(mark) && products[other]?.family === family;
      return singledOut([...products.keys()].filter(isTwin), [...own]);
    },
    namesOf: (sku) => products[sku]?.names ?? [],
    withCode: (skuPartNumber) => codes.get(skuPartNumber.toLowerCase()) ?? [],
    containing: (word) => containing.get(word) ?? [],
    words,
  };
}

const NONE: ReadonlySet<DecidingMark> = new Set();
const NOTHING: FactName = {
  skus: [],
  short: false,
  renamed: false,
  disputed: false,
  vague: false,
  family: [],
  planPatterns: [],
};

function factOf(entry: Entry, singledOut: FactNames['singledOut']): FactName {
  const { exact, coded, known, short, begun, planPatterns, alias, differing } = entry;
  const called = known.size + short.size === 0 ? NOTHING.skus : singledOut(listOf(known, short, begun), []);
  const disputed = exact.size === 0 && coded.size > 0 && differing === true && called.length > 1;
  const named = listOf(exact, coded);
  const sure = named.length > 0 && !disputed ? named : called;
  const vague = sure.length === 0 && (begun.size > 1 || (begun.size > 0 && planPatterns.size > 0));
  const meant = vague ? listOf(begun) : sure;
  return {
    skus: meant,
    short: named.length + known.size === 0 && short.size > 0,
    renamed: named.length === 0 && entry.renamed === true,
    disputed,
    vague,
    family: listOf(exact, coded, known, short, begun),
    planPatterns: planPatterns.size === 0 ? NOTHING.planPatterns : [...planPatterns],
    ...(alias === undefined || meant.length > 0 ? {} : { notOwned: alias }),
  };
}

/** Most names say nothing of most that could be said: of that there is one list. */
function listOf(...sets: readonly ReadonlySet<number>[]): readonly number[] {
  return sets.every(({ size }) => size === 0) ? NOTHING.skus : [...new Set(sets.flatMap((set) => [...set]))];
}

/** Which of a product's names people see. */
const SHOWN = 1;

interface ProductWords {
  /** Its code, the name that people see, and others. */
  readonly names: readonly string[];
  /** Its names without their deciding words. */
  readonly bases: readonly (readonly string[])[];
  readonly family: string;
  readonly marks: ReadonlySet<DecidingMark>;
}

function productWords(source: NameSource, sku: SubscribedSku): ProductWords {
  const shown = source.productName(sku);
  const names = [sku.skuPartNumber, shown, listedNameOf(sku), sku.skuId];
  const stripped = [shown, listedNameOf(sku)].map((name) => withoutDeciding(nameKeys(name)));
  const [first] = stripped;
  return {
    names,
    bases: stripped.map(({ base }) => base),
    family: first?.base.join(' ') ?? '',
    marks: new Set(stripped.flatMap(({ marks }) => [...marks])),
  };
}

/** "2 vCPU, 8 GB" may be typed without its commas. */
function exactSpellings(name: string): readonly (readonly string[])[] {
  const keys = nameKeys(name);
  return keys.some(isSeparator) ? [keys, keys.filter((key) => !isSeparator(key))] : [keys];
}

/** A single word of the language is no short name: "Search" is not "Microsoft Search". */
function isOrdinary([first = '', ...more]: readonly string[]): boolean {
  return more.length === 0 && (COMMON_WORDS.has(first) || phraseAt([first], 0) !== undefined || first.length < 2);
}

function addPlans(source: NameSource, entries: EntryIndex): void {
  for (const plan of source.skus.flatMap((sku) => sku.servicePlans.filter(isForPeople))) {
    const { servicePlanId, servicePlanName } = plan;
    for (const name of [servicePlanName, servicePlanId, source.planName(servicePlanId, servicePlanName)])
      entries.at(nameKeys(name)).planPatterns.add(servicePlanName);
  }
}

function addAliases(source: NameSource, entries: EntryIndex): void {
  const owned = Map.groupBy(source.skus.keys(), (index) => source.skus[index]?.skuPartNumber ?? '');
  for (const { alias, skuPartNumbers, ambiguous } of source.productAliases) {
    const entry = entries.at(nameKeys(alias));
    entry.alias = alias;
    entry.differing = ambiguous === 'yes';
    for (const index of skuPartNumbers.flatMap((name) => owned.get(name) ?? [])) entry.known.add(index);
    entry.renamed = entry.differing && [...entry.known].every((index) => saysOther(source, index, nameKeys(alias)));
  }
  const plans = new Set(source.skus.flatMap((sku) => sku.servicePlans.map((plan) => plan.servicePlanName)));
  // "Azure AD Premium P1", which is not owned alone, is a service of what is.
  for (const { alias, skuPartNumbers } of source.productAliases) {
    const entry = entries.at(nameKeys(alias));
    if (entry.known.size === 0) for (const name of skuPartNumbers) if (plans.has(name)) entry.planPatterns.add(name);
  }
  for (const { alias, servicePlanNamePatterns } of source.planAliases) {
    for (const plan of plans) {
      if (!servicePlanNamePatterns.some((pattern) => matchesPlanPattern(plan, pattern))) continue;
      entries.at(nameKeys(alias)).planPatterns.add(plan);
      // "MS Forms"; a product may be called so.
      for (const maker of ['ms', 'microsoft'])
        if (!entries.has([maker, ...nameKeys(alias)]) || entries.isService([maker, ...nameKeys(alias)]))
          entries.at([maker, ...nameKeys(alias)]).planPatterns.add(plan);
    }
  }
}

/** "F1" of "Office 365 F3": the name has the letter with another number. */
function saysOther({ skus, productName }: NameSource, index: number, [letter, number]: readonly string[]): boolean {
  const sku = skus[index];
  const keys = sku === undefined ? [] : nameKeys(productName(sku));
  const found = keys.flatMap((key, at) => (key === letter && /^\d+$/.test(keys[at + 1] ?? '') ? [keys[at + 1]] : []));
  return found.length > 0 && !found.includes(number);
}

/**
 * Beginnings of names: those that several products share, such as "Office 365", are always asked about; that of one
 * product says nothing until deciding words follow: "Exchange Online for Alumni". Where a plan or an alias is called so too,
 * "Dynamics 365 Customer Insights", it may be the product all the same; so may a service that a product's name begins or
 * ends with: "Guides" of "Dynamics 365 Guides", "Logic Flows" of "Power Apps and Logic Flows".
 */
function addBeginnings(products: readonly ProductWords[], entries: EntryIndex): void {
  const maybe = (keys: readonly string[], index: number, says: boolean) => {
    if (says && keys.length > 0) entries.at(keys).begun.add(index);
  };
  products.forEach(({ names }, index) => {
    for (const name of new Set(names.slice(SHOWN, SHOWN + 2))) {
      const whole = nameKeys(name);
      for (const keys of whole[0] === 'microsoft' ? [whole, whole.slice(1)] : [whole]) {
        for (let length = 1; length < keys.length; length++) {
          const beginning = keys.slice(0, length);
          const edition = () => entries.has(beginning) && keys.slice(1).every((key) => EDITION.test(key));
          maybe(beginning, index, length > 1 || entries.isService(beginning) || edition());
        }
      }
      for (let at = 1; at < whole.length; at++) {
        const ending = whole.slice(at);
        maybe(ending, index, !LEFT_OUT.test(whole[at - 1] ?? '') && entries.isService(ending));
      }
    }
  });
}

/** "Microsoft 365 E3 (no Teams)" is not called Teams. */
const LEFT_OUT = /^(?:no|without|o)$/;

/** What tells the editions of one thing apart: "Exchange" is short for "Exchange Online (Plan 1)". */
const EDITION =
  /^(?:online|plan|p|premium|standard|free|pro|basic|essentials|enterprise|business|kiosk|per|user|for|faculty|students?|alumni|gov|gcc|government|exo|based|\d+)$/;

function wordIndex(names: readonly (readonly string[])[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, Set<number>>();
  names.forEach((all, sku) => {
    for (const word of all.flatMap(nameKeys)) found.set(word, (found.get(word) ?? new Set<number>()).add(sku));
  });
  return new Map([...found].map(([word, skus]) => [word, [...skus]]));
}

type EntryIndex = ReturnType<typeof entryIndex>;

function entryIndex() {
  const entries = new Map<string, Entry>();
  const wholes = new Set<number>();
  const beginnings = new Set<number>();
  const words = new Set<string>();
  return {
    has: (keys: readonly string[]) => entries.has(keys.join(' ')),
    isService: (keys: readonly string[]) => (entries.get(keys.join(' '))?.planPatterns.size ?? 0) > 0,
    all: () => entries,
    wholes,
    beginnings,
    words,
    at(keys: readonly string[]): Entry {
      const key = keys.join(' ');
      const present = entries.get(key);
      if (present !== undefined) return present;
      let hash = EMPTY_HASH;
      keys.forEach((word, at) => {
        hash = hashKey(hash, word);
        if (at < keys.length - 1) beginnings.add(hash);
        if (!/\P{L}/u.test(word)) words.add(word);
      });
      wholes.add(hash);
      const fresh: Entry = {
        exact: new Set(),
        coded: new Set(),
        known: new Set(),
        short: new Set(),
        begun: new Set(),
        planPatterns: new Set(),
      };
      entries.set(key, fresh);
      return fresh;
    },
  };
}
