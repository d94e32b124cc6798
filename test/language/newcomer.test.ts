import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../src/language/conversation/conversation.ts';
import { buildNames, type Names } from '../../src/language/names/build-names.ts';
import { subjectOf } from '../../src/language/reading/subject.ts';
import { understand } from '../../src/language/understand.ts';
import { chat, sourceIn } from './tenants.ts';

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
  test('of a long list asks of whom', () => {
    const users = ['ann', 'bob', 'carol', 'erin', 'ann.smith', 'dave'].map((name) => `${name}@contoso.com`);
    expect(users.filter((user) => chat.byId(user) === undefined)).toEqual([]);
    expect(say('why', { reading: say('who has E3'), users }).intent).toBe('clarify');
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
    "who doesn't have E3?",
    'show everyone without Visio',
    'wie heeft geen E3?',
  ])('%s is a list of people, never of who failed', (text) => expect(say(text).intent).toBe('find_users'));
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

describe('may somebody have it?', () => {
  test.each(['can bob have Visio?', 'could bob get Visio', 'kan bob Visio krijgen?', 'mag bob Visio?'])(
    '%s is wanted, and shown before anything happens',
    (text) => {
      const { intent, slots } = say(text);
      expect(intent).toBe('assign_license');
      expect(slots).toMatchObject({ users: ['bob@contoso.com'], products: [{ sku: 'VISIOCLIENT' }] });
      expect(slots).not.toHaveProperty('dry_run');
    },
  );
  test.each([
    'can bob not have Visio?',
    'can bob have Visio without Yammer?',
    'can bob and Marketing have Visio?',
    'Can Ann have Visio?',
  ])('%s is asked about', (text) => expect(say(text).intent).toBe('clarify'));
  test('a polite request is one', () => {
    expect(say('can you give bob Visio?').slots).not.toHaveProperty('dry_run');
  });
});

describe('whether somebody has it', () => {
  test.each(['Could you check whether bob has E3?', 'check if bob has E3', 'kun je kijken of bob E3 heeft?'])(
    '%s',
    (text) =>
      expect(say(text)).toMatchObject({
        intent: 'explain_user',
        slots: { users: ['bob@contoso.com'], products: ['ENTERPRISEPACK'], question: 'why_has' },
      }),
  );
  test('a service plan is among the licenses of the person', () => {
    expect(say('Could you check whether bob has Teams?')).toMatchObject({
      intent: 'show_user',
      slots: { users: ['bob@contoso.com'], question: 'licenses' },
    });
  });
});

describe('not to one of them', () => {
  test.each([
    'geef iedereen in Marketing E3, maar niet aan carol',
    'geef Marketing E3 maar niet aan carol',
    'give everyone in Marketing E3, but not to carol',
  ])('%s', (text) =>
    expect(say(text)).toMatchObject({
      intent: 'assign_license',
      slots: { groups: ['Marketing'], products: [{ sku: 'ENTERPRISEPACK' }], except_users: ['carol@contoso.com'] },
    }),
  );
  test('a group is no exception', () => {
    expect(say('assign E3 to HR Department but not to Marketing').intent).toBe('clarify');
    expect(say('verwijder E3 van HR Department maar niet aan bob').intent).toBe('clarify');
  });
});

describe('alerts', () => {
  test.each([
    'notify me personally about Visio',
    'tell me in my own chat when Visio fails',
    'send alerts about Visio to me',
    'waarschuw mij persoonlijk over Visio',
  ])('%s goes to one’s own chat', (text) =>
    expect(say(text)).toMatchObject({ intent: 'notify', slots: { products: ['VISIOCLIENT'], target: '@me' } }),
  );
  test('here is here', () => {
    expect(say('ping this channel about Visio').slots.target).toBe('@here');
    expect(say('notify me about Visio').slots.target).toBeUndefined();
  });
  test.each([
    'stop met meldingen',
    "don't ping this channel anymore",
    'never ping me',
    'do not notify us any more',
    'waarschuw me niet meer',
    'hou op met meldingen',
  ])('%s ends them', (text) =>
    expect(say(text)).toMatchObject({ intent: 'notify', slots: { scope: 'all', off: true } }),
  );
  test.each([
    'stop met meldingen over Visio',
    "don't notify me about Visio anymore",
    'waarschuw mij niet meer over Visio',
  ])('%s ends those about it', (text) => {
    expect(say(text)).toMatchObject({ intent: 'notify', slots: { products: ['VISIOCLIENT'], off: true } });
    expect(say(text).slots.target).toBeUndefined();
  });
  test.each(["don't notify me when HR Department is done", "don't ping HR Department", 'stop met E3 toewijzen'])(
    '%s is asked about',
    (text) => expect(say(text).intent).toBe('clarify'),
  );
});

describe('two questions at once', () => {
  test.each([
    ['how many seats of E5 are free and who has visio', ['how many seats of E5 are free', 'who has visio']],
    ['who has Visio? how many E5 left?', ['who has Visio', 'how many E5 left?']],
    ['hoeveel E5 is er vrij en wie heeft Visio', ['hoeveel E5 is er vrij', 'wie heeft Visio']],
    ['who has E3 and who has E5', ['who has E3', 'who has E5']],
  ])('%s is asked one by one', (text, halves) => {
    const { intent, options = [] } = say(text);
    expect(intent).toBe('clarify');
    expect(options.map((option) => option.text)).toEqual(halves);
  });
  test.each([
    'who failed in HR Department and why',
    'which groups have E3 and E5',
    'what plans are in E3 and which are in E5',
  ])('%s is one', (text) => expect(say(text).intent).not.toBe('clarify'));
});

describe('several people of one name', () => {
  const source = sourceIn('chat');
  const withYukis = (count: number): Names =>
    buildNames({
      ...source,
      userCount: source.userCount + count,
      user: (index) =>
        index < source.userCount
          ? source.user(index)
          : {
              id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
              displayName: 'Yuki Sato',
              userPrincipalName: `yuki${index - source.userCount + 1}@contoso.com`,
            },
    });

  test('each is offered by the user principal name', () => {
    const { options = [] } = understand('why did Yuki Sato fail', { names: withYukis(2) });
    expect(options.map((option) => option.choice)).toEqual(['yuki1@contoso.com', 'yuki2@contoso.com']);
  });
  test('six are offered', () => {
    const reading = understand('show Yuki', { names: withYukis(6) });
    expect(reading.options).toHaveLength(6);
    expect(reading.reading).toBe('Which one do you mean by “Yuki”?');
  });
  test('whoever is left out is counted', () => {
    const reading = understand('show Yuki', { names: withYukis(8) });
    expect(reading.options).toHaveLength(6);
    expect(reading.reading).toBe('Which one do you mean by “Yuki”? And 2 more: write the whole name.');
    expect(reading.slots.candidates).toHaveLength(8);
  });
});

describe('two commands', () => {
  const subject = (text: string) => subjectOf(say(text));

  test('are about one thing when the same is said again', () => {
    expect(subject('assign E3 to HR Department without Sway')).toBe(subject('assign E3 to HR Department'));
    expect(subject('set the location of bob to NL')).toBe(subject('set the location of bob to DE'));
  });
  test('are about two when they name other products, service plans or people', () => {
    expect(subject('turn Yammer off for HR Department')).not.toBe(subject('turn Sway off for HR Department'));
    expect(subject('turn Yammer off for HR Department')).not.toBe(subject('turn Yammer on for HR Department'));
    expect(subject('assign Visio to HR Department')).not.toBe(subject('assign E3 to HR Department'));
    expect(subject('add bob to Interns')).not.toBe(subject('add carol to Interns'));
  });
});
