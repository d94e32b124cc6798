import { expect, test } from 'vitest';
import { understand } from '../../../../src/core/language/understand.ts';
import { judge, type Verdict } from './judge.ts';
import { sentenceOf } from './sentence.ts';
import { names } from './things.ts';

/** `GENERATED=1000000 npm run test:language` for a long night; `SEED` for other sentences. */
const COUNT = Number(process.env['GENERATED'] ?? 3_000);
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
