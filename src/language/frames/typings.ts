import { ask, type Draft } from '../draft.ts';
import { type Item, type NameItem, says } from '../items.ts';
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
    const listed = listedBefore(items, item);
    if (types.length === 0) return ask('notOwned', { words: item.text, refs: item.refs, place: item });
    all = all.flatMap(({ types: known, cost }) =>
      types.map((type) => ({
        types: new Map([...known, [item, type]]),
        cost:
          cost +
          (type === 'plan' && types.includes('product') && !isShort(item) ? 1 : 0) +
          (isOther(known, listed, type, types) ? LIST_COST : 0),
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

/** The name that the one at hand stands in one list with: "Teams and Sway". */
function listedBefore(items: readonly Item[], item: Item): NameItem | undefined {
  const at = items.indexOf(item);
  const [before, joint] = items.slice(Math.max(0, at - 2), at);
  const joins = says(joint, 'and', 'or') || (joint?.kind === 'break' && joint.mark === ',');
  return joins && !says(joint, 'but') && before?.kind === 'name' ? before : undefined;
}

/** What stands in one list is of one kind, where both may be. */
const LIST_COST = 2;

function isOther(
  known: ReadonlyMap<NameItem, NameType>,
  listed: NameItem | undefined,
  type: NameType,
  types: readonly NameType[],
): boolean {
  if (listed === undefined) return false;
  const before = known.get(listed);
  const other = before !== undefined && before !== type;
  return other && (types.includes(before) || typesOf(listed).includes(type));
}
