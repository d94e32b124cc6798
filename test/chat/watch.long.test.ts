import { describe, expect, test } from 'vitest';
import type { EmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import { MEGAN as MEGAN_ACTOR } from '../directory/small-tenant.ts';
import { quiet } from './quick-clock.ts';
import { ALEX, actionsOf, cardOf, eventually, MEGAN, NESTOR, PATTI, textOf } from './teams-client.ts';
import {
  apply,
  groupId,
  kioskUserIds,
  nextMessage,
  one,
  onStage,
  shown,
  textIn,
  three,
  titles,
  two,
} from './watch-stage.ts';

/** News that come by themselves, through real HTTP on loopback, on the demo tenant. */

const PING = 'ping this channel whenever a license assignment fails';
const PING_E3_PILOT = `${PING} in E3 Pilot`;
const COMMAND = 'assign E3 and EMS to HR Department without Yammer';
const THREAD = '4711';

describe('a channel that is pinged whenever an assignment fails', () => {
  test(
    'is told what it will hear, and that what fails already is no news',
    onStage(async ({ channel, megan }) => {
      const answer = textIn(await channel.say(PING));
      expect(answer).toContain('this channel');
      expect(answer).toMatch(/\d+ people fail already/);
      await apply(megan, 'reprocess Marketing');
      await quiet();
      expect(channel.messages).toHaveLength(1);
    }),
  );

  test(
    'gets one message for a cause: more of the same edits it, with the fix',
    onStage(async ({ channel, joins }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      for (const part of ['E3 Pilot', 'Conflicting service plans', 'Kiosk users', one, 'Alerts asked for by Megan']) {
        expect(shown(alert)).toContain(part);
      }
      expect(titles(alert)).toEqual(expect.arrayContaining(['Fix 1', 'Why', 'Stop alerts']));
      expect(alert.states[0]?.activity.summary).toContain('E3 Pilot');
      expect(shown(await nextMessage(channel, () => channel.press(alert, 'Why')))).toContain('Kiosk users');

      await joins(two);
      await joins(three);
      await eventually(() => shown(alert).includes(three), 'the third person');
      expect(shown(alert)).toContain('3 people got none');
      expect(titles(alert)).toContain('Fix 3');
      expect(channel.messages).toHaveLength(3);
      for (const [index, { at }] of alert.states.entries()) {
        if (index > 0) expect(at - (alert.states[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(1_900);
      }
    }),
  );

  test(
    'a fix by whoever may says Solved on the same message',
    onStage(async ({ channel, megan, teams, joins }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      const answer = await teams.channel(NESTOR, THREAD).press(alert, 'Fix 1');
      expect(answer.body?.type).toBe('application/vnd.microsoft.card.adaptive');
      await eventually(() => shown(alert).includes('Solved'), 'the end of the cause');
      expect(shown(alert)).toContain('Everybody has the group’s licenses now');
      expect(titles(alert)).toEqual([]);
      expect(channel.messages).toHaveLength(2);
      expect(shown(await megan.say('show me the last 10 changes'))).toContain('Nestor Wilke');
      await quiet();
      expect(shown(alert)).toContain('Solved');
    }),
  );

  test(
    'a fix that takes long has a card of its own, and the alert stays what it is',
    onStage(async ({ channel, joins, restart }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      await joins(two);
      await joins(three);
      await eventually(() => titles(alert).includes('Fix 3'), 'all three');
      await restart({ EMBEDDED_USERS_PER_SECOND: '1' });
      const progress = await nextMessage(channel, () => channel.press(alert, 'Fix 3'));
      expect(shown(progress)).toContain('In progress');
      await eventually(() => shown(progress).includes('Finished'), 'the end of the fix');
      await eventually(() => shown(alert).includes('Solved'), 'the end of the cause');
      expect(alert.states.some(({ activity }) => textOf(activity.attachments).includes('In progress'))).toBe(false);
      expect(channel.messages).toHaveLength(3);
    }),
  );

  test(
    'a fix by who may not is refused, and the alert stays',
    onStage(async ({ channel, teams, joins }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      const answer = await teams.channel(PATTI, THREAD).press(alert, 'Fix 1');
      expect(JSON.stringify(answer.body)).toContain('User Administrator');
      expect(titles(alert)).toContain('Fix 1');
    }),
  );

  test(
    'solved elsewhere it says so, and a cause that returns brings the message back to life',
    onStage(async ({ channel, joins, leaves }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      await leaves(one);
      await eventually(() => shown(alert).includes('Solved'), 'the end of the cause');
      await joins(one);
      await eventually(() => shown(alert).includes('1 new'), 'the cause that is back');
      expect(titles(alert)).toContain('Fix 1');
      await leaves(one);
      await eventually(() => shown(alert).includes('Solved'), 'the end once more');
      expect(channel.messages).toHaveLength(2);
    }),
  );

  test(
    'muted for a while it says nothing new, and then what still fails',
    onStage(async ({ channel, joins }) => {
      await channel.say(PING);
      expect(textIn(await channel.say('mute alerts of E3 Pilot for 30 minutes'))).toContain(
        'nothing new here about E3 Pilot until',
      );
      await joins(one);
      expect(channel.messages).toHaveLength(2);
      const alert = await eventually(() => channel.messages[2], 'what still fails');
      expect(shown(alert)).toContain('E3 Pilot');
    }),
  );

  test(
    'what somebody asked to be told there is not told again in their own chat',
    onStage(async ({ channel, megan, teams, joins }) => {
      await megan.say('tell me when E3 Pilot fails');
      await channel.say(PING);
      const nestor = teams.personal(NESTOR);
      await nestor.say('tell me when E3 Pilot fails');
      const before = megan.messages.length;
      await nextMessage(channel, () => joins(one));
      await eventually(() => nestor.messages[1], 'the alert of somebody else');
      await quiet();
      expect(megan.messages).toHaveLength(before + 1);
    }),
  );

  test(
    'whoever stops it there goes on in their own chat, to which what was told there is no news',
    onStage(async ({ channel, megan, teams }) => {
      const joins = (upn: string) => apply(teams.personal(ALEX), `add ${upn} to E3 Pilot`);
      await megan.say('tell me when E3 Pilot fails');
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      await quiet();
      const before = megan.messages.length;
      await channel.press(alert, 'Stop alerts');
      await quiet();
      const alerts = () =>
        megan.messages.slice(before).filter((message) => shown(message).includes('Alerts asked for'));
      expect(alerts()).toEqual([]);
      await joins(two);
      const news = await eventually(() => alerts()[0], 'the alert in their own chat');
      expect(shown(news)).toContain(two);
      expect(shown(news)).not.toContain(one);
    }),
  );

  test(
    'solved while others in the group still fail, it does not say that everybody is well',
    onStage(async ({ channel, megan }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => apply(megan, `add ${one} to Project Office`));
      await apply(megan, `remove ${one} from Project Office`);
      await eventually(() => shown(alert).includes('Solved'), 'the end of the news');
      expect(shown(alert)).toContain('2 others still fail in the group');
    }),
  );

  test(
    'another reason for the same people is no other message',
    onStage(async ({ channel, megan, joins }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      await apply(megan, `assign E1 directly to ${one}`);
      await eventually(() => alert.states.length > 1, 'the other reason');
      expect(shown(alert)).toMatch(/direct/i);
      await quiet();
      expect(channel.messages).toHaveLength(2);
    }),
  );

  test(
    'a button of an older state of the message is told to be one',
    onStage(async ({ channel, joins }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      const [old] = actionsOf(cardOf(alert));
      await joins(two);
      await eventually(() => titles(alert).includes('Fix 2'), 'the second person');
      const answer = await channel.execute(alert, String(old?.['verb']), old?.['data']);
      expect(JSON.stringify(answer.body)).toContain('older one');
    }),
  );

  test(
    'asked twice, in two threads, it still gets one message',
    onStage(async ({ channel, teams, joins }) => {
      await channel.say(PING);
      const thread = teams.channel(NESTOR, '815');
      await thread.say(PING_E3_PILOT);
      await nextMessage(channel, () => joins(one));
      await quiet();
      expect(channel.messages).toHaveLength(2);
      expect(thread.messages).toHaveLength(1);
    }),
  );

  test(
    'is not told what the card of a change in it tells',
    onStage(async ({ channel }) => {
      await channel.say(PING);
      const preview = await apply(channel, `add ${one} to E3 Pilot`);
      expect(shown(preview)).toContain('Finished with failures');
      await quiet();
      expect(channel.messages).toHaveLength(2);
    }),
  );

  test(
    'of one group hears of that group alone',
    onStage(async ({ channel, megan, joins }) => {
      await channel.say(PING_E3_PILOT);
      await apply(megan, `add ${one} to Project Office`);
      const alert = await nextMessage(channel, () => joins(two));
      expect(shown(alert)).toContain('E3 Pilot');
      await quiet();
      expect(channel.messages).toHaveLength(2);
    }),
  );

  test(
    'of a long run hears once, at its end',
    onStage(async ({ channel, megan, restart }) => {
      await channel.say(PING);
      await restart({ EMBEDDED_USERS_PER_SECOND: '400' });
      const preview = await megan.say(COMMAND);
      await megan.press(preview, 'Apply');
      await eventually(() => shown(preview).includes('In progress'), 'progress');
      expect(channel.messages).toHaveLength(1);
      const alert = await nextMessage(channel, async () => undefined);
      await eventually(() => shown(preview).includes('Finished with failures'), 'the end');
      expect(shown(alert)).toContain('10 people got none');
      expect(alert.states).toHaveLength(1);
      expect(titles(alert)).toContain('Fix 10');
    }),
  );
});

describe('told to stop', () => {
  test(
    'there is silence: not even edits follow',
    onStage(async ({ channel, joins, leaves }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      expect(textIn(await channel.say('stop pinging this channel'))).toContain('Stopped');
      await joins(two);
      await leaves(one);
      await quiet();
      expect(alert.states).toHaveLength(1);
      expect(channel.messages).toHaveLength(3);
      expect(textIn(await channel.say('stop pinging this channel'))).toContain('no alerts here');
    }),
  );

  test(
    'by the button of an alert, whoever pressed sees that it stands still',
    onStage(async ({ channel, teams, joins }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      const answer = await teams.channel(NESTOR, THREAD).press(alert, 'Stop alerts');
      expect(textOf(answer.body?.value)).toContain('Alerts are stopped');
      await joins(two);
      await quiet();
      expect(alert.states).toHaveLength(1);
      expect(channel.messages).toHaveLength(2);
    }),
  );

  test(
    'about one product, the rest goes on, also after a restart',
    onStage(async ({ channel, megan, joins, restart }) => {
      await channel.say(PING);
      expect(textIn(await channel.say('stop pinging me about Visio'))).toContain('Visio Plan 2');
      await restart();
      await apply(megan, `add ${one} to Marketing`);
      const alert = await nextMessage(channel, () => joins(two));
      expect(shown(alert)).toContain('E3 Pilot');
      await quiet();
      expect(channel.messages).toHaveLength(3);
    }),
  );
});

describe('a restart', () => {
  test(
    'leaves an open alert as it is, and edits it afterwards',
    onStage(async ({ channel, joins, restart }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      await restart();
      await quiet();
      expect(alert.states).toHaveLength(1);
      await joins(two);
      await eventually(() => shown(alert).includes(two), 'the second person');
      expect(channel.messages).toHaveLength(2);
    }),
  );

  test(
    'what was solved while nobody could say so is said to be solved',
    onStage(async ({ channel, joins, meanwhile }) => {
      await channel.say(PING);
      const alert = await nextMessage(channel, () => joins(one));
      const [userId = ''] = kioskUserIds;
      await meanwhile((directory) =>
        directory.change([{ kind: 'removeMember', groupId: groupId('E3 Pilot'), userId }], MEGAN_ACTOR),
      );
      await eventually(() => shown(alert).includes('Solved'), 'the end of the cause');
      expect(channel.messages).toHaveLength(2);
    }),
  );

  test(
    'what somebody else did meanwhile is news',
    onStage(async ({ channel, meanwhile }) => {
      await channel.say(PING);
      await meanwhile((directory) =>
        directory.change(
          kioskUserIds.slice(0, 2).map((userId) => ({ kind: 'addMember', groupId: groupId('E3 Pilot'), userId })),
          MEGAN_ACTOR,
        ),
      );
      const alert = await eventually(() => channel.messages[1], 'the alert');
      expect(shown(alert)).toContain('2 people got none');
    }),
  );
});

const oneJoins = (directory: EmbeddedDirectory) =>
  directory.change([{ kind: 'addMember', groupId: groupId('E3 Pilot'), userId: kioskUserIds[0] ?? '' }], MEGAN_ACTOR);

describe('Teams', () => {
  test(
    'has no time: the message comes later, once',
    onStage(async ({ channel, teams, meanwhile }) => {
      await channel.say(PING);
      teams.faults.push({ status: 429, headers: { 'Retry-After': '1' } }, { status: 429 });
      await meanwhile(oneJoins);
      await eventually(() => channel.messages.length === 2, 'the alert');
      expect(teams.faults).toEqual([]);
      await quiet();
      expect(channel.messages).toHaveLength(2);
    }),
  );

  test(
    'says that nobody is there: that was the end of it',
    onStage(async ({ channel, teams, meanwhile, joins }) => {
      await channel.say(PING);
      teams.faults.push({ status: 403 });
      await meanwhile(oneJoins);
      await eventually(() => teams.faults.length === 0, 'the attempt');
      await joins(two);
      await quiet();
      expect(channel.messages).toHaveLength(1);
    }),
  );

  test(
    'the bot is removed: nothing is told any more',
    onStage(async ({ channel, joins }) => {
      await channel.say(PING);
      await channel.uninstall();
      await joins(one);
      await quiet();
      expect(channel.messages).toHaveLength(1);
    }),
  );
});

describe('somebody in a chat of their own', () => {
  test(
    'who may not look any more is told nothing',
    onStage(async ({ teams, joins, meanwhile }) => {
      const patti = teams.personal(PATTI);
      await patti.say('tell me when an assignment fails in E3 Pilot');
      await meanwhile((directory) => directory.setDirectoryRoles(PATTI.aadObjectId, [], MEGAN_ACTOR));
      await joins(one);
      await quiet();
      expect(patti.messages).toHaveLength(1);
    }),
  );

  test(
    'is told once when the change in progress has ended',
    onStage(async ({ teams, megan, restart }) => {
      await restart({ EMBEDDED_USERS_PER_SECOND: '400' });
      const preview = await megan.say(COMMAND);
      await megan.press(preview, 'Apply');
      const nestor = teams.personal(NESTOR);
      expect(textIn(await nestor.say('tell me when HR Department is finished'))).toContain('#1001 (HR Department)');
      const news = await nextMessage(nestor, () => eventually(() => shown(preview).includes('Finished'), 'the end'));
      expect(textIn(news)).toContain('Finished: #1001, HR Department');
      expect(textIn(news)).toContain('10 fail');
      await apply(megan, 'remove adelev@contoso.com from HR Department');
      await quiet();
      expect(nestor.messages).toHaveLength(2);
    }),
  );

  test(
    'is told of the end over a restart',
    onStage(async ({ megan, restart }) => {
      await restart({ EMBEDDED_USERS_PER_SECOND: '400' });
      const preview = await megan.say(COMMAND);
      await megan.press(preview, 'Apply');
      await megan.say('tell me when HR Department is finished');
      await restart();
      const news = await eventually(() => megan.messages[2], 'the news');
      expect(textIn(news)).toContain('Finished: #1001, HR Department');
      await quiet();
      expect(megan.messages).toHaveLength(3);
    }),
  );

  test(
    'is told of the end after a restart when Teams did not take the message before',
    onStage(async ({ teams, megan, restart }) => {
      const nestor = teams.personal(NESTOR);
      await nestor.say('tell me when E3 Pilot is finished');
      const preview = await megan.say(`add ${one} to E3 Pilot`);
      teams.faults.push(...Array.from({ length: 100 }, () => ({ status: 400 })));
      await megan.press(preview, 'Apply');
      await eventually(() => teams.faults.length < 100, 'the attempt');
      await restart();
      expect(nestor.messages).toHaveLength(1);
      teams.faults.splice(0);
      await restart();
      expect(textIn(await eventually(() => nestor.messages[1], 'the news'))).toContain('Finished');
    }),
  );

  test(
    'waits for the next change when nothing is in progress',
    onStage(async ({ teams, joins }) => {
      const nestor = teams.personal(NESTOR);
      expect(textIn(await nestor.say('tell me when E3 Pilot is finished'))).toContain('Nothing is in progress');
      const news = await nextMessage(nestor, () => joins(one));
      expect(textIn(news)).toContain('E3 Pilot');
    }),
  );

  test(
    'who wants to know everything of a group is told of ends as well, again and again',
    onStage(async ({ teams, joins, leaves }) => {
      const nestor = teams.personal(NESTOR);
      await nestor.say('notify me about E3 Pilot');
      await joins(one);
      await leaves(one);
      await eventually(
        () => nestor.messages.filter((each) => textIn(each).startsWith('Finished')).length === 2,
        'ends',
      );
      const [alert] = nestor.messages.filter((message) => message.states[0]?.activity.attachments !== undefined);
      await eventually(() => alert !== undefined && shown(alert).includes('Solved'), 'the end of the cause');
    }),
  );

  test(
    'hears in Dutch what was asked in Dutch',
    onStage(async ({ teams, joins, leaves }) => {
      const megan = teams.groupChat(MEGAN);
      expect(textIn(await megan.say('waarschuw deze chat als een toewijzing mislukt'))).toContain('deze chat');
      const alert = await nextMessage(megan, () => joins(one));
      expect(shown(alert)).toContain('Meldingen gevraagd door Megan Bowen');
      await leaves(one);
      await eventually(() => shown(alert).includes('Opgelost'), 'the end of the cause');
    }),
  );
});
