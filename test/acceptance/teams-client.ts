import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { CHROMIUM } from './requirements.ts';

/** Where the pictures go. */
const PICTURES = fileURLToPath(new URL('../../out/acceptance/', import.meta.url));
const ANSWER_MS = 20_000;
/** A browser that was installed a moment ago reads itself and the page's four megabytes from a cold disk. */
const FIRST_CARD_MS = 90_000;
const QUIET_BROWSER = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Somebody at the chat in a browser. */
export interface TeamsClient {
  readonly page: Page;
  /** Every card of the conversation on the screen. */
  readonly cards: Locator;
  /** Goes to another conversation, by the name that the list at the left gives it; there once the bot has greeted. */
  open(conversation: string): Promise<void>;
  /** Types and sends in a chat; the card that comes as the answer. */
  say(text: string): Promise<Locator>;
  /** The same with a mention of the bot before it, in a group chat. */
  mention(text: string): Promise<Locator>;
  /** Starts a thread in a channel with a mention of the bot; the card that answers in it is the one with `answer`. */
  post(text: string, answer: string): Promise<Locator>;
  /** Somebody else at a chat of their own, who knows nothing of this one. */
  somebodyElseAt(url: string): Promise<TeamsClient>;
  /** Waits for a message that is no card. */
  hears(text: string): Promise<void>;
  /** Leaves a picture of what is looked at. */
  picture(name: string, of?: Locator): Promise<void>;
  close(): Promise<void>;
}

/** A fresh browser at the chat, once the bot has greeted. Pictures of an earlier run are gone. */
export async function openTeamsClient(url: string): Promise<TeamsClient> {
  await rm(PICTURES, { recursive: true, force: true });
  await mkdir(PICTURES, { recursive: true });
  return clientIn(await chromium.launch({ executablePath: CHROMIUM, headless: true, args: QUIET_BROWSER }), url);
}

async function clientIn(browser: Browser, url: string): Promise<TeamsClient> {
  const page = await browser.newPage({ viewport: { width: 1500, height: 1100 } });
  page.setDefaultTimeout(ANSWER_MS);
  const cards = page.locator('.ac-adaptiveCard');
  // The page also asks for fonts of Microsoft's, for which a machine without internet would wait.
  await page.route(
    ({ hostname }) => hostname !== new URL(url).hostname && hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  await page.goto(url, { waitUntil: 'commit' });
  await cards.first().waitFor({ timeout: FIRST_CARD_MS });

  const write = async (text: string, { mention }: { mention: boolean }) => {
    // In a channel the first box starts a thread, the others answer in theirs.
    await page.locator('[role=textbox][contenteditable=true]').first().click();
    if (mention) {
      await page.keyboard.type('@Seat');
      await page.getByRole('menuitem', { name: 'Seatkeeper' }).click();
      await page.keyboard.type(' ');
    }
    await page.keyboard.insertText(text);
  };
  const send = async (text: string, options: { mention: boolean }) => {
    const before = await cards.count();
    await write(text, options);
    await page.getByRole('button', { name: 'Send Message' }).click();
    const answer = cards.nth(before);
    await answer.waitFor();
    return answer;
  };

  return {
    page,
    cards,
    async open(conversation) {
      const left = await cards.first().elementHandle();
      await page.getByRole('treeitem', { name: conversation }).click();
      await left?.waitForElementState('hidden');
      await cards.first().waitFor();
    },
    say: (text) => send(text, { mention: false }),
    mention: (text) => send(text, { mention: true }),
    async post(text, answer) {
      const card = cards.filter({ hasText: answer }).first();
      const post = async () => {
        await write(text, { mention: true });
        await page.getByRole('button', { name: 'Post', exact: true }).click();
        await card.waitFor();
      };
      // The playground loses an answer that reaches it before it has drawn the thread.
      await post().catch(post);
      return card;
    },
    somebodyElseAt: (other) => clientIn(browser, other),
    hears: (text) => page.getByText(text).last().waitFor(),
    async picture(name, of) {
      await (of ?? page).screenshot({ path: `${PICTURES}${name}.png` });
    },
    close: () => browser.close(),
  };
}

/** Presses a button of a card. */
export function press(card: Locator, title: string): Promise<void> {
  return card.getByRole('button', { name: title, exact: true }).click();
}

/** Fills in the form that a button of this title has opened, and sends it with the button of the same title in it. */
export async function send(card: Locator, title: string, input: string): Promise<void> {
  await card.getByRole('textbox').fill(input);
  await card.getByRole('button', { name: title, exact: true }).last().click();
}

/** Waits until the card says this. Cards are edited in place. */
export function says(card: Locator, text: string | RegExp): Promise<void> {
  return card.getByText(text).first().waitFor();
}
