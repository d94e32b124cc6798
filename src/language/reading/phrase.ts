import { isInclusive, withoutMark } from '../../time/moment.ts';
import { readingTexts } from '../../words/readings.ts';
import { isChange, type Language, type ProductSlot, type Reading, type Slots } from '../command.ts';
import type { Names } from '../names/build-names.ts';
import { asIs, fillReading, plainText } from './runs.ts';
import { isAnyOf, whomOf } from './say-back.ts';

type Texts = (typeof readingTexts)[Language]['commands'];

/** A command as somebody could type it, for a button behind which it stands. Undefined for what has no such sentence. */
export function phraseOf(
  names: Names,
  { intent, slots }: Pick<Reading, 'intent' | 'slots'>,
  language: Language,
): string | undefined {
  if (intent === 'batch') {
    const steps = slots.steps?.map((step) => phraseOf(names, step, language)) ?? [];
    return steps.every((step) => step !== undefined) ? steps.join('; ') : undefined;
  }
  const texts = readingTexts[language].commands;
  if (intent === 'what_if') {
    const steps = slots.steps?.map((step) => phraseOf(names, step, language)) ?? [];
    return steps.some((step) => step === undefined) ? undefined : say(texts.supposed, { steps: steps.join('; ') });
  }
  const pattern = Object.hasOwn(texts, intent) ? texts[intent as keyof Texts] : undefined;
  // Of all that is taken back, only the last change has such a sentence.
  if (intent === 'undo' && JSON.stringify(slots) !== LAST) return undefined;
  if (intent === 'apply_fix' && (slots.ref !== '@suggestions' || slots.users !== undefined)) return undefined;
  const whole = !LOOKS.test(intent) && (slots.products === 'all' || slots.on === 'all' || slots.scope !== undefined);
  if (typeof pattern !== 'string' || whole) return undefined;
  const values = valuesOf(names, slots, texts, isAnyOf(intent, slots) ? texts.or : texts.and);
  const command = say(pattern, values);
  return isChange(intent) ? say(texts.timed, { ...values, command }) : command;
}

const LAST = JSON.stringify({ ref: '@last_by_me' });

/** Intents that take everything where nothing is named. */
const LOOKS = /^(?:list_|suggest_|seats|show_|forecast|find_|reclaim|history|drift|status)/;

/** A command that is said already, with its times. */
export function timedPhrase(command: string, slots: Slots, language: Language): string {
  return say(readingTexts[language].commands.timed, { ...timesIn(slots), command });
}

function timesIn({ start, until, duration }: Slots): Said {
  const inclusive = until !== undefined && isInclusive(until);
  return {
    start,
    until: inclusive ? undefined : until,
    through: inclusive ? withoutMark(until) : undefined,
    duration,
  };
}

type Said = Readonly<Record<string, string | undefined>>;

function say(pattern: string, values: Said): string {
  const runs = Object.entries(values).map(([name, value]) => [name, value === undefined ? undefined : asIs(value)]);
  return plainText(fillReading(pattern, Object.fromEntries(runs)));
}

function valuesOf(names: Names, slots: Slots, texts: Texts, anyOf: string): Said {
  const list = (said: readonly string[] = [], by = texts.and) => (said.length === 0 ? undefined : said.join(by));
  const group = (name: string) => unmistakableGroup(names, name, slots);
  const groups = (named: readonly string[] = []) => list(named.map(group));
  const plans = (named: Slots['on'] | Slots['off'] | Slots['only']) =>
    typeof named === 'object' ? list(named.map((plan) => `"${plan}"`)) : undefined;
  const product = ({ sku, off, only }: ProductSlot) => {
    const left = off ?? only;
    const pattern = off === undefined ? texts.productOnly : texts.productWithout;
    return left === undefined ? `"${sku}"` : say(pattern, { product: `"${sku}"`, plans: plans(left) });
  };
  const products = slots.products === 'all' ? [] : (slots.products ?? slots.has_all ?? []);
  const users = usersIn(slots.users, groups, texts) ?? list(slots.users as readonly string[] | undefined);
  const targets = groups(slots.groups) ?? users;
  const off = plans(slots.off);
  return {
    targets,
    users,
    groups: slots.in_all === true ? undefined : groups(slots.groups),
    bothGroups: slots.in_all === true ? say(texts.both, { groups: groups(slots.groups) }) : undefined,
    products: list(
      products.map((it) => product(typeof it === 'string' ? { sku: it } : it)),
      anyOf,
    ),
    exceptUsers: list(slots.except_users),
    on: plans(slots.on),
    offToo: slots.on === undefined || off === undefined ? undefined : say(texts.offToo, { off }),
    off: slots.on === undefined ? off : undefined,
    only: plans(slots.only),
    sku: slots.sku === undefined ? undefined : `"${slots.sku}"`,
    from: typeof slots.from === 'string' ? `"${slots.from}"` : undefined,
    implied: slots.from === null ? targets : undefined,
    to:
      slots.to === undefined
        ? undefined
        : product({ sku: slots.to, ...(Array.isArray(slots.off) ? { off: slots.off } : {}) }),
    fromGroup: slots.from_group === undefined ? undefined : group(slots.from_group),
    toGroup: slots.to_group === undefined ? undefined : group(slots.to_group),
    toGroups: groups(slots.to_groups),
    people: texts.people[whomOf(slots)],
    country: slots.country,
    option: slots.option === undefined ? undefined : String(slots.option),
    outside: groups(slots.outside),
    by: groups(slots.through),
    without: list((slots.without ?? []).map((sku) => `"${sku}"`)),
    paths: slots.paths && texts.paths[slots.paths],
    lacking: slots.lacking && texts.lacks[slots.lacking],
    since: slots.since,
    ...timesIn(slots),
  };
}

function usersIn(users: Slots['users'], say_: (named: readonly string[]) => string | undefined, texts: Texts) {
  if (users === undefined || !('in' in users)) return undefined;
  return say(users.in.length > 1 ? texts.membersOfBoth : texts.membersOf, { groups: say_(users.in) });
}

/** A group's name in quotes, or its id where the name holds quotes itself. */
function unmistakableGroup(names: Names, name: string, { ids }: Slots): string {
  const bearer = (ids?.groups ?? []).find((id) => {
    const named = names.byId(id);
    return named?.kind === 'group' && names.nameOf(named) === name;
  });
  return name.includes('"') && bearer !== undefined ? bearer : `"${name}"`;
}
