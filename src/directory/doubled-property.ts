/**
 * A property that stands twice in one object of this JSON: parsing it has lost the first value without a word.
 * Undefined: there is none.
 * @param value what `JSON.parse` made of the text
 * @param meant only these are asked for
 */
export function doubledProperty(text: string, value: unknown, meant?: ReadonlySet<string>): string | undefined {
  return namesIn(text) === propertiesOf(value) ? undefined : firstDoubled(text, meant);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** How many names of properties stand there at most: quotation marks before a colon, within texts as well. */
function namesIn(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (text.charCodeAt(before) <= 0x20) before--;
    if (text.charCodeAt(before) === QUOTE) count++;
  }
  return count;
}

function endOfText(text: string, open: number): number {
  for (let close = text.indexOf('"', open + 1); ; close = text.indexOf('"', close + 1)) {
    let escapes = 0;
    while (text.charCodeAt(close - 1 - escapes) === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return close;
  }
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

function propertiesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const each of value) if (typeof each === 'object') count += propertiesOf(each);
    return count;
  }
  // Of what was parsed, all are its own; a list of them would be made for every object of a million.
  for (const name in value) {
    count++;
    const each: unknown = value[name as keyof typeof value];
    if (typeof each === 'object') count += propertiesOf(each);
  }
  return count;
}

function firstDoubled(text: string, meant: ReadonlySet<string> | undefined): string | undefined {
  const objects: Set<string>[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (text[at] === '{') objects.push(new Set());
    else if (text[at] === '}') objects.pop();
    else if (sign === QUOTE) {
      const close = endOfText(text, at);
      const isName = text.charCodeAt(afterSpace(text, close + 1)) === COLON;
      const name: string = JSON.parse(text.slice(at, close + 1));
      const names = objects.at(-1);
      if (isName && names?.has(name) && meant?.has(name) !== false) return name;
      if (isName) names?.add(name);
      at = close;
    }
  }
  return undefined;
}
