import { expect, test } from 'vitest';
import { understand } from '../../../src/language/understand.ts';
import { questionOf } from './asking.ts';
import { isAnswered, judge, type Verdict } from './judge.ts';
import { sentenceOf } from './sentence.ts';
import { names } from './things.ts';

/** `GENERATED=1000000 npm run test:language` for a long night; `SEED` for other sentences. */
const COUNT = Number(process.env['GENERATED'] ?? 500);
const SEED = Number(process.env['SEED'] ?? 1);
const SHOWN = 20;

test('a generated sentence is read as it was meant, or asked about, and never as another change', {
  timeout: 3_600_000,
}, () => {
  const counts: Record<Verdict, number> = { exact: 0, asked: 0, other: 0, harmful: 0 };
  const harmful: string[] = [];
  for (let number = 0; number < COUNT; number++) {
    const sentence = sentenceOf(SEED * 1_000_003 + number);
    const reading = understand(sentence.text, { names });
    const verdict = judge(sentence, reading);
    counts[verdict]++;
    if (verdict === 'harmful') harmful.push(`${sentence.text}  ⇒  ${reading.reading}`);
  }
  const share = (count: number) => `${((100 * count) / COUNT).toFixed(1)} %`;
  console.info(
    `${COUNT} sentences: ${share(counts.exact)} read, ${share(counts.asked)} asked, ${share(counts.other)} answered otherwise, ${counts.harmful} harmful`,
  );
  expect(harmful.slice(0, SHOWN)).toEqual([]);
  expect(counts.exact).toBeGreaterThan(COUNT / 3);
});

test('a generated question is answered as it was meant, or asked back, and never by its opposite', {
  timeout: 3_600_000,
}, () => {
  const otherwise: string[] = [];
  let [asked, dead] = [0, 0];
  for (let number = 0; number < COUNT; number++) {
    const question = questionOf(SEED * 1_000_003 + number);
    const reading = understand(question.text, { names });
    if (!isAnswered(question, reading)) otherwise.push(`${question.text}  ⇒  ${reading.reading}`);
    if (reading.intent !== 'clarify') continue;
    if (question.meaning !== undefined) asked++;
    if ((reading.options ?? []).length === 0) dead++;
  }
  console.info(`${COUNT} questions: ${((100 * asked) / COUNT).toFixed(1)} % asked back though they have an answer`);
  expect(otherwise.slice(0, SHOWN)).toEqual([]);
  expect(dead).toBe(0);
  expect(asked).toBeLessThan(COUNT / 10);
});
