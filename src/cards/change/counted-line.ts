import { type Plural, pluralOf } from '../../words/format.ts';
import type { CardData } from '../card.ts';
import type { Value } from '../runs.ts';
import { countFor, say, type ViewContext } from '../text/context.ts';

export type Counted = NonNullable<CardData['counted']>[number];

/** A number and what it is of; nothing where it is of nobody. */
export function countedLine(
  context: ViewContext,
  people: number,
  forms: Plural,
  values: Readonly<Record<string, Value>> = {},
): readonly Counted[] {
  return people === 0
    ? []
    : [{ count: countFor(context, people), runs: say(context, pluralOf(forms, people), values) }];
}
