import { expect, it } from 'vitest';
import { linesReading, pageOfLines, toldFirst } from '../../../src/directory/graph/page-lines.ts';

const NEXT = 'https://graph.microsoft.com/v1.0/users?$skiptoken=abc';

function read(page: string) {
  const { value, ...rest } = pageOfLines(Buffer.from(page));
  return { ...rest, lines: String(value) };
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

it('has no list of a page without one', () => {
  expect(pageOfLines(Buffer.from('{"values":[1]}'))).toEqual({ values: [1] });
  expect(pageOfLines(Buffer.from('{"value":"none"}'))).toEqual({});
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
  const told = new Set<string>();
  const after = (...lines: string[]) => String(toldFirst(Buffer.from(lines.map((line) => `${line}\n`).join('')), told));
  const [ann, bob, cho] = ['ann', 'bob', 'chó'].map((id) => `{"id":"${id}","age":1}`) as [string, string, string];
  expect(after(ann, bob)).toBe(`${ann}\n${bob}\n`);
  expect(after(bob, cho, ann)).toBe(`${cho}\n`);
  expect(after()).toBe('');
  expect(after('{"age":1,"id":"ann"}', cho)).toBe('{"age":1,"id":"ann"}\n');
});
