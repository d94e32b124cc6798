import type { Random } from './random.ts';

interface PersonName {
  readonly displayName: string;
  /** The part of the address before the @: ASCII, lower case, unique. */
  readonly alias: string;
}

const GIVEN = words(
  'Aaliyah Aisha Alejandro Amara Ana Anke Anouk Arjun Astrid Bas Beatriz Carlos Chloé Daan Daniela David Diego Dmitri Eline Emeka ' +
    'Emma Esra Eva Fatima Femke Fleur Gabriel Giulia Guus Hanna Hassan Heleen Ibrahim Ingrid Isabel Jasper Jin Joanna João Joost ' +
    'José Kofi Lars Leila Liam Lieke Lotte Lucía Maarten Maja Marcus Mateo Mei Mila Milan Mohammed Naomi Ngozi Nia Niels Noah Nora ' +
    'Olivia Omar Paula Pieter Priya Rachel Ravi Renée Rosa Ruben Samira Sanne Sara Siobhán Sofia Søren Sven Tariq Teun Thomas ' +
    'Thijs Tomás Ulla Veerle Viktor Wei William Willem Yara Yuki Zeynep Zoë Łukasz Özlem',
);
const FAMILY = words(
  'Abdi Adeyemi Ahmed Almeida Andersson Bakker Banerjee Baumann Becker Bianchi Blom Boateng Bos Brown Castro Chen Cohen Cruz Davis ' +
    'Dekker Demir Diaz Dijkstra Dubois Eriksen Farouk Fischer Fontaine Garcia Gomes Green Gupta Hall Hansen Hoekstra Horvat Ito ' +
    'Ivanova Jackson Jansen Johnson Kamara Kaya Kelly Khan Kim Koster Kowalska Kuipers Larsen Lefèvre Lopez Mäkinen Meijer Mensah ' +
    'Miller Morales Müller Mulder Murphy Nakamura Nguyen Nowak Núñez Okoye Osei Patel Pereira Petrov Postma Quinn Rao Ricci Rivera ' +
    'Robinson Romero Rossi Sánchez Schmidt Scott Silva Singh Smit Smith Sørensen Suzuki Tanaka Taylor Torres Veenstra Visser Vos ' +
    'Walker Wang Watson White Williams Wójcik Yilmaz Zhang',
);
const DUTCH_FAMILY = [
  'de Boer',
  'de Groot',
  'de Jong',
  'de Vries',
  'van Dam',
  'van den Berg',
  'van der Meer',
  'van Dijk',
  "van 't Hof",
] as const;

/** Letters that do not come apart into a base letter and an accent. */
const ASCII: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', ß: 'ss', æ: 'ae', ı: 'i', đ: 'd' };

/** Names of people, each alias once. */
export function nameMaker(random: Random, taken: Iterable<string> = []): () => PersonName {
  const aliases = new Set(taken);
  return () => {
    const family = random.chance(8) ? random.pick(DUTCH_FAMILY) : random.pick(FAMILY);
    const displayName = `${random.pick(GIVEN)} ${family}`;
    const plain = aliasOf(displayName);
    let alias = plain;
    for (let n = 2; aliases.has(alias); n++) alias = `${plain}${n}`;
    aliases.add(alias);
    return { displayName, alias };
  };
}

/** "Élodie van 't Hof" is elodie.vanthof. */
export function aliasOf(displayName: string): string {
  const [given = '', ...family] = displayName.toLowerCase().split(' ');
  return [given, family.join('')].map(toAscii).join('.');
}

function toAscii(text: string): string {
  const letters = text.replace(/[øłßæıđ]/g, (letter) => ASCII[letter] ?? '');
  return letters.normalize('NFD').replace(/[^a-z0-9]/g, '');
}

function words(text: string): readonly [string, ...string[]] {
  const [first = '', ...rest] = text.split(' ');
  return [first, ...rest];
}
