import type { Card } from '../../../src/cards/card.ts';
import { renderCard } from '../../../src/cards/render.ts';
import { type Node, nodesOf } from '../../cards/adaptive-card.ts';
import { linesIn } from '../../cards/adding-up.ts';

/** What a card says, a line for each text, top to bottom. */
export function linesOf(card: Card): readonly string[] {
  return linesIn(renderCard(card));
}

/** The same as one text. */
export function textOf(card: Card): string {
  return linesOf(card).join('\n');
}

/** Its buttons in order, what stands out first; forms and toggles among them. */
export function buttonsOf(card: Card): readonly string[] {
  return actionsOf(card).map((action) => String(action['title']));
}

/** What a button sends. */
export function pressOf(card: Card, title: string): { readonly verb: unknown; readonly data: unknown } {
  const action = actionsOf(card).find((candidate) => candidate['title'] === title);
  if (action === undefined) throw new Error(`no button ${title} among ${buttonsOf(card).join(', ')}`);
  return { verb: action['verb'], data: action['data'] };
}

function actionsOf(card: Card): readonly Node[] {
  return nodesOf(renderCard(card))
    .filter((node) => node['type'] === 'ActionSet')
    .flatMap((set) => set['actions'] as Node[]);
}
