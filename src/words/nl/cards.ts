import type { cards as english } from '../en/cards.ts';
import type { Translated } from '../translated.ts';
import { changes } from './card-changes.ts';
import { labels } from './card-labels.ts';
import { pages } from './card-pages.ts';
import { subscriptions } from './card-subscriptions.ts';

/** The words of cards in Dutch; a test checks that they take the same values as the English ones. */
export const cards = { ...labels, ...changes, ...pages, ...subscriptions } satisfies Translated<typeof english>;
