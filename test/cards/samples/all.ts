import type { Card } from '../../../src/cards/card.ts';
import type { World } from '../world.ts';
import { changeCards } from './changes.ts';
import { pageCards } from './pages.ts';
import { stateCards } from './states.ts';
import { storyCards } from './story.ts';

/** Every card in every state, by name. Each part of them has a world of its own, for the story changes it. */
export function allCards(world: () => World): ReadonlyMap<string, Card> {
  const one = world();
  const { language } = one.context.texts;
  return new Map([...storyCards(one), ...pageCards(world()), ...changeCards(world()), ...stateCards(language)]);
}
