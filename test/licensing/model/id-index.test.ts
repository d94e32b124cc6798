import { expect, it } from 'vitest';
import { IdIndex } from '../../../src/licensing/model/id-index.ts';

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

it('finds ids that were added as bytes as it finds the others', () => {
  const bytes = Buffer.from('Ann bob-1 CARA');
  const of = (idStart: number, idEnd: number) => ({
    id: bytes.toString('latin1', idStart, idEnd),
    bytes,
    idStart,
    idEnd,
  });
  const index = new IdIndex();
  expect([of(0, 3), of(4, 9), of(10, 14)].map((user) => index.addOf(user))).toEqual([true, true, true]);
  expect(index.addOf({ ...of(0, 0), id: 'Çem' })).toBe(true);
  expect(['ANN', 'Bob-1', 'cara', 'çem', 'dan'].map((id) => index.find(id))).toEqual([0, 1, 2, 3, undefined]);
  expect([0, 1, 2, 3].map((place) => index.id(place))).toEqual(['Ann', 'bob-1', 'CARA', 'Çem']);
  expect([index.add('aNN'), index.addOf(of(4, 9)), index.find('bob-1')]).toEqual([false, false, 5]);
});
