import type { ChangeRecord, OutcomeSummary } from '../../core/change-record.ts';

/**
 * How many lost the product, of a change that takes one product from somebody and gives nothing: fewer than the members,
 * where some had failed. Undefined of any other change, and where a restart has left it unknown.
 */
export function lostOf({ changes }: Pick<ChangeRecord, 'changes'>, real: OutcomeSummary): number | undefined {
  const removed = new Set(changes.flatMap((change) => ('removeLicenses' in change ? change.removeLicenses : [])));
  const removesOnly = changes.every((change) => 'removeLicenses' in change && change.addLicenses.length === 0);
  const [skuId] = removed;
  if (!removesOnly || removed.size !== 1 || real.measured === false) return undefined;
  return real.products.find((product) => product.skuId === skuId)?.lost;
}
