import type { Pace, StagesAsked } from '../changes/schedule.ts';
import type { Names } from './names/build-names.ts';
import { longestName } from './names/match-name.ts';
import { nameKeys } from './text.ts';

const PEOPLE = '(?: ?(?:people|users|members|persons|seats|personen|mensen|gebruikers|leden))?';
const UNITS: Readonly<Record<string, Pace>> = { hour: 'hour', day: 'day', week: 'week', uur: 'hour', dag: 'day' };
const EVERY = '(?:a|an|per|each|every|/|elke|iedere|ieder|one a|one per|één per)';
const PACED = new RegExp(
  `(?:^|[,;:]|\\s)\\s*(?:(?:and|en|but|maar|then|dan|with|met|at|at a rate of|in stages[,:]?|gefaseerd[,:]?) )?(\\d{1,5})${PEOPLE}(?: at a time,?| tegelijk,?)? ?${EVERY} ?(hour|day|week|uur|dag)[\\s.!]*$`,
  'i',
);
const IN_STAGES = new RegExp(
  `(?:^|[,;:]|\\s)\\s*in (?:stages|batches|groups|chunks|steps|waves|groepen|groepjes|porties|stappen|fasen|fases|golven|delen) (?:of|van) (\\d{1,5})${PEOPLE}(?:,? ${EVERY} (hour|day|week|uur|dag))?[\\s.!]*$`,
  'i',
);

/** "E5 for Marketing, 50 a day", "in stages of 50": the command without that, and how it is to go. */
export function withoutStages(text: string): { readonly told: string; readonly stages?: StagesAsked } {
  const found = IN_STAGES.exec(text) ?? PACED.exec(text);
  const size = Number(found?.[1]);
  if (found === null || !(size > 0)) return { told: text };
  return {
    told: text.slice(0, found.index).trim(),
    stages: { size, every: UNITS[found[2]?.toLowerCase() ?? 'day'] ?? 'day' },
  };
}

/** "oh, and Alex too": said before anything is meant. */
export const INTERJECTIONS =
  /^(?:(?:o(?=[\s,]+(?:nee|ja|wacht|sorry|en|no|yes|wait)\b)|oh+|ah+|hm+|uh+m?|eh+m?|srr?y|oeps|oops)[\s,;:.!-]+)+(?=\S)/i;

const LEADING =
  /^(?:(?:hi|hello|hey|hoi|hallo|good (?:morning|afternoon|evening)|morning|goe(?:de|ie|den)(?:morgen|middag|navond|avond))(?: (?:all|team|there|bot|allemaal))?(?=[ ,.!])|if (?:i may|you don't mind|you do not mind|you'd be so kind|you would be so kind|it (?:isn't|is not|'s not) too much (?:bother|trouble|hassle))|als (?:het (?:kan|mag|lukt|mogelijk is|niet te veel moeite is)|u het niet erg vindt|je het niet erg vindt)|foutje|vergissing|my mistake|mijn fout|thx|thanks|bedankt|(?:(?:can|could|would|kun|kan) (?:you|u|je) (?:please |pls |even )?)?(?:check|look up|find out|nagaan|kijken|uitzoeken)(?= (?:why|who|what|which|how|when|waarom|wie|wat|hoe)\b)|sure|great|right|fine|perfect|alright|all right|well|hm+|oh|ah|so|now|then|(?:wait|wacht(?: even)?|hang on|hold on)(?! (?:(?:even|nog|maar|just|a bit|a moment|a while) )*(?:with|on|for|before|until|till|met|voor|tot)\b)|oops|sorry|i mean(?:t)?|ik bedoel(?:de)?|first(?: of all)?|good (?:idea|point|call)|goed idee|makes sense|true|good|cool|nice|goed|prima|mooi|nou|nu|dan|eerst|one sec(?:ond)?|momentje|tja|(?:ok|okay|oké)(?! (?:(?:request|change|verzoek|aanvraag|wijziging) )?#? ?\d)|and|en|(?:(?:no|nee|nah)[, ]+)?(?:(?:wait|wacht)(?! (?:(?:even|nog|maar|just|a bit|a moment|a while) )*(?:with|on|for|before|until|till|met|voor|tot)\b)|(?:never ?mind|nvm|laat maar)(?![ ]+(?!(?:give|assign|add|put|take|remove|turn|do|show|list|tell|make|use|geef|voeg|zet|haal|maak|doe|toon)\b))|forget (?:it|that)|scratch that|laat het maar|vergeet het|toch (?:maar )?niet|liever niet|(?:actually )?(?:rather|better) not|actually no)|just(?= (?:give|assign|add|put|take|remove|turn|do|show|list|tell)\b))(?:[\s,;:.!-]+|$)/i;
const TRAILING =
  /(?:(?<!\b(?:the|de|het))[\s,]+(?:(?:(?:sorry|oops|oeps)[,.]? )?(?:i |ik )?(?:(?:hit|pressed|pushed) (?:enter|return|send) too (?:early|soon|fast|quickly)|(?:te (?:vroeg|snel)|per ongeluk) (?:op )?enter(?: gedrukt)?)|sorry|my bad|mijn fout|while (?:you are|you're|we are|we're) at it|nu je toch bezig bent|if you(?:'d| would) be so kind|if you don't mind|als het kan|then|dan|i mean(?:t)?|bedoel ik|ik bedoel|though|yet|again|after all|weer|hoor|please|alsjeblieft|tnx|thx|cheers|first|eerst|for now|voorlopig|quickly|so far|tot nu toe)|!|(?<=[?.!])\s*(?:mvg|met vriendelijke groet(?:en)?|groet(?:en|jes)?|cheers|thanks|thank you|thx|tnx|ta|regards|kind regards|best regards|best|bedankt|alvast bedankt|dank(?:je|u)?|dank je wel|dank u wel)[\s,.!]*)[.!]*$/i;

/** Without the words at either end that lead over: but a name may begin or end with one. */
export function withoutEdges(names: Names, text: string): string {
  const [lead = ''] = LEADING.exec(text) ?? [];
  if (lead !== '' && longestName(names, nameKeys(text), 0) === 0) return withoutEdges(names, text.slice(lead.length));
  const trailed = withoutTail(names, text);
  return trailed === text ? text : withoutEdges(names, trailed);
}

/** "and Interns, while you are at it": without what is only said after it. */
export function withoutTail(names: Names, text: string): string {
  const [tail = ''] = TRAILING.exec(text) ?? [];
  const keys = nameKeys(tail);
  // "for now", where a group is called Now.
  const isNamed = keys.some((_, at) => longestName(names, keys, at) > 0);
  return tail === '' || isNamed ? text : text.slice(0, -tail.length);
}

/** "geef er een aan Bob" */
const ONE_OF_IT = /\b(geef|wijs) er (?:een|één|1) (?=aan|voor)/i;
const THEN =
  /^((?:and |en )?\p{L}+(?: (?:me|mij|him|her|them|it|that|haar|hem|hen|ze|het|dat))?) (?:then|dan)(?: (?:maar|even|toch|ook))* (?=\S)/iu;

/** "geef haar dan Visio", "laat dan zien wat HR heeft": it only leads over. */
export function withoutThen(text: string): string {
  return text.replace(THEN, '$1 ').replace(ONE_OF_IT, '$1 eentje ');
}

const TICKET =
  '(?:ticket|case|incident|inc|chg|req|ritm|sctask|prb|jira|topdesk|zaak|melding) ?(?:nr|no|number|nummer)?[ .#-]*[a-z]*-?\\d{2,}';
const TICKET_BEFORE = new RegExp(
  `^(?:(?:re|fw|fwd|aw|antw) *: *)*(?:(?:as )?per |re |for |see |zie |volgens |conform )?(${TICKET})(?:,? (?:step|stap|item|task|taak) \\d+)? *(?:[:,|]|-+) *(?=\\S)`,
  'i',
);
const TICKET_AFTER = new RegExp(
  `(?: *[-,;(]| (?:per|for|see|re|zie|voor|i\\.v\\.m\\.|conform)) *(${TICKET})\\)?[ .!]*$`,
  'i',
);

/** "Ticket 4711: …" and "… - ticket 4711" say why, and nothing of what. */
export function withoutTicket(text: string): { readonly told: string; readonly ticket?: string | undefined } {
  const found = TICKET_BEFORE.exec(text) ?? TICKET_AFTER.exec(text);
  if (found === null) return { told: text };
  return { told: text.replace(found[0], ''), ticket: found[1] };
}

const AFTERWARDS =
  /^(.*(?:\b(?:until|till|through|tot)\b|t\/m).*?)[,;]?\s+(?:(?:and|but|en|maar) )?(?:after that|afterwards|thereafter|from then on|then|daarna|vanaf dan)(?: it)? (?:not(?: any ?more)?|no more|no longer|(?:is )?(?:gone|over)|goes|ends|stops|niet(?: meer| langer)?|is het (?:klaar|over|afgelopen))[\s.!]*$/i;

/** "until 31 January, not after that" says the end twice. */
export function withoutAfterwards(text: string): string {
  return AFTERWARDS.exec(text)?.[1] ?? text;
}
