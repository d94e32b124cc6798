import { ASKING } from '../frames/open-clause.ts';
import { type Item, says } from '../items.ts';
import { pattern } from '../lexicon/topics.ts';
import type { Sentence } from '../sentence.ts';
import { numberSaid, type QuestionRule } from './rule.ts';

export const CHANGE =
  '(?:change|changes|suggestion|suggestie|proposal|voorstel|job|request|run|rollout|task|assignment|klus|wijziging|verzoek|aanvraag|taak|opdracht|number|nummer|nr|no)';
/** A change by its number, which is a group of the match. */
export const NUMBER = `(?:${CHANGE} ){0,2}#? ?(\\d+)`;

const IS_APPROVED =
  '(?:goedkeuren|goedgekeurd|approved|is approved|is ok|is okay|is fine|is good|looks good|is goed|is prima|akkoord|ja|yes|ok|okay|mag door|kan door|mag doorgaan|can go ahead|may go ahead|gets (?:my )?approval|gets (?:my )?ok|gets (?:my )?vote|gets (?:my )?blessing|has (?:my )?approval|has (?:my )?blessing|has (?:my )?ok|is (?:a )?(?:yes|go)(?: (?:from|for) me)?|is ok(?:ay)? (?:with|by|for) me|is fine (?:with|by) me|is akkoord|krijgt mijn zegen|krijgt mijn akkoord|heeft mijn zegen|heeft mijn akkoord|is goed wat mij betreft)';
const IS_REJECTED =
  'afwijzen|afkeuren|weigeren|verwerpen|tegenhouden|niet goedkeuren|gaat niet door|afgewezen|rejected|is rejected|is declined|declined|is (?:a |een )?(?:no|nee|no ?-?go)(?: (?:from|for|van|voor) (?:me|mij))?|nee|niet akkoord|is niet akkoord|krijgt mijn zegen niet|gaat niet door wat mij betreft';
/** "yes to 42", "nee tegen 42": beside the number of a request a plain word decides. */
const YES = `(?:say )?(?:yes|ok|okay|ja|akkoord|fine|happy|(?:am|i 'm|i'm) (?:ok|okay|fine|happy)|prima)(?: (?:to|for|on|with|op|voor|met))? ${NUMBER}`;
const NO = `(?:(?:say )?no (?:to|for|on)|nee (?:tegen|op|voor)) ${NUMBER}`;
/** Dutch "keur" and "wijs" decide by the word that is split off them. */
/** Beside the number of a request a verb that permits approves it, and one that stops it rejects. */
const PERMIT =
  '(?:green ?light|thumbs up|my ok|my okay|my blessing|my approval|groen licht|mijn akkoord|mijn zegen) (?:for|to|on|voor|op)|ok|okay|allow|permit|grant|clear|pass|let through|validate';
const STOP = 'block|disallow|throw out|send back|bounce';
const APPROVE = `(?:(?!keur )(?:{approve}|${PERMIT}) ${NUMBER}|keur ${NUMBER} (?:maar |gerust )?goed|sta ${NUMBER} (?:maar |gerust )?toe|teken ${NUMBER} (?:maar |gerust )?af|laat ${NUMBER} (?:maar |gerust )?(?:door|doorgaan)|${YES})`;
const REJECT = `(?:(?!wijs )(?:{reject}|${STOP}) ${NUMBER}|(?:wijs|keur) ${NUMBER} (?:maar |gerust )?af|(?:houd|hou) ${NUMBER} (?:maar )?tegen|sla ${NUMBER} (?:maar )?af|(?:niet akkoord met|stem niet in met|(?:ga )?niet akkoord met) ${NUMBER}|turn ${NUMBER} down|${NO})`;

/** "looks fine to me, approve 42", "the one from Megan: approve 42": what leads over to it, where nothing but that is said. */
const LEADS =
  '(?:(?:(?:and|so|ok|okay|yes|yep|sure|right|great|ja|en|dus|goed)(?: ?, ?| ))*(?:(?:(?:it|this|that|all|everything|dat|dit|het|alles) )?(?:(?:looks?|seems|sounds|is|lijkt) )?(?:all )?(?:fine|good|ok|okay|reasonable|prima|goed|akkoord|in orde)(?: (?:to|by|for|with|voor|met|wat betreft) (?:me|us|mij|ons))?|(?:dat |dit |het )?ziet er (?:goed|prima) uit|(?:the |that |de |die )?(?:one|1|request|verzoek|aanvraag)? ?(?:from|of|by|van) <u>|no objections?|geen bezwaar)(?: ?[,;:] ?| (?:so|dus) | ))?';
const TO_BE = '(?:must|should|can|may|has to|have to|needs to|ought to|is to|are to|to) be';
/** What is to be done with a change that is named by its number: "88 must be stopped", "88 moet worden teruggedraaid". */
const PASSIVES: readonly (readonly ['approve' | 'reject' | 'cancel' | 'undo', string])[] = [
  ['approve', 'approved|accepted|signed off|authori[sz]ed|okayed|goedgekeurd|geaccepteerd'],
  ['reject', 'rejected|declined|denied|refused|turned down|vetoed|afgewezen|afgekeurd|geweigerd'],
  ['cancel', 'cancell?ed|stopped|aborted|halted|called off|killed|terminated|geannuleerd|gestopt|afgebroken|stopgezet'],
  ['undo', 'undone|reverted|rolled back|reversed|backed out|taken back|teruggedraaid|ongedaan gemaakt'],
];

/** Deciding on a request by its number, with a reason in any words. */
export const verdictRules: readonly QuestionRule[] = [
  {
    intent: 'approve',
    when: `^${LEADS}(?:i |ik )?${APPROVE}$|^${NUMBER} ${IS_APPROVED}(?: wat (?:mij|me) betreft| as far as i am concerned)?(?: ,? ?(?:approve it|approve|approved|go ahead|keur maar goed))?$`,
    slots: (_n, _p, match) => ({ ref: numberSaid(match) }),
  },
  {
    intent: 'reject',
    when: `^(?:i |ik )?${REJECT}$|^${NUMBER} (?:${IS_REJECTED})$`,
    slots: (_n, _p, match) => ({ ref: numberSaid(match) }),
  },
  // "ok #103" decides; "#103" alone looks.
  ...(['approve', 'status'] as const).map(
    (intent): QuestionRule => ({
      intent,
      when: '^(?:(?:voor|for|to|on|met|with) )?(\\d+)(?: is)?$',
      slots: (_n, _p, match, { text }) =>
        (intent === 'approve' ? /^ok(?:ay|é)?[ ,]|\bok(?:ay|é)?[ .!]*$/i : /^(?:show )?#/i).test(text.trim())
          ? { ref: numberSaid(match) }
          : undefined,
    }),
  ),
  ...PASSIVES.map(
    ([intent, done]): QuestionRule => ({
      intent,
      when: `^${NUMBER} (?:${TO_BE}) (?:${done})$|^${NUMBER} (?:moet|moeten|mag|mogen|kan|dient|dienen)(?: te)?(?: worden)? (?:${done})(?: (?:te )?worden)?$`,
      slots: (_n, _p, match) => ({ ref: numberSaid(match) }),
    }),
  ),
  // "roll back 204, it hit the wrong group".
  ...(['undo', 'cancel'] as const).map(
    (intent): QuestionRule => ({
      intent,
      when: `^(?:${intent === 'undo' ? `(?:{undo}) ${NUMBER}|(?:maak|draai) ${NUMBER} (?:ongedaan|terug)` : `(?:{cancel}|call off|withdraw) ${NUMBER}`}) ?[,;:] ?.`,
      slots(_n, _p, match, sentence) {
        const reason = reasonAfter(sentence, false);
        return reason === undefined ? undefined : { ref: numberSaid(match), reason };
      },
    }),
  ),
  ...(['approve', 'reject'] as const).map(
    (intent): QuestionRule => ({
      intent,
      // "58 is no longer needed" decides nothing: what is told of a request has a comma behind it.
      when: `^(?:i |ik )?${intent === 'approve' ? `${APPROVE} ?,? .` : `(?:${REJECT} ?,? .|${NUMBER} (?:${IS_REJECTED}) ?[,;:] ?.)`}`,
      slots(_n, _p, match, sentence) {
        const reason = reasonAfter(sentence, intent === 'reject');
        return reason === undefined ? undefined : { ref: numberSaid(match), reason };
      },
    }),
  ),
];

/** What may not stand in a reason that follows at once: it may take back, set a condition, or decide on something else. */
const OPEN =
  /^(?:if|unless|once|when|whenever|provided|assuming|only|later|then|wait|hold|after|before|or|also|too|approve|reject|als|mits|tenzij|indien|zodra|wanneer|alleen|straks|later|dan|wacht|ook|nadat|voordat|goed|af|keur|wijs)$/i;

/** What says why all the same, behind the comma of a rejection. */
const TELLS = /^(?:only|alleen|approve|keur|goed|later|straks|after|before|nadat|voordat|also|ook|then|dan)$/i;

/** "no budget" of "reject 42, no budget", as it was written; undefined where something else is said with it. */
function reasonAfter({ text, items }: Sentence, rejects: boolean): string | undefined {
  const number = items.findIndex((item) => item.kind === 'number');
  const particle = /^(?:goed|af)$/i.test(items[number + 1]?.text ?? '') ? 1 : 0;
  // "42 is a no, budget is gone": the verdict ends at the comma.
  const decided = items.slice(0, number).some((item) => item.kind !== 'break' && DECIDES.test(item.text.toLowerCase()));
  const comma = decided ? -1 : items.findIndex((item, at) => at > number && item.kind === 'break');
  const told = items.slice(comma === -1 ? number + particle + 1 : comma + 1);
  const isTold = rejects && items[number + particle + 1]?.kind === 'break';
  const [first, ...more] = told.filter((item) => item.kind !== 'break' && !says(item, 'polite'));
  const amount = /^too$/i.test(first?.text ?? '') && more.length > 0;
  const rest = amount ? more : [first, ...more];
  if (
    first === undefined ||
    first.kind === 'time' ||
    !rest.every((item) => item !== undefined && (mayBeReason(item, rejects) || (isTold && TELLS.test(item.text))))
  )
    return undefined;
  if (told.some((item) => item.kind === 'break' && item.mark === '?')) return undefined;
  return text.slice(first.start).replace(/[\s.!,;]+$/, '');
}

const DECIDES = pattern('^(?:{approve}|{reject}|{undo}|keur|wijs|turn|yes|ok|okay|ja|akkoord|no|nee|maak|draai)$');

/** Whoever rejects takes nothing back by a "not", and names what nobody needs. */
function mayBeReason(item: Item, rejects: boolean): boolean {
  if (rejects && (item.kind === 'name' || item.kind === 'time' || says(item, 'not'))) return true;
  if (item.kind === 'name' || item.kind === 'number' || item.kind === 'time' || OPEN.test(item.text)) return false;
  const asks = says(item, ...ASKING) && !says(item, 'need');
  return !asks && !says(item, 'not', 'but', 'and', 'or', 'except', 'until', 'starting', 'forever', 'everyone');
}
