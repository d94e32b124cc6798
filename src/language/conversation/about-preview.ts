import { isChange } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import type { Sentence } from '../sentence.ts';
import type { Conversation } from './conversation.ts';

/** What is asked of a preview: whom it is about, how many, and a word for each thing that befalls them. */
const WORDS = {
  why: 'why|waarom|hoezo|waardoor|come',
  who: 'who|whom|which|wie|welke|anyone|anybody|iemand|everyone|everybody|iedereen|everything|nobody|niemand|list|lijst',
  count: 'many|much|hoeveel|number|count|aantal',
  whether:
    'do|does|will|would|is|are|can|could|krijgt|krijgen|zou|zouden|zal|zullen|gaat|gaan|verliest|verliezen|mislukt',
  fails:
    'fail|fails|failing|faalt|falen|mislukt|mislukken|missing|error|errors|fout|fouten|break|breaks|broken|stuk|kapot',
  when: 'when|wanneer|long|lang|end|ends|begin|begins|start|starts|stop|stops|eindigt|begint|ingaan|ingaat|work|works|worked|done|finished|ready|through|yet|already|klaar|gelukt|werkt|werkte|al|stay|stays|lasts|blijft|blijven|duurt|duren|houdt|houden',
  loses: 'lose|loses|losing|verliest|verliezen|kwijt|kwijtraken|less|minder',
  gets: 'get|gets|getting|receive|receives|gain|gains|krijgt|krijgen|succeed|succeeds|slaagt|slagen',
  brings: 'levert|oplevert|opleveren|brings|save|saves|bespaart|scheelt',
  unchanged: 'unchanged|unaffected|ongewijzigd|hetzelfde|same',
  not: "not|niet|geen|no|doesn't|don't|won't|can't|cannot|cant|wouldn't|wont|doesnt|dont",
  rest: 'op|ons|long|lang|until|tot|when|wanneer|from|vanaf|starting|after|afterwards|na|daarna|how|hoe|and|but|so|ok|okay|en|maar|dus|would|will|will|zou|zouden|zal|zullen|does|do|did|is|are|be|being|zijn|worden|wordt|gaat|gaan|can|could|kunnen|that|this|it|they|them|those|these|she|he|her|him|dat|dit|het|die|deze|ze|zij|hij|er|then|dan|now|nu|exactly|precies|all|alle|allemaal|allen|of|van|the|de|some|sommige|any|one|ones|person|persoon|people|mensen|members|leden|users|gebruikers|seats|licenses|license|licenties|licentie|free|freed|vrij|vrijkomen|cost|kost|kosten|use|up|take|need|nodig|something|anything|iets|mail|mailbox|left|out|buiten|boot|affected|touched|hit|involved|changed|change|changes|raakt|raken|geraakt|vallen|still|nog|only|alleen|just|exactly|so|zoveel|few|weinig|for|voor|in|to|what|wat|happens|happen|gebeurt|gebeuren|verandert|veranderen|wijzigt|going|about|with|met|again|opnieuw|eens|show|me|toon|laat|zien|preview|voorbeeld|result|outcome|dry|run|first|simulate|simulation|simuleer|proefdraaien|eerst|a|een|an|me|i|us|we|ons|mij|ik|hm|hmm|there|daar|daarbij|remind|again|on|last|keep|keeps',
} as const;

const KNOWN = new RegExp(`^(?:${Object.values(WORDS).join('|')}|<[ups]>|'s|\\d+)$`);

type Asks = 'who' | 'fails' | 'loses' | 'gets' | 'unchanged' | 'count';

/** "who", "how many", "why not all of them?", "does she get E3?": of the preview that waits, while it is what was spoken of last. */
export function readAboutPreview(sentence: Sentence, conversation: Conversation): Draft | undefined {
  const { reading } = conversation;
  const isSupposed = reading?.intent === 'what_if' || reading?.slots.dry_run === true;
  if (isSupposed) {
    const asks = asked(sentence);
    return asks === undefined ? undefined : command(reading.intent, { ...reading.slots, question: asks });
  }
  const decided = DECIDED.exec(sentence.plain)?.[1];
  if (decided !== undefined && conversation.asked !== undefined)
    return command('history', {
      ref: String(conversation.asked),
      question: REJECTED.test(decided) ? 'who_rejected' : 'who_approved',
    });
  if (conversation.asked !== undefined && HOW_IS_IT.test(sentence.plain))
    return command('status', { ref: String(conversation.asked) });
  if (
    conversation.asked !== undefined &&
    (conversation.waits !== undefined || /\b(?:it|that|het|dat|he|she|hij|zij|ze)\b/.test(sentence.skeleton)) &&
    IS_DECIDED.test(sentence.plain)
  )
    return command('status', { ref: String(conversation.asked) });
  const mine = conversation.waits ?? conversation.pending;
  // A preview is asked for by name, whatever was looked at since.
  if (PREVIEW.test(sentence.plain))
    return mine === undefined ? ask('nothingPending') : command('status', { ref: String(mine), question: 'count' });
  if (mine !== undefined && RETURNS.test(sentence.plain) && isAboutIt(sentence, conversation))
    return command('status', { ref: conversation.pending === mine ? '@pending' : String(mine), question: 'count' });
  // Nothing of it was done yet.
  if (conversation.pending !== undefined && DID_WORK.test(sentence.plain))
    return command('status', { ref: '@pending', question: 'waits' });
  const asks = mine ?? (conversation.thread !== undefined ? conversation.thread : undefined);
  if (asks !== undefined && (WHY_ASKED.test(sentence.plain) || WHAT_IS_IT.test(sentence.plain)))
    return command('status', { ref: String(asks), question: 'count' });
  // "who can?", of what this person may not do.
  if (ofWhatIsRefused(conversation) && WHO_CAN.test(sentence.plain))
    return command(reading?.intent ?? 'help', reading?.slots ?? {});
  if (WHO_DECIDES.test(sentence.plain) || WHO_DECIDES.test(sentence.skeleton))
    return mine === undefined
      ? command('help', { topic: 'list_approvals' })
      : command('status', { ref: String(mine), question: 'count' });
  const ref = spokenOf(sentence, conversation);
  // What was done, or waits for its time, is its card; what was refused is told again with all that is in the way.
  const { asked: done, refused = false, pending } = conversation;
  const ofChange = reading !== undefined && (isChange(reading.intent) || reading.intent === 'status');
  if (ofChange && refused && (asked(sentence) !== undefined || isWhen(sentence)) && !WHETHER.test(sentence.plain))
    return command(reading.intent, reading.slots);
  if (ofChange && !refused && pending === undefined && done !== undefined && isWhen(sentence))
    return command('status', { ref: String(done) });
  const question = ref === undefined ? undefined : asked(sentence);
  // What waits for its time, while it is what was said last, is its card.
  const { waits, awaited } = conversation;
  if (
    pending === undefined &&
    waits !== undefined &&
    (same(reading, awaited) || reading?.intent === 'status') &&
    asked(sentence) !== undefined
  )
    return command('status', { ref: String(waits) });
  return ref === undefined || question === undefined ? undefined : command('status', { ref, question });
}

function ofWhatIsRefused({ refused = false, reading }: Conversation): boolean {
  return refused && reading !== undefined && isChange(reading.intent);
}

const WHO_CAN =
  /^(?:and |but |so |ok |en |maar |dus )*(?:who|wie)(?: (?:can|may|could|kan|mag|mogen|kunnen))(?: (?:that|it|then|do it|do that|dat|het|dan|wel|doen))*(?: \?)?$/;

/** What it names belongs to what waits. */
function isAboutIt({ names }: Sentence, { previewed, waits }: Conversation): boolean {
  if (previewed === undefined) return names.length === 0 && waits !== undefined;
  const said = `${JSON.stringify(previewed.slots)} ${previewed.reading}`.toLowerCase();
  return names.every(({ text }) => said.includes(text.toLowerCase()));
}

/** "ok, back to the kiosk thing", "where were we?" */
const RETURNS =
  /^(?:(?:ok|so|anyway|right|now|well|and|goed|nu|dus|en|,) )*(?:(?:let's |lets |let us |we )?(?:go |get |gaan |weer )?(?:back to|terug naar) (?:\S+ )*\S+|where were we|waar waren we(?: gebleven)?|waar was ik(?: gebleven)?)(?: \?)?$/;

/** The person's own preview; else, where it is asked what would be, the request that waits here. */
function spokenOf({ plain }: Sentence, conversation: Conversation): string | undefined {
  const { pending, previewed, reading, refused, thread } = conversation;
  if (refused === true) return undefined;
  const wouldBe = /\b(?:would|zou|zouden)\b/.test(plain);
  if (pending !== undefined && previewed !== undefined && (wouldBe || reading?.intent === previewed.intent))
    return '@pending';
  const meant = conversation.justShown === true || NOTHING_ELSE.test(reading?.intent ?? 'help');
  return thread !== undefined && (meant || wouldBe || /\b(?:will|zal|zullen)\b/.test(plain))
    ? String(thread)
    : undefined;
}

function same(one: Conversation['reading'], other: Conversation['awaited']): boolean {
  return JSON.stringify(one?.slots) === JSON.stringify(other?.slots);
}

/** "when does it end?", "does it work now?" */
function isWhen({ plain, names }: Sentence): boolean {
  const said = wordsIn(plain);
  return names.length === 0 && said.every((word) => KNOWN.test(word)) && said.some((word) => wordsOf('when').has(word));
}

function wordsIn(plain: string): readonly string[] {
  return plain
    .replace(/[?,.!]/g, ' ')
    .replace(/'s(?= |$)/g, ' is')
    .split(' ')
    .filter((word) => word !== '');
}

const WHETHER = /^(?:and |but |en |maar )*(?:can|could|may|kan|mag)\b/;

function asked({ plain, names }: Sentence): Asks | undefined {
  const said = wordsIn(plain);
  if (STILL_HAVE.test(plain)) return 'loses';
  if (ENOUGH.test(plain)) return 'count';
  if (said.length === 0 || !said.every((word) => KNOWN.test(word))) return undefined;
  const says = (...kinds: readonly (keyof typeof WORDS)[]) =>
    said.some((word) => kinds.some((kind) => wordsOf(kind).has(word)));
  const first = said.findIndex((word) => !/^(?:and|but|so|ok|okay|en|maar|dus|hm+)$/.test(word));
  const begins = (...kinds: readonly (keyof typeof WORDS)[]) =>
    kinds.some((kind) => wordsOf(kind).has(said[first] ?? ''));
  const what = says('loses') ? 'loses' : befalls(says('fails', 'gets'), says('not'), says('fails'), says('unchanged'));
  // "how many people are in there?" asks of the group.
  if (what === undefined && said.some((word) => /^(?:there|daar|daarbij)$/.test(word))) return undefined;
  const counts = says('count');
  const isAfter = /\b(?:after|afterwards|then|daarna|erna|dan)\b/.test(plain);
  if (counts && (names.length > 0 || (!isAfter && /\b(?:over|have|hebben|we|left)\b/.test(plain)))) return undefined;
  if (counts) return whatFew(plain, what);
  if (says('why')) return what === 'gets' ? 'fails' : (what ?? 'fails');
  if (begins('who')) return what ?? (BARE_WHO.test(plain) ? 'who' : undefined);
  if (begins('whether') && what !== undefined) return says('who') || what === 'loses' ? what : 'count';
  if (/^(?:and |but |en |maar |so |dus )*(?:what|wat) /.test(plain) && what !== undefined) return what;
  const costs =
    (begins('rest') && says('brings')) ||
    (begins('rest') &&
      /\b(?:what|wat)\b.*\b(?:cost|kost|kosten|take|need|nodig|seats|licenses|licenties)\b/.test(plain));
  return costs || SHOWN.test(plain) || (ASKS_WHEN.test(plain) && says('when')) ? 'count' : undefined;
}

/** "why was it rejected?", "who approved that?" */
const DECIDED =
  /^(?:and |but |en |maar )*(?:who|why|when|wie|waarom|wanneer)(?: (?:was|is|has|have|did|werd|heeft|it|that|this|my request|dat|het|dit|mijn verzoek|been))* (rejected|declined|approved|reject|approve|afgewezen|afgekeurd|goedgekeurd|geweigerd)(?: (?:it|that|this|my request|dat|het|dit|mijn verzoek))?(?: \?)?$/;
const REJECTED = /^(?:reject|declin|af|gew)/;

/** "why does she want that?": the request says why. */
const WHY_ASKED =
  /^(?:and |but |en |maar )*(?:why|waarom) (?:does|did|do|would|wil|wilde|willen|vraagt|vroeg)(?: (?:she|he|they|hij|zij|ze|<u>|someone|iemand))?(?: (?:want|need|ask for|ask|wants|nodig|dat|die|dit|het))?(?: (?:that|this|it|for it|dat|dit|het|hebben))*(?: \?)?$/;

const DID_WORK =
  /^(?:and |but |so |en |maar |dus )*(?:did|has) (?:it|that|this) (?:work|worked|go through|gone through|succeed|succeeded|happen|happened)(?: now| already| yet)?(?: \?)?$|^(?:and |but |so |en |maar |dus )*(?:is (?:it|that|het|dat) (?:done|gedaan|gelukt|through)|(?:werkte|lukte) (?:het|dat))(?: now| already| yet| nu| al)?(?: \?)?$/;

/** "what is this about?" */
const WHAT_IS_IT =
  /^(?:and |but |en |maar |ok |hm+ )*(?:(?:what|wat)(?: is|'s|s| are)? (?:this|that|it|dit|dat)(?: about| for| all about)?|waar gaat (?:dit|dat|het)? ?(?:over|om)|waar is (?:dit|dat) voor|what does (?:he|she|megan|<u>) want)(?: \?)?$/;

/** "has anyone approved it yet?" */
const IS_DECIDED =
  /^(?:and |but |so |en |maar |dus )*(?:has|have|did|was|is|heeft|hebben)(?: (?:it|that|this|he|she|they|anyone|anybody|someone|somebody|my request|het|dat|dit|iemand|hij|zij|ze|<u>|mijn verzoek))?(?: (?:been|it|al|already|dat|het|yet))* (?:approved?|decided|rejected|agreed|signed|goedgekeurd|akkoord|afgewezen|besloten)(?: (?:it|that|on it|off|yet|already|al|gegeven|now|nu))*(?: \?)?$/;

/** After these it is still the request that is spoken of. */
const NOTHING_ELSE = /^(?:list_approvals|status|smalltalk|help|whoami|clarify|out_of_scope)$/;

/** "what happened to my request?" */
const HOW_IS_IT =
  /^(?:and |but |en |maar )*(?:what happened (?:to|with)|what about|how about|how is|status of|where is|hoe staat het met|wat is er gebeurd met|waar is)(?: my| our| mijn| ons| onze| that| this| dat| dit)? (?:request|change|verzoek|aanvraag|wijziging)(?: now| nu)?(?: \?)?$/;

const WHO_DECIDES =
  /^(?:and |but |en |maar )*(?:who|wie) (?:can|may|could|should|must|has to|needs to|will|kan|mag|moet|moeten)(?: that| this| it| dat| het| dit)? (?:approve|agree|decide|ok|okay|sign off|goedkeuren|beslissen|akkoord geven)(?: that| this| it| on it| dat| het)*(?: \?)?$/;

const BARE_WHO =
  /^(?:(?:and|but|so|ok|en|maar|dus|who|whom|which|wie|welke|everyone|iedereen|is|are|zijn|zal|zou|zullen|zouden|will|would|be|worden|wordt|that|this|it|they|them|those|these|dat|dit|die|het|ze|er|people|persons?|users|members|ones?|mensen|personen|gebruikers|leden|affected|touched|hit|involved|changed|changes|geraakt|raakt|exactly|precies|all|of|in|then|dan)(?: |$))+$/;

/** "how many would fail" is on the card; "how many are free" is asked of the product. */
function whatFew(plain: string, what: Asks | undefined): Asks | undefined {
  return what === undefined &&
    /\b(?:free|vrij)\b/.test(plain) &&
    !/\b(?:would|will|zou|zouden|komen|that|dat|after|daarna)\b/.test(plain)
    ? undefined
    : 'count';
}

function befalls(any: boolean, not: boolean, fails: boolean, unchanged: boolean): Asks | undefined {
  if (unchanged) return 'unchanged';
  if (!any) return undefined;
  return fails === not ? 'gets' : 'fails';
}

const PREVIEW =
  /^(?:(?:no|nee|wait|wacht|and|en|but|maar|first|eerst|,) )*(?:(?:do|show|toon|geef|doe) )?(?:me )?(?:a |the |een |het )?(?:dry run|simulate|simulation|preview|simuleer|simulatie|voorbeeld|proefdraaien|let me see|zien|laat zien|laat maar zien)(?: it| that| first| please| again| het| dat| eerst| opnieuw)*$/;

/** "do they still have mail after that?" */
const STILL_HAVE =
  /^(?:and |but |so |en |maar |dus )*(?:do|does|will|would|hebben|heeft|houden|houdt|keep)(?: (?:they|she|he|people|everyone|all|ze|zij|hij|iedereen|mensen))?(?: all| allemaal)?(?: (?:still|dan|nog|then|keep|have|daarna))* (?:have |keep )?(?:mail|mailbox|access|toegang|e-?mail)(?: (?:after|afterwards|then|that|this|daarna|dan|nog|still))*(?: \?)?$/;

/** "do we have enough seats for that?" */
const ENOUGH =
  /^(?:and |but |en |maar )*(?:do we have|have we got|are there|is there|hebben we|zijn er|is er)(?: nog| still)? (?:enough|genoeg)(?: (?:seats|licenses|licenties))?(?: (?:free|left|vrij))?(?: (?:for|voor) (?:that|this|it|them|all of them|dat|dit|hen|allemaal))?$/;

/** "when does it end?", "does it start at once?" */
const ASKS_WHEN = /^(?:and |but |so |en |maar |dus )*(?:when|wanneer|how long|hoe lang|does|will|is|gaat|zal)\b/;

const SHOWN =
  /^(?:and |but |en |maar )*(?:for how long|how long|until when|from when|when|starting when|tot wanneer|vanaf wanneer|hoe lang|voor hoe lang|wanneer)$|^(?:what|wat)(?: exactly| precies)? (?:happens|happen|changes|would happen|would change|will happen|will change|gebeurt|verandert|zou)(?: .*)?$|^(?:show|toon|laat)(?: me)? (?:that|it|dat|het)?(?: again| opnieuw| nog eens| eens| zien| nog)*$|^(?:and |en )?(?:what |wat )?(?:then|dan|after|afterwards|after that|daarna|erna)$/;

const sets = new Map<string, ReadonlySet<string>>();

function wordsOf(kind: keyof typeof WORDS): ReadonlySet<string> {
  const known = sets.get(kind) ?? new Set(WORDS[kind].split('|'));
  sets.set(kind, known);
  return known;
}
