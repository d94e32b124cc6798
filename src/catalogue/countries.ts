import type { Language } from '../language/command.ts';
import { perLanguage } from '../words/per-language.ts';

/** ISO 3166-1 alpha-2: what a usage location may be. */
export const COUNTRY_CODES: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD ' +
  'CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF ' +
  'GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN ' +
  'KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA ' +
  'NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI ' +
  'SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI ' +
  'VN VU WF WS YE YT ZA ZM ZW'
).split(' ');

const COUNTRIES: ReadonlySet<string> = new Set(COUNTRY_CODES);

/** Whether a usage location is a country, in whatever letters, or none. */
export function isLocation(usageLocation: unknown): boolean {
  if (typeof usageLocation !== 'string' || usageLocation === '') return true;
  return COUNTRIES.has(usageLocation) || COUNTRIES.has(usageLocation.toUpperCase());
}

const names = perLanguage((language) => new Intl.DisplayNames(language, { type: 'region' }));

/** "United States", "Verenigde Staten"; the code itself when it is none of a country. */
export function countryName(code: string, language: Language): string {
  return /^[A-Za-z]{2}$/.test(code) ? (names(language).of(code.toUpperCase()) ?? code) : code;
}
