/** Ids are compared without letter case: this is equal for ids that are the same. */
export function idKey(id: string): string {
  return id.toLowerCase();
}

export function isSameId(one: string, other: string): boolean {
  return one === other || idKey(one) === idKey(other);
}
