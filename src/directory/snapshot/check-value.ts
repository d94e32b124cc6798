/** Says what is wrong with the line at hand. */
export type Report = (reason: string) => void;

export type JsonObject = { [property: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property that must be there as a string that is not empty. */
export function requireString(object: JsonObject, property: string, report: Report): string | undefined {
  const value = object[property];
  if (typeof value === 'string' && value !== '') return value;
  report(value === undefined ? `${property} is missing` : `${property} is not a string: ${shorten(value)}`);
  return undefined;
}

/** A property that may be absent or null, and otherwise has this type. */
export function checkOptional(
  object: JsonObject,
  property: string,
  type: 'string' | 'boolean' | 'number',
  report: Report,
): void {
  const value = object[property];
  if (value === undefined || value === null || typeof value === type) return;
  report(`${property} is not a ${type}: ${shorten(value)}`);
}

/** The elements of a property that may be absent or null, and otherwise is an array of strings. */
export function optionalStrings(object: JsonObject, property: string, report: Report): readonly string[] {
  const value = object[property];
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((element) => typeof element === 'string')) return value;
  report(`${property} is not an array of strings: ${shorten(value)}`);
  return [];
}

/** The elements of a property that may be absent or null, and otherwise is an array of objects. */
export function optionalObjects(object: JsonObject, property: string, report: Report): readonly JsonObject[] {
  const value = object[property];
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every(isObject)) return value;
  report(`${property} is not an array of objects: ${shorten(value)}`);
  return [];
}

/** The first element that stands in a list twice. */
export function firstDouble(values: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) return value;
    seen.add(value);
  }
  return undefined;
}

/** Enough of a value to find it by. */
export function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
