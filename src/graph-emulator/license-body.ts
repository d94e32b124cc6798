import { isSameId } from '../graph/ids.ts';
import type { AssignedLicense } from '../graph/types.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { badRequest } from './graph-error.ts';

interface LicenseBody {
  readonly addLicenses: readonly AssignedLicense[];
  readonly removeLicenses: readonly string[];
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PARAMETERS = ['addLicenses', 'removeLicenses'] as const;

/**
 * The body of `assignLicense`: both lists have to be there. Ids are spelled as the tenant spells them.
 * @throws GraphError for a list that is missing, ids that are none, and a product that is named twice
 */
export function readLicenseBody(body: unknown, tenant: Tenant): LicenseBody {
  const given = bodyObject(body);
  const missing = PARAMETERS.filter((name) => !Array.isArray(given[name]));
  if (missing.length > 0) {
    throw badRequest(
      `One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: ${missing.join(', ')}.`,
    );
  }
  const [added, removed] = PARAMETERS.map((name) => given[name] as readonly unknown[]) as [unknown[], unknown[]];
  const addLicenses = added.map((license) => readLicense(bodyObject(license), tenant));
  const removeLicenses = removed.map((skuId) => spelled(readGuid(skuId), tenant));
  const named = [...addLicenses.map(({ skuId }) => skuId), ...removeLicenses].map((skuId) => skuId.toLowerCase());
  const twice = named.find((skuId, place) => named.indexOf(skuId) !== place);
  if (twice !== undefined)
    throw badRequest(`License ${twice} is named more than once in addLicenses and removeLicenses.`);
  return { addLicenses, removeLicenses };
}

function readLicense({ skuId, disabledPlans = [] }: Record<string, unknown>, tenant: Tenant): AssignedLicense {
  const own = spelled(readGuid(skuId), tenant);
  if (!Array.isArray(disabledPlans)) throw notAGuid();
  const plans = tenant.skus.find((sku) => sku.skuId === own)?.servicePlans ?? [];
  return {
    skuId: own,
    disabledPlans: disabledPlans.map(readGuid).map((plan) => {
      return plans.find(({ servicePlanId }) => isSameId(servicePlanId, plan))?.servicePlanId ?? plan;
    }),
  };
}

function readGuid(value: unknown): string {
  if (typeof value !== 'string' || !GUID.test(value)) throw notAGuid();
  return value;
}

function notAGuid(): Error {
  return badRequest(
    "Cannot convert a primitive value to the expected type 'Edm.Guid'. See the inner exception for more details",
  );
}

function spelled(skuId: string, tenant: Tenant): string {
  const sku = tenant.findSku(skuId);
  return sku === undefined ? skuId : (tenant.skus[sku]?.skuId ?? skuId);
}

/** A JSON object. @throws GraphError for anything else */
export function bodyObject(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw badRequest(
    "An unexpected node was found when reading from the JSON reader. A 'StartObject' node was expected.",
  );
}
