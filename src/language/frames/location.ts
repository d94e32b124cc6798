import { ask, command, type Draft } from '../draft.ts';
import { type Item, says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { countryCode, longestCountry } from '../names/countries.ts';
import { groupName, idsOf, orAsked, slotsOf } from '../names/resolve.ts';
import { readClause } from './clause.ts';
import { groupRefs, times, userRefs } from './make.ts';
import { typesOf } from './run.ts';

/** "erin moved to Germany", "erin woont in België": people who are said to be somewhere. */
const MOVED =
  /^(?:(?:has|have|is|are|heeft|hebben|zijn|now|nu|just|recently|voortaan|will be)(?: |$))*(?:moved|moving|moves|relocated|relocating|lives|live|works|work|working|living|based|located|verhuisd|verhuist|verhuizen|verhuisde|woont|zit|zitten|verblijft|resides|werkt|woonachtig|gevestigd)?(?: now| nu| naar| permanently| over| voortaan| vanuit| from| out of| tegenwoordig| remotely)*$/;

/** "set ann's usage location to NL", "erin moved to Germany". Undefined when the sentence is about something else. */
export function readLocation(names: Names, text: string, items: readonly Item[]): Draft | undefined {
  const told = items.findLastIndex((item) => item.kind === 'break');
  if (told > 0 && asksToFollow(items.slice(told + 1)) && lastCountry(text, items.slice(0, told)) !== undefined)
    return readLocation(names, text, items.slice(0, told));
  const country = lastCountry(text, items);
  const saysLocation = items.some((item) => says(item, 'location')) || putsSomewhere(text, country, items);
  if (country === undefined) return saysLocation && hasSetter(items) ? askedCountry(items) : undefined;
  const leads = (item: Item) =>
    (says(item, 'to', 'in') || LEADS.test(item.text)) &&
    item.start < country.start &&
    items.every((it) => it.start <= item.start || it.end > country.start || says(it, 'filler', 'location'));
  const rest = items.filter((item) => item.start < country.start || item.start >= country.end);
  const when = rest.filter((item, at) => isTime(item) || (isTime(rest[at + 1]) && says(item, 'on', 'from', 'since')));
  const untimed = rest.filter((item) => !when.includes(item));
  if (!saysLocation && !tellsOfMove(untimed, country.start)) return undefined;
  const set = hasSetter(rest) || says(items[0], 'location');
  if (saysLocation && !set && !/[=:]|\bto\b|\bis\b|\bnaar\b|\bop\b/.test(text)) return undefined;
  if (rest.some((item) => item.kind === 'break' && item.mark === '?')) return undefined;
  const before = lastCountry(
    text,
    items.filter((item) => item.end <= country.start),
  );
  const kept = saysLocation
    ? withoutOrigin(rest, before).filter(
        (item, at, all) =>
          !isSetting(item) &&
          !leads(item) &&
          !says(item, 'filler') &&
          !(item.text === 'in' && LEADS.test(all[at + 1]?.text ?? '')),
      )
    : // Who moved yesterday is there now.
      rest.filter((item) => item.kind === 'name' || (when.includes(item) && !when.some(isPast)));
  return orAsked(() =>
    locate(
      names,
      kept,
      country.code,
      rest.some((item) => says(item, 'not')),
    ),
  );
}

/** "Dave lives in Spain now, change his location accordingly": where he is was told before. */
function asksToFollow(items: readonly Item[]): boolean {
  return (
    items.some((item) => says(item, 'location')) &&
    items.every(
      (item) => item.kind !== 'name' && (isSetting(item) || says(item, 'filler', 'polite') || FOLLOWS.test(item.text)),
    )
  );
}

const FOLLOWS =
  /^(?:change|adjust|adapt|pas|aan|aanpassen|bijwerken|accordingly|too|ook|match|to|for|voor|him|her|them|hem)$/i;

function locate(names: Names, items: readonly Item[], country: string, negated: boolean): Draft {
  const clause = readClause(items, { typeOf: (item) => typesOf(item)[0] ?? 'group', telling: false, antecedents: [] });
  const [strange] = clause.leftovers;
  if (negated || clause.leftovers.some((item) => says(item, 'not'))) return ask('negation');
  if (strange !== undefined) return ask('notFound', { words: strange.text, place: strange });
  const users = clause.runs.filter((run) => run.type === 'user');
  const groups = clause.runs.filter((run) => run.type === 'group');
  const others = clause.runs.length > users.length + groups.length;
  if (others || clause.runs.some((run) => run.marks.has('except') || run.marks.has('without'))) return ask('unclear');
  const inside = groupRefs(groups);
  if (groups.some((run) => run.members)) {
    if (users.length > 0 || inside.length !== 1) return ask('whichUser');
    return command('set_usage_location', {
      users: { in: inside.map((ref) => groupName(names, ref)) },
      country,
      ...times(clause),
      ...idsOf(names, { groups: inside }),
    });
  }
  if (users.length === 0 || groups.length > 0) return ask('whichUser');
  const people = userRefs(names, users);
  return command('set_usage_location', {
    ...slotsOf(names, { users: people }),
    country,
    ...times(clause),
  });
}

/** "from the Netherlands to Germany": where somebody was says nothing of where they are. */
function withoutOrigin(items: readonly Item[], before: Country | undefined): readonly Item[] {
  if (before === undefined) return items;
  const first = items.findIndex((item) => item.start >= before.start);
  const from = items.slice(0, first).findLastIndex((item) => !says(item, 'filler'));
  const last = items.findLastIndex((item) => item.end <= before.end);
  return says(items[from], 'from') ? items.filter((_, at) => at < from || at > last) : items;
}

function isTime(item: Item | undefined): boolean {
  return item?.kind === 'time';
}

function isPast(item: Item): boolean {
  return item.kind === 'time' && item.span === 'past';
}

/** "zet Carol op België", "set everyone in HR to NL": people, and a country by its name or after the word that leads to it. */
function putsSomewhere(text: string, country: Country | undefined, items: readonly Item[]): boolean {
  if (country === undefined) return false;
  const said = text.slice(country.start, country.end);
  const [before, last] = items.filter((item) => item.end <= country.start).slice(-2);
  const led =
    /^(?:set|zet|stel)$/i.test(items.find((item) => says(item, 'put'))?.text ?? '') && LEADS.test(last?.text ?? '');
  const named =
    said.length > 3 || (says(last, 'filler') && says(before, 'to', 'in')) || (led && !DEPARTMENTS.test(said));
  const isPerson = (item: Item) => item.kind === 'name' && item.refs.some((ref) => ref.kind === 'user');
  const people = items.some((item) => isPerson(item) || says(item, 'everyone', 'user', 'member'));
  return named && people && items.some((item) => says(item, 'put'));
}

const LEADS = /^(?:to|on|op|naar)$/i;
/** Two letters that more often are part of a company than a country. */
const DEPARTMENTS = /^(?:hr|it|pr|qa|ma|pa|md|sa|cs|ad|gm|pm|bi|tv|fm)$/i;

function askedCountry(items: readonly Item[]): Draft | undefined {
  return items.some((item) => item.kind === 'name') ? ask('whichCountry') : undefined;
}

function hasSetter(items: readonly Item[]): boolean {
  return items.some((item) => isSetter(item) || says(item, 'must'));
}

function isSetter(item: Item): boolean {
  return (
    says(item, 'put', 'swap', 'give', 'need') ||
    /^(?:update|fix|correct|set|make|adjust|adapt|amend|edit|alter|modify|configure|wijzig|corrigeer|stel|pas|maak|corrigeren|aanpassen|bijwerken|instellen)$/i.test(
      item.text,
    )
  );
}

/** Words that belong to setting a location and say nothing else here. */
function isSetting(item: Item): boolean {
  return (
    isSetter(item) ||
    says(item, 'location', 'must', 'subject') ||
    /^(?:is|be|as|read|om|aan|=|now|are|als|worden|wordt|become|becomes|zijn|his|her|their|haar|hun)$/i.test(item.text)
  );
}

function tellsOfMove(items: readonly Item[], countryStart: number): boolean {
  const lastName = items.findLastIndex((item) => item.kind === 'name' && item.start < countryStart);
  const opening = items.slice(0, lastName + 1);
  if (
    lastName < 0 ||
    opening.some((item) => item.kind !== 'name' && !says(item, 'and', 'polite') && item.kind !== 'break')
  ) {
    return false;
  }
  const between = items.slice(lastName + 1).filter((item) => item.kind !== 'break' || item.mark === '?');
  const preposition = between.findLast((item) => says(item, 'to', 'in', 'from'));
  const words = between.filter(
    (item) => item !== preposition && !says(item, 'filler') && !(says(item, 'polite') && !says(item, 'not')),
  );
  const told = words.map((item) => item.text.toLowerCase()).join(' ');
  return (
    preposition !== undefined &&
    told !== '' &&
    // Who moved from there is somewhere else now.
    !(says(preposition, 'from') && (LEAVES.test(told) || /^(?:back|terug) /i.test(preposition.text))) &&
    !/^(?:has|have|had|heeft|hebben)(?: |$)*$/.test(told) &&
    MOVED.test(told)
  );
}

const LEAVES = /\b(?:moved|moving|moves|relocated|relocating|verhuisd|verhuist|verhuizen|verhuisde)\b/;

export interface Country {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

/** The last country that is named: letters that also are a word ("in", "to", "is") count only in capitals. */
export function lastCountry(text: string, items: readonly Item[]): Country | undefined {
  for (let at = items.length - 1; at >= 0; at--) {
    const longest = longestCountry(items[at]?.text ?? '');
    for (let length = Math.min(longest, items.length - at); length > 0; length--) {
      const [start, end] = [items[at]?.start ?? 0, items[at + length - 1]?.end ?? 0];
      const said = text.slice(start, end);
      const code = countryCode(said);
      const isPlainWord = said.length <= 2 && (items[at]?.kind === 'word' || said === said.toLowerCase());
      if (code === undefined || (isPlainWord && said !== said.toUpperCase())) continue;
      if (items.slice(at, at + length).some(isWholeName)) continue;
      return { code, start, end };
    }
  }
  return undefined;
}

function isWholeName(item: Item): boolean {
  return item.kind === 'name' && item.refs.some((ref) => ref.kind === 'user' || ref.kind === 'sku');
}
