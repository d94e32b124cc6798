import { nameKeys } from '../text.ts';

/** How people shorten the beginning of a product's name; an empty one is left out. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ['microsoft 365', 'm365|ms 365|ms365|'],
  ['office 365', 'o365|'],
  ['dynamics 365', 'd365'],
  ['enterprise mobility + security', 'ems|em+s'],
  [
    'microsoft entra id',
    'entra id|entra|aad|azure ad|azure ad premium|aad premium|azure active directory premium|entra id premium',
  ],
  ['microsoft defender for', 'defender for'],
  ['microsoft azure', 'azure'],
  ['microsoft', 'ms|'],
  ['windows 10/11', 'windows|win'],
  ['exchange online', 'exchange|exo'],
  ['sharepoint online', 'sharepoint|spo'],
  ['onedrive for business', 'onedrive'],
  ['power bi', 'pbi'],
];

const beginnings = BEGINNINGS.map(([whole, short]) => ({
  whole: nameKeys(whole),
  short: short.split('|').map(nameKeys),
}));

/** The keys of a name, and of every way in which people shorten it. */
export function shortForms(keys: readonly string[]): readonly (readonly string[])[] {
  const opening = beginnings.find(({ whole }) => whole.every((key, at) => key === keys[at]));
  const rest = keys.slice(opening?.whole.length ?? 0);
  const forms = [keys, ...(opening?.short ?? []).map((short) => [...short, ...rest])].filter((it) => it.length > 0);
  return [...forms, ...forms.flatMap((form) => shortPlan(form))];
}

/** "Exchange Online (Plan 1)" is "Exchange Online P1". */
function shortPlan(keys: readonly string[]): readonly (readonly string[])[] {
  const at = keys.findIndex((key, index) => key === 'plan' && /^\d$/.test(keys[index + 1] ?? ''));
  return at < 1 ? [] : [[...keys.slice(0, at), 'p', ...keys.slice(at + 1)]];
}
