/** A process of its own on a store, for tests that end it without asking. `node child.ts MODE DATA_DIR` */
import { setTimeout } from 'node:timers/promises';
import { systemClock } from '../../src/engine/clock.ts';
import { StoreFault } from '../../src/store/fault.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';

const [mode = '', dataDir = ''] = process.argv.slice(2);

try {
  const store = openStore(dataDir, { clock: systemClock });
  say('open');
  switch (mode) {
    case 'hold':
      await setTimeout(60_000);
      break;
    case 'write':
      for (let number = 1; ; number += 1) {
        await store.transaction(async ({ audit }) => {
          await audit.append([entry(number, 'first half'), entry(number, 'second half')]);
        });
        say(`committed ${number}`);
        await setTimeout(0);
      }
    default:
      await store.close();
  }
} catch (error) {
  say(error instanceof StoreFault ? `${error.code} ${error.message}` : String(error));
}

function entry(number: number, activity: string) {
  const details = { number, filling: 'x'.repeat(2_000) };
  return { time: '2026-11-24T08:00:00.000Z', activity, actor: { displayName: 'child' }, target: 'hr', details };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
