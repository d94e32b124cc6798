/* Ways in which an export goes wrong: a property at a time, or a file. */

type Json = Readonly<Record<string, unknown>>;

/** Every property of every object in a value, as the value with it spoilt, and what was. */
export function* spoiltEach(
  value: unknown,
  spoil: Spoil,
): Generator<{ readonly rest: unknown; readonly name: string }> {
  if (Array.isArray(value)) {
    for (const [place, element] of value.entries()) {
      for (const { rest, name } of spoiltEach(element, spoil)) yield { rest: value.with(place, rest), name };
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value as Json)) {
      const { [name]: _, ...others } = value as Json;
      yield { rest: { ...others, ...spoil(name, inner) }, name };
      for (const { rest, name: below } of spoiltEach(inner, spoil)) {
        yield { rest: { ...value, [name]: rest }, name: below };
      }
    }
  }
}

/** What becomes of a property. */
export type Spoil = (name: string, value: unknown) => Json;

/** Behind the name of what is said a second time. */
const AGAIN = ' again';

export const SPOILS: Readonly<Record<string, Spoil>> = {
  'left out': () => ({}),
  'made null': (name) => ({ [name]: null }),
  'spelled otherwise': (name, value) => ({ [name]: spelledOtherwise(value) }),
  'said twice': (name, value) => ({ [name]: value, [`${name}${AGAIN}`]: Array.isArray(value) ? [] : null }),
  'called otherwise': (name, value) => ({ [name.charAt(0).toUpperCase() + name.slice(1)]: value }),
  'called in capitals': (name, value) => ({ [name.toUpperCase()]: value }),
  'called in two ways': (name, value) => ({ [name]: value, [inOtherLetters(name)]: Array.isArray(value) ? [] : null }),
  'of another type': (name, value) => ({ [name]: ofAnotherType(value) }),
  'with an element twice': (name, value) => ({
    [name]: Array.isArray(value) ? [...value, ...value.slice(0, 1)] : value,
  }),
  'with nothing in it': (name, value) => ({ [name]: typeof value === 'string' ? '' : value }),
};

/** As programs write it that know no lists, no numbers, or nothing else. */
function ofAnotherType(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? value[0] : value.join(' ');
  if (typeof value === 'object') return value === null ? 'null' : [value];
  return typeof value === 'string' ? { value } : String(value);
}

function inOtherLetters(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

function spelledOtherwise(value: unknown): unknown {
  if (typeof value === 'string') return inOtherLetters(value);
  return Array.isArray(value) ? value.map(spelledOtherwise) : value;
}

/** What is spoilt, as JSON: in which a name may stand twice. */
export function spoiltJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(`${AGAIN}":`, '":');
}

/** What happens to a file between the program that wrote it and the one that reads it. */
export const DAMAGES: Readonly<Record<string, (lines: readonly string[], place: number, drawn: number) => string>> = {
  'a line is left out': (lines, place) => lines.toSpliced(place, 1).join('\n'),
  'a line is there twice': (lines, place) => lines.toSpliced(place, 0, lines[place] ?? '').join('\n'),
  'a line goes on in the next': (lines, place) => lines.join('\n').replace(`${lines[place]}\n`, lines[place] ?? ''),
  'the end of a line is cut off': (lines, place, drawn) =>
    lines.with(place, (lines[place] ?? '').slice(0, drawn % ((lines[place]?.length ?? 0) + 1))).join('\n'),
  'its end is cut off': (lines, _, drawn) => lines.join('\n').slice(0, drawn % (lines.join('\n').length + 1)),
  'it is empty': () => '',
  'it is all on one line': (lines) => `[${lines.join(',')}]`,
  'its lines are in another order': (lines, place) => [...lines.slice(place), ...lines.slice(0, place)].join('\n'),
  'a sign of it is another': (lines, _, drawn) => {
    const whole = lines.join('\n');
    const at = drawn % (whole.length + 1);
    return `${whole.slice(0, at)}${drawn % 2 === 0 ? '\u0000' : '"'}${whole.slice(at + 1)}`;
  },
  'each sign of it is two': (lines) => Buffer.from(lines.join('\n'), 'utf16le').toString('latin1'),
};
