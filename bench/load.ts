import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { idOf } from '../src/directory/snapshot/generate-products.ts';
import { writeSnapshot } from '../src/directory/snapshot/write-snapshot.ts';
import { type Account, TeamsClient } from '../test/chat/teams-client.ts';
import { type BotProcess, startBot } from './bot-process.ts';
import { type Line, line, ms } from './measure.ts';
import { settled } from './spoken.ts';
import { NEW_PRODUCT, wholeTenant } from './whole-tenant.ts';

const ADMINISTRATORS = 200;
const A_SECOND = 20;
/** A message that is not answered by then was not answered. */
const LONGEST_ANSWER_MS = 60_000;

/** What people say in turn: one in five asks for a preview of a large group. Each names another group. */
const SAID: readonly ((number: number) => string)[] = [
  () => 'help',
  (number) => `how many PRODUCT_${number % 10} are left`,
  (number) => `show Group ${number}`,
  (number) => `who failed in Group ${number}`,
  (number) => `assign ${NEW_PRODUCT} to Group ${number}`,
];

/** 200 administrators who send 20 messages a second between them, for so long: how long each waits for an answer. */
export async function* benchLoad(
  scratch: string,
  people: number,
  seconds: number,
  checkout: string,
): AsyncGenerator<Line> {
  const tenant = join(scratch, 'tenant');
  const accounts = Array.from(
    { length: ADMINISTRATORS },
    (_, number): Account => ({ name: `Admin ${number}`, aadObjectId: idOf('a', number) }),
  );
  const snapshot = wholeTenant(people);
  const [first, ...others] = snapshot.directoryRoles;
  const everybody = { ...first, members: accounts.map(({ aadObjectId }) => aadObjectId) } as typeof first;
  await writeSnapshot(tenant, { ...snapshot, directoryRoles: everybody === undefined ? [] : [everybody, ...others] });
  const bot = await startBot(checkout, { DATA_DIR: join(scratch, 'data'), TENANT: tenant });
  try {
    await settled(bot);
    const before = bot.memoryMb().now;
    const answersMs = await talk(bot, accounts, seconds);
    const { peak } = bot.memoryMb();
    const sorted = answersMs.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
    const unanswered = answersMs.filter((took) => took >= LONGEST_ANSWER_MS).length;
    yield line(
      `an answer to one of ${ADMINISTRATORS} people at ${A_SECOND} messages a second, ${people.toLocaleString('en-US')} people, p99`,
      at(0.99),
      { unit: 'ms', bar: 1_000 },
      `${sorted.length} answers, median ${ms(at(0.5))}, longest ${ms(at(1))}, ${unanswered} without`,
    );
    yield line(
      'memory that it takes at most meanwhile',
      peak,
      { unit: 'megabytes', bar: 500 },
      `${Math.round(before)} MB before`,
    );
  } finally {
    await bot.end();
  }
}

async function talk(bot: BotProcess, accounts: readonly Account[], seconds: number): Promise<readonly number[]> {
  await using teams = await TeamsClient.start(`${bot.url}/api/messages`);
  const chats = accounts.map((account) => teams.personal(account));
  const answers = firstAnswers(teams);
  const begun = performance.now();
  for (let number = 0; number < seconds * A_SECOND; number++) {
    await setTimeout(Math.max(0, begun + (number * 1_000) / A_SECOND - performance.now()));
    const chat = chats[number % chats.length];
    const text = SAID[(number + Math.floor(number / chats.length)) % SAID.length]?.(number % ADMINISTRATORS);
    if (chat === undefined || text === undefined) continue;
    answers.expect(chat.id);
    // Who is not even heard has no answer either.
    void chat.send(text).catch(() => undefined);
  }
  // Awaited here: Teams is closed at the end of this.
  return await answers.taken();
}

/** How long each message waits for the next message of the bot in its conversation. */
function firstAnswers(teams: TeamsClient) {
  const waiting = new Map<string, number[]>();
  const taken: number[] = [];
  let seen = 0;
  const look = () => {
    for (const { conversationId } of teams.messages.slice(seen)) {
      const from = waiting.get(conversationId)?.shift();
      if (from !== undefined) taken.push(performance.now() - from);
    }
    seen = teams.messages.length;
  };
  const looking = setInterval(look, 5);
  return {
    expect(conversationId: string) {
      const before = waiting.get(conversationId);
      if (before === undefined) waiting.set(conversationId, [performance.now()]);
      else before.push(performance.now());
    },
    /** Once all are answered, or have waited for as long as anybody waits. */
    async taken(): Promise<readonly number[]> {
      const left = () => [...waiting.values()].reduce((count, { length }) => count + length, 0);
      for (const end = performance.now() + LONGEST_ANSWER_MS; left() > 0 && performance.now() < end; ) {
        await setTimeout(50);
      }
      clearInterval(looking);
      return [...taken, ...Array.from({ length: left() }, () => LONGEST_ANSWER_MS)];
    },
  };
}
