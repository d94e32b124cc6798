import type { Card } from '../../../src/bot/cards/card.ts';
import type { Language } from '../../../src/core/language/command.ts';
import { changeCards } from './changes.ts';
import { pageCards } from './pages.ts';
import { storyCards } from './story.ts';

/** Every card in every state, by name. */
export function allCards(language: Language): ReadonlyMap<string, Card> {
  return new Map([...storyCards(language), ...pageCards(language), ...changeCards(language)]);
}
