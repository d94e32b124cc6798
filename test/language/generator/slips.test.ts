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
  'All Hands except Board should ge tonly sway asap',
  'E3 Swap Team should ge only Viva Engage.',
  'Bob needs Office 365 E5 w/oViva Engage as well as sway',
  'can you please remove everything excep tEMS from All Hands except Board',
  'voorzie "carol@contoso.com" van Office 365 E5 (een Microsoft Teams, Exchange)',
  'remove Power BI, now Project, from Zonder Licentie, thanks',
  'get E3 Pilot, "Too Be Removed" E5 & Project',
  'zet Teams adn en Planner uit voor Everyone Else',
  'give Sales E3 but or E5',
  'take E5 away from Sales, only Staff',
  'take E5 away from Sales, keep Yammer',
])('“%s” is asked about', (text) => {
  expect(understand(text, { names }).intent).toBe('clarify');
});
