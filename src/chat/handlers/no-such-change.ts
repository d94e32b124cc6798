import type { Slots } from '../../language/command.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import type { Services } from '../services.ts';
import type { Turn } from '../turn.ts';
import type { Answer } from './handler.ts';

/** The answer to who names a change by a number that none has: no other change is taken for it. */
export async function noSuchChange({ store }: Services, turn: Turn, { ref = '' }: Slots): Promise<Answer | undefined> {
  const [, number] = /^#?(\d+)$/.exec(ref) ?? [];
  if (number === undefined || (await store.changes.get(Number(number))) !== undefined) return undefined;
  return { messages: [{ text: fill(texts[turn.language].answers.noSuchChange, { number }) }] };
}
