import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answered, askedBy, COMMAND, hasCard, licensed, requestFor, said, shown, titles } from './approval-stage.ts';
import { quickClock } from './quick-clock.ts';
import { Stage } from './stage.ts';
import { ALEX, actionsOf, type Chat, cardOf, eventually, ISAIAH, MEGAN, NESTOR } from './teams-client.ts';

/** Requests in words, over time and beside freezes and fixes, through real HTTP on loopback, on the demo tenant. */

let stage: Stage;
let megan: Chat;
let nestor: Chat;

beforeEach(async () => {
  stage = await Stage.open();
  await stage.start({});
  [megan, nestor] = [MEGAN, NESTOR].map((who) => stage.teams.personal(who)) as [Chat, Chat];
  await nestor.say('help');
});

afterEach(() => stage.close());

/** Megan asks in her own chat, or in this one; her card and Nestor's. */
const ask = (chat = megan) => askedBy(chat, nestor);

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
    await stage.restart({ APPROVAL_TTL: '20s' });
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
    expect(await licensed(stage)).toBe('40 of 40');
  });

  test('that ran out while the bot was stopped ends the request at its start', async () => {
    await stage.restart({ APPROVAL_TTL: '20s' });
    const { request } = await ask();
    await stage.stop();
    await quickClock.sleep(20_000);
    await stage.start({});
    await eventually(
      () => megan.messages.some((message) => said(message).includes('Nobody decided #1001')),
      'the news',
    );
    await eventually(() => shown(request).includes('Nobody decided in time'), "the approver's card");
  });

  test('somebody who is met later is asked then', async () => {
    const asked = await megan.say(COMMAND);
    await megan.press(asked, 'Ask for approval');
    const alex = stage.teams.personal(ALEX);
    await alex.install();
    const request = await requestFor(alex);
    await alex.press(request, 'Approve');
    await eventually(() => shown(asked).includes('Alex Wilber'), 'the end');
  });
});

describe('a fix that takes something from many', () => {
  test('asks for approval by its own button', async () => {
    await stage.restart({ APPROVAL_THRESHOLD: '5' });
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
    await stage.restart({});
    expect(answered(await megan.press(preview, 'Apply'))).toContain('has frozen all changes');
    expect(said(await megan.say('unfreeze'))).toContain('Unfrozen');
    await nestor.press(request, 'Approve');
    await eventually(() => shown(asked).includes('Finished'), 'the end');
  });

  test('is for those who may license groups', async () => {
    expect(said(await stage.teams.personal(ISAIAH).say('freeze changes'))).toContain('Your role does not include this');
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
    await stage.restart({ APPROVAL_THRESHOLD: '5' });
    const preview = await megan.say('assign E3 and EMS to HR Department without Yammer');
    expect(titles(preview).slice(0, 2)).toEqual(['Apply', 'Ask to apply and fix 10']);
    await megan.press(preview, 'Ask to apply and fix 10');
    const request = await requestFor(nestor);
    expect(shown(request)).toContain('Take 10 people out of Kiosk users.');
    expect(shown(request)).toMatch(/1,000\nmembers\n1,000\nget both\n0\nfail\n10 lose Office 365 E1/);
    await nestor.press(request, 'Approve');
    await eventually(() => shown(preview).includes('Finished'), 'the end');
    expect(shown(await megan.say('show HR Department'))).toContain('1,000 of 1,000');
  });

  test('and that needs a second person itself has one button to ask for approval, first', async () => {
    await stage.restart({ APPROVAL_ALWAYS: 'group-licenses' });
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
  const records = await stage.audit();
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
});

describe('a failing group', () => {
  test('whose best fix takes something from many has a button that asks', async () => {
    await stage.restart({ APPROVAL_THRESHOLD: '5' });
    const preview = await megan.say('assign E3 and EMS to HR Department without Yammer');
    await megan.press(preview, 'Apply');
    await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
    const ask = actionsOf(cardOf(preview)).find((action) => action['title'] === 'Ask to fix 10');
    expect(ask?.['verb']).toBe('apply-fix');
    const chats = [
      megan,
      stage.teams.groupChat(MEGAN),
      stage.teams.personal(ALEX),
      megan,
      stage.teams.groupChat(ALEX, 'another'),
    ];
    const presses = await Promise.all(chats.map((chat) => chat.execute(preview, 'apply-fix', ask?.['data'])));
    expect(presses.filter((answer) => answered(answer).includes('Waiting for approval'))).toHaveLength(1);
    await requestFor(nestor);
    expect(nestor.messages.filter((message) => hasCard(message) && /asks: /.test(shown(message)))).toHaveLength(1);
  });
});
