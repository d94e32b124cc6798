import type { ServicePlanInfo } from '../graph/types.ts';

/** A service plan as the public catalogue knows it. */
export interface CataloguePlan {
  readonly servicePlanName: string;
  readonly servicePlanId: string;
  readonly displayName: string;
  /** What Microsoft's list calls it; often the same. */
  readonly listedName: string;
  readonly appliesTo?: 'Company';
}

/** A product as the public catalogue knows it: a tenant's own may have more plans or fewer. */
export interface CatalogueProduct {
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly displayName: string;
  /** What Microsoft's list calls it; often the same. */
  readonly listedName: string;
  readonly servicePlans: readonly ServicePlanInfo[];
}

/** The catalogue as it is kept: one text for each plan and product (README.md beside this file). */
export interface PackedCatalogue {
  /** `servicePlanName`s of the plans that nobody is given by themselves. */
  readonly forCompany: readonly string[];
  readonly plans: readonly string[];
  readonly products: readonly string[];
}

export function parsePlans({ plans, forCompany }: PackedCatalogue): readonly CataloguePlan[] {
  return plans.map((line) => {
    const [servicePlanName = '', servicePlanId = '', displayName = '', listed = ''] = line.split('|');
    const plan = { servicePlanName, servicePlanId, displayName, listedName: listed === '' ? displayName : listed };
    return forCompany.includes(servicePlanName) ? { ...plan, appliesTo: 'Company' } : plan;
  });
}

export function parseProducts(
  { products }: Pick<PackedCatalogue, 'products'>,
  plans: readonly CataloguePlan[],
): readonly CatalogueProduct[] {
  return products.map((line) => {
    const [skuPartNumber = '', skuId = '', displayName = '', listed = '', places = ''] = line.split('|');
    const listedName = listed === '' ? displayName : listed;
    return {
      skuId,
      skuPartNumber,
      displayName,
      listedName,
      /** Made when asked for: hardly ever is the content of more than a few products needed. */
      get servicePlans() {
        return places.split(' ').flatMap((place) => infoOf(plans[Number.parseInt(place, 36)]));
      },
    };
  });
}

function infoOf(plan: CataloguePlan | undefined): readonly ServicePlanInfo[] {
  if (plan === undefined) return [];
  const { servicePlanId, servicePlanName, appliesTo } = plan;
  return [{ servicePlanId, servicePlanName, provisioningStatus: 'Success', appliesTo: appliesTo ?? 'User' }];
}
