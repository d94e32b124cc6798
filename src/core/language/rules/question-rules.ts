import type { Intent, Slots } from '../command.ts';
import { ask, type Draft } from './draft.ts';
import type { Named } from './questions.ts';
import type { Sentence } from './sentence.ts';

/** One way to ask for something that changes no license. The first rule that fits is taken. */
export interface QuestionRule {
  readonly intent: Intent;
  /** Tried on the skeleton of the sentence. */
  readonly when: RegExp;
  readonly unless?: RegExp;
  /** Undefined: the rule does not fit after all. */
  readonly slots: (named: Named, sentence: Sentence, match: RegExpExecArray) => Slots | Draft | undefined;
}

const FAIL =
  'fail(?:s|ed|ing|ures?)?|errors?|problems?|issues?|wrong|broken|mislukt(?:e|en)?|fout(?:en|meldingen)?|problemen|stuk|misgegaan|mis';

const groupsOf = ({ groups }: Named): Slots => (groups.length === 0 ? {} : { groups });
const usersOf = ({ users }: Named): Slots => (users.length === 0 ? {} : { users });
const productsOf = ({ products }: Named): Slots => (products.length === 0 ? {} : { products });
const groupsOrAll = (named: Named): Slots => (named.groups.length === 0 ? { scope: 'all' } : { groups: named.groups });
const nothing = (): Slots => ({});

function reasonOf(skeleton: string): Slots {
  if (/conflict|clash|exclusive|botsen|botsende/.test(skeleton)) return { reason: 'MutuallyExclusiveViolation' };
  if (/usage location|location|locatie|country|land\b/.test(skeleton))
    return { reason: 'ProhibitedInUsageLocationViolation' };
  if (/depend|prerequisite|afhankelijk/.test(skeleton)) return { reason: 'DependencyViolation' };
  if (/prox|duplicate|dubbele|unique/.test(skeleton)) return { reason: 'UniquenessViolation' };
  if (
    /not enough|seats?\b|no (?:more )?licen|out of licen|onvoldoende|te weinig|tekort|geen licenties meer|countviolation|shortage/.test(
      skeleton,
    )
  )
    return { reason: 'CountViolation' };
  return {};
}

function groupingOf(skeleton: string): Slots {
  if (/\b(?:by|per) (?:reason|cause|error|reden|oorzaak|fout)/.test(skeleton)) return { group_by: 'reason' };
  if (/\b(?:by|per) (?:group|groep)/.test(skeleton)) return { group_by: 'group' };
  return {};
}

const countOf = (skeleton: string): Slots =>
  /\bhow many\b|\bhoeveel\b|\bnumber of\b|\bcount\b/.test(skeleton) ? { count: true } : {};

/** The likelier a rule is to fit what another means, the later it stands. */
export const QUESTION_RULES: readonly QuestionRule[] = [
  {
    intent: 'out_of_scope',
    when: /\b(?:password|wachtwoord|mfa)\b.*\b(?:reset|change|forgot|vergeten)|\breset\b.*\b(?:password|wachtwoord)|\bpassword\b|\bwachtwoord\b/,
    slots: () => ({ topic: 'password' }),
  },
  {
    intent: 'out_of_scope',
    when: /\b(?:buy|purchase|order|koop|bestel|kopen|bestellen|aanschaffen)\b/,
    slots: () => ({ topic: 'purchase' }),
  },
  {
    intent: 'out_of_scope',
    when: /\b(?:delete|create|rename|verwijder|wis|maak|hernoem)\b (?:the |a |an |de |een |)(?:new |nieuwe |)(?:security |)(?:group|team|user|account|groep|gebruiker)\b|\bdelete <g>/,
    slots: () => ({ topic: 'delete_group' }),
  },
  {
    intent: 'out_of_scope',
    when: /\b(?:make|give|maak|geef|grant)\b.*\b(?:admin|administrator|owner|beheerder|rol|role)\b/,
    slots: () => ({ topic: 'privilege' }),
  },

  {
    intent: 'list_approvals',
    when: /\b(?:approvals|goedkeuringen|approval requests|pending requests|open requests|openstaande verzoeken)\b|\b(?:waiting|wait|wacht|wachten) (?:for|on|op) (?:my |mijn |me|)(?:approval|goedkeuring)|\bwhat .*need.* (?:approval|approving)/,
    slots: (_, { skeleton }) => ({
      state: /\bapproved\b|goedgekeurde/.test(skeleton)
        ? 'approved'
        : /\brejected\b|afgewezen/.test(skeleton)
          ? 'rejected'
          : 'pending',
    }),
  },
  {
    intent: 'approve',
    when: /^(?:please |)(?:i |ik |)(?:approve|keur)(?: request| change| verzoek| wijziging| aanvraag|) #? ?(\d+)/,
    slots: (_n, _s, match) => ({ ref: match[1] ?? '' }),
  },
  {
    intent: 'reject',
    when: /^(?:please |)(?:i |ik |)(?:reject|decline|deny|wijs)(?: request| change| verzoek| wijziging| aanvraag|) #? ?(\d+)/,
    slots: (_n, _s, match) => ({ ref: match[1] ?? '' }),
  },
  {
    intent: 'undo',
    when: /^(?:please |)(?:undo|revert|roll back|rollback|reverse|maak|draai|herstel)\b.*?\b(?:change |wijziging |job |)#? ?(\d+)/,
    slots: (named, _s, match) => ({ ...groupsOf(named), ref: match[1] ?? '' }),
  },
  {
    intent: 'undo',
    when: /\b(?:undo|revert|roll back|rollback|reverse|ongedaan|draai)\b/,
    slots: (named, { skeleton }) => undoOf(named, skeleton),
  },
  {
    intent: 'undo',
    when: /\bback (?:to |)(?:how|the way|what|as) it was\b|\bterug (?:naar|zoals|hoe)\b/,
    slots: (named, sentence) =>
      named.groups.length === 0
        ? ask('whichTarget')
        : { ...groupsOf(named), since: sentence.items.find((item) => item.kind === 'time')?.text ?? 'yesterday' },
  },
  {
    intent: 'cancel',
    when: /^(?:please |)(?:cancel|stop|abort|annuleer)(?: change| job| wijziging| request|) #? ?(\d+)/,
    slots: (_n, _s, match) => ({ ref: match[1] ?? '' }),
  },
  {
    intent: 'notify',
    when: /\b(?:ping|notify|alert|warn|let me know|tell me when|tell us when|inform|waarschuw|meld|laat (?:me|het me|ons) weten|stuur .*bericht)\b/,
    slots: (named, { skeleton }) =>
      ({
        ...(named.groups.length + named.products.length === 0
          ? { scope: 'all' as const }
          : { ...groupsOf(named), ...productsOf(named) }),
        event: new RegExp(`\\b(?:${FAIL})\\b`).test(skeleton)
          ? 'failure'
          : /\bfinish|done|ready|klaar|complete|afgerond\b/.test(skeleton)
            ? 'finished'
            : 'any',
        ...(/\bchannel|here|kanaal|hier\b/.test(skeleton) ? { target: '@here' } : {}),
        ...(/^(?:stop|no more|geen)\b/.test(skeleton) ? { off: undefined } : {}),
      }) as Slots,
  },
  {
    intent: 'export_report',
    when: /\b(?:export|download|report|csv|html|exporteer|rapport)\b/,
    slots: (named, { skeleton }) => ({
      ...groupsOrAll(named),
      report: 'failures',
      ...(/\bhtml\b/.test(skeleton)
        ? { format: 'html' as const }
        : /\bcsv|excel|spreadsheet\b/.test(skeleton)
          ? { format: 'csv' as const }
          : {}),
    }),
  },
  {
    intent: 'drift',
    when: /\boutside\b|\bdrift\b|\bbuiten de bot\b|\bin (?:the |de |)(?:portal|portaal)\b|\bhandmatig\b|\bmanually\b/,
    slots: groupsOrAll,
  },
  {
    intent: 'history',
    when: /\bwho (?:approved|changed|assigned|removed|gave|added|did|requested)\b|\bwie heeft\b.*\b(?:goedgekeurd|gewijzigd|toegewezen|verwijderd|gegeven)\b|\bhistory\b|\bgeschiedenis\b|\baudit\b|\bwhat (?:has |was |)changed\b|\b(?:last|recent|latest|laatste) (?:\d+ |)(?:changes|wijzigingen)\b|\bwat is er (?:gewijzigd|veranderd)\b/,
    slots: (named, { skeleton }) => ({
      ...groupsOf(named),
      ...usersOf(named),
      ...productsOf(named),
      ...(/approved|goedgekeurd/.test(skeleton)
        ? { question: 'who_approved' }
        : /\bwho\b|\bwie\b/.test(skeleton)
          ? { question: 'who' }
          : {}),
    }),
  },
  {
    intent: 'whoami',
    when: /\bwho am i\b|\bwhoami\b|\bwie ben ik\b|\b(?:am i|may i|can i|do i have|mag ik|heb ik)\b.*\b(?:allowed|permission|permissions|assign|rights|role|roles|rechten|rol|toewijzen|licen\w+)\b|\bmy (?:roles?|permissions|rights)\b|\bwat mag ik\b/,
    slots: (_, { skeleton }) => (/\bwho am i|whoami|wie ben ik/.test(skeleton) ? {} : { question: 'permissions' }),
  },
  {
    intent: 'forecast',
    when: /\brun out\b|\bruns out\b|\bop zijn\b|\braken .* op\b|\bopraken\b/,
    slots: (named) => ({ ...productsOf(named), ...groupsOf(named), question: 'when' }),
  },
  {
    intent: 'forecast',
    when: /\benough\b|\bsufficient\b|\bgenoeg\b|\bvoldoende\b/,
    unless: /\b(?:failed|mislukt|because|omdat)\b/,
    slots: (named) =>
      named.products.length === 0 ? ask('whichProduct') : { ...productsOf(named), ...groupsOf(named) },
  },
  {
    intent: 'suggest_fixes',
    when: /\b(?:fix|fixes|solve|resolve|repair|suggest|suggestions|los .*op|oplossing|oplossingen|oplossen|herstel|repareer)\b|\bzero errors\b|\bget rid of .* errors\b/,
    slots: (named, { skeleton }) => ({
      ...(named.users.length > 0 ? usersOf(named) : groupsOrAll(named)),
      ...(/cheap|cost|goedkoop/.test(skeleton)
        ? { objective: 'cost' as const }
        : /few|least|minst/.test(skeleton)
          ? { objective: 'fewest_changes' as const }
          : {}),
    }),
  },
  {
    intent: 'reprocess',
    when: /\b(?:reprocess|retry|rerun|re-run|process|try|verwerk|herverwerk|probeer)\b/,
    slots: (named, { skeleton }) => reprocessOf(named, skeleton),
  },
  {
    intent: 'reclaim',
    when: /\b(?:free up|reclaim|harvest|maak .* vrij|vrijmaken|recover)\b/,
    slots: (named, { skeleton }) => ({ ...productsOf(named), ...numberAs('count', skeleton) }),
  },
  {
    intent: 'find_inactive',
    when: /signed in|sign in|logged in|inactive|ingelogd|aangemeld|inactief|inactieve/,
    slots: (named, { skeleton }) => ({ ...groupsOf(named), ...productsOf(named), ...numberAs('days', skeleton) }),
  },
  {
    intent: 'find_users',
    when: /\b(?:no|without|lacks?|missing|geen|zonder)\b.*\b(?:usage ?location|location|gebruikslocatie|locatie)\b/,
    slots: (named) => ({ ...groupsOf(named), lacking: 'usageLocation' }),
  },
  { intent: 'explain_user', when: /<u>/, unless: /^<u>$/, slots: (named, { skeleton }) => explainOf(named, skeleton) },
  {
    intent: 'list_failures',
    when: new RegExp(
      `\\b(?:${FAIL})\\b|(?:don't|didn't|do not|did not|haven't|hasn't|niet|geen)\\b.*\\b(?:licen[sc]es?|licenties?)\\b`,
    ),
    slots: (named, { skeleton }) => ({
      ...groupsOrAll(named),
      ...reasonOf(skeleton),
      ...groupingOf(skeleton),
      ...countOf(skeleton),
    }),
  },
  {
    intent: 'status',
    when: /\bstatus\b|\bhow far\b|\bprogress\b|\bhoe ver\b|\bvoortgang\b|\brollout\b|\brunning\b|\b(?:done|finished|klaar|ready)\b/,
    slots: (named, { skeleton }) => ({ ...groupsOf(named), ...productsOf(named), ...numberAsRef(skeleton) }),
  },
  {
    intent: 'compare_products',
    when: /\b(?:compare|difference|differences|vergelijk|verschil|verschillen|vs|versus)\b/,
    slots: (named) => (named.products.length < 2 ? ask('whichProduct') : productsOf(named)),
  },
  {
    intent: 'show_group',
    when: /\b(?:plans?|plannen)\b.*\boff\b.*<g>|<g>.*\boff\b|\bplannen\b.*\buit\b.*<g>/,
    slots: (named) => ({ ...groupsOf(named), question: 'off_plans' }),
  },
  {
    intent: 'show_plans',
    when: /\b(?:plans?|plannen|services?|included|includes?|what's in|what is in|zit er in|zitten er in)\b.*<p>|<p>.*\b(?:plans?|plannen|include|contain|bevat)\b/,
    slots: (named) => productsOf(named),
  },
  {
    intent: 'seats',
    when: /\b(?:seats?|left|free|available|remaining|how many|hoeveel|nog|vrij|over|beschikbaar)\b/,
    slots: (named) =>
      named.groups.length > 0 ? undefined : { products: named.products.length === 0 ? 'all' : named.products },
  },
  { intent: 'list_groups', when: /\b(?:licensed groups|groups|groepen)\b/, slots: (named) => productsOf(named) },
  {
    intent: 'find_users',
    when: /\b(?:who|wie|users|gebruikers|people)\b.*<p>/,
    slots: (named, { skeleton }) => ({
      ...groupsOf(named),
      ...productsOf(named),
      ...(named.products.length > 1 && /\bboth|zowel|allebei|and|en\b/.test(skeleton) ? { has_all: true } : {}),
      ...countOf(skeleton),
    }),
  },
  {
    intent: 'show_products',
    when: /\b(?:products|producten|skus|subscriptions|licen[sc]es|licenties)\b/,
    unless: /<[gup]>/,
    slots: nothing,
  },
  { intent: 'freeze', when: /^(?:please |)(?:freeze|bevries)\b/, slots: nothing },
  { intent: 'unfreeze', when: /^(?:please |)(?:unfreeze|ontdooi)\b/, slots: nothing },
  {
    intent: 'help',
    when: /\bhelp\b|\bhulp\b|\bhow do i\b|\bwhat can you do\b|\bwat kun je\b|\bhoe (?:kan|moet) ik\b/,
    slots: (_, { skeleton }) => topicOf(skeleton),
  },
  {
    intent: 'smalltalk',
    when: /^(?:thanks|thank you|thx|hi|hello|hey|bedankt|dank|dankjewel|hoi|hallo|good (?:morning|afternoon|evening)|goedemorgen|goedemiddag)\b/,
    unless: /<[gups]>/,
    slots: nothing,
  },
  { intent: 'show_group', when: /<g>/, unless: /<[up]>/, slots: groupsOf },
];

function undoOf(named: Named, skeleton: string): Slots | Draft {
  if (/\bmy last|my latest|mijn laatste\b/.test(skeleton)) return { ...groupsOf(named), ref: '@last_by_me' };
  if (/\blast|latest|laatste\b/.test(skeleton)) return { ...groupsOf(named), ref: '@last' };
  return named.groups.length > 0 ? { ...groupsOf(named), ref: '@last' } : ask('whichChange');
}

function reprocessOf(named: Named, skeleton: string): Slots | Draft {
  const failed = new RegExp(`\\b(?:${FAIL})\\b`).test(skeleton) ? { only: 'failed' as const } : {};
  if (named.users.length > 0) return { ...usersOf(named), ...failed };
  if (named.groups.length > 0) return { ...groupsOf(named), ...failed };
  return /\b(?:everyone|everything|all|everybody|alles|iedereen|alle)\b/.test(skeleton)
    ? { scope: 'all', ...failed }
    : ask('whichTarget');
}

function explainOf(named: Named, skeleton: string): Slots | undefined {
  const why =
    /\bwhy\b|\bhow come\b|\bwaarom\b|\bexplain\b|\bwhere does\b|\bcome from\b|\bkomt .* vandaan\b|\bwhat's wrong\b|\bwat is er mis\b|\bleg uit\b|\bhoezo\b/.test(
      skeleton,
    );
  if (!why) return undefined;
  const question = /conflict|clash|bots/.test(skeleton)
    ? 'conflict'
    : /\bnot\b|n't\b|\bniet\b|\bgeen\b|\bwithout\b|\bzonder\b/.test(skeleton)
      ? 'why_not'
      : new RegExp(`\\b(?:${FAIL})\\b`).test(skeleton)
        ? 'why_failed'
        : 'why_has';
  return { ...usersOf(named), ...groupsOf(named), ...productsOf(named), question };
}

function numberAs(slot: 'count' | 'days', skeleton: string): Slots {
  const number = /\b(\d+)\b/.exec(skeleton)?.[1];
  return number === undefined ? {} : { [slot]: Number(number) };
}

function numberAsRef(skeleton: string): Slots {
  const number = /\b(\d+)\b/.exec(skeleton)?.[1];
  return number === undefined ? {} : { ref: number };
}

function topicOf(skeleton: string): Slots {
  if (/\bswap|switch|wissel|vervang/.test(skeleton)) return { topic: 'swap_license' };
  if (/\bassign|give|toewijzen|wijs\b/.test(skeleton)) return { topic: 'assign_license' };
  return {};
}
