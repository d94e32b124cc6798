import fc from 'fast-check';
import { expect, it } from 'vitest';
import { doubledProperty } from '../../src/directory/doubled-property.ts';

const find = (text: string) => doubledProperty(text, JSON.parse(text));

it.each([
  ['{"members":["a"],"members":[]}', 'members'],
  ['[{"a":1},{"rows":[{"state":"Active" , "state" : null}]}]', 'state'],
  ['{"a\\"b":"x:","a\\u0022b":2}', 'a"b'],
])('a property that stands twice in one object is found: %s', (text, name) => {
  expect(find(text)).toBe(name);
});

it('only those that are asked for are found', () => {
  const text = '{"x":1,"x":2,"id":3,"id":4}';
  expect(doubledProperty(text, JSON.parse(text), new Set(['id']))).toBe('id');
  expect(doubledProperty(text, JSON.parse(text), new Set(['members']))).toBeUndefined();
});

it('no other JSON has one', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), fc.constantFrom(undefined, 2), (value, indent) => {
      expect(find(JSON.stringify(value, undefined, indent))).toBeUndefined();
    }),
  );
});
