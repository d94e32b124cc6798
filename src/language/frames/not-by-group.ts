import { ask, type Command, command, type Draft } from '../draft.ts';
import type { Names } from '../names/build-names.ts';
import { plansOf } from '../names/products.ts';
import { groupName, groupsGiving, idsOf, skuName, slotsOf, userName } from '../names/resolve.ts';

/**
 * What is taken from a group is taken from all of its members. Whom it shall leave alone can have it directly first: that is
 * offered, and nothing is done.
 */
export function sparing(names: Names, change: Command, users: readonly Place[]): Draft {
  const words = called(names, users);
  const skus = takenFrom(names, change);
  if (skus.length === 0 || users.length === 0) return ask('exception', { words });
  const direct = command('assign_license', {
    ...slotsOf(names, { users, skus }),
    products: skus.map((index) => ({ sku: skuName(names, index) })),
    paths: 'direct',
  });
  return ask('exception', { words, readings: [inTurn(direct, change)] });
}

/** The products that a group loses, or in which services go off. */
function takenFrom({ source, byId }: Names, { intent, slots }: Command): readonly number[] {
  if (slots.groups === undefined || !/^(?:remove_license|set_plans)$/.test(intent)) return [];
  const groups = (slots.ids?.groups ?? []).flatMap((id) => byId(id) ?? []);
  const held = new Set(groups.flatMap(({ index }) => source.assignedSkuIds(index)));
  const { off } = slots;
  return source.skus.flatMap((sku, index) => {
    if (!held.has(sku.skuId)) return [];
    const named = slots.ids?.skus?.includes(sku.skuId);
    const has = Array.isArray(off) && plansOf(sku, off).length > 0;
    return named || (intent === 'set_plans' && slots.sku === undefined && has) ? [index] : [];
  });
}

/** How many moves are offered, from groups that give the one product to groups that give the other. */
const MOVES_OFFERED = 3;

type Place = { readonly index: number };

/** A product is exchanged for a group. For people: moving them to a group that gives the other, or two direct licenses. */
export function swapFor(
  names: Names,
  people: readonly Place[],
  { from, to }: { readonly from: number | undefined; readonly to: number },
): Draft {
  const { source } = names;
  const hasAll = (group: Place) => people.every(({ index }) => source.isMember(group.index, index));
  const having = groupsGiving(
    names,
    from === undefined ? source.skus.map((_, sku) => sku).filter((sku) => sku !== to) : [from],
  ).filter(hasAll);
  const giving = having.length === 0 ? [] : groupsGiving(names, [to]);
  const moves = having
    .flatMap((old) => giving.flatMap((group) => (hasAll(group) ? [] : [{ old, group }])))
    .slice(0, MOVES_OFFERED)
    .map(({ old, group }) => moved(names, people, old, group));
  const given = command('assign_license', {
    ...slotsOf(names, { users: people, skus: [to] }),
    products: [{ sku: skuName(names, to) }],
  });
  const taken = (sku: number) => command('remove_license', slotsOf(names, { users: people, skus: [sku] }));
  const direct = from === undefined ? given : inTurn(taken(from), given);
  // What a group gives is not taken away from one of its members.
  return ask('swapPeople', {
    words: called(names, people),
    readings: having.length > 0 && moves.length > 0 ? moves : [direct],
  });
}

/** People from one group to another. */
export function moved(names: Names, users: readonly Place[], from: Place, to: Place): Command {
  return command('move_member', {
    users: users.map((ref) => userName(names, ref)),
    from_group: groupName(names, from),
    to_group: groupName(names, to),
    ...idsOf(names, { groups: [from, to], users }),
  });
}

function inTurn(...steps: readonly Command[]): Command {
  return command('batch', { steps: steps.map(({ intent, slots }) => ({ intent, slots })) });
}

function called({ source }: Names, people: readonly Place[]): string {
  return people.map(({ index }) => source.user(index).displayName).join(', ');
}
