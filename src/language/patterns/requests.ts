import type { Slots } from '../command.ts';
import { ask, command } from '../draft.ts';
import type { Item } from '../items.ts';
import { groupsOf, type NamedThings, productsOf, usersOf } from '../names/named-things.ts';
import type { Sentence } from '../sentence.ts';
import { fold } from '../text.ts';
import { keptRequestRules } from './kept.ts';
import { quietRules } from './quiet.ts';
import { numberSaid, type QuestionRule } from './rule.ts';
import { CHANGE, NUMBER, verdictRules } from './verdicts.ts';

const LAST = '(?:{last}|mijn laatste|my last|my latest|my previous|my most recent)';
const ABOUT = '(?: (?:to|for|on|in|of|from|van|aan|voor|bij|op) <[gu]>)?';

/** English verbs that take a change back. */
const UNDO = 'undo|revert|roll back|rollback|reverse|reverse out|take back|back out|unwind|unroll';
/** English verbs that stop a change that has a number; what they do to a product is another thing. */
const STOP = 'withdraw|retract|call off|kill off|pull plug on|scrap|drop|axe|bin|end|quit|discontinue';
const PAUSE = 'pause|hold|pauzeer|onderbreek';
const RESUME = 'resume|continue|go on with|carry on with|hervat|ga verder met|ga door met';

function undoLast(named: NamedThings, { skeleton }: Sentence): Slots {
  const mine = /\b(?:my|mijn|i|ik)\b/.test(skeleton);
  // "my last" alone is whatever was done last, be it a change or not.
  const topic = mine && /change|wijzig/.test(skeleton) ? { topic: 'change' } : {};
  return { ...groupsOf(named), ...usersOf(named), ref: mine ? '@last_by_me' : '@last', ...topic };
}

/** All that is said of something that is planned, beside its time. */
const PLANNED_WORDS: ReadonlySet<string> = new Set(
  "cancel stop abort annuleer call off take my mijn what what's wat scheduled planned upcoming geplande gepland change changes wijziging wijzigingen thing things one stuff ding that which die dat i we ik is was 's er begins starts begint have heb had due for on at in of op voor van om staat af".split(
    ' ',
  ),
);

const UNTIL = /\b(?:until|till|tot|through)\s+(.+?)\s*(?:,|\.$|$|\b(?:because|omdat|wegens|want)\b)/i;

/**
 * Requests that act on changes and runs. Each is read only when every word of it is known: whoever says "don't
 * reprocess" or "who approved 42" asks for nothing of the kind.
 */
export const requestRules: readonly QuestionRule[] = [
  ...keptRequestRules,
  ...quietRules,
  ...(['pause', 'resume'] as const).map(
    (intent): QuestionRule => ({
      intent,
      when: `${intent === 'pause' ? `^(?:put|zet) (?:${NUMBER}) (?:on hold|on pause|op pauze|stil)$|` : ''}^(?:${intent === 'pause' ? PAUSE : RESUME}) (?:${NUMBER}|(?:the |de )?(?:roll ?-?out|uitrol|stages|stappen)(?: (?:of|for|to|van|voor|aan|naar) <[gp]>){0,2})$`,
      slots: (named, _p, match) => (numberSaid(match) === '' ? groupsOf(named) : { ref: numberSaid(match) }),
    }),
  ),
  {
    intent: 'list_approvals',
    when: `^(?:(?:show|list|find|give|toon|vind|zoek|geef)(?: me| mij)? )?(?:my |all |mijn |alle )*(withdrawn|retracted|ingetrokken|teruggetrokken|decided|closed|past|earlier|old|afgehandelde?|besliste|eerdere|oude) (?:approvals?|approval requests|requests?|verzoeken|aanvragen|goedkeuringen)$`,
    slots: (_n, _p, match) => ({
      state: /^(?:withdrawn|retracted|ingetrokken|teruggetrokken)$/.test(match[1] ?? '') ? 'withdrawn' : 'decided',
    }),
  },
  ...verdictRules,
  {
    intent: 'undo',
    when: `^(?:${UNDO}) ${NUMBER}$|^(?:maak|draai) ${NUMBER} (?:ongedaan|terug)$|^${NUMBER} (?:ongedaan maken|terugdraaien)$|^roll ${NUMBER} back$|^take ${NUMBER} back$|^herstel ${NUMBER}$|^terugdraaien ${NUMBER}$|^(?:zet|rol|neem) ${NUMBER} terug$|^keer ${NUMBER} om$`,
    slots: (_n, _p, match) => ({ ref: numberSaid(match) }),
  },
  {
    intent: 'undo',
    when: `^(?:${UNDO}|maak ongedaan|draai terug|maak|draai) (?:what|wat|whatever|things|everything|all|alles|changes|all changes|all my changes|my changes|mijn wijzigingen|al mijn wijzigingen)(?: (?:that |which |wat |dat )?(?:i|ik)(?: just)? (?:did|changed|made|have done|have changed|deed|heb gedaan|heb gewijzigd|gedaan heb|gewijzigd heb|heb))?(?: (?:of|from|since|van|sinds))?(?: .{3,30}?)?(?: (?:did|gedaan heb|heb gedaan|deed|gedaan|gewijzigd))?(?: ongedaan| terug)?$`,
    slots: (_n, _p, _m, sentence) => {
      const time = sinceOf(sentence);
      const mine = /\b(?:i|my|ik|mijn)\b/.test(sentence.skeleton);
      return time.since === undefined || !mine ? undefined : { ...time, ref: '@last_by_me' };
    },
  },
  {
    // "revert what Alex did this morning": of somebody else, as far back as is said.
    intent: 'undo',
    when: `^(?:${UNDO}|maak|draai) (?:what|wat|whatever|everything|all|alles|changes|all changes|wijzigingen|alle wijzigingen)(?: (?:that|which|wat|dat|die|by|from|of|van))? <u>(?: (?:did|made|changed|has done|has changed|deed|heeft gedaan|heeft gewijzigd|gedaan heeft))?(?: .{3,30}?)?(?: (?:deed|heeft gedaan|gedaan heeft|gewijzigd heeft))?(?: ongedaan| terug)?$`,
    slots: (named, _p, _m, sentence) => {
      const time = sinceOf(sentence);
      const theirs = usersOf(named);
      return time.since === undefined
        ? ask('whichChange', { readings: [command('history', theirs)] })
        : { ...theirs, ...time };
    },
  },
  {
    intent: 'undo',
    when: `^(?:${UNDO}|maak|draai|herstel) (?:${LAST}|what i (?:just )?did|wat ik (?:net )?(?:heb gedaan|deed))(?: (?:${CHANGE}|command|action|thing|one))?(?: (?:that |which )?(?:was|were) (?:done|made|changed))?${ABOUT}(?: (?:that |)(?:i|we) (?:made|did)| ongedaan| terug)?$|^(?:maak|draai) ${LAST}(?: ${CHANGE})?${ABOUT} (?:ongedaan|terug)$|^${LAST} ${CHANGE}${ABOUT} (?:ongedaan maken|terugdraaien)$|^(?:${UNDO}) ${CHANGE} (?:that )?(?:i|we) (?:just )?(?:made|did)${ABOUT}$|^(?:undo|revert|roll back) <g> 's ${LAST} ${CHANGE}$|^roll ${LAST} ${CHANGE}${ABOUT} back$`,
    slots: (named, _p, _m, sentence) => undoLast(named, sentence),
  },
  {
    // "reverse whatever was last done to Marketing".
    intent: 'undo',
    when: `^(?:${UNDO}) (?:what|whatever|what ever|that which) (?:(?:was|has been|got) )?(?:{last}ly |{last} |just )?(?:was |has been |got )?(?:done|changed|happened|applied)(?: {last})? (?:to|with|for|in|on) <g>$|^(?:draai|maak) (?:wat|hetgeen) (?:er )?(?:het )?(?:{last} )?(?:met|bij|aan|voor|in) <g> (?:{last} )?(?:is )?(?:gedaan|gewijzigd|veranderd)(?: is)? (?:terug|ongedaan)$`,
    unless: '\\b(?:yesterday|today|gisteren|vandaag)\\b',
    slots: (named) => ({ ...groupsOf(named), ref: '@last' }),
  },
  {
    intent: 'undo',
    when: '^(?:put|set|bring|restore|revert|roll back|roll|reset|change|take|undo|zet|draai|herstel|breng|maak) (?:(?:all |everything |alles |alle |)(?:changes (?:to|in|for) |in |on |wijzigingen (?:van|aan|in) |)<g>|everything|all|alles) (?:back |terug )?(?:to |naar |as |zoals |)?(?:how |the way |way |what |hoe |de staat van |state of |state |situation of |it was|it looked|)?(?:it |het )?(?:was |were |stood |looked )?(?:on |op |before |at |van |since |sinds |of )?[\\p{L}\\p{N} :.-]{2,30}(?: was| back| ongedaan| terug)?$',
    unless: '{again}|\\b(?:not|niet|never)\\b| (?:in|on|off|aan|uit|without|with|zonder|met)$',
    slots: (named, plain, _m, sentence) => {
      const since = sinceOf(sentence);
      const back =
        /\bback\b|\bterug\b|\brestore\b|\brevert\b|\bundo\b|\breset\b|\bongedaan\b|\bherstel\b|\bit was\b|\bhet\b.*\bwas\b/.test(
          plain,
        );
      if (since.since === undefined || !back) return undefined;
      // Of everything, only what they did themselves is theirs to take back.
      return named.groups.length > 0 ? { ...groupsOf(named), ...since } : { ref: '@last_by_me', ...since };
    },
  },
  {
    intent: 'undo',
    when: `^(?:${UNDO}|maak|draai|herstel) (?:{changes} |de )?(?:# ?)?\\d+(?: (?:,|and|en|, and|, en|&) (?:# ?)?\\d+)+(?: ongedaan| terug)?$`,
    slots: (_n, plain) => ({ refs: plain.match(/\d+/g) ?? [] }),
  },
  {
    intent: 'undo',
    when: `^(?:${UNDO}|maak|draai) (?:my |mijn )?(?:last|latest|laatste) (?:my |mijn )?(\\d+|two|three|four|five|twee|drie|vier|vijf) (?:of my |my |mijn )?(?:changes|actions|commands|things|wijzigingen|acties|opdrachten)(?: ongedaan| terug)?$`,
    slots: (_n, _p, match) => ({ ref: '@last_by_me', limit: NUMERALS[match[1] ?? ''] ?? Number(match[1]) }),
  },
  {
    // "put HR back how it was before #1020": before that change.
    intent: 'undo',
    when: `^(?:put|set|bring|restore|revert|roll|reset|zet|draai|herstel|breng) <g> (?:back |terug )?(?:to |naar |as |zoals )?(?:how |the way |the state |what |hoe |state |)?(?:it |het )?(?:was )?(?:from |van |)(?:before|voor) ${NUMBER}(?: was)?(?: terug| back)?$`,
    slots: (named, _p, match) => ({ ...groupsOf(named), since: `#${numberSaid(match)}` }),
  },
  {
    intent: 'undo',
    when: `^(?:undo|revert|roll back|rollback|reverse) (?:${LAST} )?<p> ${CHANGE}${ABOUT}$|^(?:maak|draai) (?:${LAST} )?(?:<p> ${CHANGE}|(?:toewijzing|uitrol) van <p>)${ABOUT} (?:ongedaan|terug)$`,
    slots: (named, _p, _m, sentence) => ({ ...productsOf(named), ...undoLast(named, sentence) }),
  },
  {
    intent: 'undo',
    when: `^(?:${UNDO})(?: it| that| this| dat| dit| change| everything)?$|^(?:maak|draai) (?:dat|dit|het|die) (?:ongedaan|terug)$|^ongedaan maken$|^maak ongedaan$|^draai terug$|^terugdraaien$`,
    slots: () => ask('whichChange', { readings: [command('undo', { ref: '@last_by_me' }), command('history', {})] }),
  },
  {
    intent: 'cancel',
    when: `^(?:{cancel}|${STOP}) (?:my )?${NUMBER}(?: af)?$|^trek ${NUMBER} (?:in|terug)$|^${NUMBER} (?:intrekken|withdrawn)$|^${NUMBER} (?:annuleren|stoppen|afbreken|stopzetten|schrappen)$|^(?:schrap|staak|kap|stop met) ${NUMBER}(?: af)?$|^zet ${NUMBER} stop$|^laat ${NUMBER} (?:maar )?zitten$`,
    slots: (_n, _p, match) => ({ ref: numberSaid(match) }),
  },
  {
    intent: 'cancel',
    when: `^(?:{cancel}) (?:(?:processing|running|verwerking|verwerken|uitrol|rollout|toewijzing|assignment|${CHANGE}) ?(?:of|for|to|on|from|van|voor|aan|naar|)? ?)?(?:<p> )?(?:scheduled |planned |geplande )?(?:${CHANGE}|uitrol|toewijzing|processing|verwerking)(?: scheduled| planned| gepland)? (?:to|for|on|in|of|van|voor|aan|naar|bij) <g>(?: af)?$|^(?:{cancel}) (?:${CHANGE}|uitrol|toewijzing) (?:van|of) <p> (?:voor|for|to|aan|naar|bij|in) <g>(?: af)?$|^(?:{cancel}) (?:that|that one|this|one|die|dat|deze) (?:to|for|on|in|of|van|voor|aan|naar|bij) <g>(?: af)?$|^(?:{cancel}) <g> 's (?:<p> )?${CHANGE}$|^(?:{cancel}) (?:processing|verwerking van|verwerken van) <g>$|^(?:{cancel}) <p> (?:${CHANGE}|uitrol)$|^(?:{cancel}) <g> (?:<p> )?(?:${CHANGE}|uitrol)$`,
    slots: (named) => ({ ...groupsOf(named), ...productsOf(named) }),
  },
  {
    // "cancel the thing scheduled for Friday".
    intent: 'cancel',
    when: `^(?:{cancel}|call off|take off)(?: (?:my|mijn|what|what's|wat))?(?: (scheduled|planned|upcoming|geplande))?(?: (?:${CHANGE}|thing|things|one|stuff|ding))?(?: (?:that|which|die|dat|wat))?(?: (?:i|we|is|was|er|ik|begins|starts|begint|'s))*(?: (?:have|heb|had))?(?: (scheduled|planned|due|gepland))?(?: (?:for|on|at|in|of|op|voor|van|om))?(?: [^<>]{2,30}?)?(?: (staat|gepland|gepland staat|begint|starts))?(?: af)?$`,
    slots: (_n, plain, match, { items }) => {
      const [time, ...more] = items.filter((item) => item.kind === 'time');
      const planned = [match[1], match[2], match[3]].some((word) => word !== undefined);
      if (more.length > 0 || (time === undefined && !planned)) return undefined;
      const rest = time === undefined ? plain : plain.replace(fold(time.text), '');
      const known = rest.split(/[ ,]+/).every((word) => word === '' || PLANNED_WORDS.has(word));
      return known ? { question: 'scheduled', start: time?.text } : undefined;
    },
  },
  {
    intent: 'cancel',
    when: `^(?:{cancel})(?: it| that| this| dat| dit| het| die| ${CHANGE}| running ${CHANGE}| current ${CHANGE}| everything| alles| now)?(?: af)?$`,
    slots: () => ask('whichChange'),
  },
  {
    intent: 'apply_fix',
    when: `^(?:{apply}) (?:{option}) #? ?(\\d+)(?: for <u>| voor <u>| on <u>)?(?: (?:of|from|for|to|on|van|voor|bij|op) ${NUMBER})?(?: toe| uit)?$|^(?:{option}) #? ?(\\d+)$`,
    slots: (named, plain, match) => {
      const ref = /\b(?:of|from|for|to|on|van|voor|bij|op) (?:\w+ )?#? ?(\d+)(?: toe| uit)?$/.exec(plain)?.[1];
      return ref === undefined ? ask('whatNext') : { ref, option: Number(match[1] ?? match[3]), ...usersOf(named) };
    },
  },
  {
    intent: 'unfreeze',
    when: '^(?:{unfreeze})(?: all| license| licence| licentie)*(?: {changes}| everything| alles| freeze| bevriezing| it| tenant| op| again| weer)*$|^(?:hef|haal|zet) (?:bevriezing|freeze) (?:op|weg|uit)$|^(?:allow|sta) (?:all |alle |)(?:license |)(?:changes|wijzigingen)(?: again| weer)?(?: toe)?$|^(?:cancel|undo|stop) freeze$|^freeze (?:is over|can end|may end|can stop|can be lifted|has ended)$|^(?:bevriezing|freeze) (?:is voorbij|mag eraf|kan eraf|mag eindigen)$',
    slots: (_n, plain) =>
      /^(?:resume|hervat)(?: it)?(?: again| weer)?$/.test(plain)
        ? ask('whichResume', { readings: [command('unfreeze', {}), command('resume', {})] })
        : {},
  },
  {
    intent: 'freeze',
    when: '^stop (?:all |)(?:licen[cs]e |)changes(?: until .{1,40}| for now)?$|^no (?:more |further |)(?:licen[cs]e |licensing |)changes (?:until|till|before) .{1,40}$|^(?:zet|leg) (?:alle )?(?:licentie)?wijzigingen (?:stil|plat) (?:tot|t/m) .{1,40}$|^geen (?:licentie)?wijzigingen (?:meer )?tot .{1,40}$|^change freeze until .{1,40}$',
    unless: '<[gup]>',
    slots: (_n, _p, _m, sentence) => {
      const time = sentence.items.find((item) => item.kind === 'time')?.text;
      // What is no time stands in its place all the same: whoever freezes is told that it was not understood.
      const until = time ?? UNTIL.exec(sentence.text)?.[1];
      return { until };
    },
  },
  {
    // Better frozen for too long than not at all: of an end that is no time it is said that it was not understood.
    intent: 'freeze',
    when: '^(?:{freeze})(?: all| license| licence| licentie| {changes}| everything| alles)* (?:until|till|tot) .{1,40}$',
    unless: '<[gup]>',
    slots: (_n, _p, _m, { items, text }) => {
      const until = UNTIL.exec(text)?.[1];
      return until === undefined || items.some(({ kind }) => kind === 'time') ? undefined : { until };
    },
  },
];

const NUMERALS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  twee: 2,
  drie: 3,
  vier: 4,
  vijf: 5,
};

export function requestTarget(plain: string): Slots {
  if (OWN_CHAT.test(plain)) return { target: '@me' };
  return /\bchannel\b|\bhere\b|\bkanaal\b|\bhier\b|\bthis (?:chat|team|conversation)\b/.test(plain)
    ? { target: '@here' }
    : {};
}

const OWN_CHAT =
  /\bpersonally\b|\bprivately\b|\b(?:my own|own|private|personal|my) (?:chat|messages?)\b|\bto (?:me|myself)\b|\bdirect message\b|\bdm\b|\bpersoonlijk\b|\bmij\b|\b(?:eigen|prive|mijn) ?(?:chat|gesprek|berichten)\b/;

function sinceOf({ items }: Sentence): Slots {
  const time = items.find((item): item is Extract<Item, { kind: 'time' }> => item.kind === 'time');
  const day = /\b(?:today|yesterday|vandaag|gisteren|this week|deze week|last week|vorige week)\b/i.exec(
    items.map((item) => item.text).join(' '),
  )?.[0];
  const since = time?.text ?? day;
  return since === undefined ? {} : { since };
}
