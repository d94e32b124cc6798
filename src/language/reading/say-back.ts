import { countryName } from '../../catalogue/countries.ts';
import { isInclusive, withoutMark } from '../../time/moment.ts';
import { formatCount, listParts, pluralOf, sayDays } from '../../words/format.ts';
import type { ReadingTexts } from '../../words/reading-texts.ts';
import { readingTexts } from '../../words/readings.ts';
import { type Intent, isChange, type Language, type ProductSlot, type Slots } from '../command.ts';
import type { Names } from '../names/build-names.ts';
import { asIs, boldName, fillReading, type ReadingRun, type ReadingValues } from './runs.ts';

/** The full sentence that says back what was understood, names in bold. */
export function sayBack(intent: Intent, slots: Slots, names: Names, language: Language): readonly ReadingRun[] {
  const texts = readingTexts[language];
  const values = valuesOf(slots, names, language, isAnyOf(intent, slots) ? 'or' : 'and');
  // "take everything away from …" takes the groups too.
  const what = fillReading(texts.intents[slots.leaving === true ? 'offboard' : intent], values);
  const sentence = raised(isChange(intent) ? fillReading(texts.timed, { ...values, reading: what }) : what);
  const whole =
    slots.stages === undefined
      ? sentence
      : fillReading(texts.staged[slots.stages.every], {
          reading: sentence,
          count: asIs(formatCount(slots.stages.size, language)),
        });
  const supposed = slots.dry_run === true ? fillReading(texts.dryRun, { reading: lowered(whole) }) : whole;
  return slots.reason === undefined || CAUSES.test(intent)
    ? supposed
    : fillReading(texts.because, { reading: supposed, reason: asIs(slots.reason) });
}

/** Where `reason` is one of Graph's errors and not why somebody asks. */
const CAUSES = /^(?:list_failures|reprocess)$/;

type Joint = 'and' | 'or';

/** People who have any of several products. */
export function isAnyOf(intent: Intent, { has_all }: Slots): boolean {
  return intent === 'find_users' && has_all === undefined;
}

/** Of a group that gets another rule, or none. */
function ruleValues({ rule }: Slots, groups: readonly ReadingRun[] | undefined): ReadingValues {
  return rule === undefined ? { byHand: groups } : { rule: asIs(rule), ruled: groups };
}

/** Of alerts: that they come, or when they do not. */
function alertValues({ quiet, off }: Slots, texts: ReadingTexts): ReadingValues {
  const stop = off === true ? asIs(texts.stop) : undefined;
  if (quiet === undefined || quiet === 'off')
    return { stop, telling: asIs(quiet === undefined ? texts.telling : texts.awake) };
  const [from = '', to = ''] = quiet.split('-');
  return { stop, telling: fillReading(texts.quiet, { from: asIs(from), to: asIs(to) }) };
}

function valuesOf(slots: Slots, names: Names, language: Language, joint: Joint): ReadingValues {
  const texts = readingTexts[language];
  const say = speaker(names, language, slots);
  const groups = say.groups(slots.groups);
  const users = say.users(slots.users);
  const everybody = slots.scope === undefined ? undefined : boldName(texts.everybody);
  const cause = Object.hasOwn(texts.causes, slots.reason ?? '')
    ? texts.causes[slots.reason as keyof typeof texts.causes]
    : undefined;
  const plansOff = slots.off === true ? undefined : slots.off;
  const isNumber = /^\d+$/.test(slots.ref ?? '');
  const only = slots.only === 'failed' ? undefined : slots.only;
  return {
    groups,
    users,
    targets: groups ?? users ?? everybody,
    products:
      slots.products === 'all'
        ? boldName(texts.allLicenses)
        : (say.products(slots.products ?? slots.has_all, joint) ?? someLicense(slots, language)),
    to:
      slots.to === undefined
        ? undefined
        : say.products([{ sku: slots.to, ...(plansOff === undefined ? {} : { off: plansOff }) }]),
    from: optional(slots.from ?? undefined, say.product),
    implied: slots.from === null ? (groups ?? users) : undefined,
    sku: optional(slots.sku, say.product),
    on: slots.on === 'all' ? boldName(texts.allPlans) : say.plans(slots.on),
    off: slots.on === undefined ? say.plans(plansOff) : undefined,
    offToo: slots.on === undefined ? undefined : say.plans(plansOff),
    only: say.plans(only),
    exceptUsers: say.users(slots.except_users),
    fromGroup: optional(slots.from_group, asIs),
    toGroup: optional(slots.to_group, asIs),
    toGroups: say.groups(slots.to_groups),
    country: slots.country === undefined ? undefined : asIs(countryName(slots.country, language)),
    number: isNumber ? asIs(`#${slots.ref}`) : say.list((slots.refs ?? []).map((ref) => asIs(`#${ref}`))),
    lastChange: isNumber || slots.refs !== undefined || slots.since !== undefined ? undefined : asIs(texts.lastChange),
    thisRequest: isNumber ? undefined : asIs(texts.thisRequest),
    option: optional(slots.option, (option) => asIs(String(option))),
    start: optional(slots.start, asIs),
    until: slots.until === undefined || isInclusive(slots.until) ? undefined : asIs(slots.until),
    through: slots.until === undefined || !isInclusive(slots.until) ? undefined : asIs(withoutMark(slots.until)),
    duration: optional(slots.duration, asIs),
    mine: slots.since !== undefined && slots.ref === '@last_by_me' ? asIs(slots.since) : undefined,
    since: optional(slots.ref === '@last_by_me' ? undefined : slots.since, (since) =>
      since.startsWith('#') ? fillReading(texts.beforeChange, { number: asIs(since) }) : asIs(since),
    ),
    days: optional(slots.days, (days) => asIs(formatCount(days, language))),
    count: typeof slots.count === 'number' ? asIs(formatCount(slots.count, language)) : undefined,
    cause: optional(cause, asIs),
    failed: slots.only === 'failed' ? asIs(texts.failed) : undefined,
    lacking: say.list([
      ...(slots.lacking === undefined ? [] : [asIs(texts.lacks[slots.lacking])]),
      ...(slots.without ?? []).map(say.product),
    ]),
    inAll: slots.in_all === true ? asIs(texts.inAll) : undefined,
    whom: asIs(texts.whom[whomOf(slots)]),
    department: optional(slots.department, boldName),
    jobTitle: optional(slots.jobTitle, boldName),
    like: slots.like === undefined ? undefined : say.users([slots.like]),
    leave: asIs(pluralOf(texts.leaves, Array.isArray(slots.users) ? slots.users.length : 2)),
    by: say.groups(slots.through ?? []),
    outside: say.groups(slots.outside ?? []),
    paths: optional(slots.paths, (paths) => asIs(texts.paths[paths])),
    every: optional(slots.every, (days) => asIs(sayDays(days, language))),
    at: optional(slots.at, asIs),
    ...{ ...alertValues(slots, texts), ...ruleValues(slots, groups) },
    question: optional(slots.question, asIs),
    which: optional(texts.productQuestions[slots.question as keyof typeof texts.productQuestions], asIs),
    steps: stepsOf(slots, names, language),
  };
}

/** Up to so many people are said back by name; of more the first few. */
const [MOST_NAMED, NAMED_OF_MANY] = [30, 3];

/** Which people are looked for, in the words of `whom`. */
export function whomOf({ enabled, guests }: Slots): keyof ReadingTexts['whom'] {
  if (enabled !== undefined) return enabled ? 'enabled' : 'disabled';
  return guests === undefined ? 'people' : guests ? 'guests' : 'members';
}

function someLicense({ licensed, paths }: Slots, language: Language): ReadingRun[] | undefined {
  return licensed === true || paths !== undefined ? asIs(readingTexts[language].someLicense) : undefined;
}

function optional<T>(value: T | undefined, say: (value: T) => ReadingRun[]): ReadingRun[] | undefined {
  return value === undefined ? undefined : say(value);
}

function stepsOf({ steps = [] }: Slots, names: Names, language: Language): readonly ReadingRun[] | undefined {
  const [first, ...rest] = steps.map((step) => lowered(sayBack(step.intent, step.slots, names, language)));
  return rest.reduce(
    (before: readonly ReadingRun[] | undefined, after) =>
      fillReading(readingTexts[language].thenStep, { before, after }),
    first,
  );
}

function raised(runs: readonly ReadingRun[]): readonly ReadingRun[] {
  const [first, ...rest] = runs;
  if (first === undefined || first.bold === true) return runs;
  return [{ text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest];
}

function lowered(runs: readonly ReadingRun[]): readonly ReadingRun[] {
  const [first, ...rest] = runs;
  if (first === undefined || first.bold === true) return runs;
  return [{ text: first.text.charAt(0).toLowerCase() + first.text.slice(1) }, ...rest];
}

function speaker(names: Names, language: Language, slots: Slots) {
  const texts = readingTexts[language];
  const { source } = names;
  const list = (items: readonly (readonly ReadingRun[])[], joint: Joint = 'and'): ReadingRun[] | undefined =>
    items.length === 0
      ? undefined
      : listParts(items.length, language, joint).flatMap((part) =>
          typeof part === 'number' ? (items[part] ?? []) : asIs(part),
        );
  const skuOf = (name: string) => {
    const bearers = source.skus.filter((sku) => sku.skuPartNumber === name);
    return bearers.find(({ skuId }) => slots.ids?.skus?.includes(skuId)) ?? bearers[0];
  };
  const product = (name: string) => {
    const sku = skuOf(name);
    return boldName(sku === undefined ? name : source.productName(sku));
  };
  const plan = (name: string) => {
    const info = source.skus.flatMap((sku) => sku.servicePlans).find((candidate) => candidate.servicePlanName === name);
    return boldName(info === undefined ? name : source.planName(info.servicePlanId, name));
  };
  const plans = (plansNamed: readonly string[] | undefined) => list((plansNamed ?? []).map(plan));
  const group = (name: string) => {
    const ids = (slots.ids?.groups ?? []).flatMap((id) => names.byId(id) ?? []);
    const found = ids.find((named) => named.kind === 'group' && names.nameOf(named) === name);
    if (found === undefined) return boldName(name);
    const count = source.memberCount(found.index);
    return fillReading(pluralOf(texts.groupMembers, count), {
      group: asIs(name),
      count: asIs(formatCount(count, language)),
    });
  };
  const groups = (named: readonly string[] | undefined) => list((named ?? []).map(group));
  return {
    list,
    product,
    plans,
    groups,
    products: (products: readonly (ProductSlot | string)[] | undefined, joint?: Joint) =>
      list(
        (products ?? []).map((slot) => productSlot(typeof slot === 'string' ? { sku: slot } : slot)),
        joint,
      ),
    users(users: Slots['users']): ReadingRun[] | undefined {
      if (users === undefined) return undefined;
      if ('in' in users) return fillReading(texts.membersOf, { groups: groups(users.in) });
      const named = users.length > MOST_NAMED ? users.slice(0, NAMED_OF_MANY) : users;
      const others = users.length - named.length;
      const more = others === 0 ? [] : [fillReading(texts.morePeople, { count: asIs(formatCount(others, language)) })];
      return list([...named.map((name) => person(names, name)), ...more]);
    },
  };

  function productSlot({ sku, off, only }: ProductSlot): ReadingRun[] {
    if (only !== undefined) return fillReading(texts.productOnly, { product: product(sku), plans: plans(only) });
    return off === undefined
      ? product(sku)
      : fillReading(texts.productWithout, { product: product(sku), plans: plans(off) });
  }
}

function person(names: Names, userPrincipalName: string): ReadingRun[] {
  const found = names.byId(userPrincipalName);
  if (found?.kind !== 'user') return boldName(userPrincipalName);
  return [...boldName(names.source.user(found.index).displayName), ...asIs(` (${userPrincipalName})`)];
}
