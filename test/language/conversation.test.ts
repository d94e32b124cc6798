import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../src/language/conversation/conversation.ts';
import { understand } from '../../src/language/understand.ts';
import { compared } from './compare.ts';
import { chat } from './tenants.ts';

const say = (text: string, conversation: Conversation = {}) => understand(text, { names: chat, conversation });
const afterSaying = (...texts: readonly string[]): Conversation => {
  let conversation: Conversation = {};
  for (const text of texts) conversation = { reading: say(text, conversation) };
  return conversation;
};
const meaning = (text: string, conversation: Conversation) => {
  const reading = say(text, conversation);
  return compared(reading.intent, reading.slots as Record<string, unknown>);
};

describe('a preview that waits', () => {
  test.each(['yes', 'go ahead', 'ok', 'do it', 'yes please', 'ja', 'doe maar', 'Sounds good!'])(
    '%s confirms it',
    (text) => {
      expect(say(text, { pending: 42 })).toMatchObject({ intent: 'confirm', slots: { ref: '@pending' } });
    },
  );
  test.each(['no', 'nope', 'cancel', 'never mind', "don't", 'nee', 'laat maar', 'STOP'])('%s ends it', (text) => {
    expect(say(text, { pending: 42 })).toMatchObject({ intent: 'dismiss', slots: { ref: '@pending' } });
  });
  test.each(['yes, no', 'yes but not for bob', 'maybe', 'yes?? why', 'not yes', 'yes and remove E3 from Marketing'])(
    '%s does not confirm it',
    (text) => {
      expect(say(text, { pending: 42 }).intent).not.toBe('confirm');
    },
  );
});

describe('a request in its thread', () => {
  const thread = { thread: 42, justShown: true };
  test.each(['approve', 'lgtm', 'lgtm, ship it', 'Approved!', 'akkoord', 'ok'])('%s approves it', (text) => {
    expect(say(text, thread)).toMatchObject({ intent: 'approve', slots: { ref: '@thread' } });
  });
  test.each(['reject', 'no', 'afgewezen', "don't approve", 'niet akkoord'])('%s rejects it', (text) => {
    expect(say(text, thread)).toMatchObject({ intent: 'reject', slots: { ref: '@thread' } });
  });
  test.each(['no, wait', 'hold on', 'nee, wacht'])('%s decides nothing', (text) => {
    expect(say(text, thread).intent).toBe('clarify');
  });
  test.each(['ok', 'yes', 'no', 'prima', 'doe maar', 'sounds good', 'nee', 'akkoord'])(
    '%s decides nothing when something else was said since',
    (text) => {
      expect(say(text, { thread: 42 })).toMatchObject({ intent: 'clarify', reading: expect.stringContaining('42') });
    },
  );
  test.each(['approve', 'approved', 'reject', 'afgewezen', 'goedgekeurd'])('%s decides at any time', (text) => {
    expect(say(text, { thread: 42 }).slots).toEqual({ ref: '@thread' });
  });
  test('an answer to a question of the bot is none to a request', () => {
    expect(say('yes', { ...thread, question: { options: [] } }).intent).toBe('clarify');
  });
  test('a rejection may say why', () => {
    expect(say('reject because it costs too much', thread).slots).toEqual({
      ref: '@thread',
      reason: 'it costs too much',
    });
  });
});

test('STOP stops what runs', () => {
  expect(say('STOP', { running: 42 })).toMatchObject({ intent: 'cancel', slots: { ref: '@running' } });
});

describe('the same for another', () => {
  const assigned = afterSaying('assign E3 to HR Department without Yammer');
  test.each([
    'same for Marketing',
    'and Marketing?',
    'also for Marketing',
    'do the same for Marketing',
    'Marketing too',
    'hetzelfde voor Marketing',
    'en Marketing?',
    'ook voor Marketing',
    'what about Marketing?',
  ])('%s', (text) => {
    expect(meaning(text, assigned)).toEqual({
      intent: 'assign_license',
      groups: ['Marketing'],
      products: [{ sku: 'ENTERPRISEPACK', off: ['YAMMER_ENTERPRISE'] }],
    });
  });
  test('keeps the ids of the product and takes those of the group', () => {
    const { ids } = say('same for Marketing', assigned).slots;
    expect(ids).toEqual({
      groups: ['81acce49-d7a8-5241-83cc-dca21c6d915a'],
      skus: ['6fd2c87f-b296-42f0-b197-1e91e994b900'],
    });
  });
  test('a question is asked again of another group, person or product', () => {
    expect(meaning('and Marketing?', afterSaying('who failed in HR Department'))).toEqual({
      intent: 'list_failures',
      groups: ['Marketing'],
    });
    expect(meaning('and E5?', afterSaying('how many E3 left'))).toEqual({
      intent: 'seats',
      products: ['ENTERPRISEPREMIUM'],
    });
    expect(meaning('same for carol', afterSaying('add bob to Interns'))).toEqual({
      intent: 'add_member',
      users: ['carol@contoso.com'],
      groups: ['Interns'],
    });
  });
  test('an exception is not carried over', () => {
    expect(meaning('same for Marketing', afterSaying('assign E3 to HR Department except bob'))).not.toHaveProperty(
      'except_users',
    );
  });
  test('one name of two people asks', () => {
    expect(say('same for ann', afterSaying('add bob to Interns'))).toMatchObject({ intent: 'clarify' });
  });
});

describe('a correction', () => {
  const assigned = afterSaying('assign E3 to HR Department without Yammer');
  test.each(['no wait, E5', 'no, E5', 'I meant E5', 'make that E5', 'nee, E5', 'sorry, E5 instead'])('%s', (text) => {
    expect(meaning(text, assigned)).toEqual({
      intent: 'assign_license',
      groups: ['HR Department'],
      products: [{ sku: 'ENTERPRISEPREMIUM', off: ['YAMMER_ENTERPRISE'] }],
    });
  });
  test.each(['no, Marketing', 'I mean Marketing', 'nee, voor Marketing'])('%s', (text) => {
    expect(meaning(text, assigned)).toMatchObject({ intent: 'assign_license', groups: ['Marketing'] });
  });
  test.each(['also without Sway', 'and without Sway', 'without Sway too', 'ook zonder Sway', 'yes, but without Sway'])(
    '%s',
    (text) => {
      expect(meaning(text, { ...assigned, pending: 42 })).toMatchObject({
        groups: ['HR Department'],
        products: [{ sku: 'ENTERPRISEPACK', off: ['YAMMER_ENTERPRISE', 'SWAY'] }],
      });
    },
  );
  test.each(['actually E5', 'actually, E5', 'eigenlijk E5'])('%s', (text) => {
    expect(meaning(text, assigned)).toMatchObject({
      intent: 'assign_license',
      groups: ['HR Department'],
      products: [{ sku: 'ENTERPRISEPREMIUM', off: ['YAMMER_ENTERPRISE'] }],
    });
  });
  test.each(['no wait, E5', 'no, Marketing', 'also without Sway', 'actually E5'])(
    '%s puts the last one right',
    (text) => {
      expect(say(text, assigned).corrects).toBe(true);
    },
  );
  test.each(['same for Marketing', 'also for Marketing', 'for Marketing', 'turn off Sway for HR Department'])(
    '%s is one more',
    (text) => {
      expect(say(text, assigned).corrects).toBeUndefined();
    },
  );
  test('a product without the plan asks', () => {
    expect(say('and without Intune', assigned).reading).toBe(
      'None of these products has “Intune”. Which product do you mean?',
    );
    expect(say('no wait, EMS', assigned).intent).toBe('clarify');
    expect(say('also without Intune', assigned).intent).toBe('clarify');
  });
});

describe('what the last card lists', () => {
  const failures: Conversation = { ...afterSaying('who failed in HR Department'), users: ['ann@contoso.com'] };
  test.each(['why did she fail', 'why did he fail?', 'why did they fail', 'waarom is zij mislukt'])('%s', (text) => {
    expect(say(text, failures)).toMatchObject({ intent: 'explain_user', slots: { users: ['ann@contoso.com'] } });
  });
  test('two people are not "she"', () => {
    expect(say('why did she fail', { ...failures, users: ['ann@contoso.com', 'bob@contoso.com'] }).intent).toBe(
      'clarify',
    );
  });
  test.each(['show the rest', 'more', 'next page', 'show more', 'toon de rest'])('%s turns the page', (text) => {
    expect(say(text, failures)).toMatchObject({
      intent: 'list_failures',
      slots: { groups: ['HR Department'], page: 2 },
    });
  });
  test.each(['fix it', 'how do I fix it?', 'retry', 'try again'])('%s is about the group', (text) => {
    expect(say(text, failures).slots).toMatchObject({ groups: ['HR Department'] });
  });
  test.each([
    ['do option 2', 2],
    ['option 2', 2],
    ['2', 2],
    ['apply the first one', 1],
    ['pas optie 3 toe', 3],
  ])('%s takes a suggestion', (text, option) => {
    expect(say(text, { ...failures, suggestions: 42 })).toMatchObject({
      intent: 'apply_fix',
      slots: { ref: '@suggestions', option },
    });
  });
});

describe('a pronoun means no group', () => {
  const shown = afterSaying('show Marketing');
  test.each([
    'give that E3 license to R&D',
    'give those E3 licenses to R&D',
    'assign that E3 to R&D',
    'reprocess it for HR Department',
    'reprocess those in HR Department',
    'turn that off for HR Department: Sway',
    'swap that E1 for E3 in Kiosk users',
    'geef die E3-licentie aan R&D',
  ])('%s', (text) => {
    expect(say(text, shown).slots.groups ?? []).not.toContain('Marketing');
    expect(JSON.stringify(say(text, shown).slots)).not.toContain('"Marketing"');
  });
  test('of before where the sentence names one itself, and one where it does not', () => {
    expect(meaning('give that E3 license to R&D', shown)).toMatchObject({ intent: 'assign_license', groups: ['R&D'] });
    expect(meaning('give it E3', shown)).toMatchObject({ intent: 'assign_license', groups: ['Marketing'] });
  });
});

test('without a conversation each of these asks', () => {
  for (const text of [
    'yes',
    'same for Marketing',
    'no wait, E5',
    'also without Sway',
    'why did she fail',
    'show the rest',
    'do option 2',
    'approve',
    'STOP',
    'undo',
  ]) {
    expect(say(text).intent, text).toBe('clarify');
  }
});

test('undo that', () => {
  expect(say('undo that', afterSaying('assign E3 to HR Department'))).toMatchObject({
    intent: 'undo',
    slots: { ref: '@last_by_me' },
  });
});
