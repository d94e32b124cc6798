import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import { previewCard } from '../../../src/cards/change/preview.ts';
import { storyCards } from '../../cards/samples/story.ts';
import { demoWorld, foreseenIn, groupId, previewed } from '../../cards/world.ts';
import { buttonsOf, linesOf, pressOf, textOf } from './read.ts';

/** The article's ten people of *Kiosk users*, card by card. */

const world = demoWorld('en');
const cards = storyCards(world);
const card = (name: string): Card => cards.get(name) ?? never(name);
const never = (name: string): never => {
  throw new Error(`there is no card ${name}`);
};

test('the greeting says a command of the tenant’s own names, ready to tap', () => {
  expect(linesOf(card('welcome'))).toContain('assign E3 and EMS to HR Department without Yammer');
  expect(textOf(card('welcome'))).toContain('Hello Megan.');
});

describe('the preview', () => {
  test('says what would happen, to whom, why some fail and what would fix it', () => {
    const lines = linesOf(card('preview'));
    expect(lines).toEqual(
      expect.arrayContaining([
        'Assign licenses',
        '○ Preview',
        'HR Department',
        'Assign Office 365 E3 without Yammer Enterprise and Enterprise Mobility + Security E3.',
        '1,000',
        'members',
        '990',
        'get both',
        '10',
        'fail',
        'Conflicting service plans',
        '10 people',
        'They have Office 365 E1 through Kiosk users. Its Exchange Online (Plan 1) and SharePoint (Plan 1) cannot stand beside Exchange Online (Plan 2) and SharePoint (Plan 2) in Office 365 E3.',
        expect.stringMatching(
          /^Fix: take the 10 out of Kiosk users\. They lose Office 365 E1, and with it .*Yammer Enterprise\.$/,
        ),
        '14 inherit the usage location United States',
        '3 keep Yammer Enterprise from another source',
        'Nothing has changed yet',
      ]),
    );
  });

  test('says of people who are looked at again, and get something by it, that they keep it', () => {
    const groups = { groups: ['Marketing'], ids: { groups: [groupId(world, 'Marketing')] } };
    const record = previewed(world, { intent: 'reprocess', slots: groups });
    const told = (fixed: number) => {
      const shown = { ...record, simulated: { ...record.simulated, fixed } };
      const foreseen = foreseenIn(world, shown);
      return linesOf(previewCard(world.context, { record: shown, foreseen, fixes: [], notes: [], secondPerson: 'no' }));
    };
    expect(told(2)).toContain('This cannot be undone: who gets a license by it keeps it.');
    expect(told(0).join()).not.toContain('cannot be undone');
  });

  test('counts seats now, after and free', () => {
    const lines = linesOf(card('preview'));
    const row = lines.indexOf('Office 365 E3');
    expect(lines.slice(row, row + 4)).toEqual(['Office 365 E3', '112', '1,102', '148']);
  });

  test('is applied, applied with the fix, corrected or dropped', () => {
    expect(buttonsOf(card('preview'))).toEqual([
      'Apply',
      'Apply and fix 10',
      'Viva Engage off too',
      'Change',
      'Cancel',
    ]);
    expect(pressOf(card('preview'), 'Apply')).toEqual({ verb: 'apply', data: { id: 1042, v: 1 } });
    expect(pressOf(card('preview'), 'Apply and fix 10')).toEqual({
      verb: 'apply-fix',
      data: { id: 1042, v: 1, fix: expect.any(String) },
    });
  });
});

describe('on its way', () => {
  test('it is queued without numbers', () => {
    expect(linesOf(card('queued'))).toContain('○ Queued');
    expect(textOf(card('queued'))).not.toContain('%');
  });

  test('it is in progress with counts', () => {
    expect(linesOf(card('progress'))).toEqual(
      expect.arrayContaining(['◐ In progress', '43 %', '430 of 1,000', '426', '4', '570', 'to go']),
    );
    expect(buttonsOf(card('progress'))).toEqual(['Cancel']);
  });

  test('with nothing moving it says since when, and whether that is usual', () => {
    expect(textOf(card('progress-slow'))).toContain(
      'Nothing has moved since {{TIME(2026-11-22T12:45:00Z)}}, which is normal',
    );
    expect(buttonsOf(card('progress-slow'))).toEqual(['Cancel']);
    expect(textOf(card('progress-stuck'))).toContain('though Microsoft Entra has not finished');
    expect(buttonsOf(card('progress-stuck'))).toEqual(['Reprocess', 'Cancel']);
    expect(pressOf(card('progress-stuck'), 'Reprocess')).toMatchObject({ data: { text: 'reprocess HR Department' } });
  });

  test('once told to cancel it cannot be told again', () => {
    expect(buttonsOf(card('cancelling'))).toEqual([]);
  });

  test('cancelled, everything is as it was, and there is nothing to undo', () => {
    expect(linesOf(card('cancelled'))).toEqual(
      expect.arrayContaining(['✕ Cancelled', 'Everything is as it was before.']),
    );
    expect(buttonsOf(card('cancelled'))).toEqual(['Show group']);
  });
});

describe('finished with failures', () => {
  test('it names the reason, the products, the cause and the people', () => {
    expect(linesOf(card('finished-failures'))).toEqual(
      expect.arrayContaining([
        '▲ Finished with failures',
        '990',
        'assigned',
        '10',
        'failed',
        '24 s',
        'taken',
        'Top reason for failure',
        'Conflicting service plans',
        'Failed assignments',
        'Office 365 E3 and Enterprise Mobility + Security E3',
        'Office 365 E1 through Kiosk users',
        'Ann Beebe ann.beebe@contoso.com',
        'Dana **Cole** [Temp](https://x.example) dana.cole@contoso.com',
        'Best fix: take the 10 out of Kiosk users. Fixes 10 of 10. They lose Office 365 E1, and with it Office Mobile Apps for Office 365 and Yammer Enterprise.',
      ]),
    );
  });

  test('it offers the rest of the people, the best fix, the others, another try and the way back', () => {
    expect(buttonsOf(card('finished-failures'))).toEqual([
      '5 more',
      'Show fewer',
      'Fix 10',
      'Fixes',
      'Reprocess',
      'Undo',
    ]);
  });
});

test('fixes say whom they fix, whom they touch, what they free, and which need a second person', () => {
  const lines = linesOf(card('fixes'));
  expect(lines).toEqual(
    expect.arrayContaining([
      '1. Take the 10 out of Kiosk users',
      '✓ Best',
      '10 of 10',
      'seats freed',
      'A second person must agree.',
    ]),
  );
  expect(textOf(card('fixes'))).toMatch(/go off in Office 365 E1\. 30 people are left without mail\./);
  expect(buttonsOf(card('fixes'))).toEqual(['Fix 10', 'Option 2: ask to fix 10', 'Option 3: ask to fix 10']);
});

test('a fix that is done says whether it came as foretold', () => {
  expect(textOf(card('fix-done'))).toContain('All 1,000 members have both products. 10 people left Kiosk users.');
  expect(linesOf(card('fix-done'))).toContain('✓ The outcome is as simulated.');
  expect(buttonsOf(card('fix-done'))).toEqual(['Show group', 'Undo']);
});

test('the group’s page says who has what, who fails, and what was done last', () => {
  const lines = linesOf(card('group'));
  expect(lines.filter((line) => line === '990 of 1,000')).toHaveLength(2);
  expect(lines).toEqual(
    expect.arrayContaining([
      '▲ 10 failing',
      'Security group, 1,000 members, no nested groups',
      'Off: Yammer Enterprise',
      'All plans on',
      'Last change',
      '▲ Finished with failures',
    ]),
  );
  expect(pressOf(card('group'), 'Assign')).toEqual({
    verb: 'assign-form',
    data: { group: groupId(world, 'HR Department') },
  });
});

test('the person’s page says every license with its source, and why what fails fails', () => {
  expect(linesOf(card('user'))).toEqual(
    expect.arrayContaining([
      '▲ 2 failed',
      'Inherited from HR Department. Off: Yammer Enterprise',
      'Inherited from HR Department. Held back with Office 365 E3',
      'Inherited from Kiosk users. All plans on',
      'Direct. All plans on',
      'United States',
    ]),
  );
  expect(textOf(card('user'))).toContain('Ann Beebe has Office 365 E1 through Kiosk users.');
});

test('a refusal says what is lacking and who could, and a stranger learns nothing', () => {
  expect(linesOf(card('refusal'))).toEqual(
    expect.arrayContaining([
      'Your role does not include memberships.',
      'License Administrator',
      'Groups Administrator, User Administrator, Global Administrator',
    ]),
  );
  expect(textOf(card('stranger'))).not.toMatch(/Contoso|HR Department|Office/);
});

test('a question offers its readings as whole commands', () => {
  expect(linesOf(card('clarify'))).toContain('You said: assign E3 to HR Department without Yammer');
  expect(pressOf(card('clarify'), 'Microsoft 365 E3')).toEqual({
    verb: 'say',
    data: { text: 'assign Microsoft 365 E3 to HR Department without Yammer' },
  });
});
