/**
 * A number of things, in English: `1 person`, `1,200 people`, `1 row of licenses`, `2 license rows`.
 * @param what in the plural, which may go on after what is counted: `of`, `from` and such words end that
 */
export function counted(count: number, what: string): string {
  if (count !== 1) return `${count.toLocaleString('en-US')} ${what}`;
  const [things] = /^.*?(?= (?:of|from|in|with|that|for)\b|[ ,]*\(|,|$)/.exec(what) ?? [''];
  return `1 ${things.replace(/people$/, 'person').replace(/s$/, '')}${what.slice(things.length)}`;
}
