import type { Slots } from '../command.ts';
import { ask, command } from '../rules/draft.ts';
import { countOf } from './failures.ts';
import { groupsOf, type NamedThings, productsOf } from './named-things.ts';
import { type QuestionRule, speaksOf } from './rule.ts';

function productsOrAll(named: NamedThings): Slots {
  return { products: named.products.length === 0 ? 'all' : named.products };
}

/** Whether there are seats enough, now and later. */
export const forecastRules: readonly QuestionRule[] = [
  {
    intent: 'forecast',
    when: '{runOut}|(?:how long|hoe lang).*(?:last|mee|genoeg|voordat)',
    unless: '{fail}',
    slots: (named) => ({ ...productsOf(named), ...groupsOf(named), question: 'when' }),
  },
  {
    intent: 'forecast',
    when: '{enough}|(?:{howMany}).*(?:need|nodig|require|buy|kopen)|\\b(?:do we|will we|should we|must we|moeten we) (?:have to |need to |)(?:{purchase}|need more|buy)|\\bforecast\\b|\\bpredict\\b|\\bprognose\\b|room for|ruimte voor|\\bshort of\\b|\\btekort\\b',
    unless: '{fail}|because|omdat',
    slots: (named) =>
      named.products.length + named.groups.length === 0
        ? ask('whichProduct')
        : { ...productsOf(named), ...groupsOf(named) },
  },
];

/** Who holds seats without need, and how to get them back. Proposals only. */
export const reclaimRules: readonly QuestionRule[] = [
  {
    intent: 'find_inactive',
    when: "{inactive}|(?:\\bnot\\b|n't\\b|\\bnt\\b|\\bnever\\b|\\bnobody\\b|\\bno one\\b|\\bno longer\\b|\\bno\\b|\\bwithout\\b|\\bniet\\b|\\bnooit\\b|\\bniemand\\b|\\bgeen\\b|\\bzonder\\b|\\blast\\b|\\blaatst\\b|\\d).*{signedIn}|{signedIn}.*(?:\\d|\\bnot\\b|\\bniet\\b|\\bnooit\\b|\\bago\\b|geleden|lately)",
    unless: '^(?:free up|free|reclaim|harvest|recover|get back|maak|win) |\\bseats\\b.*\\b(?:left|unused)',
    slots: (named, plain) => ({ ...groupsOf(named), ...productsOf(named), ...daysOf(plain), ...countOf(plain) }),
  },
  {
    intent: 'reclaim',
    when: '^(?:please |let |help |)*(?:free up|reclaim|harvest|recover|get back|claw back|recoup|release|free(?= \\d)) |\\b(?:free up|reclaim)\\b|^maak .*\\bvrij|vrijmaken|vrij te maken|^win .*terug|terugwinnen|^find .*(?:seats|licen\\w+) .*(?:reclaim|back|free up)|can be (?:reclaimed|freed)',
    slots: (named, plain) => ({ ...productsOf(named), ...groupsOf(named), ...seatCountOf(plain) }),
  },
];

function seatCountOf(plain: string): Slots {
  const count = /\b(\d+)\b/.exec(plain)?.[1];
  return count === undefined ? {} : { count: Number(count) };
}

const DAYS_OF: readonly (readonly [RegExp, number])[] = [
  [/(\d+) ?(?:days?|dagen|dag)/, 1],
  [/(\d+) ?(?:weeks?|weken)/, 7],
  [/(\d+) ?(?:months?|maanden|maand)/, 30],
  [/(\d+) ?(?:years?|jaar|jaren)/, 365],
];

function daysOf(plain: string): Slots {
  for (const [unit, days] of DAYS_OF) {
    const count = unit.exec(plain)?.[1];
    if (count !== undefined) return { days: Number(count) * days };
  }
  return {};
}

/** How many seats there are, what products hold, and how they differ. */
export const productRules: readonly QuestionRule[] = [
  {
    intent: 'show_group',
    when: '{compare}.*<g>',
    unless: '<[ups]>',
    slots: (named) => {
      const readings = named.groups.map((name, at) => {
        const id = named.ids.ids?.groups?.[at];
        return command('show_group', { groups: [name], ...(id === undefined ? {} : { ids: { groups: [id] } }) });
      });
      return ask('compareGroups', { readings });
    },
  },
  {
    intent: 'compare_products',
    when: "{compare}|<p>.*\\b(?:over|than|dan|boven)\\b.*<p>|<p>.*(?:not|n't|niet|geen|conflict|clash|that|which|die|wat|instead of|rather than).*<p>|<p>.*<p> (?:doesn't|does not|don't|do not|hasn't|has not|lacks|niet|heeft niet)",
    unless: '<[gu]>',
    slots: (named) => (named.products.length < 2 ? ask('whichProduct') : productsOf(named)),
  },
  {
    intent: 'show_plans',
    when: "{plans}.*<p>|<p>.*{plans}|(?:what|wat|which|welke|show|toon|list).*\\b(?:in|inside|zit|zitten|bevat|include|includes|contain|contains|krijg)\\b.*<p>|what does <p> (?:include|contain|have|offer|come with)|(?:does|heeft|bevat|has|is|zit) .*<p>.*<s>|(?:is|zit|zitten|does|are) <s> .*<p>|what ?'?s (?:in|inside) <p>|wat (?:bevat|heeft) <p>|which <p> .*<s>",
    unless: '<[gu]>|{seats}|(?:which|what|welke|wat voor) {groups}',
    slots: (named) => (named.products.length === 0 ? undefined : productsOf(named)),
  },
  {
    intent: 'seats',
    when: '{seats}|(?:{howMany}).*(?:<p>|licen|products)|(?:{have}).*<p>|^<p>(?: \\?)?$|\\blicen[cs]e (?:overview|usage)|^licen[cs]es?\\b.*\\?$|\\bseats\\b',
    unless: '{groups}|(?:{howMany}) (?:users|people|members|gebruikers|mensen|leden|persons)|<[gu]>',
    slots: (named, plain) =>
      named.products.length === 0 &&
      speaksOf(plain, '^(?:what|which|welke|wat|list|show|toon|lijst).*{products}.*(?:{have}|own|hebben)')
        ? undefined
        : productsOrAll(named),
  },
];
