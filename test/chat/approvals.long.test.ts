import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  answered,
  askedBy,
  COMMAND,
  hasCard,
  licensed,
  pressReject,
  requestFor,
  said,
  shown,
  titles,
} from './approval-stage.ts';
import { Stage } from './stage.ts';
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
  textOf,
} from './teams-client.ts';

/** A second person who must agree, through real HTTP on loopback, on the demo tenant. */

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
    expect(await licensed(stage)).toBe('40 of 40');
  });

  test('is shown to each in the language that they speak, to the end', async () => {
    await nestor.say('wie ben ik');
    const asked = await megan.say(COMMAND);
    await megan.press(asked, 'Ask for approval');
    const inDutch = (message: SentMessage) => hasCard(message) && shown(message).includes('Megan Bowen vraagt:');
    const request = await eventually(() => nestor.messages.find(inDutch), 'the request');
    expect(shown(request)).toContain('leden');
    expect(shown(asked)).not.toContain('leden');
    await nestor.press(request, String(titles(request)[0]));
    await eventually(() => shown(asked).includes('Finished'), 'the end');
    await eventually(() => shown(request).includes('Nestor Wilke keurde het goed.'), "the approver's card");
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
    expect(await licensed(stage)).toBe('40 of 40');
  });
});

describe('who may approve', () => {
  test('never who asked, wherever the button stands', async () => {
    const group = stage.teams.groupChat(MEGAN);
    const { asked } = await ask(group);
    await eventually(() => titles(asked).includes('Approve'), 'the request in the group');
    const answer = await group.press(asked, 'Approve');
    expect(answer.status).toBe(200);
    expect(answered(answer)).toContain('OwnRequest');
    const approved = await stage.teams.groupChat(NESTOR).press(asked, 'Approve');
    expect(textOf(approved.body?.value)).toContain('Nestor Wilke approved');
  });

  test('never who only reads', async () => {
    const { request } = await ask();
    const [approve] = actionsOf(cardOf(request));
    const isaiah = stage.teams.personal(ISAIAH);
    const answer = await isaiah.execute(request, 'approve', approve?.['data']);
    expect(answered(answer)).toContain('NotAllowed');
    expect(answered(answer)).toContain('Global Administrator');
    expect(said(await isaiah.say('approve 1001'))).toContain('Your role does not include approving this');
    expect(await licensed(stage)).toBe('40 of 40');
  });

  test('who may do what is asked: a License Administrator licenses, and moves nobody', async () => {
    const { asked } = await ask();
    const patti = stage.teams.personal(PATTI);
    expect(said(await patti.say('approve 1001'))).toContain('You approved #1001');
    await eventually(() => shown(asked).includes('Finished'), 'the end');
  });

  test('not a License Administrator for memberships', async () => {
    await stage.restart({ APPROVAL_THRESHOLD: '0' });
    const preview = await megan.say('remove Ann Beebe from Kiosk users');
    await megan.press(preview, 'Ask for approval');
    const patti = stage.teams.personal(PATTI);
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
        stage.teams.personal(people[index % people.length] ?? NESTOR).execute(request, 'approve', approve?.['data']),
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
    const before = await licensed(stage);
    expect(before).toBeDefined();
    await stage.restart({});
    const replayed = await Promise.all(
      Array.from({ length: 20 }, () => nestor.execute(request, 'approve', approve?.['data'])),
    );
    expect(replayed.every((answer) => answered(answer).includes('was first'))).toBe(true);
    expect(await licensed(stage)).toBe(before);
  });

  test('is taken on a card that is older than the process', async () => {
    const { asked, request } = await ask();
    await stage.restart({});
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
    expect(await licensed(stage)).toBe('40 of 40');
  });
});

describe('somebody who cannot be written to', () => {
  test('keeps it from nobody else, and has it as soon as they write themselves', async () => {
    const alex = stage.teams.personal(ALEX);
    await alex.say('help');
    stage.teams.deaf.add(`personal-${NESTOR.aadObjectId}`);
    await megan.press(await megan.say(COMMAND), 'Ask for approval');
    await requestFor(alex);
    expect(nestor.messages.some((message) => hasCard(message) && /asks: /.test(shown(message)))).toBe(false);
    stage.teams.deaf.clear();
    await nestor.say('help');
    await requestFor(nestor);
  });

  test('and was not asked before the process ended has it from the next one', async () => {
    const { asked } = await askedBy(megan, nestor);
    const alex = stage.teams.personal(ALEX);
    await alex.execute(asked, 'seats', {});
    expect(alex.messages.some((message) => hasCard(message) && /asks: /.test(shown(message)))).toBe(false);
    await stage.restart({});
    await requestFor(alex);
  });
});

describe('an approval is of an outcome', () => {
  test('that has changed: nothing is done, the difference is shown, and it is asked again', async () => {
    const { asked, request } = await ask();
    const alex = stage.teams.personal(ALEX);
    await alex.press(await alex.say('remove Ann Beebe from Kiosk users'), 'Apply');
    const [approve] = actionsOf(cardOf(request));
    const answer = await nestor.press(request, 'Approve');
    expect(answered(answer)).toContain('The outcome has changed since it was asked');
    expect(await licensed(stage)).toBeUndefined();
    await eventually(() => shown(request).includes('The outcome has changed'), "the approver's card");
    await eventually(() => shown(asked).includes('The outcome has changed'), 'the card where it was asked');
    expect(answered(await nestor.execute(request, 'approve', approve?.['data']))).toContain('Stale');
    expect(shown(await alex.say('show Kiosk users'))).toContain('39 of 39');
    await nestor.press(request, 'Approve');
    await eventually(() => shown(asked).includes('Finished'), 'the end');
  });

  test('that somebody was shown: who answers in words is shown it before their words count', async () => {
    const { asked, request } = await ask();
    const alex = stage.teams.personal(ALEX);
    await alex.say('help');
    await eventually(() => alex.messages.some((message) => shown(message).includes('Kiosk users')), "Alex's card");
    await alex.press(await alex.say('remove Ann Beebe from Kiosk users'), 'Apply');
    await nestor.press(request, 'Approve');
    expect(await licensed(stage)).toBeUndefined();
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
