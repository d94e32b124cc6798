import type { Slots } from '../command.ts';
import { type Command, command } from '../draft.ts';
import { type Item, nameKind, type Ref } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { slotsOf } from '../names/resolve.ts';

/**
 * What could be asked instead, where nothing likelier is known: about the first thing that is named, be it of several that
 * bear the name; else about what was spoken of last, and what anybody may ask.
 */
export function askedInstead(names: Names, { items, about: spoken = {} }: Asked): readonly Command[] {
  const refs = items.flatMap((item) => {
    if (item.kind !== 'name') return item.kind === 'unknown' ? item.near : [];
    const kind = nameKind(item);
    return item.refs.find((ref) => ref.kind === kind) ?? [];
  });
  const about = refs.find(({ kind }) => kind === 'group' || kind === 'user' || kind === 'sku') ?? lastOf(names, spoken);
  const found = about === undefined ? [] : questionsAbout(names, about);
  return [...found, ...ANYBODY].slice(0, SHOWN);
}

/** What anybody may ask. */
export const ANYBODY: readonly Command[] = [
  command('list_failures', { scope: 'all' }),
  command('show_products', {}),
  command('help', {}),
];

interface Asked {
  readonly items: readonly Item[];
  readonly about?: NonNullable<Slots['ids']> | undefined;
}

function lastOf(names: Names, { groups = [], users = [] }: NonNullable<Slots['ids']>): Ref | undefined {
  const [id] = [...users, ...groups];
  const named = id === undefined ? undefined : names.byId(id);
  return named && { ...named, complete: true };
}

const SHOWN = 3;

function questionsAbout(names: Names, ref: Ref): readonly Command[] {
  if (ref.kind === 'group') {
    const group = slotsOf(names, { groups: [ref] });
    return [command('show_group', group), command('list_failures', group)];
  }
  if (ref.kind === 'user') {
    const user = slotsOf(names, { users: [ref] });
    return [command('show_user', user), command('explain_user', user)];
  }
  if (ref.kind !== 'sku') return [];
  const product = slotsOf(names, { skus: [ref.index] });
  return [command('find_users', product), command('seats', product)];
}
