import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../src/core/language/conversation/conversation.ts';
import { understand } from '../../../src/core/language/understand.ts';
import { chat } from './tenants.ts';

const say = (text: string, conversation: Conversation = {}) => understand(text, { names: chat, conversation });

const DISMISSALS = [
  'never mind',
  'nevermind',
  'Never mind!',
  'forget it',
  'forget that',
  'laat maar',
  'vergeet het maar',
];

describe('never mind', () => {
  test.each(DISMISSALS)('%s ends the preview that waits', (text) => {
    expect(say(text, { pending: 42 })).toMatchObject({ intent: 'dismiss', slots: { ref: '@pending' } });
  });
  test.each(DISMISSALS)('%s with nothing open says that nothing waits', (text) => {
    expect(say(text)).toMatchObject({ intent: 'clarify' });
    expect(say(text).reading).toMatch(/^(?:Nothing is waiting|Er wacht niets)/);
  });
});

describe('a greeting', () => {
  test.each(['hi', 'Hello!', 'hoi', 'good morning', 'hallo allemaal'])('%s is greeted', (text) => {
    expect(say(text)).toMatchObject({ intent: 'smalltalk', slots: { question: 'hello' } });
  });
  test.each(['thanks', 'bye', 'hi, thanks!', 'fijn weekend', 'great'])('%s is no greeting', (text) => {
    expect(say(text)).toMatchObject({ intent: 'smalltalk', slots: {} });
    expect(say(text).slots.question).toBeUndefined();
  });
});

describe('why?', () => {
  test.each(['why', 'Why?', 'but why?', 'why is that?', 'waarom', 'hoezo?'])('%s', (text) => {
    const failures = { reading: say('who failed in HR Department'), users: ['ann@contoso.com', 'bob@contoso.com'] };
    expect(say(text, failures)).toMatchObject({
      intent: 'explain_user',
      slots: { users: ['ann@contoso.com', 'bob@contoso.com'], question: 'why_failed' },
    });
    expect(say(text, { reading: say('show HR Department') })).toMatchObject({
      intent: 'list_failures',
      slots: { groups: ['HR Department'] },
    });
    expect(say(text).intent).toBe('clarify');
  });
});

describe('typing errors in what only looks', () => {
  test.each([
    ['shwo me hr departmnt pls', 'show_group'],
    ['lsit groups with licenses', 'list_groups'],
    ['fnid people with Visio', 'find_users'],
    ['explian bob', 'explain_user'],
  ])('%s', (text, intent) => expect(say(text).intent).toBe(intent));
});

describe('who has no license', () => {
  test.each([
    'show me everyone without a license',
    'who has no license?',
    "who doesn't have a license",
    'who in Marketing has no license',
    'users without a license',
    'wie heeft geen licentie',
    'wie heeft er geen licentie?',
    'gebruikers zonder licentie',
    'toon iedereen zonder licentie',
  ])('%s is never read as who failed', (text) => expect(say(text).intent).toBe('clarify'));
  test.each([
    "who in HR Department didn't get a license",
    'wie heeft zijn licentie niet gekregen',
    "who hasn't got a license yet",
  ])('%s asks who failed', (text) => expect(say(text).intent).toBe('list_failures'));
  test('a group without licenses is no person', () => {
    expect(say('show groups without licenses').intent).toBe('list_groups');
  });
});

test.each(['who is in Marketing?', 'wie zit er in Marketing', 'list the members of Marketing'])(
  '%s asks for people',
  (text) => {
    expect(say(text)).toMatchObject({ intent: 'show_group', slots: { groups: ['Marketing'], question: 'members' } });
  },
);
