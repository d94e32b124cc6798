import type { Reading, Slots } from '../command.ts';

/** What a change is about, whomever it is for: equal texts for the same products and service plans, however they are set. */
export function subjectOf({ intent, slots }: Pick<Reading, 'intent' | 'slots'>): string {
  const { sku, on, off, only, from, to, from_group, to_group, steps } = slots;
  const plans = intent === 'set_plans' ? [sku, on, off, only] : [];
  const people = intent.endsWith('_member') ? [slots.users, from_group, to_group] : [];
  const parts = steps?.map((step) => subjectOf(step));
  return JSON.stringify([intent, productsIn(slots), plans, from, to, people, parts]);
}

function productsIn({ products = [] }: Slots): readonly string[] {
  if (products === 'all') return ['all'];
  return products.map((product) => (typeof product === 'string' ? product : product.sku)).toSorted();
}
