import { expect, it } from 'vitest';
import { IdIndex } from '../../../../src/core/licensing/memory/id-index.ts';

it('finds every id where it was added, and nothing else', () => {
  const index = new IdIndex();
  const ids = Array.from({ length: 5000 }, (_, number) => `person-${(number * 7919) % 5003}`);
  for (const id of ids) index.add(id);
  expect(ids.map((id) => index.find(id))).toEqual([...ids.keys()]);
  expect(index.find('person-5003')).toBeUndefined();
  expect(index.find('')).toBeUndefined();
});

it('finds an id that comes again where it was last', () => {
  const index = new IdIndex();
  for (const id of ['ann', 'bob', 'ann']) index.add(id);
  expect(index.find('ann')).toBe(2);
  expect(index.find('bob')).toBe(1);
});

it('finds an id in whatever letters, and gives it as it was added', () => {
  const index = new IdIndex();
  for (const id of ['Ann', 'BOB-1', 'Çem']) index.add(id);
  expect(['aNN', 'bob-1', 'çEM'].map((id) => index.find(id))).toEqual([0, 1, 2]);
  expect(index.id(1)).toBe('BOB-1');
  expect(index.add('ANN')).toBe(false);
  // Signs that differ from others as small letters do from capitals.
  expect(index.find('bob\r1')).toBeUndefined();
});
