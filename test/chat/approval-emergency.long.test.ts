import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answered, COMMAND, requestFor, said, shown, titles } from './approval-stage.ts';
import { Stage } from './stage.ts';
import { actionsOf, type Chat, cardOf, eventually, ISAIAH, MEGAN, NESTOR, PATTI, textOf } from './teams-client.ts';

/** Emergency access and the channel of approvals, through real HTTP on loopback, on the demo tenant. */

const CHANNEL = '19:channel@thread.tacv2';

let stage: Stage;

beforeEach(async () => {
  stage = await Stage.open();
});

afterEach(() => stage.close());

const texts = (chat: Chat) => chat.messages.map(said).filter((text) => text !== '');

describe('emergency access', () => {
  const APPROVERS = { APPROVERS: 'License Administrator' };
  let megan: Chat;
  let nestor: Chat;
  let patti: Chat;

  beforeEach(async () => {
    await stage.start(APPROVERS);
    [megan, nestor, patti] = [MEGAN, NESTOR, PATTI].map((who) => stage.teams.personal(who)) as [Chat, Chat, Chat];
    for (const chat of [nestor, patti]) await chat.say('help');
  });

  async function ask() {
    const asked = await megan.say(COMMAND);
    await megan.press(asked, 'Ask for approval');
    return { asked, request: await requestFor(patti) };
  }

  test('is not asked for: only the named are asked in person', async () => {
    const { asked } = await ask();
    await eventually(() => shown(asked).includes('1 person who may approve it has been asked'), 'who was told');
    expect(nestor.messages).toHaveLength(1);
  });

  test('approves with a reason on a card of its own, and all concerned are told at once', async () => {
    const { asked, request } = await ask();
    const card = await nestor.say('show change 1001');
    expect(titles(card)).toEqual(['Emergency approval', 'Approve', 'Show people']);
    const approve = actionsOf(cardOf(card)).find((action) => action['verb'] === 'approve');
    const without = await nestor.execute(card, 'approve', approve?.['data']);
    expect(answered(without)).toContain('NeedsReason');
    expect(answered(without)).toContain('say “approve 1001, because …”');
    const answer = await nestor.execute(card, 'approve', { ...(approve?.['data'] as object), reason: 'a court order' });
    expect(textOf(answer.body?.value)).toContain('Nestor Wilke approved with emergency access.');

    await eventually(() => shown(asked).includes('Finished'), 'the end');
    expect(shown(asked)).toContain('Nestor Wilke approved with emergency access');
    expect(shown(asked)).toContain('“a court order”');
    await eventually(() => shown(request).includes('approved with emergency access.'), "the approver's card");
    expect(titles(request)).toEqual([]);
    await eventually(() => shown(card).includes('approved with emergency access.'), 'the card of who approved');
    const news =
      'Nestor Wilke, who is not among its approvers, approved #1001 with emergency access (“a court order”).';
    await eventually(() => texts(patti).some((text) => text.startsWith(news)), 'the news for the approvers');
    expect(texts(megan)).toContainEqual(
      expect.stringContaining('Nestor Wilke approved #1001 with emergency access (“a court order”)'),
    );
    expect(texts(nestor).filter((text) => text.includes('emergency access (')).length).toBe(0);
  });

  test('stands in the audit log and in the report of the change', async () => {
    await ask();
    await nestor.say('approve 1001, because of a court order');
    await eventually(() => texts(patti).some((text) => text.includes('emergency access')), 'the news');
    const written = said(await megan.say('export change 1001'));
    const page = readFileSync(/\S+change-1001-\S+\.html/.exec(written)?.[0] ?? '', 'utf8');
    expect(page).toMatch(/Nestor Wilke \(.+\), .+, with emergency access: a court order/);
    const [record] = await stage.audited('Change approved');
    expect(record).toMatchObject({
      actor: { displayName: 'Nestor Wilke' },
      details: { number: 1001, reason: 'a court order', breakGlass: true },
    });
  });

  test('an ordinary approval is not marked', async () => {
    const { asked, request } = await ask();
    await patti.press(request, 'Approve');
    await eventually(() => shown(asked).includes('Finished'), 'the end');
    expect(shown(asked)).not.toContain('emergency');
    const [record] = await stage.audited('Change approved');
    expect(record?.details).not.toHaveProperty('breakGlass');
  });

  test('what could not be told before a restart is told after it, and nobody twice', async () => {
    const { asked } = await ask();
    await eventually(() => shown(asked).includes('has been asked'), 'who was told');
    const group = stage.teams.groupChat(NESTOR);
    await group.say('show Kiosk users');
    stage.deaf.add(`personal-${PATTI.aadObjectId}`);
    await group.send('approve 1001, because of a court order');
    await eventually(() => texts(megan).some((text) => text.includes('emergency access')), 'the news for who asked');
    await stage.restart(APPROVERS);
    expect(texts(patti).some((text) => text.includes('emergency access'))).toBe(false);
    stage.deaf.clear();
    await stage.restart(APPROVERS);
    const told = () => texts(patti).filter((text) => text.includes('with emergency access (“a court order”)'));
    await eventually(() => told().length > 0, 'the news for the approvers');
    await stage.restart(APPROVERS);
    await patti.say('help');
    expect(told()).toHaveLength(1);
    expect(texts(megan).filter((text) => text.includes('emergency access'))).toHaveLength(1);
  });
});

test('a request that a killed process had told nobody of is asked after the restart', async () => {
  await stage.start({});
  const [megan, nestor] = [MEGAN, NESTOR].map((who) => stage.teams.personal(who)) as [Chat, Chat];
  await nestor.say('help');
  stage.deaf.add(`personal-${NESTOR.aadObjectId}`);
  const asked = await megan.say(COMMAND);
  await megan.press(asked, 'Ask for approval');
  await stage.stopped((store) => store.kv('requests').delete('1001'));
  stage.deaf.clear();
  await stage.restart({});
  const request = await requestFor(nestor);
  expect(shown(request)).toContain('Megan Bowen asks: Remove Office 365 E1');
  await nestor.press(request, 'Approve');
  await eventually(() => shown(asked).includes('Finished'), 'the end');
  await eventually(() => texts(megan).some((text) => text.includes('Nestor Wilke approved #1001')), 'the news');
});

test('a request of which nobody knows any more where it was asked is asked all the same', async () => {
  await stage.start({});
  const [megan, nestor] = [MEGAN, NESTOR].map((who) => stage.teams.personal(who)) as [Chat, Chat];
  await nestor.say('help');
  stage.deaf.add(`personal-${NESTOR.aadObjectId}`);
  await megan.press(await megan.say(COMMAND), 'Ask for approval');
  await stage.stopped(async (store) => {
    await store.kv('requests').delete('1001');
    await store.kv('cards').delete('1001');
    await store.kv('personal-chats').delete(MEGAN.aadObjectId);
    for (const { id } of await store.outbox.of('request')) await store.outbox.told(id);
    await store.outbox.put('request', 1001, {});
  });
  stage.deaf.clear();
  await stage.restart({});
  expect(shown(await requestFor(nestor))).toContain('Megan Bowen asks: Remove Office 365 E1');
});

describe('the channel of approvals', () => {
  let megan: Chat;
  let nestor: Chat;

  beforeEach(async () => {
    await stage.start({ APPROVAL_CHANNEL: CHANNEL, APPROVAL_TTL: '1h' });
    [megan, nestor] = [MEGAN, NESTOR].map((who) => stage.teams.personal(who)) as [Chat, Chat];
    await nestor.say('help');
  });

  const posts = () => stage.teams.messages.filter(({ conversationId }) => conversationId === CHANNEL);
  const known = () => stage.teams.channel(ISAIAH, '1').say('show Kiosk users');

  async function ask() {
    const asked = await megan.say(COMMAND);
    await megan.press(asked, 'Ask for approval');
    return asked;
  }

  test('has one card with live buttons, and nobody is asked in person', async () => {
    await known();
    const asked = await ask();
    const post = await eventually(() => posts()[0], 'the post');
    expect(shown(post)).toContain('Megan Bowen asks: Remove Office 365 E1');
    expect(titles(post)).toEqual(['Approve', 'Reject', 'Reject', 'Show people']);
    await eventually(() => shown(asked).includes('It has been posted in the channel for approvals.'), 'where it is');
    const [approve] = actionsOf(cardOf(post));
    const byIsaiah = await stage.teams.channel(ISAIAH, post.id).execute(post, 'approve', approve?.['data']);
    expect(answered(byIsaiah)).toContain('NotAllowed');
    const answer = await stage.teams.channel(NESTOR, post.id).execute(post, 'approve', approve?.['data']);
    expect(textOf(answer.body?.value)).toContain('Nestor Wilke approved.');
    await eventually(() => shown(post).includes('Nestor Wilke approved.'), 'the post, decided');
    expect(titles(post)).toEqual([]);
    await eventually(() => shown(asked).includes('Finished'), 'the end');
    expect(posts()).toHaveLength(1);
    expect(nestor.messages).toHaveLength(1);
  });

  test('takes an answer in the thread of the card', async () => {
    await known();
    const asked = await ask();
    const post = await eventually(() => posts()[0], 'the post');
    const thread = stage.teams.channel(NESTOR, post.id);
    expect(said(await thread.say('reject because there is no budget'))).toContain('You rejected #1001');
    await eventually(() => shown(asked).includes('“there is no budget”'), 'the end');
    await eventually(() => shown(post).includes('Nestor Wilke rejected it.'), 'the post, decided');
  });

  test('asked in the channel itself, the card there is the one', async () => {
    const channel = stage.teams.channel(MEGAN, '7');
    const asked = await channel.say(COMMAND);
    await channel.press(asked, 'Ask for approval');
    await eventually(() => titles(asked).includes('Approve'), 'the request');
    expect(shown(asked)).not.toMatch(/posted|Nobody/);
    await nestor.say('help');
    expect(posts()).toHaveLength(0);
    expect(nestor.messages).toHaveLength(2);
  });

  test('that the bot has never heard from: people are asked in person, and the card says so', async () => {
    const asked = await ask();
    await requestFor(nestor);
    await eventually(() => shown(asked).includes('1 person who may approve it has been asked'), 'who was told');
  });

  test('that the bot was taken out of: people are asked in person, and the card says so', async () => {
    await known();
    stage.gone.add(CHANNEL);
    const asked = await ask();
    await requestFor(nestor);
    await eventually(() => shown(asked).includes('1 person who may approve it has been asked'), 'who was told');
  });

  test('asks a Global Administrator whom nobody named for the reason, on the card that is there for all', async () => {
    await stage.restart({ APPROVAL_CHANNEL: CHANNEL, APPROVERS: 'License Administrator' });
    await known();
    const asked = await ask();
    const post = await eventually(() => posts()[0], 'the post');
    const channel = stage.teams.channel(NESTOR, post.id);
    const form = (await channel.press(post, 'Approve')).body?.value;
    expect(textOf(form)).toContain('In an emergency you may, with a reason.');
    expect(titles(post)[0]).toBe('Approve');
    const approve = actionsOf(form).find((action) => action['verb'] === 'approve');
    const data = { ...(approve?.['data'] as object), reason: 'a court order' };
    expect(textOf((await channel.execute(post, 'approve', data)).body?.value)).toContain('with emergency access.');
    await eventually(() => shown(post).includes('Nestor Wilke approved with emergency access.'), 'the post, decided');
    await eventually(() => shown(asked).includes('Finished'), 'the end');
  });

  test('is reminded, and told of emergency access', async () => {
    await stage.restart({ APPROVAL_CHANNEL: CHANNEL, APPROVAL_TTL: '20s', APPROVERS: 'License Administrator' });
    await known();
    await ask();
    await eventually(() => posts().some((post) => said(post).includes('#1001 still waits')), 'the reminder');
    expect(texts(nestor).filter((text) => text.includes('still waits'))).toEqual([]);
    await megan.press(await megan.say(COMMAND), 'Ask for approval');
    await nestor.say('approve 1002, because of a court order');
    await eventually(() => posts().some((post) => said(post).includes('approved #1002 with emergency access')), 'news');
  });
});
