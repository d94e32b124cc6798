import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadTemplates } from '../../src/cards/templates.ts';
import { PARENT } from '../store/temporary-directory.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(PARENT, 'cards-'));
  mkdirSync(join(folder, 'parts'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A place of a template. */
const value = (path: string) => `\${${path}}`;
const write = (file: string, template: unknown) => writeFileSync(join(folder, file), JSON.stringify(template));
const expand = (data: object) => loadTemplates(folder)('card')?.expand({ $root: data });

describe('a part', () => {
  test('stands where a template names it, bound to what the template says', () => {
    write('parts/line.json', { type: 'TextBlock', text: value('text'), size: 'Small' });
    write('card.json', { body: [{ $part: 'line', $data: value('lines') }] });
    expect(expand({ lines: [{ text: 'a' }, { text: 'b' }] })).toEqual({
      body: [
        { type: 'TextBlock', text: 'a', size: 'Small' },
        { type: 'TextBlock', text: 'b', size: 'Small' },
      ],
    });
  });

  test('yields to what the template says of it', () => {
    write('parts/line.json', { text: 'a', size: 'Small' });
    write('card.json', { body: [{ $part: 'line', size: 'Large' }] });
    expect(expand({})).toEqual({ body: [{ text: 'a', size: 'Large' }] });
  });

  test('may be built from parts', () => {
    write('parts/run.json', { text: value('text') });
    write('parts/line.json', { inlines: [{ $part: 'run' }] });
    write('card.json', { body: [{ $part: 'line' }] });
    expect(expand({ text: 'a' })).toEqual({ body: [{ inlines: [{ text: 'a' }] }] });
  });

  test('that is missing is a fault, with the names of both', () => {
    write('card.json', { body: [{ $part: 'lime' }] });
    expect(() => expand({})).toThrow(/card: .*“lime”/);
  });

  test('inside itself is a fault', () => {
    write('parts/line.json', { items: [{ $part: 'line' }] });
    write('card.json', { body: [{ $part: 'line' }] });
    expect(() => expand({})).toThrow('“line”');
  });
});

test('data are printed and not evaluated', () => {
  write('card.json', { text: value('title') });
  const title = `${value('1+1')} {"$part": "line"}`;
  expect(expand({ title })).toEqual({ text: title });
});
