import type { Reading } from '../../language/command.ts';
import type { RecordTexts } from '../../words/catalogue.ts';

type Words = RecordTexts['undoSaid'];

/** What was done by the last sentence and is no change of licenses, as a sentence that ends it; `once`: nothing does. */
export function endOfSaid({ intent, slots }: Reading, words: Words): string | 'once' | undefined {
  const ended = slots.off === true || slots.quiet === 'off';
  switch (intent) {
    case 'freeze':
    case 'pause':
    case 'resume':
      return words[intent];
    case 'notify':
      return ended ? 'once' : slots.quiet === undefined ? words.notify : words.quiet;
    case 'digest':
      return ended ? 'once' : slots.every === undefined ? undefined : words.digest;
    case 'unfreeze':
      return 'once';
    default:
      return undefined;
  }
}
