import { describe, expect, test } from 'vitest';
import { texts } from '../../src/words/catalogue.ts';

const placesOf = (pattern: string) => [...pattern.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

/** Every text of a catalogue by the way to it. */
function flat(node: object, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(node).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...flat(value as object, `${path}${key}.`)],
    ),
  );
}

describe('the words of cards', () => {
  const english = flat(texts.en.cards);
  const dutch = flat(texts.nl.cards);

  test('are all there in Dutch', () => {
    expect([...dutch.keys()]).toEqual([...english.keys()]);
  });

  test.each([...english])('%s takes the same values in both languages', (path, pattern) => {
    expect(placesOf(dutch.get(path) ?? '')).toEqual(placesOf(pattern));
  });

  test.each([...english, ...dutch])('%s prints nothing bold without an end', (_, pattern) => {
    expect(pattern.split('**').length % 2).toBe(1);
  });

  test('call the states what people and programs rely on', () => {
    const { queued, running, finished, failures } = texts.en.cards.states;
    expect([queued, running, finished, failures]).toEqual([
      'Queued',
      'In progress',
      'Finished',
      'Finished with failures',
    ]);
  });

  test('never say OK, Yes or Submit on a button', () => {
    for (const language of ['en', 'nl'] as const) {
      for (const title of flat(texts[language].cards.buttons).values())
        expect(title).not.toMatch(/^(OK|Yes|Submit|Ja)$/i);
    }
  });
});
