import { setTimeout } from 'node:timers/promises';
import { texts } from '../../src/words/catalogue.ts';
import { actionsOf, type Chat, cardOf, MEGAN, type SentMessage, TeamsClient, textOf } from '../chat/teams-client.ts';

const PAUSE_MS = 250;
const ENDS_WITHIN_MS = 60_000;

/** What came of what people said. */
export interface Tally {
  requests: number;
  /** Not answered with 200. */
  failed: number;
  /** Messages more than one for what was asked. */
  doubled: number;
  /** Answered with 200, and perhaps with a message, as one was being sent when its process ended. */
  perhaps: number;
  /** Told that something went wrong. */
  faults: number;
  /** Changes that were applied, and came to their end on their card. */
  changes: number;
}

export const noTally = (): Tally => ({ requests: 0, failed: 0, doubled: 0, perhaps: 0, faults: 0, changes: 0 });

/** People who go on asking and changing something, whatever becomes of the bot. */
export interface Load {
  /** Counted from the last `take` on. */
  take(): Tally;
  /** Everybody says what they were about to, and rests. */
  stop(): Promise<void>;
}

export async function load(endpoint: string, people: number): Promise<Load> {
  const teams = await TeamsClient.start(endpoint);
  const stopping = new AbortController();
  let tally = noTally();
  const { fault, perhapsSaid, busy } = texts.en.answers;
  const said = ({ states }: SentMessage) => states[0]?.activity.text ?? '';
  /** Said beside an answer: that it takes a while, is perhaps there, or that one owner failed before another answered. */
  const isNotice = (message: SentMessage) =>
    [perhapsSaid, busy].includes(said(message)) || /last message arrived/.test(said(message));

  const seen = (message: SentMessage) =>
    `${said(message)} ${hasCard(message) ? textOf(cardOf(message)).slice(0, 60) : ''}`;

  async function asked<T extends { readonly status: number }>(request: () => Promise<T>): Promise<T | undefined> {
    tally.requests += 1;
    const answer = await request().catch(() => undefined);
    if (answer?.status === 200) return answer;
    tally.failed += 1;
    process.stderr.write(`  failed: ${answer?.status ?? 'no answer'}\n`);
    return undefined;
  }

  /** What came here beyond `before`: one answer, or what else. */
  function count(chat: Chat, before: number): SentMessage | undefined {
    const all = chat.messages.slice(before).filter((message) => !isNotice(message));
    const answers = all.filter((message) => said(message) !== fault);
    tally.faults += all.length - answers.length;
    if (all.length === 0) tally.perhaps += 1;
    tally.doubled += Math.max(0, answers.length - 1);
    if (answers.length > 1) process.stderr.write(`  doubled: ${answers.map(seen).join(' | ')}\n`);
    return answers[0];
  }

  async function talk(chat: Chat): Promise<void> {
    for (; !stopping.signal.aborted; await setTimeout(PAUSE_MS)) {
      const before = chat.messages.length;
      if ((await asked(() => chat.send('who am I'))) === undefined) continue;
      // What comes late is seen with it.
      await setTimeout(PAUSE_MS);
      count(chat, before);
    }
  }

  async function change(chat: Chat): Promise<void> {
    for (let turn = 0; !stopping.signal.aborted; turn += 1) {
      const before = chat.messages.length;
      await asked(() => chat.send(turn % 2 === 0 ? 'assign Visio to Sales' : 'remove Visio from Sales'));
      const preview = count(chat, before);
      if (preview === undefined || !hasButton(preview, 'Apply')) continue;
      if ((await asked(() => chat.press(preview, 'Apply'))) === undefined) continue;
      for (const until = performance.now() + ENDS_WITHIN_MS; performance.now() < until; await setTimeout(100)) {
        if (!/Finished/.test(textOf(cardOf(preview)))) continue;
        tally.changes += 1;
        break;
      }
    }
  }

  const everybody = [
    ...Array.from({ length: people }, (_, number) => talk(teams.groupChat(MEGAN, `chat-${number}`))),
    change(teams.personal(MEGAN)),
  ];
  return {
    take() {
      const taken = tally;
      tally = noTally();
      return taken;
    },
    async stop() {
      stopping.abort();
      await Promise.all(everybody);
      await teams[Symbol.asyncDispose]();
    },
  };
}

function hasButton(message: SentMessage, title: string): boolean {
  return hasCard(message) && actionsOf(cardOf(message)).some((action) => action['title'] === title);
}

function hasCard(message: SentMessage): boolean {
  return message.states.at(-1)?.activity.attachments !== undefined;
}
