import type { Slots } from '../command.ts';
import { ask } from '../rules/draft.ts';
import { groupsOf, groupsOrAll, productsOf, usersOf } from './named-things.ts';
import { type QuestionRule, speaksOf } from './rule.ts';

/** The words for each reason that Graph gives for a failure. */
const REASONS: readonly (readonly [string, string])[] = [
  ['MutuallyExclusiveViolation', 'conflict|clash|exclusive|botsen|botsende|incompatib|strijdig'],
  ['UniquenessViolation', 'prox|duplicate|dubbele|uniqueness'],
  ['DependencyViolation', 'depend|prerequisite|afhankelijk'],
  ['ProhibitedInUsageLocationViolation', 'usage ?location|location|locatie|country|\\bland\\b|prohibited'],
  [
    'CountViolation',
    'not enough|\\bseats?\\b|no (?:more |free )?licen|out of licen|onvoldoende|te weinig|tekort|geen (?:vrije )?licenties|countviolation|shortage|lack of licen|insufficient|too few|run out|ran out',
  ],
];

export function reasonOf(plain: string): Slots {
  const found = REASONS.find(([, words]) => new RegExp(words, 'u').test(plain));
  return found === undefined ? {} : { reason: found[0] };
}

function groupingOf(plain: string): Slots {
  if (/\b(?:by|per|op) (?:reason|cause|error|reden|oorzaak|fout|type)/.test(plain)) return { group_by: 'reason' };
  return /\b(?:by|per) (?:group|groep)|\b(?:which|what|welke) (?:groups|groepen)\b/.test(plain)
    ? { group_by: 'group' }
    : {};
}

export function countOf(plain: string): Slots {
  return speaksOf(plain, '{howMany}') ? { count: true } : {};
}

function questionAbout(plain: string): string {
  if (/conflict|clash|bots|incompatib/.test(plain)) return 'conflict';
  if (/\bnot\b|n't\b|nt\b|\bnever\b|\bniet\b|\bgeen\b|\bwithout\b|\bzonder\b|\bno\b/.test(plain)) {
    return speaksOf(plain, '\\b(?:fail|failed|mislukt)\\b') ? 'why_failed' : 'why_not';
  }
  return speaksOf(plain, '{fail}') ? 'why_failed' : 'why_has';
}

/** Why one person has or lacks something. */
export const explainRules: readonly QuestionRule[] = [
  {
    intent: 'explain_user',
    when: "{why}|where does .*(?:come|from|get)|where did .*get|come from|coming from|vandaan|hoe komt|(?:how|hoe) (?:did|does|do|is|was|komt|heeft) .*<u>.*(?:get|have|has|end up|aan|gekregen)|\\bwhat ?'?s wrong|what is wrong|\\bconflict|\\bclash|\\bbots|who gave .*<u>|through which|via which|via welke|door welke|source of",
    unless: '^(?:tell|let|notify|ping|alert|laat)\\b.*{whenever}',
    slots: (named, plain) => {
      if (named.users.length > 0) {
        return { ...usersOf(named), ...groupsOf(named), ...productsOf(named), question: questionAbout(plain) };
      }
      const somebody = /\b(?:she|he|they|her|him|zij|hij|ze|hem|haar)\b/.test(plain);
      return somebody && named.groups.length === 0 ? ask('whichUser') : undefined;
    },
  },
  {
    intent: 'explain_user',
    when: '^(?:did|has|is|was|does|heeft|is er) <u>.*{fail}|<u>.*{fail}',
    slots: (named) =>
      named.users.length === 0
        ? undefined
        : { ...usersOf(named), ...groupsOf(named), ...productsOf(named), question: 'why_failed' },
  },
];

/** Who failed, where, and why. */
export const failureRules: readonly QuestionRule[] = [
  {
    intent: 'list_failures',
    when: "{fail}|{unlicensed}|(?:{who}).*(?:\\bnot\\b|n't|\\bniet\\b|\\bgeen\\b|\\bwithout\\b|\\bzonder\\b).*(?:<p>|licen)|conflict|clash|\\bis everything (?:ok |okay |fine |alright |)(?:with|in|for)|\\bgaat alles goed|\\bis alles (?:goed|in orde)|violation",
    unless: '{help}|<p> .*(?:conflict|clash).* <p>|^(?:{show} |all )*(?:{groups}) (?:without|zonder)',
    slots: (named, plain) =>
      named.users.length > 0
        ? undefined
        : { ...groupsOrAll(named), ...reasonOf(plain), ...groupingOf(plain), ...countOf(plain) },
  },
];

/** What could be done about it. */
export const fixRules: readonly QuestionRule[] = [
  {
    intent: 'suggest_fixes',
    when: '{fix}',
    unless: '^(?:{apply}) |^(?:{help}) (?:assign|give|swap|remove|add)|fixed',
    slots: (named, plain) => ({
      ...(named.users.length > 0 ? usersOf(named) : groupsOrAll(named)),
      ...objectiveOf(plain),
    }),
  },
];

function objectiveOf(plain: string): Slots {
  if (/cheap|cost|money|goedkoop|kosten|expensive/.test(plain)) return { objective: 'cost' };
  return /few|least|minst|minimal|smallest|zo min|simplest|weinig mogelijk/.test(plain)
    ? { objective: 'fewest_changes' }
    : {};
}
