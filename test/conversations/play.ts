import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { serve } from '../../src/app/serve.ts';
import { readConfig } from '../../src/config/config.ts';
import type { Clock } from '../../src/engine/clock.ts';
import { texts } from '../../src/words/catalogue.ts';
import { faultOn, linesIn, type Sum, sumOf } from '../cards/adding-up.ts';
import { quickClock } from '../chat/quick-clock.ts';
import {
  type Account,
  ADELE,
  ALEX,
  actionsOf,
  type Card,
  type Chat,
  cardOf,
  eventually,
  ISAIAH,
  MEGAN,
  NESTOR,
  PATTI,
  type SentMessage,
  TeamsClient,
  textOf,
} from '../chat/teams-client.ts';
import { PARENT } from '../store/temporary-directory.ts';
import { type Expectation, readTranscript, type Step, settingsIn } from './transcript.ts';

/** Before anybody says something, what was on its way to them has come. */
const THINKS_MS = 1_000;
const BEGINS = '2026-12-01T07:00:00.000Z';

const PEOPLE: Readonly<Record<string, Account>> = {
  Megan: MEGAN,
  Alex: ALEX,
  Nestor: NESTOR,
  Adele: ADELE,
  Isaiah: ISAIAH,
  Patti: PATTI,
};

/**
 * Plays a conversation against a bot of its own, with a fresh demo tenant; fails at the first line that does not hold.
 * @param variables more of its environment
 */
export async function playConversation(
  text: string,
  file: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<void> {
  const dataDir = mkdtempSync(join(PARENT, 'seatkeeper-'));
  const own = { DATA_DIR: dataDir, PORT: '0', CHAT: 'off', LOG_LEVEL: 'error' };
  const read = readConfig({ ...settingsIn(text), ...own, ...variables });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  const bot = await serve(read.config, clockOfTheDay());
  try {
    await playAt(`http://127.0.0.1:${bot.port}/api/messages`, text, file);
  } finally {
    await bot.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Every conversation begins on the same day: what it says of “yesterday” and of the new year stands in it. */
function clockOfTheDay(): Clock {
  const aheadMs = Date.parse(BEGINS) - quickClock.now().getTime();
  return { ...quickClock, now: () => new Date(quickClock.now().getTime() + aheadMs) };
}

/** The same against a bot that runs, with a demo tenant that nobody used. */
export async function playAt(endpoint: string, text: string, file: string): Promise<void> {
  await using teams = await TeamsClient.start(endpoint);
  const foretold: Foretold = new Map();
  for (const step of readTranscript(text)) await play(teams, step, { file, foretold });
}

/** What is to be read after a step: a card, or a text. */
interface Shown {
  readonly text: string;
  readonly buttons: readonly string[];
  readonly cards: readonly Card[];
}

/** What previews said by the number of their change, for what comes of them. */
type Foretold = Map<string, Sum>;

async function play(
  teams: TeamsClient,
  step: Step,
  { file, foretold }: { readonly file: string; readonly foretold: Foretold },
): Promise<void> {
  const account = PEOPLE[step.person];
  if (account === undefined) throw new Error(`${file}:${step.line}: nobody is called ${step.person}`);
  const chat = step.place === 'personal' ? teams.personal(account) : teams.groupChat(account);
  // What is applied with a fix, or by another button, was not foretold by the preview alone.
  if (step.act.kind === 'presses' && !/^(?:Apply|Approve|Toepassen)$/.test(step.act.title)) foretold.clear();
  const shown = step.act.kind === 'says' ? sayIn(chat, step.act.text) : pressIn(chat, step.act, step.line);
  const look = await shown;
  let fault: string | undefined;
  await eventually(() => {
    fault = faultIn(look(), step.expected);
    return fault === undefined;
  }, 'the answer').catch(() =>
    expect.fail(
      `${file}:${fault}\n\n${look().text}\n${look()
        .buttons.map((title) => `[${title}]`)
        .join(' ')}`,
    ),
  );
  for (const card of look().cards)
    expect(unsound(card, foretold), `${file}:${step.line}: ${look().text}`).toBeUndefined();
}

/** What does not add up on a card, or is not what its preview said. */
function unsound(card: Card, foretold: Foretold): string | undefined {
  const lines = linesIn(card);
  const sum = sumOf(lines);
  const number = lines
    .findLast((line) => /#\d+$/.test(line))
    ?.split('#')
    .at(-1);
  if (sum === undefined || number === undefined) return faultOn(card);
  const before = foretold.get(number);
  if (sum.when === 'before') foretold.set(number, sum);
  const told = sum.when === 'before' || before === undefined || lines.some((line) => DIFFERS.test(line));
  const same = told || COUNTS.every((count) => sum[count] === before[count]);
  return (
    faultOn(card) ??
    (same ? undefined : `#${number} was to be ${JSON.stringify(before)}, and is ${JSON.stringify(sum)}`)
  );
}

const COUNTS = ['changed', 'unchanged', 'failed'] as const;

/** The card says so itself. */
const DIFFERS = /differs from the simulation|wijkt af van de simulatie/;

async function sayIn(chat: Chat, text: string): Promise<() => Shown> {
  await quickClock.sleep(THINKS_MS);
  const before = chat.messages.length;
  await chat.say(text);
  return () => together(chat.messages.slice(before).map(shownBy));
}

type Press = Extract<Step['act'], { kind: 'presses' }>;

/** "Option 2: fix 1" may be the title of a button, rather than a button and what is typed beside it. */
function asTitled(chat: Chat, act: Press): Press {
  if (act.input === undefined) return act;
  const title = `${act.title}: ${act.input}`;
  const { input: _, ...press } = { ...act, title };
  return chat.messages.some((message) => isCard(message) && hasButton(message, title)) ? press : act;
}

function isCard(message: SentMessage): boolean {
  return message.states[0]?.activity.attachments !== undefined;
}

async function pressIn(chat: Chat, pressed: Press, line: number): Promise<() => Shown> {
  const act = asTitled(chat, pressed);
  const isMeant = (candidate: SentMessage) =>
    isCard(candidate) &&
    (act.of === undefined ? hasButton(candidate, act.title) : textOf(cardOf(candidate)).includes(act.of));
  // What somebody else did may still be on its way to here.
  const message = await eventually(() => chat.messages.findLast(isMeant), 'the button').catch(() => undefined);
  if (message === undefined) {
    const last = chat.messages.at(-1);
    throw new Error(
      `line ${line}: no card has the button ${act.title}\n${last === undefined ? '' : shownBy(last).text}`,
    );
  }
  const before = chat.messages.length;
  const answer = await chat.press(message, act.title, act.input === undefined ? {} : { text: act.input });
  expect(answer.status).toBe(200);
  // A press that takes long is answered first: what came of it stands on the card then.
  const isLater = BUSY.includes(sentenceIn(answer.body?.value));
  const inPlace = answer.body?.type === 'application/vnd.microsoft.card.adaptive';
  if (inPlace) message.states.push({ activity: asActivity(answer.body?.value as Card), at: quickClock.elapsedMs() });
  return () => {
    const below = chat.messages.slice(before).map(shownBy);
    const spoken = inPlace ? [] : [{ text: sentenceIn(answer.body?.value), buttons: [], cards: [] }];
    return together([...(inPlace || isLater ? [shownBy(message)] : spoken), ...below]);
  };
}

const BUSY = [texts.en.answers.busy, texts.nl.answers.busy];

function asActivity(card: Card) {
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }] };
}

function sentenceIn(value: unknown): string {
  return typeof value === 'string' ? value : String((value as { message?: unknown } | undefined)?.message ?? '');
}

function hasButton(message: SentMessage, title: string): boolean {
  return actionsOf(cardOf(message)).some((action) => action['title'] === title);
}

function shownBy(message: SentMessage): Shown {
  const activity = message.states.at(-1)?.activity;
  if (activity?.attachments === undefined) return { text: activity?.text ?? '', buttons: [], cards: [] };
  const card = cardOf(message);
  return { text: textOf(card), buttons: actionsOf(card).map((action) => String(action['title'])), cards: [card] };
}

function together(parts: readonly Shown[]): Shown {
  return {
    text: parts.map((part) => part.text).join('\n'),
    buttons: parts.flatMap((part) => part.buttons),
    cards: parts.flatMap((part) => part.cards),
  };
}

/** A number that shall not stand there may still be a minute on the clock. */
function withoutMoments(text: string): string {
  return text.replace(/\{\{(?:DATE|TIME)\([^)]*\)\}\}/g, '');
}

/** The first expectation that does not hold; texts stand in the order in which they are expected. */
function faultIn(shown: Shown, expected: readonly Expectation[]): string | undefined {
  let from = 0;
  for (const { line, kind, values } of expected) {
    for (const value of values) {
      if (kind === 'buttons' && !shown.buttons.includes(value)) return `${line}: there is no button [${value}]`;
      if (kind === 'not' && withoutMoments(shown.text).includes(value)) return `${line}: “${value}” stands there`;
      if (kind !== 'text') continue;
      const at = shown.text.indexOf(value, from);
      if (at === -1)
        return `${line}: “${value}” does not stand there${shown.text.includes(value) ? ', at this place' : ''}`;
      from = at + value.length;
    }
  }
  return undefined;
}
