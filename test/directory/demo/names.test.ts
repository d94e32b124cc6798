import { expect, it } from 'vitest';
import { aliasOf, nameMaker } from '../../../src/directory/demo/names.ts';
import { seededRandom } from '../../../src/directory/demo/random.ts';

it.each([
  ['Élodie Martin', 'elodie.martin'],
  ["Søren van 't Hof", 'soren.vanthof'],
  ['Łukasz Wójcik', 'lukasz.wojcik'],
  ['Dana **Cole**', 'dana.cole'],
])('writes %s as %s in an address', (displayName, alias) => {
  expect(aliasOf(displayName)).toBe(alias);
});

it('makes no alias twice, though names repeat', () => {
  const nextName = nameMaker(seededRandom(1));
  const names = Array.from({ length: 5_000 }, nextName);
  expect(new Set(names.map((name) => name.alias)).size).toBe(5_000);
  expect(new Set(names.map((name) => name.displayName)).size).toBeLessThan(5_000);
});

it('makes the same names for the same seed, and others for another', () => {
  const names = (seed: number) => Array.from({ length: 20 }, nameMaker(seededRandom(seed)));
  expect(names(7)).toEqual(names(7));
  expect(names(7)).not.toEqual(names(8));
});
