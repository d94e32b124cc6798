import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../src/language/conversation/conversation.ts';
import { understand } from '../../src/language/understand.ts';
import { compared } from './compare.ts';
import { chat } from './tenants.ts';

const say = (text: string, conversation: Conversation = {}) => understand(text, { names: chat, conversation });

/** Said one after another, each with a preview that waits for its answer. */
const said = (...texts: readonly string[]) => {
  let conversation: Conversation = {};
  let reading = say('', conversation);
  for (const text of texts) {
    reading = say(text, conversation);
    const { gap, options = [] } = reading;
    conversation =
      reading.intent === 'clarify' ? { ...conversation, question: { gap, options } } : { reading, pending: 42 };
  }
  return reading;
};
const meaning = (...texts: readonly string[]) => {
  const { intent, slots } = said(...texts);
  return compared(intent, slots as Record<string, unknown>);
};

describe('a follow-up', () => {
  test('leaves out whom "no to" names, and puts whom "no, to" names in their place', () => {
    const two = 'assign E3 to Marketing and Interns';
    expect(meaning(two, 'no to Interns')).toMatchObject({ groups: ['Marketing'] });
    expect(meaning(two, 'nee voor Interns')).toMatchObject({ groups: ['Marketing'] });
    expect(meaning(two, 'no, to R&D')).toMatchObject({ groups: ['R&D'] });
    expect(meaning('assign E3 to Marketing', 'no to R&D')).toMatchObject({ groups: ['R&D'] });
  });

  test('adds with "and", "also", "as well"', () => {
    expect(meaning('add carol to Interns', 'and Dave', 'and to R&D as well')).toEqual({
      intent: 'add_member',
      users: ['carol@contoso.com', 'dave@contoso.com'],
      groups: ['Interns', 'R&D'],
    });
    expect(meaning('verwijder bob uit Interns', 'en carol ook')).toMatchObject({
      intent: 'remove_member',
      users: ['bob@contoso.com', 'carol@contoso.com'],
    });
    expect(meaning('assign E3 to Marketing without Yammer', 'and EMS', 'also for R&D')).toMatchObject({
      groups: ['Marketing', 'R&D'],
      products: [{ sku: 'ENTERPRISEPACK', off: ['YAMMER_ENTERPRISE'] }, { sku: 'EMS' }],
    });
  });
  test.each(['but not tomorrow', 'maar niet morgen'])('%s is no time to do it', (text) => {
    expect(said('assign E3 to Marketing', text).intent).toMatch(/^(?:clarify|out_of_scope)$/);
  });
  test.each([
    ['sure, but not before Friday', 'Friday'],
    ['niet voor vrijdag', 'vrijdag'],
  ])('%s says when it begins', (text, start) => {
    expect(said('assign E3 to Marketing', text).slots).toMatchObject({ groups: ['Marketing'], start });
  });
  test('keeps the ids of what it adds', () => {
    expect(said('add carol to Interns', 'and Dave').slots.ids?.users).toHaveLength(2);
  });
  test('adds nothing to what was applied: that is one more', () => {
    const reading = say('add carol to Interns');
    expect(say('and Dave', { reading }).slots.users).toEqual(['dave@contoso.com']);
  });
  test('replaces with "no", "only", "instead"', () => {
    expect(meaning('add carol to Interns', 'and Dave', 'no, only Dave')).toMatchObject({ users: ['dave@contoso.com'] });
    expect(meaning('assign E3 to Marketing without Yammer', 'R&D instead')).toMatchObject({
      groups: ['R&D'],
      products: [{ sku: 'ENTERPRISEPACK', off: ['YAMMER_ENTERPRISE'] }],
    });
    expect(meaning('assign E3 to Marketing', 'not to Marketing, to R&D')).toMatchObject({ groups: ['R&D'] });
    expect(meaning('swap E1 for E3 in Kiosk users', 'the other way round')).toMatchObject({
      from: 'ENTERPRISEPACK',
      to: 'STANDARDPACK',
    });
  });
  test.each(['but not Erin', 'except Erin', 'but not for Erin', 'maar niet voor Erin'])(
    'takes out with “%s”',
    (text) => {
      expect(meaning('assign E3 to Kiosk users', text)).toMatchObject({
        groups: ['Kiosk users'],
        except_users: ['erin@contoso.com'],
      });
    },
  );
  test('asks where nobody can be left out', () => {
    expect(said('remove E1 from Kiosk users', 'but not from Erin').intent).toBe('clarify');
    expect(meaning('remove E1 from Kiosk users', 'but not from Erin', 'yes')).toEqual({
      intent: 'batch',
      steps: [
        { intent: 'assign_license', users: ['erin@contoso.com'], products: [{ sku: 'STANDARDPACK' }] },
        { intent: 'remove_license', groups: ['Kiosk users'], products: ['STANDARDPACK'] },
      ],
    });
    expect(said('add carol to Interns', 'but not carol').intent).toBe('clarify');
  });
  test('narrows a question', () => {
    expect(meaning('who failed in Marketing', 'only HR Department')).toEqual({
      intent: 'list_failures',
      groups: ['HR Department'],
    });
  });
  test('keeps a plan', () => {
    expect(meaning('assign E3 to Marketing without Yammer and Sway', 'keep Yammer')).toMatchObject({
      products: [{ sku: 'ENTERPRISEPACK', off: ['SWAY'] }],
    });
    expect(meaning('assign E3 to Marketing without Yammer', 'same for R&D but keep Yammer')).toMatchObject({
      groups: ['R&D'],
      products: [{ sku: 'ENTERPRISEPACK' }],
    });
  });
  test('changes when', () => {
    expect(said('give Interns Visio for 30 days', 'make that 60 days', 'starting next Monday').slots).toMatchObject({
      duration: '60 days',
      start: 'next Monday',
    });
    const { slots } = said('give Interns Visio for 30 days', 'tot 31 december');
    expect(slots.until).toBe('31 december');
    expect(slots).not.toHaveProperty('duration');
  });
  test('says one value anew', () => {
    expect(meaning('set the usage location of bob to NL', 'no, Belgium')).toMatchObject({ country: 'BE' });
    expect(said('give Interns Visio for 30 days', 'make it 10').slots.duration).toBe('10 days');
    expect(said('add carol to Interns tomorrow at 9', 'nee, maak er 10 van').slots.start).toBe('tomorrow at 10');
    expect(said('show the last 5 changes', 'make it 10').slots.limit).toBe(10);
    expect(said('assign E3 to Marketing', 'make it 10').intent).toMatch(/^(?:clarify|out_of_scope)$/);
    expect(meaning('turn Sway off for Marketing', 'turn it on again')).toMatchObject({
      intent: 'set_plans',
      groups: ['Marketing'],
      on: ['SWAY'],
    });
    expect(meaning('turn Sway off for Marketing', 'turn it on again')).not.toHaveProperty('off');
  });
  test('says an end and no beginning with "only until"', () => {
    const { slots } = said('give Interns Visio', 'only until Friday');
    expect(slots.until).toBe('Friday');
    expect(slots).not.toHaveProperty('start');
  });
  test('of the change by its number', () => {
    const reading = say('turn Sway off for Marketing tonight at 23:00');
    expect(reading.slots.start).toBe('tonight at 23:00');
    const open = { reading, previewed: reading, pending: 1002, asked: 1002 };
    expect(say('change 1002 until Friday', open).slots.until).toBe('Friday');
    expect(say('change 1001 until Friday', open).intent).toMatch(/^(?:clarify|out_of_scope)$/);
  });
  test('passes over what is said before anything is meant', () => {
    expect(meaning('add carol to Interns', 'oh, and Dave')).toMatchObject({
      users: ['carol@contoso.com', 'dave@contoso.com'],
    });
    expect(meaning('add carol and Dave to Interns', 'srry, Dave niet')).toMatchObject({ users: ['carol@contoso.com'] });
  });
  test('leaves services off in what is given instead', () => {
    expect(meaning('switch Kiosk users from E1 to E3', 'keep Yammer off in it')).toMatchObject({
      intent: 'swap_license',
      off: ['YAMMER_ENTERPRISE'],
    });
  });
  test('adds those of a group', () => {
    expect(meaning('assign E3 to Marketing', 'for everyone in Interns too')).toMatchObject({
      groups: ['Marketing', 'Interns'],
    });
  });
  test('says several kinds of things at once', () => {
    expect(meaning('assign E3 to Marketing', 'no, R&D, without Yammer')).toMatchObject({
      groups: ['R&D'],
      products: [{ sku: 'ENTERPRISEPACK', off: ['YAMMER_ENTERPRISE'] }],
    });
    expect(said('assign E3 to Marketing', 'and Interns until Friday').slots).toMatchObject({
      groups: ['Marketing', 'Interns'],
      until: 'Friday',
    });
  });
  test.each(['Dave instead of carol', 'swap carol for Dave', 'not carol, Dave', 'add Dave instead'])(
    '%s puts one in the place of another',
    (text) => {
      expect(meaning('add carol to Interns', text)).toMatchObject({ users: ['dave@contoso.com'], groups: ['Interns'] });
    },
  );
  test('denies with “no” only what is there', () => {
    expect(meaning('assign E3 and EMS to Marketing', 'no EMS')).toMatchObject({
      products: [{ sku: 'ENTERPRISEPACK' }],
    });
    for (const text of ['no EMS', 'no EMS then', 'no R&D']) {
      expect(said('assign E3 to Marketing', text).intent, text).toBe('clarify');
    }
    expect(meaning('assign E3 to Marketing', 'no, R&D')).toMatchObject({ groups: ['R&D'] });
  });
  test.each(['take E3 from Interns', 'remove carol from Interns', 'put carol in Interns', 'E5 for Interns'])(
    '%s says it all itself',
    (text) => {
      expect(said('assign E3 to Marketing', text).slots.groups).toEqual(['Interns']);
      expect(said('assign E3 to Marketing', text).corrects).toBeUndefined();
    },
  );
  test.each(['not only Dave', 'hmm Dave perhaps later', 'Dave knows', 'leave Dave alone'])(
    '%s is asked about',
    (text) => {
      expect(said('add carol to Interns', text).intent).not.toBe('add_member');
    },
  );
  test.each(['scrap it', 'forget the whole thing', 'bin that', 'leave it as it is'])('%s ends it', (text) => {
    expect(said('assign E3 to Marketing', text).intent).toBe('dismiss');
  });
  test('puts right what waits', () => {
    for (const text of ['and Dave', 'only Dave', 'until Friday']) {
      expect(said('add carol to Interns', text).corrects, text).toBe(true);
    }
  });
});

describe('an answer to a question', () => {
  test.each(['HR Department EU', 'the second one', '2', 'de tweede', 'I mean HR Department EU'])(
    '%s chooses',
    (answer) => {
      expect(meaning('assign E3 to HR', answer)).toMatchObject({
        intent: 'assign_license',
        groups: ['HR Department EU'],
      });
    },
  );
  test.each([
    [['assign to Finance and Legal', 'E3'], { intent: 'assign_license', groups: ['Finance and Legal'] }],
    [['assign E3', 'HR Department EU'], { intent: 'assign_license', groups: ['HR Department EU'] }],
    [['set the usage location of bob', 'NL'], { intent: 'set_usage_location', country: 'NL' }],
  ])('%j fills what was left open', (texts, meant) => {
    expect(meaning(...texts)).toMatchObject(meant);
  });
  test.each(['show Marketing', 'never mind', 'who failed in Marketing', 'how many E5 are left'])(
    '%s is something else',
    (text) => {
      expect(said('assign E3 to HR', text).intent).not.toBe('assign_license');
    },
  );
});
