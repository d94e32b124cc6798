import { expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { actionsOf, cardOf, eventually, MEGAN } from './teams-client.ts';

test('a message that is delivered again after a restart is answered once', async () => {
  const stage = await Stage.open();
  try {
    await stage.start({});
    const megan = stage.teams.personal(MEGAN);
    await megan.send('assign Visio to Sales', { id: 'said-once' });
    await stage.restart({});
    await megan.send('assign Visio to Sales', { id: 'said-once' });
    await megan.send('help', { id: 'said-then' });
    expect(megan.messages).toHaveLength(2);
  } finally {
    await stage.close();
  }
});

test('an answer that a process was sending when it ended is not sent again: it is said to be perhaps there', async () => {
  const stage = await Stage.open();
  try {
    await stage.start({});
    const megan = stage.teams.personal(MEGAN);
    stage.teams.hanging.add(megan.id);
    const cut = megan.send('assign Visio to Sales', { id: 'said-once' }).catch(() => undefined);
    await eventually(() => stage.teams.calls.length > 0, 'the answer to be sent');
    await stage.restart({});
    stage.teams.hanging.clear();
    await megan.send('assign Visio to Sales', { id: 'said-once' });
    await eventually(() => megan.messages[0], 'a word');
    expect(megan.messages.map(({ states }) => states[0]?.activity.text)).toEqual([
      expect.stringContaining('did not say whether my last message arrived'),
    ]);
    await cut;
  } finally {
    await stage.close();
  }
});

test('that an answer is perhaps missing is told by the next process, if the one that would have told it ends before', async () => {
  const stage = await Stage.open();
  try {
    await stage.start({});
    const megan = stage.teams.personal(MEGAN);
    stage.teams.doubtful.add(megan.id);
    await megan.send('assign Visio to Sales');
    stage.teams.doubtful.clear();
    expect(megan.messages).toHaveLength(1);
    for (const time of ['once', 'twice']) {
      await stage.restart({});
      await eventually(() => megan.messages.length > 1, `what to do, after a restart, ${time}`);
    }
    expect(megan.messages.map(({ states }) => states[0]?.activity.text)).toEqual([
      undefined,
      expect.stringContaining('did not say whether my last message arrived'),
    ]);
  } finally {
    await stage.close();
  }
});

test('a message that is delivered again is no sign that its answer arrived', async () => {
  const stage = await Stage.started();
  try {
    const megan = stage.teams.personal(MEGAN);
    stage.teams.doubtful.add(megan.id);
    await megan.send('assign Visio to Sales', { id: 'said-once' });
    stage.teams.doubtful.clear();
    await megan.send('assign Visio to Sales', { id: 'said-once' });
    await eventually(() => megan.messages[1], 'what to do');
  } finally {
    await stage.close();
  }
});

test('what a press says below its card is said once, however often the press is delivered', async () => {
  const stage = await Stage.open();
  try {
    await stage.start({});
    const megan = stage.teams.personal(MEGAN);
    const card = await megan.say('help');
    const pressed = { name: 'adaptiveCard/action', replyToId: card.id, type: 'invoke', id: 'pressed-once' };
    const [{ verb, data } = expect.fail('it has no button')] = actionsOf(cardOf(card)).filter(
      ({ type }) => type === 'Action.Execute',
    );
    const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' };
    await megan.sendAs('', { ...pressed, value });
    const said = megan.messages.length;
    expect(said).toBeGreaterThan(1);
    await stage.restart({});
    await megan.sendAs('', { ...pressed, value });
    expect(megan.messages).toHaveLength(said);
  } finally {
    await stage.close();
  }
});
