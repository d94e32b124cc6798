import type { Slots } from '../command.ts';
import type { Item, NameItem } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { countryCode } from '../names/countries.ts';
import { ask, command, type Draft } from '../rules/draft.ts';
import { type GroupRef, groupName, idsOf, skuName, theOne, Unclear } from '../rules/resolve.ts';
import { fold } from '../text.ts';
import type { Sentence } from './sentence.ts';

/** How a list of people is asked for: all the rest of the sentence says which people. */
const BEGINS =
  /^(?:(?:and|en|ok|also|ook|please|can|could|you|kun|kan|je|i|we|want|need|wil|would|like|to|see) )*(?:who|whose|wie|which|what|welke|show|list|find|search|get|give|display|view|toon|zoek|vind|geef|lijst|overzicht|tell|how many|hoeveel|number|count|aantal|all|alle|every|everyone|everybody|anyone|iedereen|users?|people|persons?|members?|accounts?|employees?|gebruikers?|mensen|personen|leden|medewerkers|guests?|gasten|gastgebruikers|externals?|disabled|blocked|deactivated|uitgeschakelde|geblokkeerde|gedeactiveerde|unlicensed|licensed|is there|are there|is er|zijn er|do we have|hebben we|only|alleen)(?![\p{L}\p{N}'])/u;

/** Words that say whom, or nothing. Longer ones first. */
const FILLERS =
  'how many|is there|are there|is er|zijn er|do we have|hebben we|give me|show me|tell me|geef me|geef mij|toon me|a list of|list of|een lijst van|een lijst met|lijst van|lijst met|assigned to|toegewezen aan|who|whose|whom|wie|which|what|welke|show|list|lists|find|search|get|gets|give|display|view|see|toon|zoek|vind|geef|lijst|overzicht|tell|number|count|aantal|hoeveel|all|alle|al|every|each|elke|users?|user|people|persons?|members?|accounts?|employees?|colleagues|staff|everyone|everybody|anyone|anybody|iedereen|gebruikers?|mensen|personen|persoon|leden|medewerkers?|collegas|is|are|be|am|was|has|have|had|having|got|holds?|holding|heeft|hebben|zijn|zit|zitten|staat|staan|met|with|that|die|dat|de|het|een|the|a|an|any|in|from|of|van|uit|bij|at|er|and|en|but|maar|also|ook|still|nog|currently|nu|now|me|mij|us|ons|our|onze|we|you|je|can|could|kun|kan|i|ik|want|need|to|please|both|zowel|allebei|as|als|them|those|these|assigned|toegewezen|given|using|does|do|where|waar|tenant|company|organisation|organization|here|hier|out there|ones?|access|license|licenses|licence|licences|licensed|licentie|licenties|seats?';

const LICENSE = '(?:licen[cs]es?|licenties?)';
const NOT =
  "(?:without|with no|has no|have no|having no|no|not have|don't have|doesn't have|do not have|does not have|dont have|doesnt have|haven't|hasn't|haven't got|hasn't got|not|lacks?|lacking|geen|zonder|niet)";
const A = '(?: any| a| an| the| all| single| enkele| enige| een| de)*';
const GROUP = '(?:groups?|teams?|groepe?n?)';
const PERSON = '(?: accounts?| users?| people| persons?| members?| gebruikers?| mensen| personen| leden)?';
const OFF = '(?:disabled|blocked|deactivated|uitgeschakelde?|geblokkeerde?|gedeactiveerde?)';

type Found = Omit<Slots, 'ids'>;

/** What people may be asked for by. The first that fits where the sentence stands is taken; names are counted off. */
const PROPERTIES: readonly (readonly [string, Found])[] = [
  [
    `${NOT}${A} ${LICENSE}(?: at all| assigned| helemaal)?|unlicensed|not licensed|zonder${A} ${LICENSE}`,
    { lacking: 'license' },
  ],
  [
    `${NOT}${A} (?:usage ?location|location|country|gebruikslocatie|locatie|land)(?: set)?`,
    { lacking: 'usageLocation' },
  ],
  [
    `(?:in no|not in any|not in a|in none of the|without|in geen enkele?|in geen|zonder|niet in een|not a member of any|not a member of a|no|geen)${A} ${GROUP}(?: at all)?`,
    { lacking: 'group' },
  ],
  [
    `(?:not|no|without|except|excluding|geen|niet|zonder|behalve)${A} (?:guests?|guest users?|externals?|gasten|gastgebruikers)`,
    { guests: false },
  ],
  ['guest (?:users?|accounts?)|guests?|externals?|gasten|gast|gastgebruikers?', { guests: true }],
  [
    `(?:not|niet)${A} ${OFF}${PERSON}|(?:enabled|active|actieve|ingeschakelde)(?: accounts?| users?| people| gebruikers| mensen)`,
    { enabled: true },
  ],
  [`${OFF}${PERSON}|(?:sign-?in|sign in) (?:is )?blocked|(?:can't|cannot|can not) sign in`, { enabled: false }],
  [
    `(?:both |zowel )?(?:directly|direct|rechtstreeks|individually)(?: assigned)?(?: and| as well as| en| als)(?: also| ook)? (?:through|via|by|from|door|uit)${A} ${GROUP}`,
    { paths: 'direct_and_group' },
  ],
  [
    `(?:both |zowel )?(?:through|via|by|from|door|uit)${A} ${GROUP}(?: and| as well as| en| als)(?: also| ook)? (?:directly|direct|rechtstreeks)`,
    { paths: 'direct_and_group' },
  ],
  [
    `(?:only |alleen )?(?:through|via|by|from|door|uit)${A} ${GROUP}|inherited|group-based|geerfd|geërfd|overgenomen`,
    { paths: 'group' },
  ],
  [
    '(?:only |alleen )?(?:directly|direct|rechtstreeks|rechtstreekse|directe|individually)(?: assigned| toegewezen)?|direct copy|direct copies',
    { paths: 'direct' },
  ],
];

/** Says that somebody has a license of some kind: only beside something else that tells which people. */
const LICENSED = `(?:assigned |with |have |has |met |heeft |hebben )?${A.trim()}?${LICENSE}|licensed`;

const PLACE =
  /^(?:(?:based |located |living |working )?in|from|within|uit|usage location(?: is| in)?|gebruikslocatie(?: is| in)?)$/;
const LONGEST_COUNTRY = 5;

export interface PeopleAsked {
  readonly slots: Slots;
  /** More than a product or a group is asked for: what only a list of people answers. */
  readonly byProperty: boolean;
  /** What is left over, and where: nothing where all of it was understood. */
  readonly stranger?: Item;
}

/** Reads which people are meant; every word is accounted for, or the first that is not is given back. */
export function readPeople(names: Names, items: readonly Item[], more: readonly string[] = []): PeopleAsked {
  const reader = readerOf(
    names,
    items.filter((item) => item.kind !== 'break'),
  );
  const fillers = patternOf([...more, FILLERS].join('|'));
  const steps = [takeProperty, takeThrough, takeWithout, takeCountry, takeName, takeLicense];
  const filler = () => take(reader, (said) => fillers.test(said));
  while (reader.at < reader.items.length && (steps.some((step) => step(reader)) || filler()));
  const stranger = reader.items[reader.at];
  const byProperty = Object.keys(reader.found).length > 0 || reader.lacking.length + reader.through.length > 0;
  return { slots: slotsOf(reader), byProperty, ...(stranger === undefined ? {} : { stranger }) };
}

/** How far the reading is, and what it has found. */
interface Reader {
  readonly names: Names;
  readonly items: readonly Item[];
  /** Folded; a name is its letter in brackets. */
  readonly words: readonly string[];
  readonly groups: GroupRef[];
  /** By which they have it. */
  readonly through: GroupRef[];
  readonly having: number[];
  readonly lacking: number[];
  found: Found;
  licensed: boolean;
  at: number;
}

function readerOf(names: Names, items: readonly Item[]): Reader {
  // Phrases are read word by word: which of them are one phrase elsewhere says nothing here.
  const single = items.flatMap((item) =>
    item.kind === 'name' ? [item] : item.text.split(/\s+/).map((text): Item => ({ ...item, text })),
  );
  const words = single.map((item) =>
    item.kind === 'name' ? `<${kindOf(item)}>` : fold(item.text).replace(/[<>"?!.]/g, ''),
  );
  return {
    names,
    items: single,
    words,
    groups: [],
    through: [],
    having: [],
    lacking: [],
    found: {},
    licensed: false,
    at: 0,
  };
}

const MOST_WORDS = 8;

/** Takes the most words, from here on, of which the whole fits. */
function take(reader: Reader, fits: (said: string) => boolean): boolean {
  const { items, words, at } = reader;
  for (let end = Math.min(items.length, at + MOST_WORDS); end > at; end--) {
    if (!fits(words.slice(at, end).join(' '))) continue;
    reader.at = end;
    return true;
  }
  return false;
}

function takeProperty(reader: Reader): boolean {
  return PROPERTIES.some(([pattern, slots]) => {
    const whole = patternOf(pattern);
    if (!take(reader, (said) => whole.test(said))) return false;
    const { paths } = reader.found;
    const both = paths !== undefined && slots.paths !== undefined && paths !== slots.paths;
    reader.found = { ...reader.found, ...slots, ...(both ? { paths: 'direct_and_group' } : {}) };
    return true;
  });
}

function takeName(reader: Reader): boolean {
  const item = reader.items[reader.at];
  if (item?.kind !== 'name') return false;
  const kind = kindOf(item);
  if (kind === 'p') reader.having.push(theOne(item, 'sku').index);
  else if (kind === 'g') reader.groups.push(theOne(item, 'group'));
  else return false;
  reader.at++;
  return true;
}

/** "through Sales": the group by which they have it, whoever else is in it. */
function takeThrough(reader: Reader): boolean {
  const { items, words, through } = reader;
  const next = items[reader.at + 1];
  if (!/^(?:through|via|by|door)$/.test(words[reader.at] ?? '') || next?.kind !== 'name' || kindOf(next) !== 'g')
    return false;
  through.push(theOne(next, 'group'));
  reader.at += 2;
  return true;
}

/** "without E3 or Visio", "but not Visio": products that they do not have. */
function takeWithout(reader: Reader): boolean {
  const { items, words, lacking } = reader;
  const start = reader.at;
  const not = patternOf(`(?:but |and |maar |en )?${NOT}${A}`);
  if (!take(reader, (said) => not.test(said)) || !isProduct(items[reader.at])) {
    reader.at = start;
    return false;
  }
  while (isProduct(items[reader.at])) {
    lacking.push(theOne(items[reader.at] as NameItem, 'sku').index);
    reader.at++;
    if (/^(?:or|of|and|en|nor|noch)$/.test(words[reader.at] ?? '') && isProduct(items[reader.at + 1])) reader.at++;
  }
  return true;
}

/** "in the Netherlands", "in NL": a short code that is a word besides is one in capitals only. */
function takeCountry(reader: Reader): boolean {
  const { items, words } = reader;
  const start = reader.at;
  if (!take(reader, (said) => PLACE.test(said))) return false;
  while (/^(?:the|de|het)$/.test(words[reader.at] ?? '')) reader.at++;
  for (let end = Math.min(items.length, reader.at + LONGEST_COUNTRY); end > reader.at; end--) {
    const country = countryIn(items.slice(reader.at, end));
    if (country === undefined) continue;
    reader.found = { ...reader.found, country };
    reader.at = end;
    return true;
  }
  reader.at = start;
  return false;
}

function countryIn(items: readonly Item[]): string | undefined {
  if (items.some(({ kind }) => kind === 'name')) return undefined;
  const said = items.map(({ text }) => text.replace(/[?!.,]/g, '')).join(' ');
  const isWord = items.length === 1 && items[0]?.kind === 'word' && said.length <= 2 && said !== said.toUpperCase();
  return isWord ? undefined : countryCode(said);
}

function takeLicense(reader: Reader): boolean {
  const whole = patternOf(LICENSED);
  if (!take(reader, (said) => whole.test(said))) return false;
  reader.licensed = true;
  return true;
}

function slotsOf({ names, words, groups, through, having, lacking, found, licensed }: Reader): Slots {
  const text = words.join(' ');
  const [products, without] = [[...new Set(having)], [...new Set(lacking)]];
  const all = products.length > 1 && /(?:^| )(?:both|and|zowel|allebei|beide|en)(?: |$)/.test(text);
  const some = licensed && products.length === 0 && found.lacking !== 'license' && found.paths === undefined;
  return {
    ...(groups.length === 0 ? {} : { groups: groups.map((ref) => groupName(names, ref)) }),
    ...(products.length === 0 ? {} : { products: products.map((index) => skuName(names, index)) }),
    ...(all ? { has_all: true } : {}),
    ...(through.length === 0 ? {} : { through: through.map((ref) => groupName(names, ref)) }),
    ...(without.length === 0 ? {} : { without: without.map((index) => skuName(names, index)) }),
    ...found,
    ...(some ? { licensed: true } : {}),
    ...(/^(?:how many|hoeveel|number|count|aantal)/.test(text) ? { count: true } : {}),
    ...idsOf(names, { groups: [...groups, ...through], skus: [...products, ...without] }),
  };
}

const patterns = new Map<string, RegExp>();
function patternOf(source: string): RegExp {
  const known = patterns.get(source) ?? new RegExp(`^(?:${source})$`, 'u');
  patterns.set(source, known);
  return known;
}

function isProduct(item: Item | undefined): boolean {
  return item?.kind === 'name' && kindOf(item) === 'p';
}

function kindOf({ refs }: NameItem): 'p' | 's' | 'u' | 'g' | 'x' {
  const kinds = new Set(refs.map((ref) => ref.kind));
  if (kinds.has('sku')) return 'p';
  if (kinds.has('plan')) return 's';
  if (kinds.has('user') && !refs.some((ref) => ref.kind === 'group' && ref.complete)) return 'u';
  return kinds.has('group') ? 'g' : 'x';
}

/**
 * "who in Marketing is in the Netherlands", "disabled accounts with E3": people by what they are. Undefined where another
 * question is asked, or nothing but a product or a group is named; half a question is asked back.
 */
export function readPeopleList(names: Names, { items }: Sentence): Draft | undefined {
  const said = items.map(({ text }) => fold(text)).join(' ');
  const named = items.filter((item) => item.kind === 'name');
  if (!BEGINS.test(said) || OF_GROUPS.test(said) || named.some((item) => /[sux]/.test(kindOf(item)))) return undefined;
  try {
    const { slots, byProperty, stranger } = readPeople(names, items);
    if (!byProperty) return undefined;
    if (stranger === undefined) return command('find_users', slots);
    return isFirm(slots) ? ask('notFound', { words: stranger.text, place: stranger }) : undefined;
  } catch (fault) {
    if (fault instanceof Unclear) return fault.draft;
    throw fault;
  }
}

/** What asks for a file, in which form, and what stands in it anyway. */
const EXPORT = [
  'export|exporteer|download|send me|stuur me|mail me|make|maak',
  '(?:as|to|in|into|als|naar)(?: a| an| een)? (?:csv|excel|html|spreadsheet|web ?page|file|bestand)|csv|html|excel|spreadsheet',
  '(?:a |an |een )?(?:csv |html |excel )?(?:report|rapport|file|bestand)(?: of| on| about| with| van| over| met)?',
  '(?:with|and|incl|including|met|en)(?: all| also)? (?:their|the|hun|de|groups?)? ?(?:groups?|groepe?n?|memberships?|group memberships?)|(?:their|hun) (?:groups?|groepe?n?)',
];

/** "export all licensed users with their group as csv": the same people as a file. */
export function readPeopleReport(names: Names, { items }: Sentence): Draft | undefined {
  const said = items.map(({ text }) => fold(text)).join(' ');
  if (!/^(?:please |can you |kun je )?(?:export|exporteer|download)/.test(said) || !OF_PEOPLE.test(said))
    return undefined;
  try {
    const { slots, stranger } = readPeople(names, items, EXPORT);
    if (stranger !== undefined) return undefined;
    const format = /html|web ?page/.test(said) ? 'html' : 'csv';
    return command('export_report', { ...slots, report: 'users', format });
  } catch (fault) {
    if (fault instanceof Unclear) return fault.draft;
    throw fault;
  }
}

const OF_PEOPLE =
  /(?<![\p{L}])(?:users?|people|persons?|accounts?|employees?|everyone|everybody|guests?|gebruikers?|mensen|personen|medewerkers|iedereen|gasten)(?![\p{L}])/u;

/** Groups are listed, not people. */
const OF_GROUPS =
  /^(?:(?:show|list|find|which|what|welke|toon|all|alle|me|the|de|how many|hoeveel) )*(?:groups|groepen)(?![\p{L}])/u;

/** What is said beside the products, after an "and", or to narrow them: a question where it is not understood. */
export function unreadHalf(names: Names, { items }: Sentence): Draft | undefined {
  const { stranger } = readPeople(names, items);
  if (stranger === undefined) return undefined;
  const before = items.filter((item) => item.end <= stranger.start);
  const since = before.slice(before.findLastIndex(({ kind }) => kind === 'name') + 1);
  const joined = since.length < before.length && since.some(({ text }) => /^(?:and|but|en|maar|that|die)$/i.test(text));
  const narrows = /^(?:only|just|solely|exclusively|through|via|alleen|enkel|uitsluitend)$/i.test(stranger.text);
  return joined || narrows ? ask('notFound', { words: stranger.text, place: stranger }) : undefined;
}

/** A question about accounts or countries is about people, whatever else it says. */
function isFirm({ enabled, country, guests }: Slots): boolean {
  return enabled !== undefined || country !== undefined || guests !== undefined;
}
