import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { whatIsMissing } from './requirements.ts';
import { type Seatkeeper, type SecondChat, startSeatkeeper } from './seatkeeper.ts';
import { ADELE, ALEX, saysInGroupChat } from './somebody-else.ts';
import { openTeamsClient, press, says, send, type TeamsClient } from './teams-client.ts';

const missing = whatIsMissing();
const isLeftOut = missing !== undefined && process.env['CI'] !== 'true';
if (isLeftOut) console.warn(`The acceptance test is left out: ${missing}.`);

/** Slow enough that a change of a thousand people is seen in progress. */
const USERS_PER_SECOND = '300';

/** The story of the README, by hand and eye: each step goes on from the one before. */
describe.skipIf(isLeftOut)('in a real client', { timeout: 60_000 }, () => {
  let seatkeeper: Seatkeeper;
  let teams: TeamsClient;
  let alexsChat: SecondChat;
  let alex: TeamsClient;

  beforeAll(async () => {
    if (missing !== undefined) throw new Error(missing);
    seatkeeper = await startSeatkeeper({ EMBEDDED_USERS_PER_SECOND: USERS_PER_SECOND });
    teams = await openTeamsClient(seatkeeper.chatUrl).catch((error) => {
      throw new Error(`opening the chat: ${error}\n${seatkeeper.output()}`);
    });
  }, 150_000);

  beforeEach(({ onTestFailed }) => {
    onTestFailed(async () => {
      await teams.picture('failed');
      await alex?.picture('failed-with-alex');
      console.error(seatkeeper.output());
    });
  });

  afterAll(async () => {
    await teams?.close();
    await alexsChat?.stop();
    await seatkeeper?.stop();
  });

  test('who opens the chat is greeted by name, once', async () => {
    const greeting = teams.cards.first();
    await says(greeting, /Hello Megan/);
    await teams.picture('welcome', greeting);
    await teams.say('who am I');
    expect(await teams.cards.count()).toBe(2);
  });

  test('a change is previewed, applied, and its failures fixed, all in one message', async () => {
    const card = await teams.say('assign E3 and EMS to HR Department without Yammer');
    await says(card, 'Preview');
    await says(card, 'Nothing has changed yet');
    await says(card, '990');
    await teams.picture('preview', card);
    const cards = await teams.cards.count();

    await press(card, 'Apply');
    await says(card, 'In progress');
    await teams.picture('in-progress', card);
    await says(card, 'Finished with failures');
    await says(card, 'Conflicting service plans');
    await teams.picture('finished-with-failures', card);
    await teams.picture('chat');

    await press(card, 'Fix 10');
    await says(card, /as simulated/);
    await says(card, 'All 1,000 members have both products.');
    await teams.picture('fixed', card);
    expect(await teams.cards.count()).toBe(cards);
  });

  test('a group, a person and the products say how things stand, and the history who did it', async () => {
    const group = await teams.say('show HR Department');
    await says(group, '1,000 of 1,000');
    await teams.picture('group', group);
    const person = await teams.say('show Adele Vance');
    await says(person, 'adelev@contoso.com');
    await teams.picture('person', person);
    const history = await teams.say('show me the last 10 changes');
    await says(history, '#1001');
    await says(history, '#1002');
    await teams.picture('history', history);
    const products = await teams.say('show products');
    await says(products, 'Office 365 E5');
    await teams.picture('products', products);
    const help = await teams.say('help');
    await says(help, 'Help');
    await teams.picture('help', help);
  });

  test('who speaks Dutch is answered in Dutch', async () => {
    const preview = await teams.say('geef Marketing Power BI Pro');
    await says(preview, 'Voorbeeld');
    await teams.picture('dutch', preview);
    await press(preview, 'Annuleren');
    await says(preview, 'Geannuleerd');
  });

  test('what takes something from many waits for a second person, who approves it in a chat of their own', async () => {
    alexsChat = await seatkeeper.chatAs('Alex Wilber');
    alex = await teams.somebodyElseAt(alexsChat.url);
    await says(alex.cards.first(), /Hello Alex/);

    const card = await teams.say('remove E1 from Kiosk users because the pilot has ended');
    await says(card, 'Needs a second person');
    await press(card, 'Ask for approval');
    await says(card, 'Waiting for approval');
    await says(card, '1 person who may approve it has been asked');
    await teams.picture('waiting-for-approval', card);

    const request = alex.cards.filter({ hasText: 'asks:' }).last();
    await says(request, 'the pilot has ended');
    await alex.picture('request', request);
    await press(request, 'Approve');
    await says(request, /Alex Wilber approved\./);
    await alex.picture('request-approved', request);

    await says(card, 'Finished');
    await says(card, /Alex Wilber/);
    await teams.picture('approved', card);
    await teams.hears('Alex Wilber approved #1004');
    await teams.picture('told-who-approved');
  });

  test('and is rejected with a reason, which who asked is told', async () => {
    const card = await teams.say('remove E3 from HR Department');
    await press(card, 'Ask for approval');
    const request = alex.cards.filter({ hasText: '#1005' });
    await says(request, 'Waiting for approval');
    await press(request, 'Reject');
    await alex.picture('request-reject-form', request);
    await send(request, 'Reject', 'they need it until May');
    await says(request, 'Rejected');
    await alex.picture('request-rejected', request);

    await says(card, 'Rejected');
    await says(card, 'they need it until May');
    await teams.picture('rejected', card);
    await teams.hears('Alex Wilber rejected #1005');
    await teams.picture('told-who-rejected');
    await alex.picture('alexs-chat');
  });

  test('in a group chat it answers whoever mentions it, by what that person may do', async () => {
    await teams.open('License desk');
    const group = await teams.mention('show Kiosk users');
    await says(group, 'Kiosk users');
    await teams.picture('group-chat', group);

    const before = await teams.cards.count();
    await saysInGroupChat(seatkeeper.chatUrl, ADELE, 'show HR Department');
    const refusal = teams.cards.nth(before);
    await says(refusal, 'Not allowed');
    await teams.picture('not-allowed', refusal);

    await saysInGroupChat(seatkeeper.chatUrl, ALEX, 'show HR Department');
    await says(teams.cards.nth(before + 1), '1,000 of 1,000');
  });

  test('in a channel it answers in the thread', async () => {
    await teams.open('IT - Licensing');
    const card = await teams.post('show HR Department', '1,000 of 1,000');
    await teams.picture('channel', card);
  });

  test('it stops when told to, with nothing left running', async () => {
    expect(await alexsChat.stop()).toBe(0);
    await expect(fetch(`${alexsChat.url}/_debug/ping`)).rejects.toThrow();
    expect(await seatkeeper.stop()).toBe(0);
    await expect(fetch(`${seatkeeper.url}/healthz`)).rejects.toThrow();
    await expect(fetch(`${seatkeeper.chatUrl}/_debug/ping`)).rejects.toThrow();
  });
});
