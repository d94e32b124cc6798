import { describe, expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { chat } from './tenants.ts';

const read = (text: string) => understand(text, { names: chat });

describe('a summary that comes by itself', () => {
  test.each([
    ['send me a summary every Monday at 8', { target: '@me', every: [1], at: '08:00' }],
    ['Can you send me a digest every Friday at 4:30pm please?', { target: '@me', every: [5], at: '16:30' }],
    ['every monday and thursday at 9, send us a summary', { target: '@here', every: [1, 4], at: '09:00' }],
    ['send this channel a summary every weekday', { target: '@here', every: [1, 2, 3, 4, 5], at: '08:00' }],
    ['send a weekly summary to this channel', { target: '@here', every: [1], at: '08:00' }],
    ['I want a daily digest in my own chat', { target: '@me', every: [1, 2, 3, 4, 5, 6, 7], at: '08:00' }],
    ['post a summary here on Mondays at 08:15', { target: '@here', every: [1], at: '08:15' }],
    ['send me a sumary every week', { target: '@me', every: [1], at: '08:00' }],
    ['stuur mij elke maandag om 8 uur een samenvatting', { target: '@me', every: [1], at: '08:00' }],
    [
      'stuur dit kanaal iedere werkdag om half negen een samenvatting',
      { target: '@here', every: [1, 2, 3, 4, 5], at: '08:30' },
    ],
    ['ik wil een wekelijkse samenvatting', { target: '@me', every: [1], at: '08:00' }],
    ['give me a summary', { target: '@me' }],
    ['samenvatting', {}],
    ['stop the summary', { off: true }],
    ['stop sending me the summary every Monday', { target: '@me', off: true }],
    ['no more summaries in this channel', { target: '@here', off: true }],
    ['stop met de samenvatting', { off: true }],
  ])('%s', (text, slots) => {
    expect(read(text)).toMatchObject({ intent: 'digest', slots });
  });

  test.each(['which summaries do I get?', 'list my summaries', 'welke samenvattingen krijg ik?'])('%s', (text) => {
    expect(read(text).intent).toBe('list_digests');
  });

  test.each([
    'send me a summary every second Monday',
    'send me a summary on Monday at 8',
    'send me a summary every month',
    'send me a summary of HR Department every Monday',
    'send Adele Vance a summary every Monday',
    'assign E3 to HR Department every Monday and send me a summary',
    'do not stop the summary, stop Yammer',
    'send me a summary every Monday except in July',
  ])('%s is asked about', (text) => {
    expect(read(text).intent).not.toMatch(/digest/);
    expect(read(text).intent).toMatch(/clarify|out_of_scope/);
  });

  test('is said back in the language in which it was asked for', () => {
    expect(read('stuur mij elke maandag en vrijdag om 8 uur een samenvatting').reading).toBe(
      'Stuur een samenvatting elke maandag en vrijdag om 08:00',
    );
    expect(read('send me a summary every day at 7').reading).toBe('Send a summary every day at 07:00');
    expect(read('stop de samenvatting').language).toBe('nl');
  });
});
