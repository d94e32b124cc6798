import { fileURLToPath } from 'node:url';
import type { Card, CardData } from './card.ts';
import { cut } from './cut.ts';
import type { TextRuns } from './runs.ts';
import { shorten } from './shorten.ts';
import { isList, type Json, loadTemplates } from './templates.ts';

/** An Adaptive Card 1.5 as plain JSON. `fallbackText` is the activity's `summary` too: it is what a toast says. */
export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  readonly fallbackText: string;
  readonly body: readonly Json[];
  readonly [property: string]: Json;
}

/** What a change is shown with. */
export const FIRST_CARDS = ['preview', 'progress', 'finished'];

export const templateOf = loadTemplates(fileURLToPath(new URL('../../cards', import.meta.url)));

/** What the renderers assume anyway: left out, for a card has 28 kB. */
const DEFAULTS = {
  style: 'default',
  mode: 'primary',
  italic: false,
  isSubtle: false,
  isRequired: false,
  isMultiline: false,
};

/** In a TextBlock `Default` says something: it keeps the host's own idea of a heading quiet. In a run it says nothing. */
const RUN_DEFAULTS = { ...DEFAULTS, color: 'Default', weight: 'Default', size: 'Default' };

/** Teams takes more, other clients and proxies do not: what a card may weigh as JSON in UTF-8. */
export const CARD_BYTES = 28_000;

/** A toast shows two lines of it. */
const TOAST_LETTERS = 300;

/** To what length names are cut, should a card be too large with all of them whole. */
const SHORTER_NAMES = [64, 32, 16];

/**
 * Fills the card's template. Everything on the card that others wrote has been made literal by the views, and their lists
 * are bounded; should long names make it too large all the same, they are cut until it fits.
 */
export function renderCard(card: Card): AdaptiveCard {
  let rendered = fill(card);
  for (const length of SHORTER_NAMES) {
    if (Buffer.byteLength(JSON.stringify(rendered)) <= CARD_BYTES) break;
    rendered = fill({ ...card, data: shorten(card.data, length) });
  }
  return rendered;
}

function fill(card: Card): AdaptiveCard {
  const template = templateOf(card.name);
  if (template === undefined) throw new Error(`there is no card “${card.name}”`);
  return tidy(template.expand({ $root: complete(card.data) })) as AdaptiveCard;
}

/**
 * A template prints `${name}` for what is missing and throws for null: every part is there, be it empty. There is
 * no `lang`: hosts take it at every second card only, and times would change their clock from card to card.
 */
function complete(data: CardData): object {
  return {
    subtitle: [],
    quote: [],
    figures: [],
    percent: '',
    processed: '',
    causes: [],
    tables: [],
    sections: [],
    lines: [],
    peopleLabel: '',
    people: [],
    peopleMore: [],
    lastSections: [],
    seatRows: [],
    facts: [],
    counted: [],
    options: [],
    examples: [],
    inputs: [],
    note: [],
    buttons: [],
    ...data,
    fallbackText: cut(data.fallbackText, TOAST_LETTERS),
    sentences: asLines(data.sentences),
    box: asLines(data.box),
  };
}

function asLines(lines: readonly TextRuns[] = []): readonly { readonly runs: TextRuns }[] {
  return lines.filter((runs) => runs.length > 0).map((runs) => ({ runs }));
}

/** Drops what says nothing. `data` of actions is the handlers' own and stays as it is. */
function tidy(node: Json): Json {
  if (isList(node)) return node.map(tidy);
  if (typeof node !== 'object' || node === null) return node;
  const defaults: Readonly<Record<string, Json>> = node['type'] === 'TextRun' ? RUN_DEFAULTS : DEFAULTS;
  const kept = Object.entries(node).filter(([key, value]) => value !== null && value !== '' && defaults[key] !== value);
  return Object.fromEntries(kept.map(([key, value]) => [key, key === 'data' ? value : tidy(value)]));
}
