import { describe, expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { compared } from './compare.ts';
import { readSentences } from './read-sentences.ts';
import { chat, chatB, readLines } from './tenants.ts';

interface Line {
  readonly text: string;
  readonly intent: string;
  readonly slots: Record<string, unknown>;
  readonly tenant?: string;
  readonly context?: string;
}

const lines = readLines<Line>('./utterances.jsonl').filter((line) => line.context === undefined);

describe('what administrators say', () => {
  test.each(lines)('$text', ({ text, intent, slots, tenant }) => {
    const reading = understand(text, { names: tenant === 'b' ? chatB : chat });
    expect(compared(reading.intent, reading.slots as Record<string, unknown>)).toEqual(compared(intent, slots));
    if (slots['candidates'] !== undefined) expect(reading.slots.candidates).toEqual(slots['candidates']);
  });
});

describe.each([
  'assign.txt',
  'changes.txt',
  'questions.txt',
  'clarify.txt',
  'more.txt',
  'overheard.txt',
  'subscriptions.txt',
])('%s', (file) => {
  test.each(readSentences(file))('$text', ({ text, intent, slots }) => {
    const reading = understand(text, { names: chat });
    expect(compared(reading.intent, reading.slots as Record<string, unknown>)).toEqual(compared(intent, slots));
  });
});

test('every reading is said back in words', () => {
  for (const { text } of [
    ...lines,
    ...readSentences('assign.txt'),
    ...readSentences('changes.txt'),
    ...readSentences('questions.txt'),
  ]) {
    const { reading } = understand(text, { names: chat });
    expect(reading, text).toMatch(/^[^{}[\]*]{4,}$/);
  }
});

test('answers come in the language of the command', () => {
  expect(understand('geef HR Department E3 zonder Yammer', { names: chat }).reading).toBe(
    'Wijs Office 365 E3 zonder Yammer Enterprise toe aan HR Department (3 leden)',
  );
  expect(understand('give HR Department E3 without Yammer', { names: chat }).reading).toBe(
    'Assign Office 365 E3 without Yammer Enterprise to HR Department (3 members)',
  );
});

test('object ids stand beside the names', () => {
  expect(understand('assign E3 to HR Department except bob', { names: chat }).slots.ids).toEqual({
    groups: ['99c4216a-56de-42c4-a4ac-e411cd8c7c41'],
    users: ['9f5614a1-d69b-5528-8751-c8571f542280'],
    skus: ['6fd2c87f-b296-42f0-b197-1e91e994b900'],
  });
});

test('times and reasons are kept in the words in which they were said', () => {
  const slots = (text: string) => understand(text, { names: chat }).slots;
  expect(slots('assign Visio to Interns until 31 December')).toMatchObject({ until: '31 December' });
  expect(slots('assign E3 to Interns from Monday to Friday')).toMatchObject({ start: 'Monday', until: 'Friday' });
  expect(slots('assign Visio to Interns for two weeks')).toMatchObject({ duration: 'two weeks' });
  expect(slots('remove E5 from Marketing because the pilot has ended')).toMatchObject({
    reason: 'the pilot has ended',
  });
  expect(slots('verwijder E5 van Marketing omdat de pilot klaar is')).toMatchObject({ reason: 'de pilot klaar is' });
  expect(slots('freeze all changes until Monday because of the audit')).toMatchObject({
    until: 'Monday',
    reason: 'the audit',
  });
});

describe('a question', () => {
  const ask = (text: string, names = chat) => understand(text, { names });

  test('offers each meaning as a whole command that is then understood', () => {
    const { options = [] } = ask('add ann to Interns');
    expect(options.map((option) => option.text)).toEqual([
      'add ann@contoso.com to Interns',
      'add ann.smith@contoso.com to Interns',
    ]);
    for (const option of options)
      expect(ask(option.text)).toMatchObject({ intent: 'add_member', reading: option.title });
  });
  test('names the products that an alias may mean', () => {
    expect(ask('assign E3 to Marketing', chatB).slots.candidates).toEqual(['ENTERPRISEPACK', 'SPE_E3']);
    expect(ask('assign E3 to Marketing', chatB).options?.[1]?.text).toBe('assign "SPE_E3" to Marketing');
  });
  test('is put in the names of what it may be about', () => {
    expect(ask('assign E3 to Marketing', chatB).reading).toBe('Do you mean Office 365 E3 or Microsoft 365 E3?');
    expect(ask('geef ann Visio').reading).toBe(
      'Bedoelt u Ann Lee (ann@contoso.com) of Ann Smith (ann.smith@contoso.com)?',
    );
    expect(ask('undo 17 or 18').reading).toBe('Which change do you mean? Its number is on its card.');
  });
  test('offers the verb that was not guessed', () => {
    const { options = [] } = ask('remvoe ann@contoso.com from Kiosk users');
    expect(options.map((option) => option.text)).toEqual(['remove ann@contoso.com from Kiosk users']);
  });
  test('names the groups that a word may mean', () => {
    expect(ask('assign E3 to HR').slots.candidates).toEqual(['HR Department', 'HR Department EU']);
    expect(ask('assign E3 to Finance').slots.candidates).toEqual(['Finance and Legal']);
    expect(ask('assign E3 to Pilot').slots.candidates).toEqual(['E3 Pilot']);
  });
});
