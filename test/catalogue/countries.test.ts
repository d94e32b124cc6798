import { expect, it } from 'vitest';
import { COUNTRY_CODES, countryName } from '../../src/catalogue/countries.ts';

it('names countries in English and Dutch', () => {
  expect(countryName('US', 'en')).toBe('United States');
  expect(countryName('nl', 'nl')).toBe('Nederland');
});

it('leaves alone what is no country code', () => {
  expect(countryName('Europe', 'en')).toBe('Europe');
});

it('names every code of ISO 3166-1', () => {
  expect(COUNTRY_CODES).toHaveLength(249);
  expect(COUNTRY_CODES.filter((code) => countryName(code, 'en') === code)).toEqual([]);
});
