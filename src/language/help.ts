import { readingTexts } from '../words/readings.ts';
import type { Intent, Language } from './command.ts';
import type { Names } from './names/build-names.ts';
import { isForPeople } from './names/products.ts';
import { asIs, fillReading, plainText, type ReadingValues } from './reading/runs.ts';
import { understand } from './understand.ts';

/** What an intent does, or when. */
export type Subject = keyof typeof readingTexts.en.help;

/** What somebody must be able to do to be told of what is no intent. */
function intentOf(subject: Subject): Intent {
  return subject === 'later' || subject === 'stages' ? 'assign_license' : subject;
}

/** Sentences on one subject that this person can say as they stand. */
export interface HelpTopic {
  readonly topic: Subject;
  readonly title: string;
  readonly examples: readonly string[];
}

export interface HelpOptions {
  readonly names: Names;
  readonly language: Language;
  /** The subject asked about; without it, or for one that has no examples, all of them. */
  readonly topic?: string | undefined;
  /** Names that make good examples, where they are clear. */
  readonly good?: { readonly group: string; readonly user?: string } | undefined;
  /** Whether the person may do what an intent does. */
  readonly may: (intent: Intent) => boolean;
}

/** How many groups and people are tried for names that make good examples. */
const NAMES_TRIED = 25;

/**
 * What a person may ask for, with the tenant's own names. Every example was read back: one that would be a question in
 * this tenant, or that the person may not do, is left out.
 */
export function helpFor({ names, language, topic, may, good }: HelpOptions): readonly HelpTopic[] {
  const any = exampleNames(names);
  // What is no clear name here is left for what is.
  const clear: ReadingValues =
    good === undefined
      ? {}
      : { group: asIs(good.group), ...(good.user === undefined ? {} : { user: asIs(good.user) }) };
  const tried = [{ ...any, ...clear }, any];
  const topics = Object.entries(readingTexts[language].help).map(([name, { title, ...patterns }]) => ({
    topic: name as Subject,
    title,
    examples: Object.values(patterns).flatMap(
      (pattern) => tried.map((values) => example(pattern, values, names, may)).find(({ length }) => length > 0) ?? [],
    ),
  }));
  const shown = topics.filter(({ topic: name, examples }) => may(intentOf(name)) && examples.length > 0);
  const asked = shown.filter(({ topic: name }) => name === topic);
  return asked.length > 0 ? asked : shown;
}

function example(pattern: string, values: ReadingValues, names: Names, may: (intent: Intent) => boolean): string[] {
  const places = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, place]) => place ?? '');
  if (places.some((place) => values[place] === undefined)) return [];
  const text = plainText(fillReading(pattern, values));
  const { intent } = understand(text, { names });
  return intent !== 'clarify' && intent !== 'out_of_scope' && may(intent) ? [text] : [];
}

function exampleNames({ source }: Names): ReadingValues {
  const groups = Array.from({ length: Math.min(NAMES_TRIED, source.groupCount) }, (_, index) => index).sort(
    (one, other) => source.memberCount(other) - source.memberCount(one),
  );
  const named = (index: number | undefined) =>
    index === undefined ? undefined : asIs(source.group(index).displayName);
  const skus = source.skus
    .filter((sku) => sku.servicePlans.filter(isForPeople).length > 1)
    .toSorted((one, other) => other.servicePlans.length - one.servicePlans.length);
  const [largest, second = largest] = skus;
  const product = second === undefined ? undefined : source.productName(second);
  const alias = source.planAliases.find(({ servicePlanNamePatterns }) =>
    second?.servicePlans.some((plan) =>
      servicePlanNamePatterns.some((pattern) => plan.servicePlanName.startsWith(pattern)),
    ),
  );
  const [user, otherUser] = [1, 0].map((index) =>
    index < source.userCount ? source.user(index).userPrincipalName : undefined,
  );
  return {
    group: named(groups[0]),
    otherGroup: named(groups[1]),
    user: user === undefined ? undefined : asIs(user),
    otherUser: otherUser === undefined ? undefined : asIs(otherUser),
    product: product === undefined ? undefined : asIs(product),
    otherProduct: largest === undefined || largest === second ? undefined : asIs(source.productName(largest)),
    plan: alias === undefined ? undefined : asIs(alias.alias),
  };
}
