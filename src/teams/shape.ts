/** Says what is wrong with the value at this path, or nothing. */
type Check = (value: unknown, path: string) => string | undefined;

export const text: Check = (value, path) => (typeof value === 'string' ? undefined : `${path} is not a text`);

export const filled: Check = (value, path) => text(value, path) ?? (value === '' ? `${path} is empty` : undefined);

export const flag: Check = (value, path) => (typeof value === 'boolean' ? undefined : `${path} is not true or false`);

/** Absent, or null, which is how some clients write absent. */
export function optional(shape: Check): Check {
  return (value, path) => (value === undefined || value === null ? undefined : shape(value, path));
}

export function shapeOfList(shape: Check): Check {
  return (value, path) =>
    Array.isArray(value)
      ? firstOf(value.entries(), ([index, each]) => shape(each, `${path}[${index}]`))
      : `${path} is not a list`;
}

/** An object with at least these properties. */
export function objectWith(properties: Readonly<Record<string, Check>>): Check {
  return (value, path) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? firstOf(Object.entries(properties), ([name, shape]) =>
          shape((value as Readonly<Record<string, unknown>>)[name], path === '' ? name : `${path}.${name}`),
        )
      : `${path === '' ? 'the body' : path} is not an object`;
}

function firstOf<T>(items: Iterable<T>, faultOf: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
