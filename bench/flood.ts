import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ALEX, type Chat, MEGAN, TeamsClient } from '../test/chat/teams-client.ts';
import { freePort } from '../test/free-port.ts';
import { BotFramework, claimsOf, sign, signer } from '../test/teams/bot-framework.ts';
import { credentialsFor } from '../test/teams/bot-with-credentials.ts';
import { startBot } from './bot-process.ts';
import { type Line, line, ms } from './measure.ts';

/** Requests of each kind that are under way at any moment of the flood. */
const AT_ONCE = 4;
const FLOOD_PAUSE_MS = 10;
const QUESTION_PAUSE_MS = 100;

/**
 * How long somebody waits for an answer while others flood the bot as Teams reaches it: one with messages whose token is
 * forged, one with messages far beyond their own limit.
 */
export async function* benchFlood(scratch: string, questions: number, checkout: string): AsyncGenerator<Line> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}/api/messages`;
  const microsoft = await signer('microsoft');
  await using framework = await BotFramework.start(microsoft);
  await using teams = await TeamsClient.start(endpoint);
  await using strangers = await TeamsClient.start(endpoint);
  strangers.serviceUrl = teams.serviceUrl;
  for (const [client, by] of [[teams, microsoft] as const, [strangers, await signer('microsoft')] as const]) {
    const token = await sign(by, claimsOf(teams.serviceUrl));
    client.authorize = async () => `Bearer ${token}`;
  }
  const dataDir = join(scratch, 'data');
  const bot = await startBot(checkout, { PORT: `${port}`, DATA_DIR: dataDir, ...credentialsFor(framework, teams) });

  const megan = teams.personal(MEGAN);
  await answersMs(megan, questions);
  const quiet = await answersMs(megan, questions);
  const until = new AbortController();
  const flood = [strangers.personal(MEGAN), teams.personal(ALEX)].map((chat) => flooding(chat, until.signal));
  const flooded = await answersMs(megan, questions);
  until.abort();
  const statuses = (await Promise.all(flood)).map((counts) => counts.join(', '));
  await bot.end();
  yield line(
    'a question of somebody beside a flood of others, median, against a quiet hour',
    at(flooded, 0.5) / at(quiet, 0.5),
    { unit: 'times', bar: 2 },
    `${ms(at(flooded, 0.5))} : ${ms(at(quiet, 0.5))}, p99 ${ms(at(flooded, 0.99))} : ${ms(at(quiet, 0.99))}; ` +
      `forged ${statuses[0]}; too many ${statuses[1]}`,
  );
}

/** Sorted. */
async function answersMs(chat: Chat, questions: number): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let n = 0; n < questions; n++) {
    const begun = performance.now();
    const { status } = await chat.send('how many E3 left');
    if (status !== 200) throw new Error(`a question was answered with ${status}`);
    taken.push(performance.now() - begun);
    await setTimeout(QUESTION_PAUSE_MS);
  }
  return taken.toSorted((a, b) => a - b);
}

/** Sends without rest until told to stop. How many were answered with each status. */
async function flooding(chat: Chat, until: AbortSignal): Promise<readonly string[]> {
  const counts = new Map<number, number>();
  const sender = async () => {
    while (!until.aborted) {
      const { status } = await chat.send('help');
      counts.set(status, (counts.get(status) ?? 0) + 1);
      await setTimeout(FLOOD_PAUSE_MS);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return [...counts].map(([status, count]) => `${count} × ${status}`);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}
