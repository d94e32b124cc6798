import { catalogueProducts } from '../../catalogue/products.ts';
import { idKey } from '../../graph/ids.ts';
import type { JsonObject } from '../json-object.ts';
import type { Gathered, Small } from './gathered.ts';
import { saysTheSame } from './json-value.ts';
import { nameOf } from './take-object.ts';

/** The organization, or undefined when there is none or more than one, which is told. */
export function organizationOf(gathered: Gathered): JsonObject | undefined {
  const found = mergedOnce(gathered, 'organization', 'id');
  if (found.length === 1) return found[0];
  if (found.length === 0) {
    gathered.faults.add('no file has the organization', { lack: 'organization' });
  } else gathered.faults.add(`the files are of ${found.length} organizations: ${found.map(nameOf).join(', ')}`);
  return undefined;
}

/** The products; what is missing of them is told. */
export function productRecords(gathered: Gathered): readonly JsonObject[] {
  const products = mergedOnce(gathered, 'subscribedSku', 'skuId');
  if (products.length === 0 && !gathered.listed.has('subscribedSku')) {
    gathered.faults.add('no file has the products (subscribedSkus)', { lack: 'subscribedSkus' });
  }
  for (const product of products) fillSeats(product, gathered);
  for (const product of products) {
    for (const property of ['servicePlans', 'prepaidUnits']) {
      if (product[property] !== undefined) continue;
      gathered.faults.add(`no ${property} for {n} products`, {
        example: nameOf(product),
        lack: 'subscribedSkus',
      });
    }
  }
  return products;
}

/** Seats from the admin center's list of products, where Graph's say nothing. */
function fillSeats(product: JsonObject, { small }: Gathered): void {
  if (product['prepaidUnits'] !== undefined) return;
  const known = catalogueProducts.find(({ skuPartNumber }) => skuPartNumber === product['skuPartNumber']);
  const row = small.csvProduct.find(({ object }) => object['title'] === known?.displayName)?.object;
  if (row === undefined || typeof row['enabled'] !== 'number') return;
  product['prepaidUnits'] = { enabled: row['enabled'], warning: row['warning'], suspended: 0 };
}

/** The rules of a snapshot, if it has any. */
export function ruleRecords({ small, faults }: Gathered): JsonObject | undefined {
  const [first, ...others] = small.rules;
  const other = others.find(({ object }) => !saysTheSame(object, first?.object));
  if (other !== undefined) faults.add(`rules are in ${first?.file} and in ${other.file}, and are not the same`);
  return first?.object;
}

/** Objects of one kind, each once, put together from all files that have it. */
export function mergedOnce(gathered: Gathered, kind: Small, key: 'id' | 'skuId' | 'roleTemplateId'): JsonObject[] {
  const found = new Map<string, { object: JsonObject; readonly file: string }>();
  for (const { object, file } of gathered.small[kind]) {
    const id = object[key];
    if (typeof id !== 'string' || id === '') {
      gathered.faults.add(`${nameOf(object)} has no ${key}`, { file });
      continue;
    }
    const before = found.get(idKey(id));
    if (before === undefined) found.set(idKey(id), { object, file });
    else {
      const property = Object.keys(object).find(
        (name) => name in before.object && !saysTheSame(before.object[name], object[name]),
      );
      if (property === undefined) before.object = { ...object, ...before.object };
      else {
        const where = before.file === file ? `is in ${file} twice` : `is in ${before.file} and in ${file}`;
        gathered.faults.add(`${nameOf(object)} ${where}, and ${property} is not the same`);
      }
    }
  }
  return [...found.values()].map(({ object }) => object);
}
