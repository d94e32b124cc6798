import { expect, it } from 'vitest';
import { idsIn, idsOf, jsonOfIds, READ_IDS } from '../../../src/directory/graph/id-lists.ts';
import type { JsonObject } from '../../../src/directory/graph/pages.ts';

const person = (id: string) => ({ '@odata.type': '#microsoft.graph.user', id });
const group = (id: string) => ({ '@odata.type': '#microsoft.graph.group', id });
const read = (page: unknown) => READ_IDS.whole(Buffer.from(JSON.stringify(page))) as JsonObject;
const idsRead = (page: unknown) => idsIn([idsOf(read(page), '/groups/hr/members')]);

it.each([
  ['people', [person('a-1'), person('b-2'), person('c-3')], ['a-1', 'b-2', 'c-3']],
  ['one person', [person('a-1')], ['a-1']],
  ['nobody', [], []],
  ['a group among people', [person('a-1'), group('g-1'), person('b-2')], ['a-1', 'g-1', 'b-2']],
  ['a group behind people', [person('a-1'), person('b-2'), group('g-1')], ['a-1', 'b-2', 'g-1']],
  ['a property beside the id', [person('a-1'), { ...person('b-2'), displayName: 'Bob' }], ['a-1', 'b-2']],
  ['a property that is a list', [person('a-1'), { ...person('b-2'), plans: [person('x')] }], ['a-1', 'b-2']],
  ['objects that do not say what they are', [{ id: 'a-1' }, { id: 'b-2' }], ['a-1', 'b-2']],
])('reads the ids of %s', (_, value, ids) => {
  expect(idsRead({ '@odata.context': 'https://x/$metadata#directoryObjects(id)', value })).toEqual(ids);
});

it('reads the list of each part of a batch, and leaves everything else as it is', () => {
  const text = '"value":[{"@odata.type":"#microsoft.graph.user","id":"no-list"}]';
  const parts = [
    { id: '1', status: 200, body: { '@odata.nextLink': 'https://x/2', value: [person('a-1'), person('b-2')] } },
    { id: '0', status: 404, body: { error: { code: 'Request_ResourceNotFound', message: text } } },
    { id: '2', status: 200, body: { value: [person('c-3')] } },
  ];
  const { responses } = read({ responses: parts }) as { readonly responses: typeof parts };
  expect(responses[1]).toEqual(parts[1]);
  const lists = [responses[0], responses[2]].map((part) => idsOf(part?.body as JsonObject, ''));
  expect(idsIn(lists)).toEqual(['a-1', 'b-2', 'c-3']);
  expect(responses[0]?.body).toMatchObject({ '@odata.nextLink': 'https://x/2' });
});

it('says each id once, in the order of the pages', () => {
  const pages = [[person('a-1'), person('b-2')], [], [person('b-2'), person('c-3')]].map((value) =>
    idsOf(read({ value }), ''),
  );
  expect(idsIn(pages)).toEqual(['a-1', 'b-2', 'c-3']);
  expect(JSON.parse(jsonOfIds(pages))).toEqual(['a-1', 'b-2', 'c-3']);
  expect(pages.map((page) => JSON.parse(jsonOfIds([page])))).toEqual([['a-1', 'b-2'], [], ['b-2', 'c-3']]);
});

it.each([
  ['no list', {}],
  ['a text for a list', { value: 'a-1' }],
  ['a list of texts', { value: ['a-1'] }],
  ['an empty id', { value: [person('a-1'), person('')] }],
  ['nothing but an empty id', { value: [person('')] }],
  ['an id with a comma', { value: [person('a-1'), group('b,2')] }],
  ['an id with a quote', { value: [person('a"1')] }],
  ['a person without an id', { value: [person('a-1'), { '@odata.type': '#microsoft.graph.user' }] }],
])('takes %s for a fault', (_, page) => {
  expect(() => idsRead(page)).toThrow(/Graph answered GET \/groups\/hr\/members with/);
});

it('takes a list that breaks off for an answer that breaks off', () => {
  const whole = JSON.stringify({ value: [person('a-1'), person('b-2')] });
  for (let length = 1; length < whole.length; length++) {
    expect(() => READ_IDS.whole(Buffer.from(whole.slice(0, length)))).toThrow(SyntaxError);
  }
});
