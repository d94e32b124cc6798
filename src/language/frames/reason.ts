import { ask, type Draft } from '../draft.ts';
import { type Item, says } from '../items.ts';
import { ASKING } from './open-clause.ts';

/** A command without its reason, and the reason in the words of who gave it. */
export interface Reasoned {
  readonly items: readonly Item[];
  readonly reason?: string;
}

/**
 * Takes "because the pilot has ended" off a command: whatever follows is not read as part of it. A reason that itself
 * seems to hold a restriction or a further command is a question.
 */
export function splitReason(text: string, items: readonly Item[]): Reasoned | Draft {
  const at = items.findIndex((item, index) => beginsReason(items, index, item));
  if (at === -1) return toldBehind(text, items) ?? { items };
  const opens = items.slice(0, at).every((item) => item.kind === 'break' || says(item, 'polite'));
  const end = opens ? items.findIndex((item, index) => index > at && endsReason(items, index, item)) : items.length;
  if (end === -1) return ask('unclear');
  const told = items.slice(at, end);
  const kept = opens ? items.slice(end + 1) : items.slice(0, at);
  const aims = told.some((item) => item.kind === 'name') && !kept.some((item) => item.kind === 'name');
  const hidden = aims || told.some((item, index) => hidesCommand(told, index, item));
  if (hidden) return ask('unclear');
  const marker = items[at];
  const from = says(marker, 'because') ? (marker?.end ?? 0) : (marker?.start ?? 0);
  const reason = text.slice(from, items[end]?.start ?? text.length).replace(/^[\s:,]+|[\s.!,;]+$/g, '');
  return { items: kept, ...(reason === '' ? {} : { reason }) };
}

/** "…, they resigned", "… - the project is done": what is told of somebody or something behind a request is why. */
function toldBehind(text: string, all: readonly Item[]): Reasoned | undefined {
  const items = all.slice(0, all.findLastIndex((item) => item.kind !== 'break' || item.mark === '?') + 1);
  const at = items.findLastIndex((item) => item.kind === 'break');
  const [kept, told] = [items.slice(0, at), items.slice(at + 1)];
  const [first, second] = told;
  const asks =
    (kept.some((item) => item.kind === 'name') && kept.some((item) => says(item, ...ASKING, 'ensure', 'must'))) ||
    FREEZES.test(kept[0]?.text ?? '');
  if (at < 1 || !asks || first === undefined || second === undefined) return undefined;
  const reason = text.slice(first.start, told.at(-1)?.end);
  const takes = kept.some((item) => says(item, 'take', 'kick', 'disable', 'off'));
  const tells = (HAPPENED.test(reason) && !TAKES_BACK.test(reason)) || (takes && UNUSED.test(reason));
  return SOMEBODY.test(reason) && tells && told.every(onlyTells) ? { items: kept, reason } : undefined;
}

/** Names, times and what may restrict the request are part of it, and not of a reason. */
function onlyTells(item: Item): boolean {
  if (item.kind === 'name')
    return /^(?:project|team|staff)$/.test(item.text) || item.refs.every(({ kind }) => kind === 'notOwned');
  // "on leave" keeps nothing.
  if (/^leave$/i.test(item.text)) return true;
  if (item.kind === 'number' || item.kind === 'time' || item.kind === 'break') return false;
  const asks = says(item, ...ASKING) && !says(item, 'polite', 'go', 'move', 'need', 'give');
  return (
    !asks &&
    !says(
      item,
      'but',
      'or',
      'except',
      'without',
      'only',
      'until',
      'everyone',
      'instead',
      'keep',
      'must',
      'temporary',
      'forever',
    )
  );
}

/** "he doesn't use it", "hij werkt hier niet meer": a reason to take something away. */
const UNUSED =
  /(?:\b(?:not|never|no longer|niet|nooit)|n['’]t) (?:\p{L}+ )?(?:uses?|needs?|used|needed|works?|here|gebruikt|gebruiken|nodig|meer|langer)\b|\bgebruik(?:t|en) (?:\p{L}+ )?(?:niet|nooit)\b/iu;
const FREEZES = /^(?:freeze|bevries|lock)$/i;
const SOMEBODY =
  /^(?:he|she|they|we|it|the|our|his|her|their|my|hij|zij|ze|we|wij|het|de|zijn|haar|hun|ons|onze|mijn|that|this|dat|dit)(?:['’](?:s|re|ve|d))? /i;
/** Said of what is so, or has happened: not of what is to be done. */
const HAPPENED =
  /(?:['’](?:s|re|ve) |\b(?:is|are|was|were|has|have|had|left|quit|resigned|retired|moved|transferred|joined|started|starts|ended|ends|finished|expired|ran out|took over|takes over|works?|heeft|hebben|had|hadden|zijn|vertrekt|vertrokken|stopt|stopte|vraagt|vragen|eist|kwam|came|arrived|asks|asked|wants|requires|begint|begon|werkt|werken|gaat weg|ging weg)\b)/i;
/** What may say that it is not to be done after all, or not now, or not so. */
const TAKES_BACK =
  /\b(?:already|still|yet|back|terug|not|no|never|nothing|none|cannot|\p{L}+n['’]t|al|nog|niet|nooit|geen|niets|niks|others?|rest|remaining|same|first|later|when|if|once|after|before|soon|anderen?|zelfde|eerst|straks|als|zodra|wanneer|nadat|voordat|wrong|mistake|joke|kidding|verkeerd|vergissing|grapje|what|who|which|why|how|wat|wie|welke|waarom|hoe|fine|ok|okay|enough|genoeg|goed|one|ones|all|both|alle|allemaal|beide|temporary|temporarily|temp|tijdelijk|permanent)\b/iu;

function beginsReason(items: readonly Item[], at: number, item: Item): boolean {
  // Dutch "want" gives a reason after a request; English "want" asks for something.
  if (item.text.toLowerCase() === 'want') return items.slice(0, at).some((other) => says(other, ...ASKING, 'must'));
  if (says(item, 'because')) return true;
  return says(item, 'until', 'since') && tellsCondition(items.slice(at + 1));
}

/** "they've had the training": somebody, and what is to happen, in which no date is lost. */
function tellsCondition(items: readonly Item[]): boolean {
  const [first] = items;
  const opens =
    first?.kind === 'name' || says(first, 'pronoun', 'subject', 'filler') || /^they['’]/i.test(first?.text ?? '');
  const dated = items.some(
    (item) =>
      item.kind === 'time' ||
      item.kind === 'number' ||
      says(item, 'unit', 'month', 'weekday', 'day', 'next', 'end', 'not', 'forever'),
  );
  return opens && !dated && items.length > 1;
}

function endsReason(items: readonly Item[], at: number, item: Item): boolean {
  return (
    item.kind === 'break' &&
    // "because they start next week: E1 for HR".
    ((item.mark === ':' && items.slice(at + 1).filter((next) => next.kind === 'name').length > 1) ||
      says(
        items.slice(at + 1).find((next) => !says(next, 'polite')),
        ...ASKING,
      ))
  );
}

function hidesCommand(items: readonly Item[], at: number, item: Item): boolean {
  const next = items[at + 1];
  if (says(item, 'without', 'except') && next?.kind === 'name') return true;
  const joins = says(item, 'and', 'after') || item.kind === 'break';
  return joins && says(next, ...ASKING) && items.slice(at + 1).some((other) => other.kind === 'name');
}
