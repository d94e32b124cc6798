/** `1 person`, `1,200 people`. @param what in the plural, which may go on after its noun */
export function counted(count: number, what: string): string {
  if (count !== 1) return `${count.toLocaleString('en-US')} ${what}`;
  const [noun = ''] = /^(?:more )?\w+/.exec(what) ?? [];
  return `1 ${noun === 'people' ? 'person' : noun.replace(/s$/, '')}${what.slice(noun.length)}`;
}
