const CLOUDS: readonly (readonly [RegExp, string])[] = [
  [/[_ ]USGOV_GCCHIGH$/, ' for GCC High'],
  [/[_ ]USGOV_DOD$/, ' for DoD'],
  [/_GCC$/, ' for GCC'],
  [/ \(500 seats min\)_HUB$/, ' (500 seats minimum)'],
  [/ for (?:GCCHIGH|GCCHigh)$/, ' for GCC High'],
];
const RETIRED = /^(?:RETIRED|DO NOT USE) - (.*)$/i;
const SMALL_WORDS: ReadonlySet<string> = new Set(['for', 'and', 'of', 'to', 'from', 'with']);
const ABBREVIATIONS: ReadonlySet<string> = new Set(['CRM', 'POP', 'PBX', 'BI', 'P1', 'MCO', 'MS', 'US']);

/** A name of Microsoft's list as people would write it: without shouting, codes of clouds and notes to oneself. */
export function readable(listed: string): string {
  const [, retired] = RETIRED.exec(listed) ?? [];
  if (retired !== undefined) return `${readable(retired)} (retired)`;
  const plain = CLOUDS.reduce((name, [pattern, by]) => name.replace(pattern, by), listed);
  return isShouted(plain) ? spoken(plain) : plain;
}

function isShouted(name: string): boolean {
  return name.includes(' ') && /[A-Z]{5}/.test(name) && !/[a-z]{3}/.test(name);
}

function spoken(name: string): string {
  return name.replace(/[A-Z][A-Z0-9]*/g, (word, at: number) => {
    if (ABBREVIATIONS.has(word)) return word;
    const small = word.toLowerCase();
    return at > 0 && SMALL_WORDS.has(small) ? small : word.charAt(0) + small.slice(1);
  });
}
