import { isChange } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import type { Sentence } from '../sentence.ts';
import { askedIn, outcomeAsked } from './asked.ts';
import type { Conversation } from './conversation.ts';
import { EVERYBODY } from './filter.ts';

/** "who", "how many", "who approved it?", "does she get E3?": of the change that waits, was asked for or done, while it is what was spoken of last. */
export function readAboutChange(sentence: Sentence, conversation: Conversation): Draft | undefined {
  const { reading, pending, waits, thread, asked, refused = false } = conversation;
  const { plain, names } = sentence;
  const q = askedIn(sentence.skeleton.replace(/ ?[?.!]/g, '')) ?? askedIn(plain);
  const outcome = outcomeAsked(sentence);
  const isSupposed = reading?.intent === 'what_if' || reading?.slots.dry_run === true;
  if (isSupposed) return outcome && command(reading.intent, { ...reading.slots, question: outcome });
  const mine = waits ?? pending;
  const status = (ref: number, question?: 'count' | 'waits') =>
    command('status', {
      ref: question !== undefined && ref === pending ? '@pending' : String(ref),
      ...(question && { question }),
    });
  // A preview is asked for by name, whatever was looked at since.
  if (PREVIEW.test(plain))
    return mine === undefined ? ask('nothingPending') : command('status', { ref: String(mine), question: 'count' });
  if (RETURNS.test(plain) && !EVERYBODY.test(plain) && names.length === 0 && mine === undefined)
    return asked === undefined ? ask('nothingPending') : status(asked);
  if (mine !== undefined && RETURNS.test(plain) && !EVERYBODY.test(plain) && isAboutIt(sentence, conversation))
    return status(mine, 'count');
  // "anything for me?", "what do I have to approve?"
  const mayApprove = q?.has('approve') && q.begins('what') && q.has('i') && q.has('has', 'can');
  if (mayApprove || FOR_ME.test(sentence.skeleton)) return command('list_approvals', { state: 'waiting' });
  if (q !== undefined && names.every(({ refs }) => refs.some(({ kind }) => kind === 'user'))) {
    const decides = q.has('approve', 'reject');
    // "who can approve that?"
    if (decides && q.begins('who') && (q.has('can') || /\bwill\b/.test(plain)))
      return mine === undefined
        ? command('help', { topic: 'list_approvals' })
        : command('status', { ref: String(mine), question: 'count' });
    // "why does it need somebody else?"
    const second = q.has('why') && (decides || q.has('who')) && q.has('matter', 'can');
    if (second && mine !== undefined) return status(mine, 'count');
    // "is that reversible?", of what waits or was done.
    const isChanged = mine !== undefined || asked !== undefined;
    if (isChanged && q.has('back') && q.begins('can', 'whether')) return command('help', { topic: 'undo' });
    // "who did that?": whoever asked for it.
    if (asked !== undefined && q.begins('who') && WHO_DID.test(plain)) return status(asked);
    // "what exactly am I approving?"
    if (decides && thread !== undefined && q.begins('what') && q.has('i') && !q.has('can'))
      return status(thread, 'count');
    // "who rejected it, and why?"
    if (decides && asked !== undefined && q.has('who', 'why', 'when') && !q.has('what') && !q.begins('whether'))
      return command('history', {
        ref: String(asked),
        question: q.has('reject') ? 'who_rejected' : 'who_approved',
      });
    // "has anyone approved it yet?", "what happened to my request?"
    const isOfIt = waits !== undefined || q.has('it');
    if (decides && asked !== undefined && isOfIt && q.begins('whether')) return status(asked);
    const fate =
      q.has('request') && (q.begins('how') || /^.*\bwhat\b.*\b(?:happened|about)\b|\bwat\b.*\bgebeurd\b/.test(plain));
    if (fate && asked !== undefined) return status(asked);
    // "who asked for that?", "what does she want?": the request says so.
    const about = mine ?? thread;
    const isWhy = mine === undefined && q.begins('why') && q.only('why', 'it', 'whether');
    const asks = isWhy || (q.has('asks') && q.begins('who', 'why', 'what') && !q.has('count', 'gets'));
    if (about !== undefined && (asks || WHAT_IS_IT.test(plain)))
      return command('status', { ref: String(about), question: 'count' });
    // Nothing of it was done yet.
    if (pending !== undefined && q.has('done') && DID.test(plain) && !q.has('who', 'when', 'fails', 'gets', 'loses'))
      return status(pending, 'waits');
    // "who can?", of what this person may not do.
    if (
      refused &&
      reading !== undefined &&
      isChange(reading.intent) &&
      q.begins('who') &&
      q.has('can') &&
      q.only('who', 'can', 'it', 'whether', 'after')
    )
      return command(reading.intent, reading.slots);
  }
  return ofOutcome(sentence, conversation);
}

/** What is asked of how it comes out. */
function ofOutcome(sentence: Sentence, conversation: Conversation): Draft | undefined {
  const { reading, pending, waits, awaited, asked: done, refused = false } = conversation;
  const outcome = outcomeAsked(sentence);
  const isWhen =
    sentence.names.length === 0 &&
    askedIn(sentence.plain)?.has('when', 'done') === true &&
    askedIn(sentence.plain)?.has('approve', 'reject', 'asks', 'fix') === false;
  // What was done, or waits for its time, is its card; what was refused is told again with all that is in the way.
  const ofChange = reading !== undefined && (isChange(reading.intent) || reading.intent === 'status');
  if (ofChange && refused && (outcome !== undefined || isWhen) && !MAY.test(sentence.plain))
    return command(reading.intent, reading.slots);
  if (ofChange && !refused && pending === undefined && done !== undefined && (isWhen || outcome === 'who'))
    return command('status', { ref: String(done) });
  const ref = spokenOf(sentence, conversation);
  // What waits for its time, while it is what was said last, is its card.
  const isLast = JSON.stringify(reading?.slots) === JSON.stringify(awaited?.slots) || reading?.intent === 'status';
  if (pending === undefined && waits !== undefined && isLast && outcome !== undefined)
    return command('status', { ref: String(waits) });
  return ref === undefined || outcome === undefined ? undefined : command('status', { ref, question: outcome });
}

/** The person's own preview; else, where it is asked what would be, the request that waits here. */
function spokenOf({ plain }: Sentence, conversation: Conversation): string | undefined {
  const { pending, previewed, reading, refused, thread, justShown } = conversation;
  if (refused === true) return undefined;
  const wouldBe = /\b(?:would|zou|zouden|'d)\b/.test(plain);
  if (pending !== undefined && previewed !== undefined && (wouldBe || reading?.intent === previewed.intent))
    return '@pending';
  const meant = justShown === true || NOTHING_ELSE.test(reading?.intent ?? 'help');
  return thread !== undefined && (meant || wouldBe || /\b(?:will|zal|zullen)\b/.test(plain))
    ? String(thread)
    : undefined;
}

/** After these it is still the request that is spoken of. */
const NOTHING_ELSE = /^(?:list_approvals|status|smalltalk|help|whoami|clarify|out_of_scope)$/;

const WHO_DID = /^(?:who|wie) (?:did|made|changed|started|requested|deed|heeft|begon)\b(?!.* (?:fail|get))/;
const FOR_ME =
  /^(?:and |so |en |dus )*(?:is there |is er |do you have |heb je |any |nog )*(?:anything|something|any requests?|iets)(?: waiting| new| else| nieuws| nog)?(?: for| voor) (?:me|mij)(?: to (?:approve|do))?(?: \?)?$/;
const DID = /^(?:and |but |so |en |maar |dus )*(?:did|has|is|was|werkte|lukte|heeft)\b/;

const MAY = /^(?:and |but |en |maar )*(?:can|could|may|kan|mag)\b/;

/** What it names belongs to what waits. */
function isAboutIt({ names }: Sentence, { previewed, waits }: Conversation): boolean {
  if (previewed === undefined) return names.length === 0 && waits !== undefined;
  const said = `${JSON.stringify(previewed.slots)} ${previewed.reading}`.toLowerCase();
  return names.every(({ text }) => said.includes(text.toLowerCase()));
}

/** "ok, back to the kiosk thing", "where were we?" */
const RETURNS =
  /^(?:(?:ok|so|anyway|right|now|well|and|goed|nu|dus|en|,) )*(?:(?:let's |lets |let us |we )?(?:go |get |gaan |weer )?(?:back to|terug naar) (?:\S+ )*\S+|what (?:did i (?:just )?(?:want|ask|say|schedule|plan|request|start)(?: for)?|was i (?:doing|asking|saying))(?: again| just now)?|wat (?:wilde|vroeg|zei) ik(?: ook| nou| nu)*(?: alweer| weer)?|where were we|waar waren we(?: gebleven)?|waar was ik(?: gebleven)?)(?: \?)?$/;

const PREVIEW =
  /^(?:(?:no|nee|wait|wacht|and|en|but|maar|first|eerst|,) )*(?:(?:do|show|toon|geef|doe) )?(?:me )?(?:a |the |een |het )?(?:dry run|whatif|what if|simulate|simulation|preview|simuleer|simulatie|voorbeeld|proefdraaien|let me see|zien|laat zien|laat maar zien)(?: it| that| first| please| again| het| dat| eerst| opnieuw)*$/;

/** "what is this about?", "what does it do exactly?" */
const WHAT_IS_IT =
  /^(?:and |but |en |maar |ok |hm+ )*(?:(?:what|wat)(?: is|'s|s| are| does| will| would| doet| gaat| zou)? (?:this|that|it|dit|dat|he|she|<u>)(?: (?:about|for|do|want|doen|change|exactly|precies|all))*|waar gaat (?:dit|dat|het)? ?(?:over|om)|waar is (?:dit|dat) voor)(?: \?)?$/;
