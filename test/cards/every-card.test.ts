import { describe, expect, test } from 'vitest';
import { CARD_NAMES } from '../../src/cards/card.ts';
import { type AdaptiveCard, CARD_BYTES, renderCard } from '../../src/cards/render.ts';
import { faultsOf, type Node, nodesOf } from './adaptive-card.ts';
import { faultOn, linesIn, sumOf } from './adding-up.ts';
import { allCards } from './samples/all.ts';
import { worstCards } from './samples/worst.ts';
import { demoWorld, hostileWorld } from './world.ts';

const LANGUAGES = ['en', 'nl'] as const;

const samples = perLanguage((language) => allCards(() => demoWorld(language)));
const worst = perLanguage((language) => worstCards(demoWorld(language)));
const demo = perLanguage((language) => rendered(samples[language]));
const hostile = rendered(new Map([...allCards(() => hostileWorld('nl')), ...worstCards(hostileWorld('nl'))]));
const every = [
  ...LANGUAGES.flatMap((language) =>
    [...demo[language]].map(([name, card]) => [`${name} in ${language}`, card] as const),
  ),
  ...[...hostile].map(([name, card]) => [`${name} of hostile names`, card] as const),
];

function perLanguage<T>(of: (language: (typeof LANGUAGES)[number]) => T) {
  return { en: of('en'), nl: of('nl') };
}

function rendered(cards: ReturnType<typeof allCards>): ReadonlyMap<string, AdaptiveCard> {
  return new Map([...cards].map(([name, card]) => [name, renderCard(card)]));
}

/** Texts of runs, figures, labels and buttons, wherever a view put them. */
function textsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (typeof value !== 'string') return key === 'data' ? [] : textsIn(value);
    return ['text', 'figure', 'label', 'word', 'title', 'reason', 'percent', 'processed'].includes(key) ? [value] : [];
  });
}

const buttonsOf = (card: Node): readonly Node[] =>
  nodesOf(card)
    .filter((node) => node['type'] === 'ActionSet')
    .flatMap((set) => set['actions'] as Node[]);

test('the times of every card are in the habit of its reader, the same on each', () => {
  const cards = [...demo.nl, ...demo.en];
  expect(cards.filter(([, card]) => card['lang'] !== undefined).map(([name]) => name)).toEqual([]);
});

describe.each(every)('%s', (_, card) => {
  test('is an Adaptive Card 1.5', () => {
    expect(faultsOf(card)).toEqual([]);
  });

  test('fits', () => {
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(CARD_BYTES);
  });

  test('says itself in one line for the toast', () => {
    expect(card.fallbackText).toMatch(/^[^\n]{8,300}$/u);
  });

  test('has few buttons, and one that stands out', () => {
    for (const set of nodesOf(card).filter((node) => node['type'] === 'ActionSet')) {
      expect((set['actions'] as Node[]).length).toBeLessThanOrEqual(5);
    }
    expect(buttonsOf(card).filter((button) => button['style'] === 'positive').length).toBeLessThanOrEqual(1);
  });

  test('has buttons that fit a phone', () => {
    for (const button of buttonsOf(card)) expect(Array.from(String(button['title'])).length).toBeLessThanOrEqual(27);
  });
});

test('every template has a sample', () => {
  const used = new Set([...samples.en.values()].map((card) => card.name));
  expect(CARD_NAMES.filter((name) => !used.has(name))).toEqual([]);
});

test('nothing of a template is left unfilled', () => {
  for (const [name, card] of demo.en) expect(JSON.stringify(card), name).not.toContain('${');
});

describe('a template prints all that its view gives it', () => {
  test.each([...samples.en, ...worst.en])('%s', (_, card) => {
    const printed = JSON.stringify(renderCard(card));
    for (const text of textsIn(card.data)) expect(printed).toContain(JSON.stringify(text).slice(1, -1));
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  const cards = [...demo[language], ...rendered(worst[language])];

  test.each(cards)('the figures of %s add up', (_, card) => {
    expect(faultOn(card)).toBeUndefined();
  });

  test('there are previews and results among them', () => {
    const sums = cards.map(([, card]) => sumOf(linesIn(card))?.when);
    expect(sums.filter((when) => when === 'before').length).toBeGreaterThan(15);
    expect(sums.filter((when) => when === 'after').length).toBeGreaterThan(5);
  });
});

describe('what others wrote', () => {
  test.each([...hostile])('%s prints it literally: in text runs, choices and what is said for a tap', (_, card) => {
    const printed = nodesOf(card).flatMap((node) => {
      if (node['type'] === 'TextBlock') return [node['text']];
      return node['type'] === 'Image' ? [node['altText']] : [node['label'], node['errorMessage'], node['placeholder']];
    });
    for (const text of printed.filter((text) => text !== undefined)) expect(text).not.toContain('☠');
  });

  test.each([...hostile])('%s lets no date of theirs be expanded and no direction be turned', (_, card) => {
    const runs = nodesOf(card)
      .filter((node) => node['type'] === 'TextRun')
      .map((node) => String(node['text']));
    for (const run of runs) {
      expect(run).not.toMatch(/\{\{DATE\(2026-01-01/);
      expect(run).not.toMatch(/[\u202a-\u202e\n\t]/u);
    }
  });

  test.each([...hostile])('%s has no name on a button but where somebody chooses one', (name, card) => {
    if (name.includes('clarify') || name.includes('which-product')) return;
    for (const button of buttonsOf(card)) expect(button['title']).not.toContain('☠');
  });
});

describe('every change is previewed with', () => {
  const previews = [...demo.en].filter(([name]) => name.startsWith('preview'));
  test.each(previews)('%s: Apply, or Ask for approval, as its first button', (name, card) => {
    const [first] = nodesOf(card).filter((node) => String(node['type']).startsWith('Action.'));
    expect(first?.['title']).toBe(name.startsWith('preview-ask') ? 'Ask for approval' : 'Apply');
  });

  test('a question to a second person where one must agree', () => {
    const titles = buttonsOf(demo.en.get('preview-ask') as Node).map((button) => button['title']);
    expect(titles).toEqual(['Ask for approval', 'Change', 'Cancel']);
    const withFix = buttonsOf(demo.en.get('preview-asks') as Node).map((button) => button['title']);
    expect(withFix.slice(0, 2)).toEqual(['Ask for approval', 'Ask to apply and fix 10']);
  });
});

test('a decided card has no live button', () => {
  for (const name of [
    'dismissed',
    'superseded',
    'expired',
    'refused',
    'approval-approved',
    'approval-approved-emergency',
    'approval-rejected',
    'alert-solved',
    'alert-stopped',
  ]) {
    expect(buttonsOf(demo.en.get(name) as Node), name).toEqual([]);
  }
});
