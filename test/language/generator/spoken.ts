import type { Chance } from './random.ts';
import type { Thing } from './things.ts';

export type Tongue = 'en' | 'nl';

/** A sentence with what it means; without a meaning it asks for nothing that could be done as it stands. */
export interface Generated {
  readonly text: string;
  readonly meaning?: Meaning;
  /** Another way to have it, which comes to the same. */
  readonly equally?: Meaning;
  /** From which pattern it was made, for a report. */
  readonly frame: string;
}

export interface Meaning {
  readonly intent: string;
  readonly slots: Readonly<Record<string, unknown>>;
}

/** How things are said in one language, by chance. */
export interface Speaker {
  readonly tongue: Tongue;
  readonly chance: Chance;
  /** One of the English or of the Dutch ways. */
  pick(english: readonly string[], dutch: readonly string[]): string;
  say(thing: Thing): string;
  list(things: readonly Thing[], word?: 'and' | 'or'): string;
}

export function speakerOf(chance: Chance, tongue: Tongue): Speaker {
  const say = (thing: Thing) => {
    const said = chance.one(thing.said);
    return chance.often(4) ? `"${said}"` : chance.often(3) ? said.toLowerCase() : said;
  };
  const AND = { en: [' and ', ', ', ' & ', ' + ', ' as well as '], nl: [' en ', ', ', ' & ', ' en ook ', ' alsook '] };
  const OR = { en: [' or '], nl: [' of '] };
  return {
    tongue,
    chance,
    pick: (english, dutch) => chance.one(tongue === 'en' ? english : dutch),
    say,
    list: (things, word = 'and') =>
      things.map(say).reduce((before, after) => `${before}${chance.one((word === 'and' ? AND : OR)[tongue])}${after}`),
  };
}

/** What people put around what they ask. Nothing of it changes what is asked. */
export function withNoise(text: string, { chance, pick }: Speaker): string {
  const before = chance.often(15)
    ? pick(
        [
          'please ',
          'hi, ',
          'hey bot, ',
          'Good morning! ',
          'ok, ',
          'could you ',
          'can you please ',
          'RE: ',
          'uh, ',
          '👋 ',
        ],
        ['graag ', 'hoi, ', 'Goedemorgen! ', 'aub ', 'ok, ', 'FW: ', 'eh, ', '👋 '],
      )
    : '';
  const after = chance.often(15)
    ? pick(
        [' please', ', thanks', '!', '.', ' asap', ' 🙏', ', folks', ', cheers', ' - ticket 4711'],
        [' aub', ', bedankt', '!', '.', ' zsm', ' 🙏', ', alvast bedankt', ', groetjes'],
      )
    : '';
  const why = chance.often(4)
    ? pick(
        [
          ' until 31 December',
          ' for 30 days',
          ' tomorrow',
          ' from Monday',
          ' because the pilot has ended',
          ' as agreed',
        ],
        [' tot 31 december', ' voor 30 dagen', ' morgen', ' vanaf maandag', ' omdat de pilot klaar is'],
      )
    : '';
  const said = `${before}${text}${why}${after}`;
  if (chance.often(2)) return said.toUpperCase();
  if (chance.often(2)) return said.replaceAll(' ', '\u00a0');
  if (chance.often(3)) return misspelled(said, chance);
  return chance.often(8) ? withMarkMisspelled(said, chance) : said;
}

/** Words that say how what stands beside them is meant. */
const MARK =
  /(?<![\p{L}\p{N}])(?:without|with|to|for|from|in|of|on|off|out|not|no|but|except|excluding|only|just|keep|instead|and|by|zonder|met|aan|uit|voor|van|bij|naar|niet|geen|maar|behalve|alleen|houd|houden|ipv|en|door|moet)(?![\p{L}\p{N}])/giu;

/** A typing error in one of the words by which a careless reader could go wrong. */
function withMarkMisspelled(text: string, chance: Chance): string {
  const marks = [...text.matchAll(MARK)];
  if (marks.length === 0) return text;
  const { 0: word, index } = chance.one(marks);
  const at = chance.whole(word.length);
  const [before, letter, after] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
  const wrong = chance.one([
    before + after,
    before + letter + letter + after,
    before + after.charAt(0) + letter + after.slice(1),
    before + chance.one([...LETTERS]) + after,
    before + letter + chance.one([...LETTERS]) + after,
    `${before}${letter} ${after}`,
  ]);
  return text.slice(0, index) + wrong + text.slice(index + word.length);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A letter left out, doubled or changed with its neighbour. */
function misspelled(text: string, chance: Chance): string {
  const at = 1 + chance.whole(Math.max(1, text.length - 2));
  const [before, letter, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  return chance.one([
    before + after,
    before + letter + letter + after,
    before + after.charAt(0) + letter + after.slice(1),
  ]);
}
