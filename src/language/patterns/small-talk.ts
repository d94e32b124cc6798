import type { Slots } from '../command.ts';
import { ask } from '../draft.ts';
import type { QuestionRule } from './rule.ts';

const TOPIC_WORDS: readonly (readonly [string, RegExp])[] = [
  ['stages', /\bstages?\b|\broll ?-?outs?\b|\bstappen\b|\buitrol/],
  ['offboard', /\bleav(?:er|ers|es|ing)\b|\boffboard|\bleft\b|uit dienst|\bvertrek/],
  [
    'onboard',
    /\bjoin(?:er|ers|s|ing)?\b|\bonboard|\bstarters?\b|\bnew (?:hires?|colleagues?|people)|in dienst|\bnieuwe /,
  ],
  ['forecast', /\bforecast|\brun(?:s|ning)? out\b|\bpredict|prognose|\braken? op\b|\bopraken/],
  ['reclaim', /\breclaim|\bfree(?:ing)? up\b|without need|\bunused|vrijmaken|\bvrij\b|ongebruikt/],
  ['what_if', /\bsuppos|veronderstel|\bwhat if\b|\bsimulat|\bdry run|\bwat als\b|\bsimuleer|\bstel dat/],
  ['later', /\bschedul|\btemporar|\btimes?\b|\btijden\b|\blater\b|\bplanning\b|inplannen|gepland|tijdelijk|\btijd\b/],
  ['migrate_direct', /\bdirect\b.*\blicen|\blicen.*\bdirect|\bdirect\b|rechtstreeks/],
  ['list_kept', /\bkept\b|\blet go\b|behouden|loslaten/],
  ['list_rules', /\brules?\b|\bexclude|\bregels?\b/],
  ['swap_license', /\bswap|\bswitch|\bupgrade|\bdowngrade|\breplace|\bwissel|\bvervang|\bruil|omzet/],
  ['undo', /\bundo|\brevert|\bcancel|ongedaan|terugdraai|annuleer/],
  ['set_usage_location', /location|locatie/],
  ['suggest_fixes', /\bfix|\berrors?\b|\bfail|\bfout|oploss/],
  ['reprocess', /\breprocess|\bretry|opnieuw/],
  ['list_approvals', /\bapprov|\brequest|goedkeur/],
  ['digest', /\bsummar|\bdigest|samenvat/],
  ['notify', /\bnotif|\balert|\btold\b|melding|waarschuw/],
  ['freeze', /\bfreeze|\bfreez|bevrie[sz]/],
  ['export_report', /\bexport|\breport|\bcsv\b|\bexcel\b|rapport/],
  ['copy_license', /\bcopy|kopie/],
  ['set_plans', /\bplans?\b|<s>|\bservices?\b|\bturn o|uitzet|aanzet|\bdisable|\benable|diensten/],
  ['add_member', /\badd\b.*(?:member|user|<u>|people)|\bmember|\blid\b|\bleden\b|toevoeg/],
  ['history', /\bhistory|\baudit|\bchanges\b|geschiedenis|wijzigingen/],
  ['find_users', /\blists?\b|\bpeople\b|lijst|\bmensen\b|personen/],
  ['show_group', /\bgroups?\b|\blook\b|\bgroep/],
  ['whoami', /\bpermission|\brights\b|\brole|\brechten|\brollen/],
  ['remove_license', /\bremove|\brevoke|\btake away|verwijder|intrek/],
  ['seats', /\bseats?\b|how many|\bsubscription|\bproducts?\b|hoeveel|abonnement|producten/],
  ['assign_license', /\bassign|\bgive|\bgrant|\blicen|toewijz|\bwijs\b|\bgeef\b/],
];

function topicOf(plain: string): Slots {
  const found = TOPIC_WORDS.find(([, words]) => words.test(plain));
  return found === undefined ? {} : { topic: found[0] };
}

const ALL_COURTESY =
  '^(?:(?:{thanks}|{hello}|{praise}|bot|mate|buddy|pal|man|dude|guys|folks|team|there|all|everyone|everybody|again|he|joh|anyway|a lot|so much|very much|for your help|for the help|for that|you|that|this|it|is|was|worked|works|helped|werkt|werkte|really|much|so|too|and|you too|how|are|today|iedereen|allemaal|heel|erg|veel|voor de hulp|voor je hulp|dat|het|hoor|weer|licensebot|seatkeeper)(?: ?, ?| |$)){1,12}$';

/** "are you a real person?" */
const A_BOT =
  '^(?:(?:{hello}|there|and|so|en|dus|but|maar|wait|wacht)(?: ?, ?| )){0,6}(?:are you|is this|am i (?:talking|speaking|chatting) (?:to|with)|ben je|ben jij|bent u|is dit|(?:praat|spreek|chat) ik met)(?: (?:a|an|een|real|actual|actually|echt|echte|really|just|only|maar|gewoon|some|or|of|not|niet|eigenlijk|human|person|bot|robot|machine|computer|ai|somebody|someone|mens|persoon|iemand|chatbot|program|programma))* (?:human|person|bot|robot|machine|computer|ai|real|somebody|someone|mens|persoon|iemand|chatbot|program|programma|echt)(?: \\?)?$';

/** Who I am, what the bot can do, and courtesies. */
export const meRules: readonly QuestionRule[] = [
  { intent: 'smalltalk', when: A_BOT, unless: '<', slots: () => ({ question: 'bot' }) },
  {
    intent: 'whoami',
    when: '^(?:{whoami})',
    unless: 'safely|{help}',
    slots: (_, plain) => (/who am i|whoami|wie ben ik/.test(plain) ? {} : { question: 'permissions' }),
  },
  {
    // About failures, and not about somebody's.
    intent: 'help',
    when: '^(?:help|hulp)(?: (?:me|with|on|about|bij|met|over))* (?:failures?|errors?|problems?|fouten|mislukkingen)$',
    slots: () => ({ topic: 'list_failures' }),
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
  {
    // "how do I remove E1 from Kiosk users": how it is said, and not that it is to be done.
    intent: 'help',
    when: '^(?:how (?:do|can|could|would|should) (?:i|we|you)|how to|hoe (?:kan|moet|zou) (?:ik|je|we|wij)) (?:remove|assign|give|add|take|turn|switch|swap|move|copy|<[gups]>)',
    unless: '^hoe .*<.*(?:op|los)$',
    slots: (_, plain) => topicOf(plain),
  },
];

/** Takes back what is open; with nothing open there is nothing to take back. */
const NEVER_MIND =
  '^(?:(?:ok|okay|oh|ah|no|nee|well|thanks|bedankt|sorry|actually|please|then|dan|just|toch|maar|hoor)(?: ?, ?| ))*(?:never ?mind|nvm|forget (?:it|that|about it|about that)|forget i asked|laat (?:het )?(?:dan )?(?:toch )?maar(?: zitten)?|vergeet (?:het|dat|maar)(?: maar)?)(?: ?,? ?(?:then|dan|hoor|please|thanks|bedankt|bot))*$';

const GREETING =
  '^(?:(?:{hello}|bot|team|there|all|everyone|everybody|iedereen|allemaal|licensebot|seatkeeper)(?: ?, ?| |$)){1,12}$';
const PARTING = '\\b(?:bye|goodbye|good night|welterusten|doei|tot (?:ziens|straks)|see (?:you|ya)|have a|fijn)';

export const smallTalkRules: readonly QuestionRule[] = [
  { intent: 'clarify', when: NEVER_MIND, unless: '<', slots: () => ask('nothingPending') },
  { intent: 'smalltalk', when: GREETING, unless: `<|${PARTING}`, slots: () => ({ question: 'hello' }) },
  { intent: 'smalltalk', when: ALL_COURTESY, unless: '<', slots: () => ({}) },
];
