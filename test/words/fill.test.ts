import { expect, test } from 'vitest';
import { fill } from '../../src/words/fill.ts';

test.each(['$&', '$$', "$'", '$`', '$1', '{group}', '{count}', '**', '\\'])('%s is filled in as it is', (name) => {
  expect(fill('{group}: {count}, {group}', { group: name, count: '3' })).toBe(`${name}: 3, ${name}`);
});

test.each(['constructor', 'missing'])('a place without a value is a fault: {%s}', (place) => {
  expect(() => fill(`Hello {${place}}`, { name: 'Megan' })).toThrow(`{${place}}`);
});
