import type { ProductSlot, Reading, Slots } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import type { NameItem } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { plansOf } from '../names/products.ts';
import { plansForGroups, refsOf } from '../names/resolve.ts';
import type { Mode } from './line.ts';

type Last = Pick<Reading, 'intent' | 'slots'>;

/** "actually keep Sway"; "and Sway", after others that are off. */
export function withPlans(names: Names, reading: Reading, mode: Mode, said: readonly NameItem[]): Draft | undefined {
  const { intent, slots } = reading;
  if (intent === 'set_plans' && Array.isArray(slots.off) && slots.on === undefined && mode !== 'add' && mode !== 'off')
    return otherPlans(names, reading, mode, said);
  if (intent === 'set_plans' && slots.on !== undefined && slots.off === undefined && mode === 'off')
    return withoutPlans(names, said, { intent, slots: { ...slots, off: [] } });
  if (mode === 'keep') return keepingPlans(names, reading, said);
  if (mode === 'only') return onlyPlans(names, reading, said);
  if (mode === 'take' || mode === 'off') return withoutPlans(names, said, reading);
  return mode === 'add' && (slots.off !== undefined || hasOff(slots)) ? withoutPlans(names, said, reading) : undefined;
}

/** "only Sway", "not Sway", "keep Sway", of services that are to be turned off. */
function otherPlans(names: Names, { intent, slots }: Reading, mode: Mode, said: readonly NameItem[]): Draft {
  const off = slots.off as readonly string[];
  const patterns = said.flatMap((item) => refsOf(item, 'plan').flatMap((ref) => ref.patterns));
  const named = new Set(
    names.source.skus.flatMap((sku) => plansOf(sku, patterns)).filter((plan) => off.includes(plan)),
  );
  const left = off.filter((plan) => named.has(plan) === (mode === 'only' || mode === 'instead'));
  // "and keep Planner on", of what is not touched: that is so.
  if (mode === 'keep' && named.size === 0) return command('status', { ref: '@pending', question: 'count' });
  // "no, only Sway", in the place of what is off.
  const other = named.size === 0 && (mode === 'only' || mode === 'instead');
  const fresh = other ? withoutPlans(names, said, { intent, slots: { ...slots, off: [] } }) : undefined;
  if (fresh?.kind === 'command' && Array.isArray(fresh.slots.off) && fresh.slots.off.length > 0) return fresh;
  return named.size === 0 || left.length === 0 ? ask('unclear') : command(intent, { ...slots, off: left });
}

/** "no, just Teams", after others that are off: that alone is off, or that alone is on. */
function onlyPlans(names: Names, { intent, slots }: Reading, said: readonly NameItem[]): Draft | undefined {
  if (intent === 'swap_license' && Array.isArray(slots.off)) {
    const off = plansNamed(names, slots.to, said);
    return off.length === 0 ? undefined : ask('unclear', { readings: [command(intent, { ...slots, off })] });
  }
  if (intent !== 'assign_license' || !Array.isArray(slots.products)) return undefined;
  const products = slots.products as readonly ProductSlot[];
  const bare = { intent, slots: { ...slots, products: products.map(({ sku }) => ({ sku })) } };
  const off = withoutPlans(names, said, bare);
  const only = command(intent, {
    ...slots,
    products: products
      .map(({ sku }) => ({ sku, only: plansNamed(names, sku, said) }))
      .filter(({ only: on }) => on.length > 0),
  });
  const wasOff = off.kind === 'command' && hasOff(slots);
  return ask('unclear', { readings: [...(wasOff ? [off] : []), ...(only.slots.products === undefined ? [] : [only])] });
}

function plansNamed(names: Names, skuName: string | undefined, said: readonly NameItem[]): readonly string[] {
  const patterns = said.flatMap((item) => refsOf(item, 'plan').flatMap((ref) => ref.patterns));
  const sku = names.source.skus.find((candidate) => candidate.skuPartNumber === skuName);
  return sku === undefined ? [] : plansOf(sku, patterns);
}

function hasOff({ products }: Slots): boolean {
  return (
    Array.isArray(products) &&
    (products as readonly (string | ProductSlot)[]).some((one) => typeof one !== 'string' && one.off !== undefined)
  );
}

function keepingPlans(names: Names, { intent, slots }: Reading, said: readonly NameItem[]): Draft {
  const kept = (sku: string | undefined) => new Set(plansNamed(names, sku, said));
  const without = (off: Slots['off'], sku: string | undefined) =>
    Array.isArray(off) ? (off as readonly string[]).filter((plan) => !kept(sku).has(plan)) : [];
  const words = said.map(({ text }) => text).join(', ');
  if (intent === 'swap_license') {
    const { off, ...rest } = slots;
    const left = without(off, slots.to);
    return command(intent, left.length === 0 ? rest : { ...rest, off: left });
  }
  if (intent !== 'assign_license' || !Array.isArray(slots.products)) return ask('unclear');
  const products = (slots.products as readonly ProductSlot[]).map(({ off, ...product }): ProductSlot => {
    const left = without(off, product.sku);
    return left.length === 0 ? product : { ...product, off: left };
  });
  const had = (slots.products as readonly ProductSlot[]).some(({ sku }) => kept(sku).size > 0);
  return had ? command(intent, { ...slots, products }) : ask('planOfNone', { words });
}

export function withProducts(
  { intent, slots }: Reading,
  mode: Mode,
  { products, skus }: { readonly products: readonly string[]; readonly skus: readonly string[] },
): Draft | undefined {
  if (intent === 'remove_license' && slots.products === 'all' && mode === 'only')
    return command(intent, { ...slots, products, ids: { ...slots.ids, skus } });
  if (!/^(?:assign|remove)_license$/.test(intent) || !Array.isArray(slots.products)) return undefined;
  const before = slots.products as readonly (string | ProductSlot)[];
  const named = new Set(products);
  const skuOf = (product: string | ProductSlot) => (typeof product === 'string' ? product : product.sku);
  const others = before.filter((product) => !named.has(skuOf(product)));
  const fresh = products.map((sku) => (intent === 'assign_license' ? { sku } : sku));
  const kept = before.filter((product) => named.has(skuOf(product)));
  if (mode === 'take' && (kept.length < named.size || others.length === 0)) return ask('unclear');
  const chosen =
    mode === 'take'
      ? others
      : mode === 'only'
        ? kept.length === named.size
          ? kept
          : fresh
        : [...before, ...fresh.filter((one) => !kept.some((old) => skuOf(old) === skuOf(one)))];
  const old = slots.ids?.skus ?? [];
  const ids =
    mode === 'take' ? old.filter((id) => !skus.includes(id)) : mode === 'only' ? skus : [...new Set([...old, ...skus])];
  return command(intent, {
    ...slots,
    products: chosen as Slots['products'] & object,
    ids: { ...slots.ids, skus: ids },
  });
}

/** The same with these plans off too. */
export function withoutPlans(names: Names, said: readonly NameItem[], { intent, slots }: Last): Draft {
  const already = slots.off === undefined || slots.off === true ? [] : slots.off;
  const words = said.map((item) => item.text).join(', ');
  const plansIn = (skuName: string | undefined) => plansNamed(names, skuName, said);
  if (intent === 'swap_license') {
    const off = plansIn(slots.to);
    return off.length === 0
      ? ask('planOfNone', { words })
      : command(intent, { ...slots, off: [...new Set([...already, ...off])] });
  }
  if (intent === 'set_plans' && slots.off !== undefined && slots.sku !== undefined) {
    return command(intent, { ...slots, off: [...new Set([...already, ...plansIn(slots.sku)])] });
  }
  if (intent === 'set_plans' && slots.off !== undefined) {
    const groups = (slots.ids?.groups ?? []).flatMap((id) => {
      const group = names.byId(id);
      return group?.kind === 'group' ? [{ kind: group.kind, index: group.index, complete: true }] : [];
    });
    const off = said.flatMap((item) => plansForGroups(names, item, groups));
    return command(intent, { ...slots, off: [...new Set([...already, ...off])] });
  }
  if (intent !== 'assign_license' || !Array.isArray(slots.products)) return ask('unclear');
  const products = (slots.products as readonly ProductSlot[]).map((product) => {
    const off = plansIn(product.sku);
    return off.length === 0 ? product : { ...product, off: [...new Set([...(product.off ?? []), ...off])] };
  });
  const changed = products.some((product, at) => product !== slots.products?.[at]);
  const restricted = products.some((product) => product.only !== undefined && product.off !== undefined);
  return changed && !restricted ? command(intent, { ...slots, products }) : ask('planOfNone', { words });
}
