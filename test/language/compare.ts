const COMPARED = [
  'groups',
  'users',
  'except_users',
  'products',
  'sku',
  'on',
  'off',
  'only',
  'from',
  'to',
  'from_group',
  'to_group',
  'to_groups',
  'dry_run',
  'country',
  'option',
  'scope',
  'lacking',
  'has_all',
  'steps',
];

type Json = Record<string, unknown>;

/** The intent and the slots that are compared exactly, in one order. */
export function compared(intent: string, slots: Json): Json {
  const kept: Json = { intent };
  for (const slot of COMPARED) {
    const value = slots[slot];
    if (value === undefined) continue;
    kept[slot] =
      slot === 'steps'
        ? (value as { intent: string; slots: Json }[]).map((step) => compared(step.intent, step.slots))
        : value;
  }
  if (typeof slots['ref'] === 'string' && /^\d+$/.test(slots['ref'])) kept['ref'] = slots['ref'];
  if (Array.isArray(slots['products'])) {
    kept['products'] = slots['products'].map((product) =>
      typeof product === 'string' ? product : Object.fromEntries(Object.entries(product as Json).sort()),
    );
  }
  return kept;
}
