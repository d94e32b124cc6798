import type { Names } from '../names/build-names.ts';
import { plansOf } from '../names/products.ts';
import { ask, type Command, command, type Draft } from './draft.ts';
import { idsOf, skuName, userName } from './resolve.ts';

/**
 * What is taken from a group is taken from all of its members. Whom it shall leave alone can have it directly first: that is
 * offered, and nothing is done.
 */
export function sparing(names: Names, change: Command, users: readonly { readonly index: number }[]): Draft {
  const { source } = names;
  const words = users.map(({ index }) => source.user(index).displayName).join(', ');
  const skus = takenFrom(names, change);
  if (skus.length === 0 || users.length === 0) return ask('exception', { words });
  const direct = command('assign_license', {
    users: users.map((ref) => userName(names, ref)),
    products: skus.map((index) => ({ sku: skuName(names, index) })),
    paths: 'direct',
    ...idsOf(names, { users, skus }),
  });
  const { intent, slots } = change;
  const steps = [direct, { intent, slots }].map((step) => ({ intent: step.intent, slots: step.slots }));
  return ask('exception', { words, readings: [command('batch', { steps })] });
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
