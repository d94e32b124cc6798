import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { writeSnapshot } from '../src/directory/snapshot/write-snapshot.ts';
import { TeamsClient } from '../test/chat/teams-client.ts';
import { type BotProcess, startBot } from './bot-process.ts';
import { type Line, line, ms } from './measure.ts';
import { GIVEN_BACK_MS, said, settled, untilFinished } from './spoken.ts';
import { GIVER, NEW_PRODUCT, wholeTenant } from './whole-tenant.ts';

const PEOPLE = 1_000;

/** So many small commands one after the other: what stays in memory of them, and what a start takes after them. */
export async function* benchManyCommands(scratch: string, commands: number, checkout: string): AsyncGenerator<Line> {
  const [tenant, dataDir] = [join(scratch, 'tenant'), join(scratch, 'data')];
  const snapshot = wholeTenant(PEOPLE);
  await writeSnapshot(tenant, snapshot);
  const people = Array.from(snapshot.users).flatMap((user) =>
    user.usageLocation ? (user.userPrincipalName ?? []) : [],
  );
  const first = await startBot(checkout, { DATA_DIR: dataDir, TENANT: tenant });
  await settled(first);
  await first.end();
  const bot = await startBot(checkout, { DATA_DIR: dataDir });
  const before = bot.cpuMs();
  const memory: number[] = [];
  const taken: number[] = [];
  for (const half of [0, 1]) {
    await using teams = await TeamsClient.start(`${bot.url}/api/messages`);
    const chat = teams.personal(GIVER);
    const from = performance.now();
    for (let command = 0; command < Math.floor(commands / 2); command++) {
      // Everybody is given it, then it is taken from everybody, and so on.
      const number = command + half * Math.floor(commands / 2);
      const person = people[number % people.length];
      const isGiven = Math.floor(number / people.length) % 2 === 0;
      const [verb, preposition] = isGiven ? ['assign', 'to'] : ['remove', 'from'];
      const { answer } = await said(chat, `${verb} ${NEW_PRODUCT} ${preposition} ${person}`);
      await untilFinished(chat, answer);
    }
    taken.push(performance.now() - from);
    memory.push(await atRest(bot));
  }
  await bot.end();
  const after = await startBot(checkout, { DATA_DIR: dataDir });
  const cpuMs = after.cpuMs();
  await after.end();
  const [middle = 0, end = 0] = memory;
  const named = `${commands.toLocaleString('en-US')} commands`;
  yield line(
    `memory that the second half of ${named} leaves taken`,
    Math.max(end - middle, 0),
    { unit: 'megabytes', bar: 10 },
    `${Math.round(middle)} MB, then ${Math.round(end)} MB; ${taken.map((all) => ms((all * 2) / commands)).join(', ')} each`,
  );
  yield line(
    `a start after ${named}`,
    cpuMs / before,
    { unit: 'times', bar: 1.1 },
    `${ms(cpuMs)} : ${ms(before)} of CPU time`,
  );
}

async function atRest(bot: BotProcess): Promise<number> {
  await settled(bot);
  await setTimeout(GIVEN_BACK_MS);
  return bot.memoryMb().now;
}
