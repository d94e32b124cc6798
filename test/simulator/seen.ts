import type { OutgoingActivity } from '../../src/teams/connector.ts';
import { actionsOf, type CardElement, textOf } from '../chat/teams-client.ts';

/** What somebody sees of a message. */

export function cardIn(state: OutgoingActivity | undefined): unknown {
  return (state?.['attachments'] as readonly { readonly content: unknown }[] | undefined)?.[0]?.content;
}

export function buttonsOf(state: OutgoingActivity | undefined): readonly CardElement[] {
  return actionsOf(cardIn(state)).filter(({ type, verb }) => type === 'Action.Execute' && verb !== undefined);
}

/** The change that a card shows as being under way. */
export function shownUnderWay(card: unknown): number | undefined {
  const [, number] = /^[^\n]*\n◐ (?:Queued|In progress|Cancelling)\n[\s\S]*· #(\d+)\s*$/.exec(textOf(card)) ?? [];
  return number === undefined ? undefined : Number(number);
}

export function hasCard(state: OutgoingActivity | undefined): boolean {
  return cardIn(state) !== undefined;
}
