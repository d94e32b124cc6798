import { expect, it } from 'vitest';
import { linesReading, pageLines, pageOfLines, toldFirst } from '../../../src/directory/graph/page-lines.ts';
import { IdIndex } from '../../../src/licensing/model/id-index.ts';

const NEXT = 'https://graph.microsoft.com/v1.0/users?$skiptoken=abc';

function read(page: string) {
  const whole = pageOfLines(Buffer.from(page));
  const { value: _, ...rest } = whole;
  return { ...rest, lines: String(pageLines(whole, '/users')) };
}

it('makes a line of each object, whatever its texts and lists hold', () => {
  const people = [
    { id: 'ann', displayName: 'Ann "],[{" Lee \\', rows: [{ plans: ['a', 'b'] }, { plans: [] }] },
    { id: 'bob', displayName: 'Bób, the 2nd', rows: [] },
    { id: 'cho', value: ['x', 'y'] },
  ];
  const { lines, ...rest } = read(JSON.stringify({ '@odata.nextLink': NEXT, value: people }));
  expect(lines).toBe(people.map((person) => `${JSON.stringify(person)}\n`).join(''));
  expect(rest).toEqual({ '@odata.nextLink': NEXT });
});

it('finds the link for the next page behind the list as well, and a value that is not the list', () => {
  const page = `{ "@odata.context" : { "value" : [ 1 , 2 ] } , "value" : [ {"id":"ann"} , {"id":"bob"} ], "@odata.nextLink": "${NEXT}" }`;
  const { lines, ...rest } = read(page);
  expect(
    lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([{ id: 'ann' }, { id: 'bob' }]);
  expect(rest).toEqual({ '@odata.context': { value: [1, 2] }, '@odata.nextLink': NEXT });
});

it('has no lines of an empty list, and none of a page that is written over several', () => {
  expect(read('{"value":[]}').lines).toBe('');
  expect(
    read(JSON.stringify({ value: [{ id: 'ann' }, { id: 'bob' }] }, null, 2))
      .lines.trim()
      .split('\n'),
  ).toHaveLength(2);
});

it('leaves out what Graph says about an object beside its properties', () => {
  const page = JSON.stringify({
    value: [
      { '@odata.id': 'users/ann', id: 'ann' },
      { id: 'bob', displayName: '@bob' },
    ],
  });
  expect(read(page).lines).toBe('{"id":"ann"}\n{"id":"bob","displayName":"@bob"}\n');
});

it.each([
  ['with the list elsewhere', '{"values":{"value":[{"id":"ann"}]}}'],
  ['with an object that has no id', '{"value":[{"id":"ann"},{"name":"bob"}]}'],
  ['with an empty id', '{"value":[{"id":"ann"},{"id":""}]}'],
  ['with something behind the list', '{"value":[{"id":"ann"}],"others":[{"name":"bob"}]}'],
  ['with two lists in the list', '{"value":[{"id":"ann"}],"value":[{"id":"bob"}]}'],
])('parses a page %s, and takes nothing for granted', (_, page) => {
  expect(pageOfLines(Buffer.from(page))).toEqual(JSON.parse(page));
});

it('reads the same of a page in its bytes as of one that is written in another way', () => {
  const people = [
    { id: 'ann', displayName: 'Ann }],[{"id" },{"id":"x" \\"},{', rows: [{ plans: ['a', 'b'] }] },
    { id: 'bób', displayName: '},{"id":"cho"', rows: [] },
    { id: 'cho', rows: [{ plans: [] }, { plans: [null] }] },
  ];
  const page = { '@odata.context': '…/$metadata#users(id,"value":[{"id":")', '@odata.nextLink': NEXT, value: people };
  const compact = pageOfLines(Buffer.from(JSON.stringify(page)));
  expect(Buffer.isBuffer(compact['value'])).toBe(true);
  expect(read(JSON.stringify(page))).toEqual(read(JSON.stringify(page, null, 1)));
});

it('does not take a page that breaks off, wherever it does', () => {
  const page = JSON.stringify({
    '@odata.nextLink': NEXT,
    value: [{ id: 'ann', rows: [{ plans: ['a'] }] }, { id: 'bob' }],
  });
  for (let length = 1; length < page.length; length++) {
    expect(() => pageOfLines(Buffer.from(page.slice(0, length))), page.slice(0, length)).toThrow(SyntaxError);
  }
});

it('tells of the next page as soon as its link is there, and only where it stands before the list', () => {
  const told = (page: string, length = page.length) => {
    const links: string[] = [];
    linesReading((next) => links.push(next)).begun?.(Buffer.from(page.slice(0, length)));
    return links;
  };
  const page = JSON.stringify({
    '@odata.context': '…/$metadata#users(id)',
    '@odata.nextLink': NEXT,
    value: [{ id: 'ann' }],
  });
  const link = page.indexOf(NEXT) + NEXT.length;
  expect(told(page)).toEqual([NEXT]);
  expect(told(page, link + 1)).toEqual([NEXT]);
  expect(told(page, link)).toEqual([]);
  expect(told(JSON.stringify({ value: [{ '@odata.nextLink': NEXT }], '@odata.nextLink': NEXT }))).toEqual([]);
  expect(told(JSON.stringify({ value: [] }))).toEqual([]);
});

it('leaves out whom an earlier page told of already', () => {
  const told = new IdIndex();
  const after = (...lines: string[]) => String(toldFirst(Buffer.from(lines.map((line) => `${line}\n`).join('')), told));
  const [ann, bob, cho] = ['ann', 'bob', 'chó'].map((id) => `{"id":"${id}","age":1}`) as [string, string, string];
  expect(after(ann, bob)).toBe(`${ann}\n${bob}\n`);
  expect(after(bob, cho, ann)).toBe(`${cho}\n`);
  expect(after()).toBe('');
  expect(after('{"age":1,"id":"ann"}', cho)).toBe('{"age":1,"id":"ann"}\n');
});
