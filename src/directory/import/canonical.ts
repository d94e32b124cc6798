import { isObject, type JsonObject } from '../json-object.ts';
import { isGuid } from './json-value.ts';
import { ADDITIONAL, graphsName, put, spelledAsGraph, Unreadable } from './spelling.ts';

const LISTS_OF_OBJECTS: ReadonlySet<string> = new Set([
  ...['assignedLicenses', 'licenseAssignmentStates', 'servicePlans'],
]);
const LISTS_OF_TEXTS: ReadonlySet<string> = new Set(['disabledPlans', 'groupTypes', 'proxyAddresses']);
const YES_OR_NO: ReadonlySet<string> = new Set(['accountEnabled', 'securityEnabled', 'mailEnabled', 'isBuiltIn']);

/** Null here says something: the license is a direct one. */
const NO_GROUP = 'assignedByGroup';

const OLD_MODULE = /^\s*class \w+ \{/;
const DOT_NET = /^(?:System\.|Microsoft\.(?:Graph|Open)|@\{)/;
const DATE = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;

/**
 * One of Graph's objects as Graph writes it, whatever wrote it down: with its names spelt as Graph spells them, lists as
 * lists, and without what PowerShell puts around values. A list that is null was not asked for: it is left out.
 * @throws Unreadable where something was lost when it was written
 */
export function canonicalObject(object: JsonObject): JsonObject {
  const names = Object.keys(object);
  const isPowerShells =
    names.some((name) => graphsName(name) === ADDITIONAL) || !names.some((name) => /^[a-z]/.test(name));
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(object)) {
    const known = graphsName(name);
    if (known === ADDITIONAL) continue;
    const written = known === undefined ? anyValue(value, isPowerShells) : knownValue(known, value);
    const isUnasked = written === null && isPowerShells && known !== NO_GROUP;
    if (written === undefined || isUnasked) continue;
    put(result, known ?? (isPowerShells ? withSmallLetter(name) : name), written);
  }
  for (const [name, value] of Object.entries(additional(spelledAsGraph(object)))) {
    const known = graphsName(name);
    const written = known === undefined ? anyValue(value, true) : knownValue(known, value);
    if (written !== undefined && written !== null) put(result, known ?? name, written);
  }
  const { id, objectId } = result;
  if (id === undefined && typeof objectId === 'string') result['id'] = objectId;
  return result;
}

function additional(object: JsonObject): JsonObject {
  const value = object[ADDITIONAL];
  return isObject(value) ? value : {};
}

/** A property that is read; undefined: it was not asked for. */
function knownValue(name: string, wrapped: unknown): unknown {
  const value = unwrapped(wrapped);
  if (LISTS_OF_OBJECTS.has(name)) return listOf(name, value)?.map((element) => objectIn(name, element));
  if (LISTS_OF_TEXTS.has(name)) return listOf(name, value)?.map((element) => textIn(name, element));
  if (name === 'members' || name === 'members@delta') return listOf(name, value);
  if (name === 'prepaidUnits') return value === null ? undefined : objectIn(name, value);
  if (typeof value !== 'string') return value;
  if (YES_OR_NO.has(name) && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return dated(value);
}

/** A list of one element may have been written as the element alone. */
function listOf(name: string, value: unknown): readonly unknown[] | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value;
  if (isObject(value) || isGuid(value)) return [value];
  throw lost(name, value);
}

function objectIn(name: string, value: unknown): JsonObject {
  if (isObject(value)) return canonicalObject(value);
  throw lost(name, value);
}

function textIn(name: string, value: unknown): unknown {
  if (typeof value === 'string' && !OLD_MODULE.test(value) && !DOT_NET.test(value)) return value;
  throw lost(name, value);
}

function lost(name: string, value: unknown): Unreadable {
  const text = JSON.stringify(value) ?? '';
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  const kind = typeof value === 'string' && OLD_MODULE.test(value) ? 'oldModule' : 'depth';
  return new Unreadable(kind, `${name} reads ${shown}`);
}

function anyValue(value: unknown, isPowerShells: boolean): unknown {
  if (!isPowerShells) return value;
  const bare = unwrapped(value);
  if (typeof bare === 'string') return dated(bare);
  if (Array.isArray(bare)) return bare.map((element) => anyValue(element, true));
  if (!isObject(bare)) return bare;
  return canonicalObject({ ...bare, [ADDITIONAL]: additional(bare) });
}

/** Windows PowerShell writes some lists as `{"value":[…],"Count":2}`, and moments as an object around one. */
function unwrapped(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { value: inner, Count: count, DateTime: moment, ...others } = value;
  if (Array.isArray(inner) && count === inner.length && Object.keys(others).length === 0) return inner;
  return typeof inner === 'string' && moment !== undefined ? inner : value;
}

/** `/Date(1725000000000)/`, as Windows PowerShell writes a moment. */
function dated(text: string): string {
  const milliseconds = DATE.exec(text)?.[1];
  return milliseconds === undefined ? text : new Date(Number(milliseconds)).toISOString().replace('.000Z', 'Z');
}

function withSmallLetter(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
