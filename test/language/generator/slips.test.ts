import { expect, test } from 'vitest';
import { understand } from '../../../src/language/understand.ts';
import { names } from './things.ts';

/** Slips of one key that turned a sentence round, found among a million. */
test.each([
  'EMS fo rAll but Sales',
  'All bot Sales heeft Power BI alsook "Office 365 E3" nodig, groetjes',
  'remove Power BI, bot Office 365 E3, from Without Borders',
  'remove Office 365 E5 but nou Project Plan 3 from Back Office',
  'turn Planner of and Teams off for Ops, EMEA',
  'turn Planner en and Sway off for Only Phones',
  'verwijder Visio maar niet Office 365 E1 an Everyone',
  'assign must Viva Engage to E3 Swap Team',
  '"Exchange" off op Office 365 E1 for Instead of Sales',
  'HR Department: Exchange off en STANDARDPACK',
  'I forgot to fsor Not Yet Migrated, turn Teams + Viva Engage on',
  'Viva Engage en ook sway ban voor Not Yet Migrated',
  '"Viva Engage" kit en Microsoft Teams aan voor Only Phones vanaf maandag',
  'zet Microsoft Teams uit voor Back Office en Viva Engage ban voor Sales to Partners',
])('“%s” is asked about', (text) => {
  expect(understand(text, { names }).intent).toBe('clarify');
});
