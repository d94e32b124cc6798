import { expect, it } from 'vitest';
import { IdIndex } from '../../../src/licensing/model/id-index.ts';
import { asciiHash } from '../../../src/licensing/model/text-hash.ts';

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

/** Lengths of 1 to 40, and many that differ in their first, middle or last character alone. */
const MANY = Array.from({ length: 3000 }, (_, number) => {
  const id = 'abcdefgh-ijklmnop-qrstuvwx-yz0123456789A'.slice(0, 1 + (number % 40));
  const place = Math.floor(number / 40) % id.length;
  return `${id.slice(0, place)}${String.fromCharCode(0x23 + Math.floor(number / 120))}${id.slice(place + 1)}`;
});

function inOneText(ids: readonly string[]) {
  const bytes = Buffer.from(`"${ids.join('","')}"`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const starts = new Uint32Array(ids.length);
  ids.forEach((_, place) => {
    starts[place] = place === 0 ? 1 : (starts[place - 1] as number) + (ids[place - 1] as string).length + 3;
  });
  const ends = starts.map((start, place) => start + (ids[place] as string).length);
  const hashes = starts.map((start, place) => asciiHash(view, start, ends[place] as number));
  return { length: ids.length, view, starts, ends, hashes };
}

it.each([
  ['as they were added', (id: string) => id],
  ['in other letters', (id: string) => id.toUpperCase()],
  ['of others', (id: string) => `${id}~`],
  ['that end otherwise', (id: string) => `${id.slice(0, -1)}~`],
])('finds many at once as one by one: %s', (_, otherwise) => {
  const index = new IdIndex();
  for (const id of [...MANY, 'Çem']) index.add(id);
  const asked = MANY.map(otherwise);
  const found = new Int32Array(asked.length);
  index.findAll(inOneText(asked), found);
  expect([...found]).toEqual(asked.map((id) => index.find(id) ?? -1));
});

it('writes ids as a JSON list, without those that are none', () => {
  const index = new IdIndex();
  for (const id of MANY) index.addOf({ id, bytes: Buffer.of(), idStart: 0, idEnd: 0 });
  const some = Int32Array.from({ length: 1000 }, (_, place) => (place % 7 === 0 ? -1 : (place * 37) % MANY.length));
  const ids = [...some].flatMap((place) => (place < 0 ? [] : [MANY[place]]));
  expect(Buffer.from(index.json(some)).toString()).toBe(JSON.stringify(ids));
  expect(Buffer.from(index.json(Int32Array.of())).toString()).toBe('[]');
});
