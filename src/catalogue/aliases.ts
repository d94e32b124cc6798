import planAliasRecords from './plan-aliases.json' with { type: 'json' };
import productAliasRecords from './product-aliases.json' with { type: 'json' };

/** What people call a product: `skuPartNumbers` that it may mean, the likeliest first. */
export interface ProductAlias {
  readonly alias: string;
  readonly skuPartNumbers: readonly string[];
  /** `low`: variants of one product. `yes`: products that differ. */
  readonly ambiguous: 'no' | 'low' | 'yes' | (string & {});
}

/** What people call a service plan. A pattern is a `servicePlanName`, or its beginning when it ends in `_`. */
export interface PlanAlias {
  readonly alias: string;
  readonly servicePlanNamePatterns: readonly string[];
}

export const productAliases: readonly ProductAlias[] = productAliasRecords;
export const planAliases: readonly PlanAlias[] = planAliasRecords;
