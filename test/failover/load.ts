import { setTimeout } from 'node:timers/promises';
import { texts } from '../../src/words/catalogue.ts';
import { actionsOf, type Chat, cardOf, MEGAN, type SentMessage, TeamsClient, textOf } from '../chat/teams-client.ts';

const PAUSE_MS = 250;
/** Teams waits for no answer any longer, and sends it again. */
const PATIENCE_MS = 15_000;
/** Worth a line. */
const SLOW_MS = 8_000;
const ENDS_WITHIN_MS = 60_000;

/** What came of what people said. */
export interface Tally {
  requests: number;
  /** Not answered with 200 within 15 seconds. */
  failed: number;
  /** The longest time until one was answered. */
  longestMs: number;
  /** Messages more than one for what was asked. */
  doubled: number;
  /** Told that the answer may be missing, as it was being sent when its process ended. */
  perhaps: number;
  /** Answered with 200, and with nothing else. */
  lost: number;
  /** Told that something went wrong. */
  faults: number;
  /** Changes that were applied, and came to their end on their card. */
  changes: number;
}

export const noTally = (): Tally => ({
  requests: 0,
  failed: 0,
  longestMs: 0,
  doubled: 0,
  perhaps: 0,
  lost: 0,
  faults: 0,
  changes: 0,
});

export function added(one: Tally, other: Tally): Tally {
  const sums = Object.entries(one).map(([key, value]) => [key, value + other[key as keyof Tally]]);
  return { ...(Object.fromEntries(sums) as Tally), longestMs: Math.max(one.longestMs, other.longestMs) };
}

/** People who go on asking and changing something, whatever becomes of the bot. */
export interface Load {
  /** Requests that were answered, since the start. */
  readonly answered: number;
  /** Everything that is asked now has come to its end. */
  settled(): Promise<unknown>;
  /** Counted from the last `take` on. */
  take(): Tally;
  /** Everybody says what they were about to, and rests. */
  stop(): Promise<void>;
}

export async function load(endpoint: string, people: number): Promise<Load> {
  const teams = await TeamsClient.start(endpoint);
  const stopping = new AbortController();
  let tally = noTally();
  let answered = 0;
  const open = new Set<Promise<unknown>>();
  const { fault, busy } = texts.en.answers;
  const said = ({ states }: SentMessage) => states[0]?.activity.text ?? '';
  const saysPerhaps = (message: SentMessage) => /last message arrived/.test(said(message));
  /** Instead of an answer, or beside it. */
  const isNotice = (message: SentMessage) => said(message) === fault || said(message) === busy || saysPerhaps(message);

  const seen = (message: SentMessage) =>
    `${said(message)} ${hasCard(message) ? textOf(cardOf(message)).slice(0, 60) : ''}`;

  async function asked<T extends { readonly status: number }>(request: () => Promise<T>): Promise<T | undefined> {
    tally.requests += 1;
    const startMs = performance.now();
    const answering = request().catch(() => undefined);
    open.add(answering);
    const answer = await answering;
    open.delete(answering);
    const tookMs = performance.now() - startMs;
    tally.longestMs = Math.max(tally.longestMs, tookMs);
    const isAnswered = answer?.status === 200;
    if (isAnswered) answered += 1;
    if (isAnswered && tookMs > SLOW_MS)
      process.stderr.write(`  slow: ${Math.round(tookMs)} ms until ${new Date().toISOString()}\n`);
    if (!isAnswered || tookMs > PATIENCE_MS) {
      tally.failed += 1;
      process.stderr.write(`  failed: ${answer?.status ?? 'no answer'} after ${Math.round(tookMs)} ms\n`);
    }
    return isAnswered ? answer : undefined;
  }

  /** The answer beyond `before`, once something came; a second one would come with it, or before the next. */
  async function count(chat: Chat, before: number): Promise<SentMessage | undefined> {
    const come = () => chat.messages.slice(before);
    for (const until = performance.now() + ENDS_WITHIN_MS; come().length === 0 && performance.now() < until; )
      await setTimeout(50);
    await setTimeout(PAUSE_MS);
    const answers = come().filter((message) => !isNotice(message));
    tally.faults += come().filter((message) => said(message) === fault).length;
    tally.perhaps += come().filter(saysPerhaps).length;
    if (come().length === 0) tally.lost += 1;
    tally.doubled += Math.max(0, answers.length - 1);
    if (answers.length > 1) process.stderr.write(`  doubled: ${answers.map(seen).join(' | ')}\n`);
    return answers[0];
  }

  async function talk(chat: Chat): Promise<void> {
    for (; !stopping.signal.aborted; await setTimeout(PAUSE_MS)) {
      const before = chat.messages.length;
      if ((await asked(() => chat.send('who am I'))) !== undefined) await count(chat, before);
    }
  }

  async function change(chat: Chat): Promise<void> {
    for (let turn = 0; !stopping.signal.aborted; turn += 1, await setTimeout(PAUSE_MS)) {
      const before = chat.messages.length;
      await asked(() => chat.send(turn % 2 === 0 ? 'assign Visio to Sales' : 'remove Visio from Sales'));
      const preview = await count(chat, before);
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
    get answered() {
      return answered;
    },
    settled: () => Promise.all(open),
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
