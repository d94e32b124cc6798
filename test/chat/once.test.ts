import { describe, expect, test } from 'vitest';
import { COMMAND, hasCard, requestFor, said, shown as shownIn } from './approval-stage.ts';
import { Stage } from './stage.ts';
import { eventually, MEGAN, NESTOR } from './teams-client.ts';
import { nextMessage, one, onStage, shown, titles, two } from './watch-stage.ts';

/** Teams takes a message, and says that it could not. */

const PING_E3_PILOT = 'ping this channel whenever a license assignment fails in E3 Pilot';
describe('what perhaps arrived', () => {
  test(
    'an alert is not sent twice, also after a restart; once it is pressed it is kept true again',
    onStage(async ({ teams, channel, joins, leaves, restart }) => {
      await channel.say(PING_E3_PILOT);
      teams.doubtful.add('19:channel@thread.tacv2;messageid=4711');
      const alert = await nextMessage(channel, () => joins(one));
      teams.doubtful.clear();
      await restart();
      await channel.press(alert, 'Why');
      const alerts = () =>
        channel.messages.filter((message) => hasCard(message) && titles(message).includes('Stop alerts'));
      expect(alerts()).toHaveLength(1);
      await leaves(one);
      await eventually(() => shown(alert).includes('Solved'), 'the end of the cause');
    }),
  );

  test(
    'an alert that nobody pressed is told anew when it says something else',
    onStage(async ({ teams, channel, joins }) => {
      await channel.say(PING_E3_PILOT);
      teams.doubtful.add('19:channel@thread.tacv2;messageid=4711');
      await nextMessage(channel, () => joins(one));
      teams.doubtful.clear();
      const second = await nextMessage(channel, () => joins(two));
      expect(shown(second)).toContain('2 people got none');
    }),
  );

  test(
    'a preview that was shown as the process ended is spoken of by whoever presses it',
    onStage(async ({ megan, meanwhile }) => {
      const preview = await megan.say(`add ${one} to E3 Pilot`);
      await meanwhile(async (_, store) => {
        const said = store.kv('exchanges');
        for (const [who] of await said.entries()) await said.delete(who);
      });
      await megan.press(preview, titles(preview)[0] ?? '');
      await eventually(() => shown(preview).includes('Finished'), 'the end of the change');
      expect(shown(await megan.say('undo'))).toContain('Undo #');
    }),
  );

  test('a request is not sent twice to who may approve it, and its decision not twice to who asked', async () => {
    const stage = await Stage.open();
    try {
      await stage.start({});
      const [megan, nestor] = [stage.teams.personal(MEGAN), stage.teams.personal(NESTOR)];
      await nestor.say('help');
      const card = await megan.say(COMMAND);
      stage.teams.doubtful.add(nestor.id);
      await megan.press(card, 'Ask for approval');
      const request = await requestFor(nestor);
      const unsure = 'anybody who got none can say “show #1001”';
      await eventually(() => shownIn(card).includes(unsure), 'the doubt on the card of who asked');
      stage.teams.doubtful.clear();
      await stage.restart({});
      await nestor.say('help');
      expect(nestor.messages.filter((message) => hasCard(message) && /asks: /.test(shownIn(message)))).toHaveLength(1);

      stage.teams.doubtful.add(megan.id);
      await nestor.press(request, 'Approve');
      const news = () => megan.messages.map(said).filter((text) => text.includes('approved'));
      await eventually(() => news().length > 0, 'the news');
      stage.teams.doubtful.clear();
      await stage.restart({});
      await eventually(() => /Finished/.test(shownIn(card)), 'the end');
      expect(news()).toHaveLength(1);
    } finally {
      await stage.close();
    }
  });

  test(
    'an answer is not sent twice, and who says nothing more hears how to see it',
    onStage(async ({ teams, megan }) => {
      teams.doubtful.add(megan.id);
      await megan.send('assign Visio to Sales');
      teams.doubtful.clear();
      const doubt = await eventually(() => megan.messages[1], 'what to do');
      expect(said(doubt)).toBe(
        'Teams did not say whether my last message arrived. If it is not here, say “show #1001”.',
      );
      expect(shown(await megan.say('show #1001'))).toContain('Visio');
      await megan.press(megan.messages[0] as never, 'Apply');
      await eventually(
        () => shown(megan.messages[0] as never).includes('Finished'),
        'the end on the card that was perhaps there',
      );
    }),
  );
});
