import { describe, expect, test } from 'vitest';
import { eventually } from './teams-client.ts';
import { apply, onStage, shown, textIn, titles } from './watch-stage.ts';

describe('a license that is rolled out in stages', () => {
  test(
    'reaches its people some at a time, ends with the group, and goes back as a whole',
    onStage(async ({ megan }) => {
      const card = await megan.say('assign E3 to Executives, 5 an hour');
      expect(shown(card)).toContain('In stages: 8 people get it directly, 5 every hour, 2 stages in all.');
      await megan.press(card, 'Apply');
      await eventually(() => shown(card).includes('All stages are done, for 8 people'), 'the end of all stages');
      expect(shown(card)).toContain('Assign Office 365 E3.');
      const history = shown(await megan.say('show me the last 10 changes'));
      expect(history).toContain('Assign Office 365 E3 to 5 people');
      expect(history).toContain('Assign Office 365 E3 to Executives');
      expect(history).toContain('Remove Office 365 E3 from 8 people');
      const back = await megan.say('undo 1001');
      expect(shown(back)).toContain('Preview');
      expect(titles(back)).toContain('Apply');
    }),
  );

  test(
    'waits while it is paused, also over a restart, pauses by itself where a stage would fail, and is stopped',
    onStage(async ({ megan, restart }) => {
      const card = await megan.say('assign Power BI Pro to Sales, 8 an hour');
      await megan.press(card, 'Apply');
      await eventually(() => titles(card).includes('Undo'), 'the first stage');
      await megan.press(card, 'Pause');
      await eventually(() => shown(card).includes('Paused. “resume 1001” goes on.'), 'the pause');
      await restart();
      // Who is before them takes the seats that they were shown.
      await apply(megan, 'assign Power BI Pro to Executives');
      expect(textIn(await megan.say('resume 1001'))).toContain('#1001 goes on');
      await eventually(() => shown(card).includes('Paused by itself'), 'its own pause');
      await megan.say('cancel 1001');
      await eventually(() => shown(card).includes('Stopped after'), 'the stop');
      expect(titles(card)).toEqual(['Undo']);
    }),
  );

  test(
    'that is taken back halfway does not go on',
    onStage(async ({ megan }) => {
      const card = await megan.say('assign Power BI Pro to Sales, 8 an hour');
      await megan.press(card, 'Apply');
      await eventually(() => titles(card).includes('Undo'), 'the first stage');
      const back = await megan.say('undo 1001');
      expect(shown(back)).toMatch(/This stops #1001 too: \d+ people have not had their turn/);
      await megan.press(back, 'Apply');
      await eventually(() => shown(card).includes('Stopped after 8 of'), 'the stop');
      expect(shown(await megan.say('show scheduled changes'))).toContain('Nothing is scheduled.');
      // As many as before it.
      expect(shown(await megan.say('who has Power BI Pro directly'))).toContain('15 in all');
    }),
  );
});
