import { badQuery } from '../graph-error.ts';

export type FilterToken =
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string }
  | { readonly kind: 'value'; readonly value: string | number | boolean | null };

const TOKEN =
  /\s*(?:'(?<text>(?:[^']|'')*)'|(?<guid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(?<time>\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)|(?<number>-?\d+(?:\.\d+)?)|(?<name>[A-Za-z_@$][\w.@$/]*)|(?<sign>[(),:]))/iy;

const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** Splits the text of a `$filter`. @throws GraphError where it holds what no filter does */
export function filterTokens(text: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) throw badQuery(`Invalid filter clause: Syntax error at position ${at} in '${text}'.`);
    tokens.push(tokenOf(groups));
  }
  return tokens;
}

function tokenOf({ text, guid, time, number, name, sign }: Record<string, string | undefined>): FilterToken {
  if (text !== undefined) return { kind: 'value', value: text.replaceAll("''", "'") };
  if (number !== undefined) return { kind: 'value', value: Number(number) };
  if (sign !== undefined) return { kind: 'sign', text: sign };
  if (name === undefined) return { kind: 'value', value: guid ?? time ?? '' };
  const word = WORDS[name.toLowerCase()];
  return word === undefined ? { kind: 'name', text: name } : { kind: 'value', value: word };
}
