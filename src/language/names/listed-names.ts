import { type CatalogueProduct, catalogueProducts } from '../../catalogue/products.ts';
import { nameKeys } from '../text.ts';
import { EMPTY_HASH, hashKey } from './multimap.ts';

/** Names of products on Microsoft's list, whoever owns them. */
interface ListedNames {
  /** What the product is called that bears exactly these keys. */
  get(key: string): string | undefined;
  /** What the product is called that has this code, letter case aside. */
  withCode(skuPartNumber: string): string | undefined;
  readonly wholes: ReadonlySet<number>;
  readonly beginnings: ReadonlySet<number>;
}

let known: ListedNames | undefined;

/** Made when the first sentence is read: who only starts needs none of it. */
export function listedNames(): ListedNames {
  known ??= indexed();
  return known;
}

/** What Microsoft's list calls a product; its code where the list does not have it. */
export function listedNameOf({ skuId, skuPartNumber }: Pick<CatalogueProduct, 'skuId' | 'skuPartNumber'>): string {
  byId ??= new Map(catalogueProducts.map((product) => [product.skuId, product.listedName]));
  return byId.get(skuId.toLowerCase()) ?? skuPartNumber;
}

let byId: ReadonlyMap<string, string> | undefined;

function indexed(): ListedNames {
  const names = new Map<string, string>();
  const codes = new Map(catalogueProducts.map((it) => [it.skuPartNumber.toLowerCase(), it.displayName]));
  const wholes = new Set<number>();
  const beginnings = new Set<number>();
  for (const { skuId, skuPartNumber, displayName, listedName } of catalogueProducts) {
    for (const name of new Set([displayName, listedName, skuPartNumber, skuId])) {
      const keys = nameKeys(name);
      names.set(keys.join(' '), displayName);
      let hash = EMPTY_HASH;
      keys.forEach((key, at) => {
        hash = hashKey(hash, key);
        if (at < keys.length - 1) beginnings.add(hash);
      });
      wholes.add(hash);
    }
  }
  return {
    get: (key) => names.get(key),
    withCode: (code) => codes.get(code.toLowerCase()),
    wholes,
    beginnings,
  };
}
