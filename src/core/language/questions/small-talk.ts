import type { Slots } from '../command.ts';
import { ask } from '../rules/draft.ts';
import type { QuestionRule } from './rule.ts';

const TOPIC_WORDS: readonly (readonly [string, RegExp])[] = [
  ['swap_license', /\bswap|\bswitch|\bupgrade|\bdowngrade|\breplace|\bwissel|\bvervang|\bruil|omzet/],
  ['undo', /\bundo|\brevert|ongedaan|terugdraai/],
  ['set_usage_location', /location|locatie/],
  ['apply_fix', /\bfix|\berrors?\b|\bfail|\bfout|oploss/],
  ['reprocess', /\breprocess|\bretry|opnieuw/],
  ['approve', /\bapprov|goedkeur/],
  ['notify', /\bnotif|\balert|melding/],
  ['set_plans', /\bplans?\b|<s>|\bturn o|uitzet|aanzet|\bdisable|\benable/],
  ['add_member', /\badd\b.*(?:member|user|<u>|people)|\bmember|\blid\b|\bleden\b|toevoeg/],
  ['remove_license', /\bremove|\brevoke|\btake away|verwijder|intrek/],
  ['copy_license', /\bcopy|kopie/],
  ['seats', /\bseats?\b|how many|hoeveel/],
  ['freeze', /\bfreeze|bevries/],
  ['export_report', /\bexport|\breport|rapport/],
  ['assign_license', /\bassign|\bgive|\bgrant|\blicen|toewijz|\bwijs\b|\bgeef\b/],
];

function topicOf(plain: string): Slots {
  const found = TOPIC_WORDS.find(([, words]) => words.test(plain));
  return found === undefined ? {} : { topic: found[0] };
}

const ALL_COURTESY =
  '^(?:(?:{thanks}|{hello}|{praise}|bot|mate|buddy|pal|man|dude|guys|folks|team|there|all|everyone|everybody|again|a lot|so much|very much|for your help|for the help|for that|you|that|this|it|is|was|worked|works|helped|werkt|werkte|really|much|so|too|and|you too|how|are|today|iedereen|allemaal|heel|erg|veel|voor de hulp|voor je hulp|dat|het|hoor|weer|licensebot|seatkeeper) ?,? ?)+$';

/** Who I am, what the bot can do, and courtesies. */
export const meRules: readonly QuestionRule[] = [
  {
    intent: 'whoami',
    when: '^(?:{whoami})',
    unless: 'safely|{help}',
    slots: (_, plain) => (/who am i|whoami|wie ben ik/.test(plain) ? {} : { question: 'permissions' }),
  },
  {
    intent: 'help',
    when: '^(?:{help})|^(?:show|give|toon|geef) .*(?:commands|examples|voorbeelden)|\\bhelp$|\\bhulp$|^\\?+$',
    unless: '<[gu]>|{fail}|{enough}',
    slots: (_, plain) => topicOf(plain),
  },
];

/** What only a conversation can answer. */
export const followUpRules: readonly QuestionRule[] = [
  { intent: 'clarify', when: '^{rest}$', slots: () => ask('whatNext') },
];

/** Any other "how do I": the help card knows more than an answer to it would. */
export const howToRules: readonly QuestionRule[] = [
  {
    intent: 'help',
    when: '^(?:how (?:do|does|can|to|is|are|would)|hoe (?:maak|kan|werkt|doe|moet|gaat|zet|werk)|what (?:does|is) (?:a|an|the)? ?\\w+ mean)',
    unless: '<',
    slots: (_, plain) => topicOf(plain),
  },
];

/** Takes back what is open; with nothing open there is nothing to take back. */
const NEVER_MIND =
  '^(?:(?:ok|okay|oh|ah|no|nee|well|thanks|bedankt|sorry|actually|please|then|dan|just|toch|maar|hoor) ?,? ?)*(?:never ?mind|nvm|forget (?:it|that|about it|about that)|forget i asked|laat (?:het )?(?:dan )?(?:toch )?maar(?: zitten)?|vergeet (?:het|dat|maar)(?: maar)?)(?: ?,? ?(?:then|dan|hoor|please|thanks|bedankt|bot))*$';

const GREETING =
  '^(?:(?:{hello}|bot|team|there|all|everyone|everybody|iedereen|allemaal|licensebot|seatkeeper) ?,? ?)+$';
const PARTING = '\\b(?:bye|goodbye|good night|welterusten|doei|tot (?:ziens|straks)|see (?:you|ya)|have a|fijn)';

export const smallTalkRules: readonly QuestionRule[] = [
  { intent: 'clarify', when: NEVER_MIND, unless: '<', slots: () => ask('nothingPending') },
  { intent: 'smalltalk', when: GREETING, unless: `<|${PARTING}`, slots: () => ({ question: 'hello' }) },
  { intent: 'smalltalk', when: ALL_COURTESY, unless: '<', slots: () => ({}) },
];
