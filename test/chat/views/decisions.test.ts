import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import { changeCards } from '../../cards/samples/changes.ts';
import { pageCards } from '../../cards/samples/pages.ts';
import { demoWorld } from '../../cards/world.ts';
import { buttonsOf, linesOf, pressOf, textOf } from './read.ts';

const cards = new Map([...changeCards(demoWorld('en')), ...pageCards(demoWorld('en'))]);
const card = (name: string): Card => {
  const found = cards.get(name);
  if (found === undefined) throw new Error(`there is no card ${name}`);
  return found;
};

describe('a preview says', () => {
  test.each([
    [
      'preview-remove',
      [
        'Remove Office 365 E1.',
        '40',
        'members',
        'lose it',
        '40 are left without mail',
        '2 more get what Project Office gives',
      ],
    ],
    ['preview-swap', ['Replace Office 365 E1 with Office 365 E3.', 'get it']],
    ['preview-plans', ['Turn Yammer Enterprise off in Office 365 E1.', 'change']],
    ['preview-add-member', ['Kiosk users', 'Add Adele Vance (adelev@contoso.com) to Kiosk users.', 'gets licenses']],
    [
      'preview-remove-member',
      [
        'IT Department',
        'Take Megan Bowen (meganb@contoso.com) out of IT Department.',
        'loses licenses',
        '1 loses Office 365 E5',
      ],
    ],
    [
      'preview-location',
      [
        'Adele Vance',
        'Set the usage location of Adele Vance (adelev@contoso.com) to Netherlands.',
        'Now: United States.',
      ],
    ],
    ['preview-reprocess', ['Marketing', 'Look at 28 people again.', 'Not enough licenses', '3 people']],
    ['preview-direct', ['Adele Vance', 'Assign Project Plan 3 to Adele Vance (adelev@contoso.com).', 'gets it']],
    [
      'preview-already-there',
      [
        'Assign Power BI Pro. Turn Yammer Enterprise off in Office 365 E1.',
        '14',
        'fail',
        'Fix: buy 14 seats of Power BI Pro. They lose Yammer Enterprise.',
      ],
    ],
  ])('%s', (name, lines) => {
    expect(linesOf(card(name))).toEqual(expect.arrayContaining(lines));
  });
});

test('a fix that is not ours to make is told without a button', () => {
  expect(linesOf(card('fixes-Marketing'))).toEqual(expect.arrayContaining(['1. Buy 3 seats of Visio Plan 2']));
  expect(buttonsOf(card('preview-already-there'))).not.toContain('Apply and fix 14');
});

test('who must ask somebody is told so, with the number, and why it was asked', () => {
  const lines = linesOf(card('preview-ask'));
  expect(lines).toContain('40 people would have less than before, so a second person must agree.');
  expect(lines).toContain('“the pilot has ended”');
});

test('a second person sees who asks, why, what would happen, and decides', () => {
  expect(textOf(card('approval'))).toContain('Megan Bowen asks: Remove Office 365 E1.');
  expect(buttonsOf(card('approval'))).toEqual(['Approve', 'Reject', 'Show people']);
  expect(linesOf(card('approval-approved'))).toEqual(
    expect.arrayContaining(['✓ Approved', 'Nestor Wilke approved.', '“Pilot is over, go ahead.”']),
  );
});

test('what changed since is shown before it is asked again', () => {
  const lines = linesOf(card('changed'));
  const row = lines.indexOf('Succeeded');
  expect(lines.slice(row, row + 3)).toEqual(['Succeeded', '38', '40']);
  expect(pressOf(card('changed'), 'Apply')).toEqual({ verb: 'apply', data: { id: 1050, v: 2 } });
});

test('an outcome that differs from what was foretold says so, with both', () => {
  expect(linesOf(card('finished-differs'))).toContain('▲ The outcome differs from the simulation.');
  expect(linesOf(card('finished'))).not.toContain('▲ The outcome differs from the simulation.');
});

describe('why', () => {
  test.each([
    ['why-dependency', 'Other products depend on this license'],
    ['why-seats', 'Visio Plan 2: 25 bought, 25 in use, 1 waiting.'],
    ['why-address', 'Front.Desk@contoso.com is also an address of Femke Becker.'],
    ['why-conflict', 'SharePoint (Plan 1)'],
  ])('%s', (name, line) => {
    expect(linesOf(card(name))).toContain(line);
  });

  test('a conflict stands plan beside plan', () => {
    expect(textOf(card('why-conflict'))).toContain(
      'Office 365 E1\nProject Plan 3\nSharePoint (Plan 1)\nSharePoint (Plan 2)',
    );
  });

  test('somebody has nothing: who would give it', () => {
    expect(textOf(card('why-product'))).toContain(
      'Is in no group that gives Office 365 E3. These give it: Finance and Legal, Sales, Sales to Partners',
    );
  });
});

describe('what cannot be done', () => {
  test('a template that lacks what a service needs: the service can be turned off', () => {
    expect(buttonsOf(card('refused-prerequisite'))).toEqual(['Turn it off and preview', 'Show group']);
    expect(pressOf(card('refused-prerequisite'), 'Turn it off and preview')).toMatchObject({ verb: 'say' });
  });

  test('nothing to do says why', () => {
    expect(linesOf(card('nothing-to-do'))).toContain('HR Department has Office 365 E3 already.');
  });

  test('a replacement that does not say of what is asked about', () => {
    expect(linesOf(card('which-product'))).toContain('Which product should be replaced?');
    expect(pressOf(card('which-product'), 'Power BI Pro')).toEqual({
      verb: 'say',
      data: { text: 'swap Power BI Pro for Office 365 E5 in Finance and Legal' },
    });
  });

  test('what comes later says so in the words of what was understood', () => {
    expect(linesOf(card('not-yet'))).toContain('Assign Office 365 E3 to HR Department from tomorrow.');
  });
});

test('who looks only is shown no command that changes', () => {
  expect(textOf(card('help'))).toContain('remove E3 from HR Department');
  expect(textOf(card('help-reader'))).not.toMatch(/remove|turn|add|assign/);
});

test('roles and what they include', () => {
  const lines = linesOf(card('whoami'));
  expect(lines.indexOf('Change memberships')).toBeGreaterThan(lines.indexOf('Not included'));
  expect(lines.indexOf('Change the licenses of groups')).toBeLessThan(lines.indexOf('Not included'));
});
