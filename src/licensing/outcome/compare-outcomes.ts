import type { OutcomeSummary } from '../../changes/change-record.ts';

/** One number foretold, and what it came to. */
export interface ComparedNumber {
  readonly label: 'succeeded' | 'failed' | 'fixed' | 'newlyFailing' | 'gained' | 'lost' | 'seatsInUse' | 'leftGroup';
  /** The product that `gained`, `lost` and `seatsInUse` speak of. */
  readonly skuId?: string;
  /** The group that `leftGroup` speaks of. */
  readonly groupId?: string;
  readonly simulated: number;
  readonly real: number;
  readonly matches: boolean;
}

/** Foretold and real side by side, in the order in which a card shows them. A product or group in one of them alone counts as 0 in the other. */
export function compareSummaries(simulated: OutcomeSummary, real: OutcomeSummary): readonly ComparedNumber[] {
  const row = (
    label: ComparedNumber['label'],
    foretold: number,
    found: number,
    of: Pick<ComparedNumber, 'skuId' | 'groupId'> = {},
  ) => ({
    label,
    ...of,
    simulated: foretold,
    real: found,
    matches: foretold === found,
  });
  return [
    row('fixed', simulated.fixed, real.fixed),
    row('succeeded', simulated.succeeded, real.succeeded),
    row('failed', simulated.failed, real.failed),
    row('newlyFailing', simulated.newlyFailing, real.newlyFailing),
    ...ids(simulated.products, real.products, ({ skuId }) => skuId).flatMap((skuId) => {
      const [foretold, found] = [simulated, real].map(({ products }) =>
        products.find((product) => product.skuId === skuId),
      );
      return [
        row('gained', foretold?.gained ?? 0, found?.gained ?? 0, { skuId }),
        row('lost', foretold?.lost ?? 0, found?.lost ?? 0, { skuId }),
        row('seatsInUse', foretold?.after ?? 0, found?.after ?? 0, { skuId }),
      ];
    }),
    ...ids(simulated.leftGroups, real.leftGroups, ({ groupId }) => groupId).map((groupId) => {
      const [foretold, found] = [simulated, real].map(({ leftGroups }) =>
        leftGroups.find((left) => left.groupId === groupId),
      );
      return row('leftGroup', foretold?.people ?? 0, found?.people ?? 0, { groupId });
    }),
  ];
}

function ids<T>(simulated: readonly T[], real: readonly T[], idOf: (entry: T) => string): readonly string[] {
  return [...new Set([...simulated, ...real].map(idOf))];
}
