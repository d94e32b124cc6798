import { changes } from './card-changes.ts';
import { labels } from './card-labels.ts';
import { pages } from './card-pages.ts';
import { subscriptions } from './card-subscriptions.ts';

/** The words of cards in English. Reasons and audit texts are the portal's own, word for word. */
export const cards = { ...labels, ...changes, ...pages, ...subscriptions };
