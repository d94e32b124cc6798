import { ask, type Draft } from '../draft.ts';
import type { Item, NameItem } from '../items.ts';
import { type NameType, typesOf } from './run.ts';

/** How many ways of taking its names are tried for one clause. */
const TYPINGS_TRIED = 32;

/** What each name of some items is taken for. */
export interface Typing {
  readonly types: ReadonlyMap<NameItem, NameType>;
  /** How often a plan was preferred to the product of the same name. */
  readonly cost: number;
}

/** Every way to take the names, or what has to be asked first. */
export function typings(items: readonly Item[]): readonly Typing[] | Draft {
  let all: readonly Typing[] = [{ types: new Map(), cost: 0 }];
  for (const item of items) {
    if (item.kind !== 'name') continue;
    const types = typesOf(item);
    if (types.length === 0) return ask('notOwned', { words: item.text, refs: item.refs, place: item });
    all = all.flatMap(({ types: known, cost }) =>
      types.map((type) => ({
        types: new Map([...known, [item, type]]),
        cost: cost + (type === 'plan' && types.includes('product') && !isShort(item) ? 1 : 0),
      })),
    );
    if (all.length > TYPINGS_TRIED) return ask('unclear');
  }
  return all;
}

/** "Teams" for "Microsoft Teams EEA": that the product is meant, and not the service, is not plain. */
function isShort({ refs }: NameItem): boolean {
  return refs.every((ref) => ref.kind !== 'sku' || ref.short === true || ref.vague === true);
}
