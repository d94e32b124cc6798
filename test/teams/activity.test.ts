import { describe, expect, test } from 'vitest';
import { incomingMessage, personOf, pressOf } from '../../src/teams/activity.ts';
import { tenantIdsOf } from '../../src/teams/gate.ts';
import { type Activity, readActivity } from '../../src/teams/wire.ts';
import { ACTIVITY, admitted } from './admitted.ts';

describe('an activity', () => {
  test.each<[string, object]>([
    ['as short as can be', {}],
    ['with absent fields written as null', { id: null, text: null, entities: null, channelData: null, action: null }],
    ['with people', { from: { id: 'x', name: 'Megan', aadObjectId: 'aaaaaaaa-0000-4000-8000-000000000001' } }],
    ['with entities', { entities: [{ type: 'clientInfo', timezone: 5 }, { type: 7 }, {}] }],
    ['with any value', { value: [null] }],
  ])('%s has no fault', (_what, fields) => {
    expect(readActivity({ ...ACTIVITY, ...fields })).toEqual({ activity: { ...ACTIVITY, ...fields } });
  });

  test.each<[object, string]>([
    [{ type: undefined }, 'type is not a text'],
    [{ type: '' }, 'type is empty'],
    [{ channelId: 5 }, 'channelId is not a text'],
    [{ serviceUrl: '' }, 'serviceUrl is empty'],
    [{ text: 7 }, 'text is not a text'],
    [{ action: 5 }, 'action is not a text'],
    [{ replyToId: {} }, 'replyToId is not a text'],
    [{ conversation: 'c' }, 'conversation is not an object'],
    [{ conversation: { id: '' } }, 'conversation.id is empty'],
    [{ conversation: { id: 'c', conversationType: 1 } }, 'conversation.conversationType is not a text'],
    [{ conversation: { id: 'c', isGroup: 'yes' } }, 'conversation.isGroup is not true or false'],
    [{ from: { id: 'x', aadObjectId: 5 } }, 'from.aadObjectId is not a text'],
    [{ from: { id: 'x', aadObjectId: {} } }, 'from.aadObjectId is not a text'],
    [{ from: [] }, 'from is not an object'],
    [{ recipient: { id: 'x', name: 5 } }, 'recipient.name is not a text'],
    [{ entities: {} }, 'entities is not a list'],
    [{ entities: 'none' }, 'entities is not a list'],
    [{ entities: [{}, null] }, 'entities[1] is not an object'],
    [{ membersAdded: [null] }, 'membersAdded[0] is not an object'],
    [{ membersAdded: 'x' }, 'membersAdded is not a list'],
    [{ membersRemoved: [{ id: 5 }] }, 'membersRemoved[0].id is not a text'],
    [{ channelData: 'x' }, 'channelData is not an object'],
    [{ channelData: { tenant: 'x' } }, 'channelData.tenant is not an object'],
  ])('%j is told', (fields, fault) => {
    expect(readActivity({ ...ACTIVITY, ...fields })).toEqual({ fault });
  });

  test.each([undefined, null, 'text', 5, []])('%j is none', (body) => {
    expect(readActivity(body)).toEqual({ fault: 'the body is not an object' });
  });
});

test.each<[object, readonly unknown[]]>([
  [{}, []],
  [{ conversation: { id: 'c', tenantId: null }, channelData: {} }, []],
  [{ conversation: { id: 'c', tenantId: 'a' }, channelData: { tenant: { id: 'b' } } }, ['a', 'b']],
  [{ conversation: { id: 'c', tenantId: 5 }, channelData: { tenant: { id: {} } } }, [5, {}]],
])('every tenant that is named comes to the gate: %j', (fields, tenantIds) => {
  expect(tenantIdsOf({ ...ACTIVITY, ...fields } as Activity)).toEqual(tenantIds);
});

test('messages without an id are not deliveries of one message', async () => {
  expect(incomingMessage(await admitted({ id: null, text: 'hello' })).messageId).toBeUndefined();
});

test.each([
  ['nl-NL', 'nl'],
  ['NL', 'nl'],
  ['en-US', 'en'],
  ['fr-FR', undefined],
  ['constructor', undefined],
  [null, undefined],
])('a client in %j is spoken to in %j', async (locale, language) => {
  expect(personOf(await admitted({ locale })).language).toBe(language);
});

describe('a press', () => {
  test.each<[unknown]>([[undefined], [null], ['apply'], [5], [[null]], [{ verb: 5 }], [{ action: null }]])(
    'is not in %j',
    async (value) => {
      expect(pressOf(await admitted({ value }))).toBeUndefined();
      expect(pressOf(await admitted({ value, name: 'adaptiveCard/action' }))).toBeUndefined();
    },
  );

  test.each([[[1]], ['x'], [null]])('with %j for its data has none', async (data) => {
    const value = { action: { verb: 'apply', data } };
    expect(pressOf(await admitted({ value, name: 'adaptiveCard/action', replyToId: null }))).toMatchObject({
      verb: 'apply',
      data: {},
      cardMessageId: undefined,
    });
  });
});
