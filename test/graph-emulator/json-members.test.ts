import { describe, expect, test } from 'vitest';
import { membersInBytes } from '../../src/graph-emulator/resources/json-members.ts';

/** What is copied of an object for these names, one stretch after the other; undefined where one has to be read otherwise. */
function copied(object: string, names: readonly string[]): readonly (string | undefined)[] {
  const bytes = Buffer.from(object);
  const stretches: (string | undefined)[] = [];
  for (let place = 0; place < names.length; ) {
    const found = membersInBytes({ bytes, start: 0, end: bytes.length - 1 }, names, place);
    stretches.push(found && bytes.toString('utf8', found.start, found.end));
    place += found?.count ?? 1;
  }
  return stretches;
}

describe('the members of an object that stands in bytes', () => {
  const megan = '{"id":"1","displayName":"Megan, \\"}{\\" Böwen","tags":["a",{"id":"2"}],"city":null,"age":7}';

  test.each([
    [
      'all at once where they are asked for in their order',
      ['id', 'displayName', 'tags'],
      [megan.slice(1, megan.indexOf(',"city"'))],
    ],
    ['one by one in any other order', ['tags', 'id'], ['"tags":["a",{"id":"2"}]', '"id":"1"']],
    ['over those that nobody asked for', ['id', 'tags'], ['"id":"1"', '"tags":["a",{"id":"2"}]']],
    ['to the last one', ['age'], ['"age":7']],
    ['without what is null', ['tags', 'city', 'age'], ['"tags":["a",{"id":"2"}]', undefined, '"age":7']],
    ['without what is not there', ['surname', 'age'], [undefined, '"age":7']],
  ])('are copied %s', (_, names, stretches) => {
    expect(copied(megan, names)).toEqual(stretches);
  });

  test('are left to others where there is white space', () => {
    expect(copied('{ "id": "1", "age": 7 }', ['id', 'age'])).toEqual([undefined, undefined]);
    expect(copied('{"id": "1","age":7}', ['age'])).toEqual([undefined]);
  });
});
