import type { Activity } from 'botbuilder';
import { describe, expect, test } from 'vitest';
import { messageOf, originOf, pressOf } from '../../../src/bot/teams/activity.ts';
import { faultOf } from '../../../src/bot/teams/activity-shape.ts';

const MESSAGE = {
  type: 'message',
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1:56150/connector',
  conversation: { id: 'c' },
  from: { id: '29:megan' },
  recipient: { id: '28:seatkeeper' },
};

const activity = (fields: object) => ({ ...MESSAGE, ...fields }) as unknown as Activity;

describe('an activity', () => {
  test.each<[string, object]>([
    ['as short as can be', {}],
    ['with absent fields written as null', { id: null, text: null, entities: null, channelData: null, action: null }],
    ['with people', { from: { id: 'x', name: 'Megan', aadObjectId: 'aaaaaaaa-0000-4000-8000-000000000001' } }],
    ['with entities', { entities: [{ type: 'clientInfo', timezone: 5 }, { type: 7 }, {}] }],
    ['with any value', { value: [null] }],
  ])('%s has no fault', (_what, fields) => {
    expect(faultOf({ ...MESSAGE, ...fields })).toBeUndefined();
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
    expect(faultOf({ ...MESSAGE, ...fields })).toBe(fault);
  });

  test.each([undefined, null, 'text', 5, []])('%j is none', (body) => {
    expect(faultOf(body)).toBe('the body is not an object');
  });
});

test.each<[object, readonly unknown[]]>([
  [{}, []],
  [{ conversation: { id: 'c', tenantId: null }, channelData: {} }, []],
  [{ conversation: { id: 'c', tenantId: 'a' }, channelData: { tenant: { id: 'b' } } }, ['a', 'b']],
  [{ conversation: { id: 'c', tenantId: 5 }, channelData: { tenant: { id: {} } } }, [5, {}]],
])('every tenant that is named comes to the gate: %j', (fields, tenantIds) => {
  expect(originOf(activity(fields)).tenantIds).toEqual(tenantIds);
});

test('messages without an id are not deliveries of one message', () => {
  expect(messageOf(activity({ id: null, text: 'hello' })).messageId).toBeUndefined();
});

describe('a press', () => {
  test.each<[unknown]>([[undefined], [null], ['apply'], [5], [[null]], [{ verb: 5 }], [{ action: null }]])(
    'is not in %j',
    (value) => {
      expect(pressOf(activity({ value }))).toBeUndefined();
      expect(pressOf(activity({ value, name: 'adaptiveCard/action' }))).toBeUndefined();
    },
  );

  test.each([[[1]], ['x'], [null]])('with %j for its data has none', (data) => {
    const value = { action: { verb: 'apply', data } };
    expect(pressOf(activity({ value, name: 'adaptiveCard/action', replyToId: null }))).toMatchObject({
      verb: 'apply',
      data: {},
      cardMessageId: undefined,
    });
  });
});
