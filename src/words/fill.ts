/**
 * A sentence with its places filled, each once and as it is: `{group} has {count} people.` What is filled in comes
 * from the tenant and from people, so that nothing in it is taken for a place or for a pattern (`$&`).
 * @throws Error when the sentence has a place for which there is no value
 */
export function fill(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (place, key: string) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined) throw new Error(`no value for ${place} in “${pattern}”`);
    return value;
  });
}
