import { isChange, type Reading } from '../command.ts';
import { ask, type Command, command, type Draft } from '../draft.ts';
import { pattern } from '../lexicon/topics.ts';
import type { Sentence } from '../sentence.ts';
import { countIn, SEVERAL_BACK, saysContrary, takesBack } from './back.ts';
import { readConfirmed } from './confirmed.ts';
import { type Conversation, idsIn, together } from './conversation.ts';
import { NAMES_VERDICT, plainVerdict, readRejected } from './verdict.ts';
import { saysToWait, WAITS_FOR } from './waiting.ts';
import { chosenOf, saysOther } from './which.ts';
import { saysOnly as onlySays, saysYesToAll } from './yes-and-no.ts';

/** "ja, maar …" and "yes, first …" were not said to their end. */
const HESITATES =
  /^(?:(?:yes|yep|yeah|ja|ok|okay|oke|sure|fine|prima|goed|akkoord) )+(?:but|maar)$|^(?:yes|yep|ja|ok|okay|oke|sure|fine|prima|goed) (?:first|eerst)$/;

const GOES_ON = /^(?:(?<pause>pause|pauzeer|hold)|resume|continue|hervat|ga verder|ga door)(?: it| that| dat| het)?$/;

/** Answers to what is open: yes and no to a preview, approval in its thread, stop, the rest of a list, an option. */
export function readDecision(sentence: Sentence, conversation: Conversation): Draft | undefined {
  const whole = sentence.skeleton
    .replace(/[.!;,]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const [only, ...others] = sentence.items;
  // "undoo": what is taken back is shown first.
  const isUndo = only?.kind === 'unknown' && others.length === 0 && only.spellings.includes('undo');
  const said = isUndo ? 'undo' : whole.replace(WRONG_FIRST, '');
  const saysOnly = (topic: Parameters<typeof onlySays>[0]) => onlySays(topic, said);
  const waits = saysToWait(said);
  const later = WAITS_FOR.test(said);
  const verdict = saysOnly('noway') || (waits && NO.test(said)) ? 'reject' : saysOnly('lgtm') ? 'approve' : undefined;
  const rejected = readRejected(sentence, conversation, said);
  if (rejected !== undefined) return rejected;
  const request = conversation.thread !== undefined && verdict !== undefined ? verdict : undefined;
  if (request !== undefined && NAMES_VERDICT.test(said)) return command(request, { ref: '@thread' });
  const quiet = STOPS_TELLING.test(said) ? withoutTelling(said, conversation) : undefined;
  if (quiet !== undefined) return quiet;
  const acted = conversation.reading !== undefined && isChange(conversation.reading.intent);
  if (acted && WRONG.test(said)) {
    const waiting = conversation.pending !== undefined;
    return ask('unclear', {
      readings: [waiting ? command('dismiss', { ref: '@pending' }) : command('undo', { ref: '@last_by_me' })],
    });
  }
  const contrary = saysContrary(said, conversation);
  if (contrary)
    return conversation.pending === undefined
      ? command('undo', { ref: '@last_by_me' })
      : command('dismiss', { ref: '@pending' });
  const takes = /^(?:undo|remove_|offboard|swap_)/.test(conversation.previewed?.intent ?? '');
  if (takes && conversation.pending !== undefined && KEEPS.test(said)) return command('dismiss', { ref: '@pending' });
  const time = REMINDS.test(said) ? sentence.items.find(({ kind }) => kind === 'time') : undefined;
  if (time !== undefined) return ask('noReminder', { readings: begunAt(time.text, conversation) });
  const goesOn = said.match(GOES_ON)?.groups;
  if (conversation.waits !== undefined && goesOn !== undefined)
    return command(goesOn['pause'] === undefined ? 'resume' : 'pause', { ref: String(conversation.waits) });
  const supposed =
    conversation.question === undefined && ((saysOnly('yes') && ACTS.test(said)) || saysYesToAll(said))
      ? supposedIn(conversation)
      : undefined;
  if (supposed !== undefined) return supposed;
  const open = [conversation.pending, conversation.waits, conversation.thread].some((number) => number !== undefined);
  const drops = !open && conversation.running !== true && (saysOnly('no') || saysOnly('cancel'));
  if (conversation.question !== undefined && (NONE.test(said) || drops)) return ask('neither');
  if (conversation.pending !== undefined) {
    if (waits || HESITATES.test(said) || (saysOnly('yes') && onlyThanks(said)))
      return command('status', { ref: '@pending', question: later ? 'later' : 'waits' });
    if (ASKS_SECOND.test(said)) return command('confirm', { ref: '@pending' });
    if (saysOnly('no')) return command('dismiss', { ref: '@pending' });
    if (saysOnly('yes') || CONTINUES.test(said)) return command('confirm', { ref: '@pending' });
    const confirmed = readConfirmed(said, conversation);
    if (confirmed !== undefined) return confirmed;
  }
  if (later || (waits && !open && conversation.question === undefined && conversation.running !== true))
    return command('smalltalk', {});
  // "no" takes back what was asked for only while that is what is spoken of.
  const denies = saysOnly('no') && isSpokenOf(conversation);
  if (conversation.waits !== undefined && (saysOnly('cancel') || denies || WITHDRAWS.test(said)))
    return command('cancel', { ref: String(conversation.waits) });
  if (request !== undefined && conversation.question === undefined) return plainVerdict(said, request, conversation);
  // "cancel Alex", "annuleer die voor Sales": what waits, by what it is about.
  const named = sentence.names.length > 0 && CANCELS_NAMED.test(sentence.plain) && isAbout(sentence, conversation);
  if (named && conversation.pending !== undefined) return command('dismiss', { ref: '@pending' });
  if (named && conversation.waits !== undefined) return command('cancel', { ref: String(conversation.waits) });
  const running = conversation.running !== undefined && conversation.running !== false;
  if (running && saysOnly('cancel')) return command('cancel', { ref: '@running' });
  const idle =
    conversation.running === false && conversation.question === undefined && conversation.suggestions === undefined;
  const drop = saysOnly('cancel') || (saysOnly('no') && conversation.reading !== undefined);
  if (idle && conversation.pending === undefined && (drop || (saysOnly('yes') && ACTS.test(said))))
    return ask('nothingPending', { readings: lastAct(conversation) });
  return readChoice(said, sentence, conversation);
}

/** "stop that" ends what makes alerts rest, and "stop telling me" the alerts. */
function withoutTelling(said: string, { reading }: Conversation): Draft | undefined {
  if (reading?.intent === 'digest') return command('digest', { target: reading.slots.target, off: true });
  if (reading?.intent !== 'notify') return undefined;
  const { quiet, off, until, duration, ...told } = reading.slots;
  const rests = quiet !== 'off' && (quiet ?? until ?? duration) !== undefined;
  if (rests && !said.includes('telling')) return command('notify', { ...told, quiet: 'off' });
  return !rests && quiet === undefined && off !== true ? command('notify', { ...told, off: true }) : undefined;
}

/** What waits for a second person, or its time, is what was said last, or was asked about. */
function isSpokenOf({ reading, awaited }: Conversation): boolean {
  const isIt = JSON.stringify(reading?.slots) === JSON.stringify(awaited?.slots);
  return isIt || reading === undefined || reading.intent === 'status' || reading.slots.ref !== undefined;
}

const CANCELS_NAMED =
  /^(?:(?:no|nee|ok|please|actually|eigenlijk|toch) )*(?:cancel|annuleer|call off|withdraw)(?: (?:it|that|one|that one|change|plan|die|dat|wijziging|van|voor|for|of|about|in|with))* <[ug]>(?: (?:one|change|plan|thing|in|terug|wijziging|dan|then|please|maar|aub))*$/;

/** It names all whom what waits is about: of several, one is only left out. */
function isAbout({ names }: Sentence, { previewed, awaited }: Conversation): boolean {
  const meant = previewed ?? awaited;
  const { groups = [], users = [] } = meant === undefined ? {} : idsIn(meant);
  const said = `${JSON.stringify(meant?.slots ?? {})} ${meant?.reading ?? ''}`.toLowerCase();
  const isWhole = [groups.length, users.length].every((count) => count <= 1);
  return isWhole && names.every(({ text }) => said.includes(text.toLowerCase()));
}

const CONTINUES =
  /^(?:(?:ok|okay|oke|yes|ja|then|dan|now|nu) )*(?:continue|go on|carry on|proceed|ga (?:maar )?(?:door|verder))(?: then| dan| please| maar)?$/;

/** "oops, wrong group": what was done may be taken back, what waits cancelled; and it is asked. */
const WRONG =
  /^(?:(?:no|nee|hm+|oops|oeps|sorry|oh|damn|shit|wait|wacht|ai|,) )*(?:(?:that|this|it|dat|dit|het)(?:'s| is| was|s) )?(?:the |a |de |het )?(?:wrong|mistake|error|verkeerde?|fout|vergissing|foutje)(?: (?:group|team|department|person|one|user|product|license|groep|afdeling|persoon|licentie|mistake))?$/;

/** "wrong person!! undo": what follows says what to do about it. */
const WRONG_FIRST =
  /^(?:(?:no|nee|oops|oeps|sorry|oh|damn|shit|wait|wacht|ai) )*(?:(?:that|this|it|dat|dit|het)(?:'s| is| was) )?(?:the |a |de |het )?(?:wrong|verkeerde|vergissing|foutje|mistake) (?:(?:group|team|department|person|one|user|product|license|groep|afdeling|persoon|licentie) )?(?=\S)(?!(?:group|team|department|person|one|user|product|license|groep|afdeling|persoon|licentie)$)/;

/** "actually no, keep it", of what would be taken. */
const KEEPS =
  /^(?:(?:no|nee|actually|eigenlijk|oh|ok|wait|wacht|toch|on second thought) )*(?:keep|leave|let|houd|hou|laat) (?:it|that|them|her|him|het|dat|ze|die)(?: (?:as it is|as is|be|that way|zo|maar|staan|toch|after all|like that|all))*$/;

/** The preview that waits, to begin at a time. */
function begunAt(start: string, { previewed, pending }: Conversation): readonly Command[] {
  return previewed === undefined || pending === undefined
    ? []
    : [command(previewed.intent, { ...previewed.slots, start })];
}

/** "remind me tomorrow"; "remind me when HR is done" is a request of its own. */
const REMINDS =
  /^(?:(?:please|ok|can you|could you|kun je) )*(?:remind (?:me|us)|herinner (?:me|mij|ons))(?: (?:er|of|about|to|aan)(?: (?:it|that|this|do it|dat|dit))?)? [^<>]*$/;

/** "ok, do it", of what was only supposed: previewed like anything that is asked for. */
export function supposedIn({ reading }: Conversation): Command | undefined {
  const { dry_run, steps, ...slots } = reading?.slots ?? {};
  if (reading !== undefined && dry_run === true) return command(reading.intent, slots);
  // "will E5 be enough for Sales?", "ok, do it".
  const { products, groups, ids = {} } = slots;
  if (reading?.intent === 'forecast' && typeof products === 'object' && groups !== undefined) {
    const given = products.map((product) => (typeof product === 'string' ? { sku: product } : product));
    return command('assign_license', { groups, products: given, ids });
  }
  if (reading?.intent !== 'what_if' || steps === undefined) return undefined;
  return together(steps);
}

/** "cancel" of what is done already may mean that it is taken back. */
function lastAct({ reading }: Conversation): readonly Command[] {
  return reading !== undefined && isChange(reading.intent) ? [command('undo', { ref: '@last_by_me' })] : [];
}

/** "do it", "apply": with nothing open it does nothing, whatever "it" was. */
const ACTS = /\b(?:do|apply|go|confirm|proceed|run|ship|doe|voer|toepassen|bevestig)\b/;
/** Of a change that needs a second person. */
const ASKS_SECOND =
  /^(?:(?:ok|yes|ja|go ahead|and|en|please|then|now|dan|nu) )*(?:ask|send|vraag|stuur)(?: (?:it|them|him|her|someone|somebody|that|this|het|hen|iemand|dat))?(?: (?:for|to|om|ter|voor) (?:approval|them|it|that|goedkeuring))?(?: (?:please|then|dan|as well|too|also|ook|maar|anyway))*$/;
const STOPS_TELLING = /^(?:stop|cancel|mute|annuleer)(?: (?:that|it|them|those|dat|het|telling me|ermee|daarmee))*$/;
const NONE =
  /^(?:(?:no|nee|sorry|oh) )*(?:nothing|niets|neither|none|none of (?:them|these|those)|neither of (?:them|these|those)|geen van (?:beide|allen|deze|die)|geen)(?: please| aub)?$/;
const NO = /^(?:no|nope|nee)\b/;
const WITHDRAWS =
  /^(?:(?:no|never ?mind|nee|laat maar|please|ok) )*(?:withdraw|take|pull|trek|haal)(?: (?:it|that|this|the request|my request|het|dat|mijn verzoek))*(?: back| in| terug| weg)?(?: please| aub)?$/;

/** "thanks, ok" may only thank; "yes, thanks" does not. */
function onlyThanks(said: string): boolean {
  return (
    /\b(?:thank|thanks|thx|tnx|thnx|ty|cheers|ta|bedankt|dank)\b/.test(said) &&
    !/\b(?:yes|yep|yeah|yup|sure|ja|jep|graag|klopt)\b/.test(said) &&
    !ACTS.test(said)
  );
}

function readChoice(
  said: string,
  sentence: Sentence,
  { suggestions, pending, reading, page, fixes, chosen }: Conversation,
): Draft | undefined {
  if (pattern('^{rest}(?: \\?)?$').test(said) && reading !== undefined && LISTS.test(reading.intent)) {
    return command(reading.intent, { ...reading.slots, page: (page ?? reading.slots.page ?? 1) + 1 });
  }
  if (reading !== undefined && (pending === undefined || !/^(?:put|zet)/.test(said)) && takesBack(said)) {
    return command('undo', { ref: '@last_by_me' });
  }
  const several = SEVERAL_BACK.exec(said);
  if (several !== null) return command('undo', { ref: '@last_by_me', limit: countIn(several[0]) });
  if (suggestions === undefined && pending === undefined) return undefined;
  const objective = reading?.intent === 'suggest_fixes' ? objectiveIn(said) : undefined;
  // "the cheaper one then", where they stand in that order.
  const first = objective === reading?.slots.objective && !/\b(?:which|what|welke|wat)\b/.test(said);
  if (objective !== undefined && first) return command('apply_fix', { ref: '@suggestions', option: 1 });
  if (reading !== undefined && objective !== undefined)
    return command('suggest_fixes', { ...reading.slots, objective });
  if (fixes !== undefined && fixes > 1 && chosen === undefined && saysOther(said))
    return ask('whichOfThese', { readings: optionsUpTo(fixes) });
  const other = fixes === 2 && chosen !== undefined && saysOther(said) ? fixes - chosen : undefined;
  const option = other ?? chosenOf([...Array(fixes ?? MOST_FIXES).keys()], sentence.items);
  return option === undefined ? undefined : command('apply_fix', { ref: '@suggestions', option: option + 1 });
}

/** "the cheapest one": the fixes again, by what they cost or touch. */
function objectiveIn(said: string): Reading['slots']['objective'] {
  const [, cost, few] = BY_OBJECTIVE.exec(said) ?? [];
  return cost !== undefined ? 'cost' : few !== undefined ? 'fewest_changes' : undefined;
}

const BY_OBJECTIVE =
  /^(?:(?:hm+|ok|wait|wacht|so|dus|now|and|en|no|nee|do|take|doe|neem|show|toon|the|de|just|what|which|wat|welke|one|of those|of these|of them|is|does|that|it|me|dan|then|,) )*(?:(cheapest|cheaper|free one|least expensive|less expensive|goedkoopste|goedkoper|goedkopere|cost|costs|kost)|(smallest|hurts least|least painful|mildest|least disruptive|least invasive|fewest changes|kleinste|minst ingrijpende|safest|veiligste))(?: (?:one|option|fix|optie|oplossing|please|then|dan|maar|aub|dat|die|is|of them|of those|of these|\?))*$/;

const MOST_OFFERED = 3;
/** More are never shown. */
const MOST_FIXES = 9;

function optionsUpTo(count: number): readonly Command[] {
  return Array.from({ length: Math.min(count, MOST_OFFERED) }, (_, at) =>
    command('apply_fix', { ref: '@suggestions', option: at + 1 }),
  );
}

const LISTS = /^(?:list_|find_|history|show_products|seats|drift|reclaim)/;
