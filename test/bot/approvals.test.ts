import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { type Running, serve } from '../../src/serve.ts';
import { openStoreReadOnly } from '../../src/store/store.ts';
import {
  ALEX,
  type Answer,
  actionsOf,
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
} from './teams-client.ts';

/** A second person who must agree, through real HTTP on loopback, on the demo tenant. */

let dataDir: string;
let bot: Running;
let port = 0;
let teams: TeamsClient;
let megan: Chat;
let nestor: Chat;

/** A restart within a test keeps the port, so that Teams finds the bot again. */
async function startBot(variables: Record<string, string> = {}): Promise<void> {
  const read = readConfig({ DATA_DIR: dataDir, PORT: String(port), CHAT: 'off', LOG_LEVEL: 'error', ...variables });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  bot = await serve(read.config);
  port = bot.port;
}

async function restartBot(variables: Record<string, string> = {}): Promise<void> {
  await bot.close();
  await startBot(variables);
  // Lets the client notice that its connections are closed.
  await new Promise((resolve) => setTimeout(resolve, 50));
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'seatkeeper-'));
  port = 0;
  await startBot();
  teams = await TeamsClient.start(`http://127.0.0.1:${bot.port}/api/messages`);
  megan = teams.personal(MEGAN);
  nestor = teams.personal(NESTOR);
  await nestor.say('help');
});

afterEach(async () => {
  await bot.close();
  await teams[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

const COMMAND = 'remove E1 from Kiosk users because the pilot has ended';

const titles = (message: SentMessage) => actionsOf(cardOf(message)).map((action) => action['title']);
const shown = (message: SentMessage) => textOf(cardOf(message));
const said = (message: SentMessage) => message.states[0]?.activity.text ?? '';
const answered = (answer: Answer) => JSON.stringify(answer.body);

/** The card of the request in somebody's own chat. */
async function requestFor(chat: Chat): Promise<SentMessage> {
  return eventually(
    () => chat.messages.find((message) => hasCard(message) && /asks: /.test(shown(message))),
    'the request',
  );
}

function hasCard(message: SentMessage): boolean {
  return message.states.at(-1)?.activity.attachments !== undefined;
}

/** Megan asks in her own chat; her card and Nestor's. */
async function ask(chat = megan): Promise<{ readonly asked: SentMessage; readonly request: SentMessage }> {
  const asked = await chat.say(COMMAND);
  await chat.press(asked, 'Ask for approval');
  return { asked, request: await requestFor(nestor) };
}

/** The button of the small form that opens below *Reject*. */
function pressReject(chat: Chat, message: SentMessage, reason: string): Promise<Answer> {
  const reject = actionsOf(cardOf(message)).find((action) => action['verb'] === 'reject');
  return chat.execute(message, 'reject', { ...(reject?.['data'] as object), reason });
}

/** How many of Kiosk users have Office 365 E1. */
async function licensed(): Promise<string | undefined> {
  return /(\d+) of 40/.exec(shown(await teams.groupChat(NESTOR, 'looking').say('show Kiosk users')))?.[0];
}

describe('what takes something from many', () => {
  test('is previewed, and its first button asks for approval', async () => {
    const preview = await megan.say(COMMAND);
    expect(titles(preview)[0]).toBe('Ask for approval');
    expect(titles(preview)).not.toContain('Apply');
    expect(shown(preview)).toContain('40 people would have less than before, so a second person must agree.');
    expect(shown(preview)).toContain('the pilot has ended');
  });

  test('waits for whoever may approve it: in person, with who asks for what and why', async () => {
    const { asked, request } = await ask();
    expect(shown(request)).toContain('Megan Bowen asks: Remove Office 365 E1');
    expect(shown(request)).toContain('“the pilot has ended”');
    expect(titles(request)).toEqual(['Approve', 'Reject', 'Reject', 'Show people']);
    await eventually(() => shown(asked).includes('Waiting for approval'), 'the card where it was asked');
    expect(shown(asked)).toContain('1 person who may approve it has been asked');
    expect(titles(asked)).not.toContain('Approve');
    expect(await licensed()).toBe('40 of 40');
  });

  test('is done once somebody else approves, and every card says who', async () => {
    const { asked, request } = await ask();
    const answer = await nestor.press(request, 'Approve');
    expect(answered(answer)).toContain('Approved');
    await eventually(() => shown(asked).includes('Finished'), 'the end');
    expect(shown(asked)).toMatch(/Nestor Wilke approved/);
    await eventually(() => shown(request).includes('Nestor Wilke approved.'), "the approver's card");
    expect(titles(request)).toEqual([]);
    expect(megan.messages.map(said)).toContainEqual(expect.stringContaining('Nestor Wilke approved #1001'));
    expect(shown(await megan.say('show Kiosk users'))).not.toContain('40 of 40');
  });

  test('is not done when somebody rejects, with the reason told to who asked', async () => {
    const { asked, request } = await ask();
    await pressReject(nestor, request, 'no budget');
    await eventually(() => shown(asked).includes('Rejected'), 'the end');
    expect(shown(asked)).toContain('Nestor Wilke rejected it.');
    expect(shown(asked)).toContain('“no budget”');
    expect(megan.messages.map(said)).toContainEqual(
      expect.stringContaining('Nestor Wilke rejected #1001 (“no budget”)'),
    );
    expect(await licensed()).toBe('40 of 40');
  });
});

describe('who may approve', () => {
  test('never who asked, wherever the button stands', async () => {
    const group = teams.groupChat(MEGAN);
    const { asked } = await ask(group);
    await eventually(() => titles(asked).includes('Approve'), 'the request in the group');
    const answer = await group.press(asked, 'Approve');
    expect(answer.status).toBe(200);
    expect(answered(answer)).toContain('OwnRequest');
    const approved = await teams.groupChat(NESTOR).press(asked, 'Approve');
    expect(textOf(approved.body?.value)).toContain('Nestor Wilke approved');
  });

  test('never who only reads', async () => {
    const { request } = await ask();
    const [approve] = actionsOf(cardOf(request));
    const isaiah = teams.personal(ISAIAH);
    const answer = await isaiah.execute(request, 'approve', approve?.['data']);
    expect(answered(answer)).toContain('NotAllowed');
    expect(answered(answer)).toContain('Global Administrator');
    expect(said(await isaiah.say('approve 1001'))).toContain('Your role does not include approving this');
    expect(await licensed()).toBe('40 of 40');
  });

  test('who may do what is asked: a License Administrator licenses, and moves nobody', async () => {
    const { asked } = await ask();
    const patti = teams.personal(PATTI);
    expect(said(await patti.say('approve 1001'))).toContain('You approved #1001');
    await eventually(() => shown(asked).includes('Finished'), 'the end');
  });

  test('not a License Administrator for memberships', async () => {
    await restartBot({ APPROVAL_THRESHOLD: '0' });
    const preview = await megan.say('remove Ann Beebe from Kiosk users');
    await megan.press(preview, 'Ask for approval');
    const patti = teams.personal(PATTI);
    expect(said(await patti.say('approve 1001'))).toMatch(/does not include approving this.*User Administrator/);
    expect(said(await nestor.say('approve 1001'))).toContain('You approved #1001');
  });
});

describe('one decision', () => {
  test('of ten people at the same instant one decides, and the others hear who was first', async () => {
    const { request } = await ask();
    const [approve] = actionsOf(cardOf(request));
    const people = [NESTOR, ALEX, PATTI];
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        teams.personal(people[index % people.length] ?? NESTOR).execute(request, 'approve', approve?.['data']),
      ),
    );
    expect(answers.every((answer) => answer.status === 200 && answer.body?.type !== undefined)).toBe(true);
    const late = answers.filter((answer) => answered(answer).includes('was first'));
    expect(late).toHaveLength(9);
    expect(answered(late[0] as Answer)).toMatch(/(Nestor Wilke|Alex Wilber|Patti Fernandez) was first/);
    expect(shown(await megan.say('show me the last 10 changes')).match(/#1001/g)).toHaveLength(1);
  });

  test('a recorded press, sent again after a restart, does nothing', async () => {
    const { asked, request } = await ask();
    const [approve] = actionsOf(cardOf(request));
    await nestor.execute(request, 'approve', approve?.['data']);
    await eventually(() => shown(asked).includes('Finished'), 'the end');
    await megan.press(await megan.say('undo 1001'), 'Apply');
    const before = await licensed();
    expect(before).toBeDefined();
    await restartBot();
    const replayed = await Promise.all(
      Array.from({ length: 20 }, () => nestor.execute(request, 'approve', approve?.['data'])),
    );
    expect(replayed.every((answer) => answered(answer).includes('was first'))).toBe(true);
    expect(await licensed()).toBe(before);
  });

  test('is taken on a card that is older than the process', async () => {
    const { asked, request } = await ask();
    await restartBot();
    await nestor.press(request, 'Approve');
    await eventually(() => shown(asked).includes('Finished'), 'the end');
    await eventually(() => shown(request).includes('Nestor Wilke approved.'), "the approver's card");
  });

  test('taken back by who asked, nobody approves it', async () => {
    const { asked, request } = await ask();
    await eventually(() => titles(asked).includes('Cancel'), 'the request');
    await megan.press(asked, 'Cancel');
    await eventually(() => shown(request).includes('Megan Bowen took it back.'), "the approver's card");
    expect(said(await nestor.say('approve 1001'))).toContain('Megan Bowen took this request back');
    expect(await licensed()).toBe('40 of 40');
  });
});

describe('somebody who cannot be written to', () => {
  test('keeps it from nobody else, and has it as soon as they write themselves', async () => {
    const alex = teams.personal(ALEX);
    await alex.say('help');
    teams.deaf.add(`personal-${NESTOR.aadObjectId}`);
    await megan.press(await megan.say(COMMAND), 'Ask for approval');
    await requestFor(alex);
    expect(nestor.messages.some((message) => hasCard(message) && /asks: /.test(shown(message)))).toBe(false);
    teams.deaf.clear();
    await nestor.say('help');
    await requestFor(nestor);
  });
});

describe('an approval is of an outcome', () => {
  test('that has changed: nothing is done, the difference is shown, and it is asked again', async () => {
    const { asked, request } = await ask();
    const alex = teams.personal(ALEX);
    await alex.press(await alex.say('remove Ann Beebe from Kiosk users'), 'Apply');
    const [approve] = actionsOf(cardOf(request));
    const answer = await nestor.press(request, 'Approve');
    expect(answered(answer)).toContain('The outcome has changed since it was asked');
    expect(await licensed()).toBeUndefined();
    await eventually(() => shown(request).includes('The outcome has changed'), "the approver's card");
    await eventually(() => shown(asked).includes('The outcome has changed'), 'the card where it was asked');
    expect(answered(await nestor.execute(request, 'approve', approve?.['data']))).toContain('Stale');
    expect(shown(await alex.say('show Kiosk users'))).toContain('39 of 39');
    await nestor.press(request, 'Approve');
    await eventually(() => shown(asked).includes('Finished'), 'the end');
  });

  test('that somebody was shown: who answers in words is shown it before their words count', async () => {
    const { asked, request } = await ask();
    const alex = teams.personal(ALEX);
    await alex.say('help');
    await eventually(() => alex.messages.some((message) => shown(message).includes('Kiosk users')), "Alex's card");
    await alex.press(await alex.say('remove Ann Beebe from Kiosk users'), 'Apply');
    await nestor.press(request, 'Approve');
    expect(await licensed()).toBeUndefined();
    await alex.say('approve 1001');
    expect(alex.messages.map(said).join()).toContain('has changed since it was asked');
    expect(alex.messages.filter(hasCard).map(shown).join()).toContain('The outcome has changed');
    expect(shown(asked)).not.toContain('Finished');
    await alex.say('approve 1001');
    await eventually(() => shown(asked).includes('Finished'), 'the end');
  });

  test('and of a requester who still may', async () => {
    await ask();
    expect(said(await nestor.say('lgtm'))).toContain('You approved #1001');
  });
});

describe('in words', () => {
  test('a reason may follow, and the list says what waits', async () => {
    const { asked } = await ask();
    const list = await nestor.say('show pending approvals');
    expect(shown(list)).toContain('Remove Office 365 E1 from Kiosk users');
    const before = nestor.messages.length;
    await nestor.execute(list, 'show-change', { id: 1001 });
    const request = await eventually(() => nestor.messages[before], 'the request below');
    expect(titles(request)[0]).toBe('Approve');
    expect(said(await nestor.say('reject 1001, no budget'))).toContain('You rejected #1001');
    await eventually(() => shown(asked).includes('“no budget”'), 'the end');
    await eventually(() => shown(request).includes('“no budget”'), 'the card below the list');
    expect(shown(await nestor.say('show pending approvals'))).toContain('Nothing waits for approval.');
    expect(shown(await nestor.say('show rejected requests'))).toContain('Remove Office 365 E1');
  });

  test('"yes" to such a preview asks for approval', async () => {
    await megan.say(COMMAND);
    expect(shown(await megan.say('yes'))).toContain('Waiting for approval');
    await requestFor(nestor);
  });

  test('"cancel" takes a request back, and only from who asked', async () => {
    await ask();
    expect(said(await nestor.say('cancel 1001'))).toContain('Only Megan Bowen can take this request back');
    expect(said(await megan.say('cancel 1001'))).toContain('You took #1001 back');
  });

  test('a plain "yes" decides nothing where a preview of one’s own waits for it', async () => {
    await ask();
    const own = await nestor.say('remove Ann Beebe from Kiosk users');
    await nestor.say('yes');
    await eventually(() => shown(own).includes('Finished'), 'the end of the own change');
    expect(shown(await nestor.say('show pending approvals'))).toContain('Remove Office 365 E1 from Kiosk users');
  });

  test('nothing waits where nothing was asked', async () => {
    expect(said(await nestor.say('approve 4711'))).toContain('I know no change with this number');
  });
});

describe('time', () => {
  test('reminds once, ends the request, and tells who asked', async () => {
    await restartBot({ APPROVAL_TTL: '2s' });
    const { asked, request } = await ask();
    const told = () => nestor.messages.filter((message) => said(message).includes('#1001 still waits for approval'));
    await eventually(() => told().length > 0, 'the reminder');
    await eventually(
      () => megan.messages.some((message) => said(message).includes('Nobody decided #1001')),
      'the news',
    );
    await eventually(() => shown(asked).includes('Expired'), 'the card where it was asked');
    await eventually(() => shown(request).includes('Nobody decided in time'), "the approver's card");
    expect(titles(request)).toEqual([]);
    expect(told()).toHaveLength(1);
    expect(said(await nestor.say('approve 1001'))).toContain('this request has expired');
    expect(await licensed()).toBe('40 of 40');
  });

  test('that ran out while the bot was stopped ends the request at its start', async () => {
    await restartBot({ APPROVAL_TTL: '2s' });
    const { request } = await ask();
    await bot.close();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await startBot();
    await eventually(
      () => megan.messages.some((message) => said(message).includes('Nobody decided #1001')),
      'the news',
    );
    await eventually(() => shown(request).includes('Nobody decided in time'), "the approver's card");
  });

  test('somebody who is met later is asked then', async () => {
    const asked = await megan.say(COMMAND);
    await megan.press(asked, 'Ask for approval');
    const alex = teams.personal(ALEX);
    await alex.install();
    const request = await requestFor(alex);
    await alex.press(request, 'Approve');
    await eventually(() => shown(asked).includes('Alex Wilber'), 'the end');
  });
});

describe('a fix that takes something from many', () => {
  test('asks for approval by its own button', async () => {
    await restartBot({ APPROVAL_THRESHOLD: '5' });
    const preview = await megan.say('assign E3 and EMS to HR Department without Yammer');
    await megan.press(preview, 'Apply');
    await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
    const fixes = await megan.say('fix HR Department');
    expect(shown(fixes)).toContain('A second person must agree.');
    expect(new Set(titles(fixes)).size).toBe(titles(fixes).length);
    await megan.press(fixes, 'Option 1: ask to fix 10');
    const request = await requestFor(nestor);
    await nestor.press(request, 'Approve');
    await eventually(() => /1,000 of 1,000/.test(shown(fixes)) || shown(fixes).includes('Finished'), 'the end');
    expect(shown(await megan.say('who failed in HR Department'))).not.toContain('Conflicting');
  });
});

describe('a freeze', () => {
  test('stops all applying, by one or by two, and previews go on', async () => {
    const { asked, request } = await ask();
    expect(said(await nestor.say('freeze changes until 18:00, because the auditors are here'))).toMatch(
      /^Frozen until .*18:00.* \(“the auditors are here”\): nobody’s changes are applied/,
    );
    const preview = await megan.say('assign E3 to HR Department');
    const applied = answered(await megan.press(preview, 'Apply'));
    expect(applied).toContain('Nestor Wilke has frozen all changes until');
    expect(applied).toContain('the auditors are here');
    const approved = answered(await nestor.press(request, 'Approve'));
    expect(approved).toContain('Frozen');
    await restartBot();
    expect(answered(await megan.press(preview, 'Apply'))).toContain('has frozen all changes');
    expect(said(await megan.say('unfreeze'))).toContain('Unfrozen');
    await nestor.press(request, 'Approve');
    await eventually(() => shown(asked).includes('Finished'), 'the end');
  });

  test('is for those who may license groups', async () => {
    expect(said(await teams.personal(ISAIAH).say('freeze changes'))).toContain('Your role does not include this');
    expect(said(await megan.say('unfreeze'))).toContain('Nothing is frozen');
  });

  test.each([
    [
      'freeze changes until tomorrow 9:00 because of the audit',
      /^Frozen until \w+ \d+ \w+ \d{4}, 09:00 \(.+\) \(“the audit”\)/,
    ],
    [
      'bevries wijzigingen tot morgen 9:00 omdat het moet',
      /^Bevroren tot \w+ \d+ \w+ \d{4}, 09:00 \(.+\) \(“het moet”\)/,
    ],
    ['freeze changes', /^Frozen until somebody says “unfreeze”: /],
    ['freeze changes until 25:99', /^Frozen until somebody says .* I did not understand until when/],
  ])('%s', async (text, answer) => {
    expect(said(await nestor.say(text))).toMatch(answer);
  });
});

describe('a preview whose fix takes something from many', () => {
  test('is applied alone, or asked for together with the fix', async () => {
    await restartBot({ APPROVAL_THRESHOLD: '5' });
    const preview = await megan.say('assign E3 and EMS to HR Department without Yammer');
    expect(titles(preview).slice(0, 2)).toEqual(['Apply', 'Ask to apply and fix 10']);
    await megan.press(preview, 'Ask to apply and fix 10');
    const request = await requestFor(nestor);
    expect(shown(request)).toContain('Take 10 people out of Kiosk users.');
    expect(shown(request)).toMatch(/1,000\nmembers\n1,000\nget both\n0\nfail\n10 have less than before/);
    await nestor.press(request, 'Approve');
    await eventually(() => shown(preview).includes('Finished'), 'the end');
    expect(shown(await megan.say('show HR Department'))).toContain('1,000 of 1,000');
  });

  test('and that needs a second person itself has one button to ask for approval, first', async () => {
    await restartBot({ APPROVAL_ALWAYS: 'group-licenses' });
    const preview = await megan.say('assign E3 and EMS to HR Department without Yammer');
    expect(titles(preview).slice(0, 2)).toEqual(['Ask for approval', 'Ask to apply and fix 10']);
    expect(titles(preview).filter((title) => title === 'Ask for approval')).toHaveLength(1);
    expect(titles(preview)).not.toContain('Apply and fix 10');
    await megan.press(preview, 'Ask to apply and fix 10');
    await requestFor(nestor);
    expect(said(await nestor.say('approve 1001'))).toContain('You approved #1001');
    await eventually(() => shown(preview).includes('Finished'), 'the end');
    expect(shown(await megan.say('show HR Department'))).toContain('1,000 of 1,000');
  });
});

test('the audit log says who asked, decided and froze, and why', async () => {
  await ask();
  await nestor.say('freeze changes, because of the audit');
  await megan.say('unfreeze');
  await nestor.say('approve 1001 because it is time');
  await eventually(() => megan.messages.some((message) => said(message).includes('approved #1001')), 'the news');
  await bot.close();
  const store = openStoreReadOnly(dataDir, { clock: systemClock });
  const records = [...store.audit.since(0)];
  store.close();
  const of = (activity: string) => records.find((record) => record.activity === activity);
  expect(of('Approval requested')).toMatchObject({
    actor: { displayName: 'Megan Bowen' },
    details: { number: 1001, reason: 'the pilot has ended' },
  });
  expect(of('Change approved')).toMatchObject({
    actor: { displayName: 'Nestor Wilke' },
    details: { number: 1001, requestedBy: MEGAN.aadObjectId, losing: 40, reason: 'it is time' },
  });
  expect(of('Changes frozen')?.actor.displayName).toBe('Nestor Wilke');
  expect(of('Changes unfrozen')?.actor.displayName).toBe('Megan Bowen');
  await startBot();
});

describe('a failing group', () => {
  test('whose best fix takes something from many has a button that asks', async () => {
    await restartBot({ APPROVAL_THRESHOLD: '5' });
    const preview = await megan.say('assign E3 and EMS to HR Department without Yammer');
    await megan.press(preview, 'Apply');
    await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
    const ask = actionsOf(cardOf(preview)).find((action) => action['title'] === 'Ask to fix 10');
    expect(ask?.['verb']).toBe('apply-fix');
    const chats = [megan, teams.groupChat(MEGAN), teams.personal(ALEX), megan, teams.groupChat(ALEX, 'another')];
    const presses = await Promise.all(chats.map((chat) => chat.execute(preview, 'apply-fix', ask?.['data'])));
    expect(presses.filter((answer) => answered(answer).includes('Waiting for approval'))).toHaveLength(1);
    await requestFor(nestor);
    expect(nestor.messages.filter((message) => hasCard(message) && /asks: /.test(shown(message)))).toHaveLength(1);
  });
});
