import type { Slots } from '../command.ts';
import { ask } from '../draft.ts';
import { nameKind, type RefKind } from '../items.ts';
import type { Sentence } from '../sentence.ts';
import type { Names } from './build-names.ts';
import { type GroupRef, groupName, idsOf, once, skuName, theOne, Unclear, userName } from './resolve.ts';

/** What a question names, by kind; `theirs` are the slots that say so. */
export interface NamedThings {
  readonly groups: readonly string[];
  readonly users: readonly string[];
  readonly products: readonly string[];
  readonly ids: Pick<Slots, 'ids'>;
}

/** @throws Unclear where a name means several things or none */
export function namedIn(names: Names, sentence: Sentence): NamedThings {
  const of = (kind: RefKind) => sentence.names.filter((item) => nameKind(item) === kind);
  const [unowned] = of('notOwned');
  if (unowned !== undefined) throw new Unclear(ask('notOwned', { words: unowned.text, place: unowned }));
  const groups = once(of('group').map((item): GroupRef => theOne(item, 'group')));
  const isMember = (user: { readonly index: number }) =>
    groups.some((group) => names.source.isMember(group.index, user.index));
  const users = once(of('user').map((item) => theOne(item, 'user', groups.length > 0 ? isMember : undefined)));
  const skus = [...new Set(of('sku').map((item) => theOne(item, 'sku').index))];
  return {
    groups: groups.map((ref) => groupName(names, ref)),
    users: users.map((ref) => userName(names, ref)),
    products: skus.map((index) => skuName(names, index)),
    ids: groups.length + users.length + skus.length === 0 ? {} : idsOf(names, { groups, users, skus }),
  };
}

export const groupsOf = ({ groups }: NamedThings): Slots => (groups.length === 0 ? {} : { groups });
export const usersOf = ({ users }: NamedThings): Slots => (users.length === 0 ? {} : { users });
export const productsOf = ({ products }: NamedThings): Slots => (products.length === 0 ? {} : { products });
