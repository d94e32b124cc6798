import type { Reading } from '../command.ts';
import { type Command, command, type Draft } from '../draft.ts';
import type { Names } from '../names/build-names.ts';
import type { Sentence } from '../sentence.ts';
import { withGroups, withUsers } from './amended-targets.ts';
import { type Conversation, together } from './conversation.ts';
import { EVERYBODY } from './filter.ts';
import { among, whichIn } from './which.ts';

/** "both after all", "the rest as well", "back to everyone", "only the last one": of those whom a change is about, or of several changes. */
export function readParts(
  names: Names,
  sentence: Sentence,
  change: Reading,
  conversation: Conversation,
): Draft | undefined {
  const { before, pending } = conversation;
  if (pending === undefined) return leftOut(names, sentence, change, conversation);
  const both = BOTH.test(sentence.plain) ? bothOf(names, change, before) : undefined;
  const all =
    before?.intent === change.intent && EVERYBODY.test(sentence.plain)
      ? command(before.intent, before.slots)
      : undefined;
  const draft = both ?? all ?? partOf(names, sentence, change);
  return draft && corrected(draft);
}

export function corrected(draft: Draft): Draft {
  return draft.kind === 'command' ? { ...draft, corrects: true } : draft;
}

export function isSame({ slots: one }: Command, { slots: other }: Reading): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}

/** "now the last one as well", once a part of a preview was done without the others: these. */
function leftOut(
  names: Names,
  { skeleton }: Sentence,
  change: Reading,
  { before, did }: Conversation,
): Draft | undefined {
  const said = LEFT_OUT.exec(skeleton)?.[1];
  if (said === undefined || before === undefined || did === undefined) return undefined;
  const steps = before.slots.steps?.filter(({ intent, slots }) => !isSame(command(intent, slots), change));
  if (steps !== undefined && steps.length < (before.slots.steps?.length ?? 0)) return together(steps);
  if (before.intent !== change.intent) return undefined;
  const rest = (kind: 'groups' | 'users') =>
    (before.slots.ids?.[kind] ?? []).filter((id) => !change.slots.ids?.[kind]?.includes(id));
  const kind = rest('groups').length > 0 ? 'groups' : 'users';
  const left = /^(?:last|laatste)/.test(said) ? rest(kind).slice(-1) : rest(kind);
  const isOne = /^(?:other|second|andere|tweede)(?: one)?$/.test(said);
  if (left.length === 0 || (isOne && left.length > 1)) return undefined;
  return (kind === 'users' ? withUsers : withGroups)(names, change, 'only', left);
}

const LEFT_OUT =
  /^(?=.*\b(?:now|then|nu|dan|as well|too|also|ook|nog|alsnog|and|en)\b)(?:(?:ok|and|now|then|so|en|nu|dan|dus|do|doe|,) )*(?:the |de )?((?:last|other|second|laatste|andere|tweede)(?: one)?|(?:others|other ones|rest|remaining ones?|other groups?|anderen|overigen))(?: (?:as well|too|also|now|then|please|ook|nog|alsnog|nu|dan|maar|graag))*$/;

/** "no, both", after one was put in the place of another: the one and the other. */
function bothOf(names: Names, change: Reading, before: Reading | undefined): Draft | undefined {
  // "no, both after all", when one of two changes was left.
  const { steps = [] } = before?.slots ?? {};
  if (before !== undefined && steps.some(({ intent, slots }) => isSame(command(intent, slots), change)))
    return command(before.intent, before.slots);
  if (before?.intent !== change.intent) return undefined;
  const idsOf = ({ slots: { ids = {} } }: Reading, kind: 'groups' | 'users' | 'skus') => ids[kind] ?? [];
  const others = (['groups', 'users', 'skus'] as const).filter((kind) =>
    idsOf(before, kind).some((id) => !idsOf(change, kind).includes(id)),
  );
  const [kind, ...more] = others;
  if (kind === undefined || kind === 'skus' || more.length > 0) return undefined;
  const all = [...new Set([...idsOf(before, kind), ...idsOf(change, kind)])];
  return (kind === 'users' ? withUsers : withGroups)(names, change, 'only', all);
}

const BOTH =
  /^(?:(?:no|nee|sorry|actually|eigenlijk|hm+|ok|wait|wacht|toch|,) )*(?:both|both of them|them both|beide|allebei|all of them|all of those|allemaal|both (?:groups|people)|beide (?:groepen|mensen))(?: (?:actually|eigenlijk|i mean|i meant|bedoel ik|then|dan|please|graag|toch|after all))*$/;

/** "only the last one", "not the first": of the groups or people of the change, or the changes that it takes back, where they are several. */
function partOf(names: Names, { items }: Sentence, change: Reading): Draft | undefined {
  const { ids = {}, refs = [], steps = [], ...slots } = change.slots;
  const which = whichIn(
    refs.length > 1 ? items.filter(({ text }) => !/^(?:undo|revert|change|wijziging)$/i.test(text)) : items,
  );
  if (which !== undefined && refs.length > 1) {
    const ref = refs.includes(String(which.nth)) ? [String(which.nth)] : among(refs, which);
    const [only, ...others] = which.picks === 'but' ? refs.filter((one) => !ref.includes(one)) : ref;
    return only === undefined
      ? undefined
      : command('undo', others.length === 0 ? { ref: only } : { refs: [only, ...others] });
  }
  if (change.intent === 'batch') {
    const chosen = among(steps, which);
    if (chosen.length === 0 || which === undefined || which.picks === 'pick') return undefined;
    return together(which.picks === 'but' ? steps.filter((step) => !chosen.includes(step)) : chosen);
  }
  const [kind, ...more] = (['groups', 'users'] as const).filter(
    (of) => Array.isArray(slots[of]) && slots[of].length > 1,
  );
  const meant = kind === undefined || more.length > 0 ? [] : among(ids[kind] ?? [], which);
  if (meant.length === 0 || (which?.picks !== 'only' && which?.picks !== 'but')) return undefined;
  return (kind === 'users' ? withUsers : withGroups)(names, change, which.picks === 'only' ? 'only' : 'take', meant);
}
