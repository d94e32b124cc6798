import type { Slots } from '../command.ts';
import type { Item } from '../items.ts';
import { groupsOf, groupsOrAll, type NamedThings, productsOf, usersOf } from './named-things.ts';
import { type QuestionRule, speaksOf } from './rule.ts';
import type { Sentence } from './sentence.ts';

export function sinceOf({ items }: Sentence): Slots {
  const time = items.find((item): item is Extract<Item, { kind: 'time' }> => item.kind === 'time');
  const day = /\b(?:today|yesterday|vandaag|gisteren|this week|deze week|last week|vorige week)\b/i.exec(
    items.map((item) => item.text).join(' '),
  )?.[0];
  const since = time?.text ?? day;
  return since === undefined ? {} : { since };
}

function whoDid(plain: string): Slots {
  if (/\bapprov|goedgekeurd/.test(plain)) return { question: 'who_approved' };
  if (/\breject|\bdeclin|afgewezen|afgekeurd/.test(plain)) return { question: 'who_rejected' };
  if (speaksOf(plain, '^(?:{who})')) return { question: 'who' };
  return speaksOf(plain, '^(?:{when})') ? { question: 'when' } : {};
}

function limitOf(plain: string): Slots {
  const limit = /\b(?:last|latest|laatste|recent|recente|past|previous) (\d+)\b/.exec(plain)?.[1];
  return limit === undefined ? {} : { limit: Number(limit) };
}

const everything = (named: NamedThings): Slots => ({ ...groupsOf(named), ...usersOf(named), ...productsOf(named) });

/** What was done, by whom, and what came from elsewhere. */
export const recordRules: readonly QuestionRule[] = [
  {
    intent: 'list_approvals',
    when: '{approvals}|{awaiting} ?(?:approval|goedkeuring|me\\b|mij\\b|for me|on me)|(?:what|which|wat|welke|who|wie|anything|is er|something|are there|zijn er).*(?:waiting|wacht|pending|awaiting|to approve|need.* approv|goedkeuren|goedgekeurd worden|ter goedkeuring|op goedkeuring)|(?:waiting|wacht|pending|open|openstaande|outstanding).*(?:approval|goedkeuring|request|verzoek|aanvra)|approval queue',
    unless: '^(?:approve|reject|keur|wijs|cancel|undo) ',
    slots: (_, plain) => ({
      state: /\bapproved\b|goedgekeurde/.test(plain)
        ? 'approved'
        : /\brejected\b|afgewezen/.test(plain)
          ? 'rejected'
          : 'pending',
    }),
  },
  {
    intent: 'export_report',
    when: '{export}',
    slots: (named, plain) => ({
      ...groupsOrAll(named),
      ...productsOf(named),
      report: reportOf(plain),
      ...(/\bhtml\b|web ?page/.test(plain)
        ? { format: 'html' as const }
        : /\bcsv\b|excel|spreadsheet/.test(plain)
          ? { format: 'csv' as const }
          : {}),
    }),
  },
  {
    intent: 'drift',
    when: '{drift}',
    unless: '{direct}.*<p>|^(?:show|who|which).*<p>',
    slots: (named, _plain, _match, sentence) => ({ ...groupsOrAll(named), ...sinceOf(sentence) }),
  },
  {
    intent: 'history',
    when: '{history}|^(?:{who}).*\\b(?:{did})|^(?:wie|who) heeft .*(?:{did})|(?:what|wat|which|welke|show|toon|list|any|laat|geef).*{changes}|{last}.*{changes}|{changes}.*(?:{last}|to|van|aan|in|for|voor) <g>|^(?:{when}) (?:was|were|did|is|werd|are|has|zijn) .*(?:{did})|^{changes}$|^(?:{when}) (?:did|has|have|heeft|kreeg|is|was) .*(?:get|got|lose|lost|receive|gekregen|kreeg|kwijt)|^(?:{when}) kreeg |what did (?:i|we|you|<u>|anyone) (?:do|change)|wat heb ik|wat heeft <u> gedaan|(?:did|has|have|was|were|heeft|is) .*\\b(?:{did})',
    unless:
      '^(?:{show})(?: me| mij)? (?:change|request|job|wijziging|verzoek) #? ?\\d+$|{drift}|{fail}|\\bstatus\\b|\\bvoortgang\\b|^(?:undo|revert|cancel|stop)',
    slots: (named, plain, _match, sentence) => ({
      ...everything(named),
      ...whoDid(plain),
      ...limitOf(plain),
      ...sinceOf(sentence),
    }),
  },
  {
    intent: 'status',
    when: '^(?:{show})(?: me| mij)? (?:change|request|job|wijziging|verzoek) #? ?\\d+$|{status}|^(?:is|are|zijn|has|have) .*{finished}|\\b(?:done|finished|klaar|ready) (?:yet|already|al)\\b|^(?:done|finished|klaar) ?\\??$|(?:when|wanneer) (?:will|is|zal|are) .*{finished}',
    unless: '^(?:tell|let|notify|ping|alert|laat|waarschuw|meld)',
    slots: (named, plain) => {
      const number = /(?:^| )#? ?(\d+)(?: |$)/.exec(plain)?.[1];
      return { ...groupsOf(named), ...productsOf(named), ...(number === undefined ? {} : { ref: number }) };
    },
  },
];

function reportOf(plain: string): string {
  if (speaksOf(plain, '{fail}')) return 'failures';
  if (speaksOf(plain, '{history}|{changes}')) return 'history';
  if (speaksOf(plain, '{members}')) return 'members';
  return /\bseats?\b|usage|licen/.test(plain) ? 'seats' : 'failures';
}
