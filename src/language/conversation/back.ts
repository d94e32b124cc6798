import type { Conversation } from './conversation.ts';

/** "take her out again", "zet hem er toch maar weer in": the contrary of what was done or is previewed, of the same person. */
export function saysContrary(said: string, { previewed, pending, did, reading }: Conversation): boolean {
  const last = pending === undefined ? (did ?? reading) : previewed;
  // What only waits may as well have been there before.
  const open = pending !== undefined;
  const gave = (open ? /^add_member$/ : /^(?:add_member|assign_license|onboard)$/).test(last?.intent ?? '');
  const took = (open ? /^remove_member$/ : /^remove_(?:member|license)$/).test(last?.intent ?? '');
  const words = gave ? TAKES_AGAIN : took ? GIVES_AGAIN : undefined;
  return words?.test(said) === true && onlyBack(said);
}

const TAKES_AGAIN = /^(?=.*\b(?:take|pull|kick|remove|haal|gooi)\b)(?=.*\b(?:again|back|weer|eruit|uit|eraf|weg)\b)/;
const GIVES_AGAIN = /^(?=.*\b(?:put|give|add|zet|geef|stop|doe)\b)(?=.*\b(?:in|back|again|terug|erin|weer)\b)/;

/** "undo that too", "draai dat maar weer terug", "put it back the way it was": whatever their order, no other word is said. */
export function takesBack(said: string): boolean {
  const plain = said.replace(/[?,.!;:]/g, ' ').trim();
  const isAll = /\b(?:everything|alles|all)\b/.test(plain) && !/\b(?:put|zet)\b/.test(plain);
  return TAKES_BACK.test(plain) && !isAll && !SOMEBODY.test(plain) && onlyBack(plain);
}

/** Whom something is taken from or given to again is nobody of the last change, where it is said of that. */
const SOMEBODY = /\b(?:him|her|them|hem|haar|ze|hen|out|off|uit|eruit|add|give|geef)\b/;

function onlyBack(said: string): boolean {
  return said.split(/[ ,]+/).every((word) => BACK_WORDS.has(word));
}

/** "undo both", "draai ze allebei terug": so many of the last. */
export const SEVERAL_BACK =
  /^(?:(?:no|nee|and|en|ok|then|please|now|nu|dan|actually|can you|kun je) )*(?:undo|revert|reverse|rollback|roll back|take back|draai|maak|zet)(?: (?:them|those|these|ze|die|deze|last|laatste))?(?: (?:both|beide|allebei|all two|all three|alle twee|alle drie|alledrie|the two|two|three|twee|drie))(?: (?:of them|of those|of these|changes|wijzigingen|then|dan|maar|weer|please))*(?: (?:back|terug|ongedaan))?(?: please| aub)?$/;

export function countIn(said: string): number {
  return /\b(?:three|drie|alledrie)\b/.test(said) ? 3 : 2;
}

const TAKES_BACK =
  /^(?:(?:no|nee|and|en|ok|then|please|can|could|you|kun|je|now|nu|dan|actually|eigenlijk) )*(?:undo|revert|reverse|rollback|ongedaan|terugdraaien|(?:roll|take|back|put|bring|zet|draai|maak|haal)\b.*\b(?:back|terug|ongedaan|undo)|(?:can|could|may|kan|mag) (?:that|it|this|dat|het|dit)\b.*\b(?:undone|reversed|reverted|back|terug|teruggedraaid|ongedaan))\b/;
const BACK_WORDS: ReadonlySet<string> = new Set(
  'him her them hem haar ze hen die er out off away uit eruit af eraf weg in erin remove pull kick gooi give add geef stop doe oh sorry wait wacht but after though no nee and en ok then please can could you kun je now nu dan actually eigenlijk undo revert reverse rollback roll take back put bring zet draai maak haal terug ongedaan terugdraaien maken it that this the dat dit het alles everything all was way how as to zoals hoe weer maar toch again too also as well ook even nog still be taken reversed reverted teruggedraaid worden gemaakt may mag could eens aub graag thanks thx bedankt for me mij voor undone whole thing lot hele boel'.split(
    ' ',
  ),
);
