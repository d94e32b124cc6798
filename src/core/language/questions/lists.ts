import type { Slots } from '../command.ts';
import { countOf } from './failures.ts';
import { groupsOf, productsOf, usersOf } from './named-things.ts';
import { type QuestionRule, speaksOf } from './rule.ts';

function questionOfGroup(plain: string): Slots {
  if (speaksOf(plain, '{plans}.*{off}|{off}.*{plans}|<s>.*{off}')) return { question: 'off_plans' };
  if (speaksOf(plain, '{members}')) return { question: 'members' };
  return speaksOf(plain, '{products}|\\bhave\\b|\\bget\\b|\\bheeft\\b') ? { question: 'licenses' } : {};
}

function questionOfUser(plain: string): Slots {
  if (speaksOf(plain, '{groups}|\\bmember of\\b|\\blid van\\b')) return { question: 'groups' };
  if (speaksOf(plain, '{products}')) return { question: 'licenses' };
  return /\blocation|locatie|country|land\b/.test(plain) ? { question: 'usage_location' } : {};
}

export const lackingRules: readonly QuestionRule[] = [
  {
    intent: 'find_users',
    when: '{noLocation}|(?:{who}).*(?:\\bno\\b|without|geen|zonder|missing|lack|mist|ontbreekt).*(?:location|locatie|country|\\bland\\b)',
    unless: '<u>|\\bfail|mislukt',
    slots: (named, plain) => ({
      ...groupsOf(named),
      ...productsOf(named),
      lacking: 'usageLocation',
      ...countOf(plain),
    }),
  },
];

/** Groups, people and products, looked up. */
export const listRules: readonly QuestionRule[] = [
  {
    intent: 'list_groups',
    when: '{groups}',
    unless:
      '<[gu]>|{fail}|{howMany} (?:users|people)|(?:users|people|members|gebruikers|leden) .*(?:{groups})|{who} .*(?:group|groep)',
    slots: (named, plain) => ({ ...productsOf(named), ...countOf(plain) }),
  },
  {
    intent: 'find_users',
    when: '(?:{who}|{howMany}|{show}|users|people|members|gebruikers|mensen|leden|everyone|everybody|iedereen|all).*<p>|<p>.*(?:users|people|holders|gebruikers)',
    unless: "<u>|^<g>|<g> 's <p>",
    slots: (named, plain) => {
      if (named.products.length === 0) return undefined;
      const people = speaksOf(
        plain,
        '{who}|users|people|members|gebruikers|mensen|leden|everyone|everybody|iedereen|holders|has|have|heeft|hebben',
      );
      if (!people) return undefined;
      const paths = speaksOf(plain, '{direct}.*{inherited}|{inherited}.*{direct}')
        ? { paths: 'direct_and_group' as const }
        : {};
      const all = named.products.length > 1 && speaksOf(plain, '{both}|\\band\\b|\\ben\\b') ? { has_all: true } : {};
      return { ...groupsOf(named), ...productsOf(named), ...all, ...paths, ...countOf(plain) };
    },
  },
  {
    intent: 'find_users',
    when: '{direct}.*{inherited}|{inherited}.*{direct}|(?:{who}).*{direct}',
    unless: '<u>',
    slots: (named) => ({ ...groupsOf(named), ...productsOf(named), paths: 'direct_and_group' }),
  },
  {
    intent: 'find_users',
    when: '^(?:{show}|all|alle|which|welke)(?: all| alle| our| the)* (?:users|people|gebruikers|mensen)$|^(?:all |alle )?(?:users|gebruikers)$',
    slots: () => ({}),
  },
  {
    intent: 'show_products',
    when: '^(?:what|wat) (?:do|does|heeft|hebben) (?:we|wij|the company|het bedrijf|ons bedrijf) (?:own|have)?$',
    slots: () => ({}),
  },
  {
    intent: 'show_products',
    when: '{products}',
    unless: '<[gup]>|{who}',
    slots: () => ({}),
  },
];

/** One group, person or product. Last of all: a name alone asks to see it. */
export const showRules: readonly QuestionRule[] = [
  {
    intent: 'seats',
    when: '^(?:{show}|laat) (?:me |mij |us |ons |the |de |het |(?:{products}) )*<p>(?: (?:{products}|page|pagina|zien|details?))?$',
    unless: '^(?:give|geef|get|krijg)',
    slots: productsOf,
  },
  {
    intent: 'show_user',
    when: "^laat (?:me |mij |ons |)<u> zien|^<u>(?: 's)?(?: {products}| {groups}| profile| profiel| account|)$|^(?:{show}|what|which|wat|welke|does|is|has|heeft|where|waar|who|wie|when|in) .*<u>|^<u>.*(?:{products}|{groups}|have|has|heeft)",
    unless: '{fail}',
    slots: (named, plain) => (named.users.length === 0 ? undefined : { ...usersOf(named), ...questionOfUser(plain) }),
  },
  {
    intent: 'show_group',
    when: "^laat (?:me |mij |ons |)<g> zien|^<g>(?: 's)?(?: {products}| {members}| group| groep| team| department| afdeling|)$|^(?:{members}|{show}|{who}|{howMany}|what|which|wat|welke|does|do|is|are|has|heeft|where|in|zijn|tell|how|hoe) .*<g>|^<g>.*(?:{products}|{members}|have|heeft|has)",
    slots: (named, plain) =>
      named.groups.length === 0 || named.users.length > 0
        ? undefined
        : { ...groupsOf(named), ...questionOfGroup(plain) },
  },
];
