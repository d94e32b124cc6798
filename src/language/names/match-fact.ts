import type { Ref } from '../items.ts';
import type { Names } from './build-names.ts';
import { type DecidingMark, decidingAt } from './deciding-words.ts';
import type { FactName } from './fact-names.ts';
import { listedNames } from './listed-names.ts';
import { EMPTY_HASH, hashKey } from './multimap.ts';

/** A product or plan that is named, and how many keys the name has. */
export interface FactMatch {
  readonly fact: FactName;
  readonly length: number;
}

/** What a match means: products of the tenant, service plans, or a product that it does not own. */
export function factRefs({ skus, short, renamed, vague, planPatterns, notOwned }: FactName): Ref[] {
  const how = { ...(short ? { short } : {}), ...(renamed ? { renamed } : {}), ...(vague ? { vague } : {}) };
  const refs: Ref[] = skus.map((index) => ({ kind: 'sku', index, ...how }));
  if (planPatterns.length > 0) refs.push({ kind: 'plan', patterns: planPatterns });
  if (skus.length === 0 && notOwned !== undefined) refs.push({ kind: 'notOwned', alias: notOwned });
  return refs;
}

/** "E3 no Teams", "A5 for students": the words that follow single out a product of the family that was named. */
export function singledOut(names: Names, { fact, length }: FactMatch, keys: readonly string[]): FactMatch {
  const marks: DecidingMark[] = [];
  let found: FactMatch = { fact, length };
  for (let at = length; ; ) {
    const phrase = decidingAt(keys, at);
    if (phrase === undefined) return found;
    const after = at + phrase.keys.length;
    const saysElse =
      (phrase.opens === 'without' && LIST.test(keys[after] ?? '') && isPlan(names, keys.slice(after + 1))) ||
      (phrase.opens === 'for' && isTarget(names, phrase.keys, keys.slice(after)));
    const skus = saysElse ? [] : names.facts.singledOut(fact.family, [...marks, phrase.mark]);
    if (skus.length === 0) return found;
    marks.push(phrase.mark);
    at = after;
    found = {
      fact: {
        skus,
        family: fact.family,
        planPatterns: [],
        short: false,
        renamed: false,
        disputed: false,
        vague: false,
      },
      length: at,
    };
  }
}

/** "without Teams and Yammer": what is to be off, and not a name. */
const LIST = /^(?:and|or|en|of|noch|nor|,)$/;

function isPlan(names: Names, keys: readonly string[]): boolean {
  let hash = EMPTY_HASH;
  let longest: FactName | undefined;
  for (let length = 1; length <= keys.length; length++) {
    hash = hashKey(hash, keys[length - 1] ?? '');
    longest = names.facts.whole(hash, keys, length) ?? longest;
    if (!names.facts.beginsWith(hash)) break;
  }
  return longest !== undefined && longest.planPatterns.length > 0 && longest.skus.length === 0;
}

/** "A5 for students" may be for the group of that name, when no other target follows. */
function isTarget(names: Names, [, ...words]: readonly string[], after: readonly string[]): boolean {
  return names.whole(words).length > 0 && !after.some((key) => TARGET.test(key));
}

const TARGET = /^(?:to|for|from|in|aan|voor|van|naar|bij|uit|with|by|door)$/;

/**
 * Of several products, the one whose name or code was typed letter for letter. `Microsoft_365_E5` is a code, and no other
 * way to write "Microsoft 365 E5".
 */
export function asWritten(names: Names, fact: FactName, typed: string): FactName {
  const written = plainly(typed);
  const literal = fact.skus.filter((sku) => names.facts.namesOf(sku).some((name) => plainly(name) === written));
  if (literal.length === 1) return { ...fact, skus: literal };
  const code = literal.length === 0 && typed.includes('_') ? listedNames().withCode(typed) : undefined;
  return code === undefined || fact.skus.length === 0 ? fact : { ...fact, skus: [], family: [], notOwned: code };
}

function plainly(name: string): string {
  return name.toLowerCase().replace(/[)\s]+$/, '');
}
