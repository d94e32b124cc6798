import type { Draft } from '../draft.ts';
import { says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';
import { readAmendment } from './amend.ts';
import type { Conversation } from './conversation.ts';
import { readFollowUp } from './follow-up.ts';

/** "same for Back Office but keep Yammer": the last one for another, and something else about it. */
export function readAltered(names: Names, { text, items }: Sentence, conversation: Conversation): Draft | undefined {
  const { reading } = conversation;
  const at = items.findIndex((item) => says(item, 'but'));
  if (reading === undefined || at <= 0) return undefined;
  const first = readFollowUp(names, sentenceOf(text, items.slice(0, at)), conversation);
  if (first?.kind !== 'command') return undefined;
  const { corrects, intent, slots } = first;
  const said = { ...conversation, reading: { ...reading, intent, slots } };
  const second = readAmendment(names, sentenceOf(text, items.slice(at + 1)), said);
  if (second?.kind !== 'command') return second;
  const { corrects: _corrects, ...altered } = second;
  return corrects === true ? second : altered;
}
