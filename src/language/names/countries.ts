import { COUNTRY_CODES, countryName } from '../../catalogue/countries.ts';
import { fold, nameKeys } from '../text.ts';

const OTHER_NAMES: Readonly<Record<string, string>> = {
  UK: 'GB',
  'Great Britain': 'GB',
  Britain: 'GB',
  England: 'GB',
  Engeland: 'GB',
  Scotland: 'GB',
  Schotland: 'GB',
  Wales: 'GB',
  'Groot-Brittannië': 'GB',
  'the UK': 'GB',
  USA: 'US',
  'the US': 'US',
  'the USA': 'US',
  America: 'US',
  Amerika: 'US',
  'the United States': 'US',
  'United States of America': 'US',
  'the United States of America': 'US',
  VS: 'US',
  'de VS': 'US',
  'de Verenigde Staten': 'US',
  'the United Kingdom': 'GB',
  VK: 'GB',
  'het VK': 'GB',
  'het Verenigd Koninkrijk': 'GB',
  Holland: 'NL',
  'the Netherlands': 'NL',
  Turkey: 'TR',
  'Czech Republic': 'CZ',
  'the Czech Republic': 'CZ',
  Tsjechische: 'CZ',
  UAE: 'AE',
  Emirates: 'AE',
  'South Korea': 'KR',
  Korea: 'KR',
  Russia: 'RU',
  'Ivory Coast': 'CI',
  Burma: 'MM',
  'the Philippines': 'PH',
  Macedonia: 'MK',
  'Hong Kong': 'HK',
};

const byKeys = new Map<string, string>();
for (const code of COUNTRY_CODES) {
  for (const name of [code, countryName(code, 'en'), countryName(code, 'nl')])
    byKeys.set(nameKeys(name).join(' '), code);
}
for (const [name, code] of Object.entries(OTHER_NAMES)) byKeys.set(nameKeys(name).join(' '), code);

/** The ISO 3166-1 alpha-2 code of a country by its code or its name in English or Dutch, as a whole. */
export function countryCode(text: string): string | undefined {
  return byKeys.get(nameKeys(text).join(' '));
}

/** By their first words, how many words the names of countries have at most. */
const lengths = new Map<string, number>();
for (const words of [...byKeys.keys()].map((keys) => keys.split(' '))) {
  const [first = ''] = words;
  lengths.set(first, Math.max(lengths.get(first) ?? 0, words.length));
}

/** How many words a country's name can have that begins with a word, or with the first of several; 0 for none. */
export function longestCountry(text: string): number {
  return lengths.get(/^[\p{L}\p{N}]*/u.exec(fold(text))?.[0] ?? '') ?? 0;
}
