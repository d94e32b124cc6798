import { badQuery, unsupportedQuery } from '../graph-error.ts';
import type { Entity } from '../resources/entity.ts';
import { type EntityType, spelledProperty } from '../resources/shapes.ts';
import { type FilterToken, filterTokens } from './filter-text.ts';

/** A `$filter` that was read. */
export interface Filter {
  readonly matches: (entity: Entity) => boolean;
  /** It uses what only the index of advanced queries can: `ne`, `not`, `endsWith`, `/$count`. */
  readonly isAdvanced: boolean;
}

/** What a part of a filter comes to for one item. */
type Expression = (item: Item) => unknown;

/** An item, and the elements of its lists that a lambda speaks of. */
interface Item {
  readonly entity: Entity;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Reads `$filter`: comparisons, `in`, `and`, `or`, `not`, `startsWith`, `endsWith`, `any`, `all` and `/$count`. Texts are
 * compared without letter case, as the directory does.
 * @throws GraphError for a syntax error, a property that none of the types has, and `contains`
 */
export function readODataFilter(text: string, types: readonly EntityType[]): Filter {
  const reader = new FilterReader(text, types);
  const expression = reader.whole();
  return {
    matches: (entity) => expression({ entity, variables: {} }) === true,
    isAdvanced: reader.isAdvanced,
  };
}

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

class FilterReader {
  isAdvanced = false;
  readonly #text: string;
  readonly #types: readonly EntityType[];
  readonly #tokens: readonly FilterToken[];
  #at = 0;
  readonly #variables: string[] = [];

  constructor(text: string, types: readonly EntityType[]) {
    this.#text = text;
    this.#types = types;
    this.#tokens = filterTokens(text);
  }

  whole(): Expression {
    const expression = this.#or();
    if (this.#at < this.#tokens.length) throw this.#fault();
    return expression;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#takeName('or')) {
      const [one, other] = [left, this.#and()];
      left = (item) => one(item) === true || other(item) === true;
    }
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.#takeName('and')) {
      const [one, other] = [left, this.#not()];
      left = (item) => one(item) === true && other(item) === true;
    }
    return left;
  }

  #not(): Expression {
    if (!this.#takeName('not')) return this.#comparison();
    this.isAdvanced = true;
    const negated = this.#not();
    return (item) => negated(item) !== true;
  }

  #comparison(): Expression {
    const left = this.#operand();
    const operator = this.#peekName()?.toLowerCase() ?? '';
    if (operator === 'in') {
      this.#at++;
      const list = this.#list();
      return (item) => list.some((value) => compare(left(item), value) === 0);
    }
    const holds = COMPARISONS[operator];
    if (holds === undefined) return left;
    this.#at++;
    if (operator === 'ne') this.isAdvanced = true;
    const right = this.#operand();
    return (item) => holds(compare(left(item), right(item)));
  }

  #operand(): Expression {
    if (this.#takeSign('(')) {
      const inside = this.#or();
      this.#expectSign(')');
      return inside;
    }
    const token = this.#tokens[this.#at++];
    if (token?.kind === 'value') return () => token.value;
    if (token?.kind !== 'name') throw this.#fault();
    if (!this.#takeSign('(')) return this.#path(token.text);
    const [last = '', ...before] = token.text.split('/').reverse();
    if (before.length === 0) return this.#call(last.toLowerCase());
    return this.#lambda(this.#path(before.reverse().join('/')), last);
  }

  #call(name: string): Expression {
    const test = { startswith: startsWith, endswith: endsWith }[name];
    if (test === undefined) throw unsupportedQuery(`Unsupported Query: the function '${name}' in '${this.#text}'.`);
    if (name === 'endswith') this.isAdvanced = true;
    const left = this.#operand();
    this.#expectSign(',');
    const right = this.#operand();
    this.#expectSign(')');
    return (item) => test(left(item), right(item));
  }

  /** `assignedLicenses/any(l:l/skuId eq …)`. */
  #lambda(list: Expression, quantifier: string): Expression {
    if (quantifier !== 'any' && quantifier !== 'all') throw this.#fault();
    if (this.#takeSign(')')) return (item) => quantifier === 'any' && listOf(list(item)).length > 0;
    const variable = this.#peekName();
    if (variable === undefined) throw this.#fault();
    this.#at++;
    this.#expectSign(':');
    this.#variables.push(variable);
    const condition = this.#or();
    this.#variables.pop();
    this.#expectSign(')');
    const isTrue = ({ entity, variables }: Item) => {
      return (element: unknown) => condition({ entity, variables: { ...variables, [variable]: element } }) === true;
    };
    return (item) =>
      quantifier === 'any' ? listOf(list(item)).some(isTrue(item)) : listOf(list(item)).every(isTrue(item));
  }

  #path(path: string): Expression {
    const [first = '', ...rest] = path.split('/');
    const isCount = rest.at(-1) === '$count';
    if (isCount) this.isAdvanced = true;
    const steps = isCount ? rest.slice(0, -1) : rest;
    const start = this.#start(first);
    return (item) => {
      const value = steps.reduce<unknown>((from, step) => propertyOf(from, step), start(item));
      return isCount ? listOf(value).length : value;
    };
  }

  #start(name: string): Expression {
    if (this.#variables.includes(name)) return ({ variables }) => variables[name];
    const property = spelledProperty(this.#types, name);
    if (property !== undefined) return ({ entity }) => entity.get(property);
    throw badQuery(
      `Invalid filter clause: Could not find a property named '${name}' on type 'microsoft.graph.${this.#types[0]}'.`,
    );
  }

  #list(): readonly unknown[] {
    this.#expectSign('(');
    const values: unknown[] = [];
    do {
      const token = this.#tokens[this.#at++];
      if (token?.kind !== 'value') throw this.#fault();
      values.push(token.value);
    } while (this.#takeSign(','));
    this.#expectSign(')');
    return values;
  }

  #peekName(): string | undefined {
    const token = this.#tokens[this.#at];
    return token?.kind === 'name' ? token.text : undefined;
  }

  #takeName(name: string): boolean {
    if (this.#peekName()?.toLowerCase() !== name) return false;
    this.#at++;
    return true;
  }

  #takeSign(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#at++;
    return true;
  }

  #expectSign(sign: string): void {
    if (!this.#takeSign(sign)) throw this.#fault();
  }

  #fault(): Error {
    return badQuery(`Invalid filter clause: Syntax error in '${this.#text}'.`);
  }
}

function propertyOf(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[name] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function startsWith(text: unknown, start: unknown): boolean {
  return typeof text === 'string' && text.toLowerCase().startsWith(String(start).toLowerCase());
}

function endsWith(text: unknown, end: unknown): boolean {
  return typeof text === 'string' && text.toLowerCase().endsWith(String(end).toLowerCase());
}

/** Negative, 0 or positive; `NaN`, so that nothing but `ne` holds, where one is null or they are of different kinds. */
export function compare(one: unknown, other: unknown): number {
  const [left, right] = [one ?? null, other ?? null];
  if (left === right) return 0;
  if (left === null || right === null || typeof left !== typeof right) return Number.NaN;
  if (typeof left === 'string') return left.toLowerCase().localeCompare(String(right).toLowerCase(), 'en');
  return Number(left) - Number(right);
}
