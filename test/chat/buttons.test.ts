import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/engine/clock.ts';
import { quickClock } from './quick-clock.ts';
import { type Answer, actionsOf, cardOf, eventually, NESTOR, type SentMessage } from './teams-client.ts';
import { apply, onStage, type Stage, shown } from './watch-stage.ts';

/** A button carries a reference, a version and a choice, and is believed in nothing else. */

const ASKED = 'assign Power BI Pro to Interns';
const HARMLESS = 'set usage location of Adele Vance to FR';
const DAY_MS = 24 * 3_600_000;

const buttonOf = (message: SentMessage, verb: string) => {
  const button = actionsOf(cardOf(message)).find((action) => action['verb'] === verb);
  if (button === undefined) throw new Error(`no button of the verb ${verb}`);
  return button['data'] as { readonly id: number; readonly v: number };
};

const said = ({ status, body }: Answer) => `${status} ${JSON.stringify(body?.value)}`;

async function changesMade({ megan }: Stage): Promise<string> {
  const history = shown(await megan.say('show me the last 10 changes'));
  // Its last line is when it was asked for.
  return history.split('\n').slice(0, -1).join('\n');
}

describe('a forged button changes nothing', () => {
  test(
    'whatever it says that it is',
    onStage(async (stage) => {
      const { megan, teams } = stage;
      const preview = await megan.say(ASKED);
      const { id, v } = buttonOf(preview, 'apply');
      const forged: readonly (readonly [string, unknown])[] = [
        ['apply', { id: id + 1, v }],
        ['apply', { id, v: v + 1 }],
        ['apply', { id: String(id), v }],
        ['apply', { id: -1, v: 0 }],
        ['apply', { id }],
        ['apply', null],
        ['applyFix', { id, v, fix: '0' }],
        ['applyFix', { id, v, fix: '__proto__' }],
        ['approve', { id, v }],
        ['cancel', { id, v }],
        ['constructor', { id, v }],
        ['toString', { id, v }],
        ['', { id, v }],
        ['apply', { id: 1, v, changes: [{ kind: 'setUserLicense' }], isAdmin: true, by: NESTOR.aadObjectId }],
      ];
      for (const [verb, data] of forged) {
        const answer = await megan.execute(preview, verb, data);
        expect(answer.status, `${verb} ${JSON.stringify(data)}`).toBe(200);
        expect(answer.body?.type, `${verb} ${JSON.stringify(data)}`).toBe('application/vnd.microsoft.error');
      }
      const nestor = teams.personal(NESTOR);
      expect(said(await nestor.execute(preview, 'apply', { id, v }))).toContain('Only Megan Bowen');
      expect(await changesMade(stage)).toMatch(/No changes/);
      expect(shown(preview)).toContain('Nothing has changed yet');
    }),
  );
});

describe('a button that is pressed again', () => {
  test(
    'a hundred times at once applies once, and each press hears how things are',
    onStage(async (stage) => {
      const { megan } = stage;
      const preview = await megan.say(HARMLESS);
      const data = buttonOf(preview, 'apply');
      const answers = await Promise.all(Array.from({ length: 100 }, () => megan.execute(preview, 'apply', data)));
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 100 }, () => 200));
      const cards = answers.filter(({ body }) => body?.type === 'application/vnd.microsoft.card.adaptive');
      expect(cards).toHaveLength(1);
      await eventually(() => /Finished/.test(shown(preview)), 'the end');
      expect((await changesMade(stage)).match(/Set the usage location/gi)).toHaveLength(1);
      expect(said(await megan.execute(preview, 'apply', data))).toMatch(/error|already|finished/i);
    }),
  );

  test(
    'in another order than they were offered: who dismissed has not applied, who applied has not dismissed',
    onStage(async ({ megan }) => {
      const dismissed = await megan.say(HARMLESS);
      const [applied, offered] = [buttonOf(dismissed, 'apply'), buttonOf(dismissed, 'dismiss')];
      await megan.execute(dismissed, 'dismiss', offered);
      expect((await megan.execute(dismissed, 'apply', applied)).body?.type).toBe('application/vnd.microsoft.error');
      const card = await megan.say('show Adele Vance');
      expect(shown(card)).not.toContain('FR');

      const done = await megan.say(HARMLESS);
      const late = buttonOf(done, 'dismiss');
      await megan.execute(done, 'apply', buttonOf(done, 'apply'));
      expect((await megan.execute(done, 'dismiss', late)).body?.type).toBe('application/vnd.microsoft.error');
      await eventually(() => /Finished/.test(shown(done)), 'the end');
    }),
  );

  let offsetMs = 0;
  const clock: Clock = { ...quickClock, now: () => new Date(quickClock.now().getTime() + offsetMs) };
  test(
    'a week later, over a restart, says that its card is over',
    onStage(
      async (stage) => {
        const { megan } = stage;
        const preview = await megan.say(ASKED);
        const data = buttonOf(preview, 'apply');
        const done = await apply(megan, HARMLESS);
        const undo = buttonOf(done, 'undo');
        offsetMs = 8 * DAY_MS;
        await stage.restart();
        const before = await changesMade(stage);
        const answer = await megan.execute(preview, 'apply', data);
        expect(answer.status).toBe(200);
        expect(answer.body?.type).toBe('application/vnd.microsoft.error');
        expect(await changesMade(stage)).toBe(before);
        // What was done can still be taken back, by a preview first.
        const undone = await megan.execute(done, 'undo', undo);
        expect(JSON.stringify(undone.body) + megan.messages.map(shown).join()).toMatch(/Nothing has changed yet/);
      },
      { clock },
    ),
  );
});
