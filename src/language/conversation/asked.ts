import type { Sentence } from '../sentence.ts';

/** What a word of a short question says; each of its words is here, or the question is another one. */
const WORDS = {
  who: 'who|whom|which|wie|welke|anyone|anybody|someone|somebody|iemand|everyone|everybody|iedereen|everything|nobody|niemand|list|lijst',
  count: 'many|much|hoeveel|number|count|aantal',
  why: 'why|waarom|hoezo|waardoor|come|komt',
  when: 'when|wanneer|time|tijd|long|lang|end|ends|begin|begins|start|starts|stop|stops|eindigt|begint|ingaan|ingaat|stay|stays|lasts|blijft|blijven|duurt|duren|houdt|houden',
  done: 'klopt|right|correct|good|work|works|worked|working|done|finished|finish|ready|through|yet|already|went|gone|succeeded|succeed|happened|klaar|gelukt|lukte|werkt|werkte|gedaan|al|ging|liep|verliep|gegaan|cancelled|canceled|stopped|undone|geannuleerd|gestopt|teruggedraaid',
  what: 'what|wat',
  how: 'how|hoe|where|waar|status',
  whether:
    'klopt|am|do|does|did|will|would|is|are|was|were|krijgt|krijgen|zou|zouden|zal|zullen|gaat|gaan|zijn|werd|verliest|verliezen|mislukt|raakt|raken',
  has: 'has|have|had|heeft|hebben',
  can: 'can|needs|could|may|should|must|kan|mag|moet|moeten|kunnen|mogen',
  fails:
    'fail|fails|failing|failed|faalt|falen|mislukt|mislukken|mislukte|mislukten|missing|error|errors|fout|fouten|break|breaks|broken|stuk|kapot',
  loses: 'lose|loses|losing|lost|verliest|verliezen|kwijt|kwijtraken|less|minder',
  gets: 'get|gets|getting|got|receive|receives|gain|gains|krijgt|krijgen|kreeg|succeed|succeeds|succeeded|slaagt|slagen',
  brings: 'levert|oplevert|opleveren|brings|save|saves|bespaart|scheelt',
  unchanged: 'unchanged|unaffected|ongewijzigd|hetzelfde|same',
  mail: 'mail|mailbox|mails|e-mail|email|access|toegang|inbox',
  enough: 'enough|short|tekort|tekortkomen|genoeg|suffice|sufficient|voldoende',
  happens: 'happens|happen|changes|gebeurt|gebeuren|verandert|veranderen|wijzigt|gebeurd',
  shows: 'show|toon|laat|see|zien|remind',
  after: 'after|else|afterwards|then|next|na|daarna|erna|dan',
  approve:
    'approve|approved|approves|approving|approval|agree|agreed|agrees|signed|sign|accepted|granted|decide|decides|decided|approving|approver|goedkeuring|goedgekeurd|goedkeuren|goedkeurde|akkoord|besloten|beslist|beslissen',
  reject: 'reject|rejected|rejects|decline|declined|declines|denied|turned|afgewezen|afgekeurd|afwees|weigerde',
  back: 'reversible|reversed|revert|reverted|undo|terugdraaien|omkeerbaar',
  asks: 'ask|asks|asked|want|wants|wanted|request|requests|requested|wil|wilde|willen|vraagt|vroeg|gevraagd|aangevraagd|aanvroeg',
  matter:
    'seats|seat|licenses|license|licences|licence|licenties|licentie|free|freed|vrij|vrijkomen|cost|kost|kosten|use|up|take|need|nodig|something|anything|iets|left|keep|keeps|behouden',
  request: 'request|verzoek|aanvraag|change|wijziging',
  fix: 'fix|fixes|fixen|solve|mend|repair|los|oplossen|herstel|herstellen|resolve',
  fixed: 'fixed|solved|resolved|opgelost|verholpen|orde',
  again: 'again|opnieuw|anyway|weer|alsnog|once',
  not: "not|niet|geen|no|doesn't|don't|won't|can't|cannot|cant|wouldn't|wont|doesnt|dont|didn't|didnt|without|zonder",
  it: 'that|this|it|they|them|those|these|she|he|her|him|dat|dit|het|die|deze|ze|zij|hij|his|their|hun|er|my|mijn|our|onze|ons',
  i: 'i|ik|we|wij|you|je|u|me|us',
  rest: 'wel|op|zit|zitten|erin|planned|gepland|komen|kom|by|until|tot|from|vanaf|starting|and|but|so|ok|okay|en|maar|dus|be|being|been|worden|wordt|now|nu|exactly|precies|all|alle|allemaal|allen|of|van|the|de|some|sommige|any|one|ones|person|persoon|people|mensen|members|leden|users|gebruikers|out|buiten|boot|refused|geweigerd|affected|affect|affects|touched|hit|involved|changed|geraakt|vallen|still|nog|only|alleen|just|zoveel|few|weinig|for|voor|in|to|with|on|going|about|over|om|met|eens|preview|voorbeeld|result|outcome|dry|run|first|simulate|simulation|simuleer|proefdraaien|eerst|a|een|an|mij|hm|hmm|there|daar|daarbij|last|actually|eigenlijk|really|doen|gegeven|off|by|door|said|precisely|today|vandaag|please|graag|?',
} as const;

export type Word = keyof typeof WORDS;

const SAID = new Map<string, Set<Word>>();
for (const [kind, words] of Object.entries(WORDS) as [Word, string][])
  for (const word of words.split('|')) SAID.set(word, (SAID.get(word) ?? new Set()).add(kind));

/** What of the outcome of a change is asked. */
export type Asks = 'who' | 'fails' | 'loses' | 'gets' | 'unchanged' | 'count';

/** A short question that names nothing of its own, or only whom and what it asks about. */
export interface Asked {
  /** Whether any of its words says one of these. */
  has(...kinds: readonly Word[]): boolean;
  /** Whether it says nothing besides. */
  only(...kinds: readonly Word[]): boolean;
  begins(...kinds: readonly Word[]): boolean;
}

const LETTERS = /^[a-z]+$/;
/** Words that are read as others before they are looked up. */
const REWORDED: ReadonlySet<string> = new Set(
  'said says say zei zegt yes ja no nee ok has have need needs had to'.split(' '),
);

/** Undefined for a sentence with a word that no short question has. */
export function askedIn(plain: string): Asked | undefined {
  if (plain.split(' ').some((word) => LETTERS.test(word) && !SAID.has(word) && !REWORDED.has(word))) return undefined;
  const words = plain
    .replace(/\b(?:said|says|say|zei|zegt) (?:no|nee)\b/g, 'rejected')
    .replace(/\b(?:said|says|say|zei|zegt) (?:yes|ja)\b/g, 'approved')
    .replace(/\b(?<=can|may|must|should|to) ok\b/g, ' approve')
    .replace(/\b(?:has|have|needs?|had) to\b/g, ' must')
    .replace(/[?,.!]/g, ' ')
    .replace(/'s(?= |$)/g, ' is')
    .replace(/'d(?= |$)/g, ' would')
    .replace(/'ll(?= |$)/g, ' will')
    .split(' ')
    .filter((word) => word !== '' && !/^<[ups]>$/.test(word));
  const said = words.map((word) => SAID.get(word));
  if (said.length === 0 || said.includes(undefined)) return undefined;
  const kinds = said as readonly ReadonlySet<Word>[];
  const first = words.findIndex((word) => !/^(?:and|but|so|ok|okay|en|maar|dus|hm+|actually|eigenlijk)$/.test(word));
  return {
    has: (...wanted) => kinds.some((of) => wanted.some((kind) => of.has(kind))),
    only: (...wanted) => kinds.every((of) => of.has('rest') || wanted.some((kind) => of.has(kind))),
    begins: (...wanted) => wanted.some((kind) => kinds[first]?.has(kind) === true),
  };
}

/** What is asked of the outcome of a change: whom it befalls, how many, or only what would be. */
export function outcomeAsked({ plain, names }: Sentence): Asks | undefined {
  const q = askedIn(plain.replace(/\b\d+\b/g, ''));
  if (q === undefined || q.has('approve', 'reject', 'asks', 'fix', 'fixed', 'back')) return undefined;
  // "do they still have mail after that?"
  if (q.has('mail')) return 'loses';
  if (q.has('enough')) return 'count';
  if (q.has('count') && WILL_BE_LEFT.test(plain)) return 'count';
  if (q.has('has')) return undefined;
  // "is anyone without it already?"
  if (q.has('who') && /\b(?:without|zonder) (?:it|dat)\b/.test(plain)) return 'unchanged';
  const what = q.has('loses') ? 'loses' : befalls(q);
  // "how many people are in there?" asks of the group.
  if (what === undefined && IN_THERE.test(plain)) return undefined;
  if (q.has('count')) return isOfProduct(plain, names.length > 0, what) ? undefined : 'count';
  if (q.has('why')) return what === 'gets' ? 'fails' : (what ?? 'fails');
  if (q.begins('who')) return what ?? (q.only('who', 'whether', 'it', 'after') ? 'who' : undefined);
  if (q.begins('whether') && what !== undefined) return q.has('who') || what === 'loses' ? what : 'count';
  if (q.begins('what') && what !== undefined) return what;
  const costs = /\b(?:what|wat)\b.*\b(?:cost|kost|kosten|take|need|nodig|seats|licenses|licenties)\b/.test(plain);
  const happens =
    q.has('what') &&
    q.has('happens', 'after') &&
    q.only('what', 'happens', 'whether', 'it', 'after', 'i', 'when', 'can');
  const shows =
    names.length === 0 && q.only('shows', 'it', 'again', 'i', 'after', 'what') && (q.has('shows') || THEN.test(plain));
  const when =
    q.has('when', 'done') && (q.begins('when', 'whether', 'how') || q.only('when', 'how', 'what', 'whether', 'it'));
  return costs || happens || shows || when || q.has('brings') ? 'count' : undefined;
}

/** "how many would fail" is on the card; "how many are free", "how many E3" is asked of the product. */
function isOfProduct(plain: string, isNamed: boolean, what: Asks | undefined): boolean {
  if (AFTER.test(plain)) return isNamed;
  const isFree = what === undefined && /\b(?:free|vrij)\b/.test(plain) && !WOULD_BE.test(plain);
  return isNamed || isFree || /\b(?:over|have|hebben|we|left)\b/.test(plain);
}

const IN_THERE = /\b(?:there|daar|daarbij|in it|erin|er .*in)\b/;
const THEN = /^(?:and |en )?(?:what |wat )?(?:then|dan|after|afterwards|after that|daarna|erna)$/;
/** "how many seats will we have left?" */
const WILL_BE_LEFT = /\b(?:will|would|zullen|zouden|zal|zou)\b.*\b(?:left|over)\b/;
const AFTER = /\b(?:after|afterwards|then|daarna|erna|dan)\b/;
const WOULD_BE = /\b(?:would|will|zou|zouden|komen|that|dat)\b/;

function befalls(q: Asked): Asks | undefined {
  if (q.has('unchanged')) return 'unchanged';
  if (!q.has('fails', 'gets')) return undefined;
  return q.has('fails') === q.has('not') ? 'gets' : 'fails';
}
