import { isChange, type Reading } from '../command.ts';
import { ask, type Command, command, type Draft } from '../draft.ts';
import { type Item, says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { namedIn } from '../names/named-things.ts';
import { sentenceOf } from '../sentence.ts';
import { withGroups, withUsers } from './amended-targets.ts';
import type { Line } from './line.ts';
import { retargeted } from './retarget.ts';

/** "not to Marketing, to R&D", "Isaiah instead of Alex", "swap Alex for Isaiah": one in the place of another. */
export function exchangeIn(names: Names, { pieces, asks }: Line, last: Reading): Draft | undefined {
  const gone = pieces.filter(({ mode }) => mode === 'take');
  const [comes, ...more] = pieces.filter(({ mode }) => mode !== 'take');
  const [one] = gone;
  if (one === undefined || comes === undefined || gone.length > 1 || more.length > 0 || asks) return undefined;
  if (one.kind !== comes.kind || comes.mode === 'keep' || !isChange(last.intent)) return undefined;
  if (one.kind === 'group' || one.kind === 'user') return exchanged(names, last, [one.items, comes.items]);
  return one.kind === 'product'
    ? retargeted(last, namedIn(names, sentenceOf('', comes.items)), true, names)
    : undefined;
}

function exchanged(names: Names, reading: Reading, [gone = [], comes = []]: readonly (readonly Item[])[]): Draft {
  const [old, fresh] = [gone, comes].map((half) => namedIn(names, sentenceOf('', half)).ids.ids ?? {});
  for (const kind of ['groups', 'users'] as const) {
    const [from, to] = [old?.[kind]?.[0], fresh?.[kind]?.[0]];
    const listed = reading.slots.ids?.[kind] ?? [];
    if (from === undefined || to === undefined || !listed.includes(from)) continue;
    const ids = [...new Set(listed.map((id) => (id === from ? to : id)))];
    const draft = (kind === 'users' ? withUsers : withGroups)(names, reading, 'only', ids);
    if (draft !== undefined) return draft;
  }
  return ask('unclear');
}

/** "instead of E3", of one product that is given: it takes the place of that. */
export function swapOf(names: Names, { intent, slots }: Reading, items: readonly Item[]): Command | undefined {
  const [old, ...others] = namedIn(names, sentenceOf('', items)).products;
  const given = Array.isArray(slots.products) ? slots.products : [];
  const [to] = given;
  if (intent !== 'assign_license' || old === undefined || others.length > 0 || given.length !== 1) return undefined;
  if (to === undefined || typeof to === 'string' || to.only !== undefined || to.sku === old) return undefined;
  if (!items.some((item) => says(item, 'instead') || /^(?:rather than|in plaats van)$/i.test(item.text)))
    return undefined;
  const { products: _products, ids, ...kept } = slots;
  const skus = names.source.skus.filter(({ skuPartNumber }) => skuPartNumber === old || skuPartNumber === to.sku);
  const off = to.off === undefined ? {} : { off: to.off };
  return command('swap_license', {
    ...kept,
    from: old,
    to: to.sku,
    ...off,
    ids: { ...ids, skus: skus.map(({ skuId }) => skuId) },
  });
}
