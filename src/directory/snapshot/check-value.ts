import { idKey } from '../../graph/ids.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import { formOf } from './export-forms.ts';
import type { ReportFault } from './hearing.ts';

/*
 * Values and their names come apart, so that each place in the code reads one property of objects of one shape: for a
 * million people that is twice as fast as handing the object and a name around.
 */

/** What must be there as a string that is not empty. */
export function requiredString(value: unknown, name: string, report: ReportFault): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  report(value === undefined ? `${name} is missing` : `${name} is not a string: ${excerpt(value)}`);
  return undefined;
}

/** What may be absent or null, and otherwise is a string. */
export function checkString(value: unknown, name: string, report: ReportFault): void {
  if (typeof value === 'string' || value === undefined || value === null) return;
  report(`${name} is not a string: ${excerpt(value)}`);
}

/** What may be absent or null, and otherwise is true or false. */
export function checkBoolean(value: unknown, name: string, report: ReportFault): void {
  if (typeof value === 'boolean' || value === undefined || value === null) return;
  report(`${name} is not a boolean: ${excerpt(value)}`);
}

/** The elements of what may be absent or null, and otherwise is an array of strings. */
export function optionalStrings(value: unknown, name: string, report: ReportFault): readonly string[] {
  if (value === undefined || value === null) return [];
  if (isArrayOf(value, isString)) return value;
  report(`${name} is not an array of strings: ${excerpt(value)}${formOf(value)}`);
  return [];
}

/** The elements of what may be absent or null, and otherwise is an array of objects. */
export function optionalObjects(value: unknown, name: string, report: ReportFault): readonly JsonObject[] {
  if (value === undefined || value === null) return [];
  if (isArrayOf(value, isObject)) return value;
  report(`${name} is not an array of objects: ${excerpt(value)}${formOf(value)}`);
  return [];
}

/** The first element that stands in a list of ids twice, in whatever letters. */
export function firstDouble(ids: readonly string[]): string | undefined {
  const keys = ids.map(idKey);
  // Filled in one go: five million members are seldom doubles, and asking for each takes twice as long.
  if (new Set(keys).size === keys.length) return undefined;
  const seen = new Set<string>();
  return ids.find((_, place) => {
    const key = keys[place] as string;
    return seen.size === seen.add(key).size;
  });
}

/** Enough of a value to find it by. */
export function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isArrayOf<Element>(value: unknown, isElement: (element: unknown) => element is Element): value is Element[] {
  if (!Array.isArray(value)) return false;
  for (const element of value) if (!isElement(element)) return false;
  return true;
}
