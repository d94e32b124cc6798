import type { Slots } from '../command.ts';
import type { NameItem } from '../items.ts';
import { ask, command, type Draft } from '../rules/draft.ts';
import { type NamedThings, productsOf } from './named-things.ts';
import type { QuestionRule } from './rule.ts';
import type { Sentence } from './sentence.ts';

/** What may stand before: "and which", "show me all". */
const ASKING =
  '^(?:and |en |please |will |are |is |do |have |zijn |hebben |which |what |when |wanneer |welke |wat |any |there |er |our |onze |the |de |of |all |alle |{show} |{have} |me |mij |us )*';

/** Of people, groups, changes and times in days something else is asked. */
const UNLESS = '<[gu]>|{who}|{changes}|{approvals}|{groups}|users?|accounts?|people|gebruikers|mensen|preview|\\d';

/** "is E3 suspended" is told on its page, "which are suspended" by a list. */
function stateOf(question: string): QuestionRule['slots'] {
  return (named) => {
    if (named.products.length === 0) return { question };
    return command('seats', { ...productsOf(named), question, ...named.ids });
  };
}

/** A person may be called Grace; what has a period is none. */
function inGrace(named: NamedThings, _plain: string, _match: RegExpExecArray, { text }: Sentence): Slots | Draft {
  const question = 'inGrace';
  if (named.products.length > 0) {
    const { ids } = named.ids;
    return command('seats', { ...productsOf(named), question, ids: { skus: ids?.skus ?? [] } });
  }
  return /\bgrace[ -]?period/i.test(text) ? command('show_products', { question }) : { question };
}

/** In which state subscriptions are, which are trials, and of which products few seats are left. */
export const subscriptionRules: readonly QuestionRule[] = [
  { intent: 'show_products', when: '(?:{grace}|<u>) period|{grace}', unless: '<g>|{changes}', slots: inGrace },
  { intent: 'show_products', when: '{trial}', unless: `${UNLESS}|{help}`, slots: stateOf('trial') },
  {
    intent: 'show_products',
    when: `{suspended}.*(?:{products}|<p>)|(?:{products}|<p>).*{suspended}|${ASKING}{suspended}`,
    unless: UNLESS,
    slots: stateOf('suspended'),
  },
  {
    intent: 'show_products',
    when: '(?:deleted|cancell?ed|verwijderde) (?:subscriptions?|abonnementen)|(?:subscriptions?|abonnementen) .*(?:deleted|cancell?ed|verwijderd)',
    unless: UNLESS,
    slots: stateOf('suspended'),
  },
  {
    intent: 'show_products',
    when: `{expire}.*(?:{products}|<p>)|(?:{products}|<p>).*{expire}|${ASKING}{expire}`,
    unless: UNLESS,
    slots: stateOf('expiring'),
  },
  {
    intent: 'show_products',
    when: '^(?:and |en |of )*(?:which|what|welke|wat|{show})(?: me| of| our| the| de| onze| are| zijn)* ?{products}.*(?:{runOut}|{low})|^{products} .*(?:{runOut}|{low})|^wat (?:raakt|gaat) er (?:bijna |haast )?op',
    unless: '<[gup]>|{fail}|{who}|\\bwhen\\b|\\bwanneer\\b',
    slots: () => ({ question: 'runningOut' }),
  },
  {
    intent: 'seats',
    when: '^(?:and |en )?{howMany}(?: of)?(?: our| the| de| onze)* (?:{products}|seats) .*(?:unused|not (?:being )?used|unassigned|idle|ongebruikte?|niet gebruikt)',
    unless: '<[gu]>|{who}|\\d|\\b(?:days?|weeks?|months?|dagen|weken|maanden)\\b',
    slots: (named) => ({ products: named.products.length === 0 ? 'all' : named.products }),
  },
  // "how many CRM licenses are left", where a group is called CRM users: seats are a product's.
  {
    intent: 'seats',
    when: '^(?:and |en )?{howMany} <g> (?:{products}|seats) .*{seats}',
    slots: (named, _plain, _match, { names }) =>
      names.some((item) => isWhole(named, item)) ? undefined : ask('whichProduct'),
  },
];

function isWhole({ groups }: NamedThings, { text }: NameItem): boolean {
  return groups.some((group) => group.toLowerCase() === text.toLowerCase());
}
