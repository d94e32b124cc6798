import { expect, test } from 'vitest';
import { clean } from '../../src/language/clean.ts';

const plain = (text: string, botName?: string) => clean(text, { botName, isName: (name) => name === 'Ann Lee' });

test.each([
  ['<at>LicenseBot</at> help', 'help'],
  ['<at id="0">LicenseBot</at>&nbsp;help\n', 'help'],
  ['remove <at>Ann Lee</at> from Interns', 'remove  "Ann Lee"  from Interns'],
  ['<p>assign E3 to R&amp;D</p>', 'assign E3 to R&D'],
  ['assign “E3” to ‘Interns’', 'assign "E3" to \'Interns\''],
  ['assign E3 – without Yammer — to Interns', 'assign E3 - without Yammer - to Interns'],
  ['`assign E3 to Interns`', 'assign E3 to Interns'],
  ['- assign E3\u00a0to Interns', 'assign E3 to Interns'],
  ['1. assign E3\n2. remove E5', 'assign E3; remove E5'],
  ['assign\u200b E3 to \u202eInterns', 'assign E3 to Interns'],
  ['&#8220;E3&#x201d;', 'E3'],
  ['&#xFFFFFF; &nosuch; ok', '&#xFFFFFF; &nosuch; ok'],
])('%j', (typed, cleaned) => {
  expect(plain(typed)).toBe(cleaned);
});

test('only the bot’s own mention goes where its name is known', () => {
  expect(plain('<at>Seatkeeper</at> remove <at>Zed</at> from Interns', 'Seatkeeper')).toBe(
    'remove  "Zed"  from Interns',
  );
});

test('a mention of nobody in the middle stays, so that it is asked about', () => {
  expect(plain('add <at>Zed</at> to Interns')).toBe('add  "Zed"  to Interns');
});
