import fc from 'fast-check';
import { readSentences } from './read-sentences.ts';

export const commands = [...readSentences('assign.txt'), ...readSentences('changes.txt')].map((line) => line.text);

export const sentences = [
  ...commands,
  ...readSentences('questions.txt').map((line) => line.text),
  ...readSentences('clarify.txt').map((line) => line.text),
];

/** Sentences with up to six changes that fingers, clipboards and autocorrection make, and some that nobody makes. */
export const mutated = fc
  .tuple(
    fc.constantFrom(...sentences),
    fc.array(
      fc.tuple(
        fc.nat(200),
        fc.constantFrom('drop', 'double', 'swap', 'insert', 'cut', 'word'),
        fc.string({ unit: 'grapheme', maxLength: 3 }),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([text, mutations]) =>
    mutations.reduce((current, [where, how, letters]) => {
      const at = current.length === 0 ? 0 : where % current.length;
      const [before, after] = [current.slice(0, at), current.slice(at)];
      if (how === 'drop') return before + after.slice(1);
      if (how === 'double') return before + after.slice(0, 1) + after;
      if (how === 'swap') return before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2);
      if (how === 'cut') return after;
      if (how === 'word') return `${before} ${sentences[where % sentences.length]?.split(' ')[0]} ${after}`;
      return before + letters + after;
    }, text),
  );
