import { checkFlip, checkWalFlip } from './damage.ts';
import { randomOf } from './random.ts';
import { simulate } from './simulate.ts';
import { Violation } from './violation.ts';

/**
 * `npm run simulate:flips`: 400 bits, or so many as are asked for, each flipped in what one of some seeds left on its disk, and as many in what
 * was written to it since.
 */

const SEEDS = 8;

async function main(most: number): Promise<void> {
  const images: Uint8Array[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) images.push((await simulate(seed)).image);
  const counts = { refused: 0, 'no effect': 0, 'cut short': 0, unseen: 0 };
  for (let flip = 0; flip < 2 * most; flip += 1) {
    const image = images[flip % SEEDS] as Uint8Array;
    try {
      counts[flip < most ? checkFlip(image, randomOf(flip)) : await checkWalFlip(image, randomOf(flip))] += 1;
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      counts.unseen += 1;
      console.log(`flip ${flip}: ${error.message}`);
    }
  }
  console.log(JSON.stringify({ flips: 2 * most, ...counts }));
  process.exitCode = counts.unseen > 0 ? 1 : 0;
}

await main(Number(process.argv[2] ?? 400));
