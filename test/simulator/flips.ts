import { checkFlip } from './damage.ts';
import { randomOf } from './random.ts';
import { simulate } from './simulate.ts';
import { Violation } from './violation.ts';

/** `npm run simulate:flips`: 400 bits, or so many as are asked for, each flipped in what one of some seeds left on its disk. */

const SEEDS = 8;

async function main(most: number): Promise<void> {
  const images: Uint8Array[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) images.push((await simulate(seed)).image);
  const counts = { refused: 0, 'no effect': 0, unseen: 0 };
  for (let flip = 0; flip < most; flip += 1) {
    try {
      counts[checkFlip(images[flip % SEEDS] as Uint8Array, randomOf(flip))] += 1;
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      counts.unseen += 1;
      console.log(`flip ${flip}: ${error.message}`);
    }
  }
  console.log(JSON.stringify({ flips: most, ...counts }));
  process.exitCode = counts.unseen > 0 ? 1 : 0;
}

await main(Number(process.argv[2] ?? 400));
