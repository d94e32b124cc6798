const ONE: Readonly<Record<string, string>> = { people: 'person', organizations: 'organization', times: 'time' };

/** `1 person`, `1,200 people`. @param what in the plural, which may go on after its first words */
export function counted(count: number, what: string): string {
  if (count !== 1) return `${count.toLocaleString('en-US')} ${what}`;
  const [noun = ''] = /^\w+/.exec(what) ?? [];
  return `1 ${ONE[noun] ?? noun.replace(/s$/, '')}${what.slice(noun.length)}`;
}
