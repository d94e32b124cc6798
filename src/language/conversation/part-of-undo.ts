import { command, type Draft } from '../draft.ts';
import type { Sentence } from '../sentence.ts';
import { type Conversation, changeMeant } from './conversation.ts';

const ONE =
  /^(?:(?:no|nee|wait|wacht|but|maar|ok|,) )*(?<mode>only|just|alleen|enkel|not|niet|except|behalve|leave out|without|zonder|keep)? ?(?:undo |revert )?(?:the |de )?(?:change |wijziging )?# ?(?<hash>\d+)$|^(?:(?:no|nee|wait|wacht|but|maar|ok|,) )*(?<how>only|just|alleen|enkel|not|niet|except|behalve|leave out|without|zonder|keep)? ?(?:undo |revert )?(?:the |de )?(?:change |wijziging )?(?<which>last|latest|newest|second|first|oldest|laatste|nieuwste|tweede|eerste|oudste|\d+)(?: one| change| wijziging)?$/;
const PLACES: readonly (readonly [RegExp, number])[] = [
  [/^(?:last|latest|newest|laatste|nieuwste)$/, -1],
  [/^(?:second|tweede)$/, 1],
  [/^(?:first|oldest|eerste|oudste)$/, 0],
];
const LEAVES = /^(?:not|niet|except|behalve|leave out|without|zonder|keep)$/;

/** "only the last one", "not 1002", of several changes that are to be taken back. */
export function readPartOfUndo({ plain }: Sentence, conversation: Conversation): Draft | undefined {
  const { refs = [] } = changeMeant(conversation)?.slots ?? {};
  const { mode, how = mode, which, hash = which } = ONE.exec(plain)?.groups ?? {};
  if (conversation.pending === undefined || refs.length < 2 || hash === undefined) return undefined;
  const place = PLACES.find(([words]) => words.test(hash))?.[1];
  const meant = place === undefined ? hash : refs.at(place);
  if (meant === undefined || !refs.includes(meant)) return undefined;
  const left = how !== undefined && LEAVES.test(how) ? refs.filter((ref) => ref !== meant) : [meant];
  const [only = '', ...more] = left;
  return { ...command('undo', more.length === 0 ? { ref: only } : { refs: left }), corrects: true };
}
