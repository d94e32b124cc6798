import { command, type Draft } from '../draft.ts';
import type { Sentence } from '../sentence.ts';
import { type Conversation, changeMeant } from './conversation.ts';
import { among, whichIn } from './which.ts';

/** "only the last one", "not 1002", of several changes that are to be taken back. */
export function readPartOfUndo({ items }: Sentence, conversation: Conversation): Draft | undefined {
  const { refs = [] } = changeMeant(conversation)?.slots ?? {};
  const said = items.filter(({ text }) => !NOUN.test(text));
  const which = conversation.pending === undefined || refs.length < 2 ? undefined : whichIn(said);
  if (which === undefined) return undefined;
  const number = String(which.nth);
  const meant = refs.includes(number) ? [number] : among(refs, which);
  const left = which.picks === 'but' ? refs.filter((ref) => !meant.includes(ref)) : meant;
  const [only, ...more] = left;
  if (only === undefined || meant.length === 0) return undefined;
  return { ...command('undo', more.length === 0 ? { ref: only } : { refs: left }), corrects: true };
}

const NOUN = /^(?:undo|revert|change|wijziging)$/i;
