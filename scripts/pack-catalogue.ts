import { readFileSync, writeFileSync } from 'node:fs';
import { type PackedCatalogue, parsePlans, parseProducts } from '../src/catalogue/packed.ts';
import { readable } from './readable-name.ts';

/*
 * Packs Microsoft's list of products and service plans into `src/catalogue/catalogue.json`:
 * `node scripts/pack-catalogue.ts "Product names and service plan identifiers for licensing.csv"`.
 * A display name that was put right in the packed file by hand stays, and so does what the list no longer has.
 */
const PACKED = new URL('../src/catalogue/catalogue.json', import.meta.url);
const COLUMNS = {
  product: 'Product_Display_Name',
  skuPartNumber: 'String_Id',
  skuId: 'GUID',
  servicePlanName: 'Service_Plan_Name',
  servicePlanId: 'Service_Plan_Id',
  plan: 'Service_Plans_Included_Friendly_Names',
} as const;
type Column = keyof typeof COLUMNS;

interface Listed {
  readonly code: string;
  readonly name: string;
}

const [csv = ''] = process.argv.slice(2);
const rows = readRows(readFileSync(csv, 'utf8'));
const packed = JSON.parse(readFileSync(PACKED, 'utf8')) as PackedCatalogue;
const knownPlans = parsePlans(packed);
const knownProducts = parseProducts(packed, knownPlans);

const listedPlans = named(rows, 'servicePlanId', 'servicePlanName', 'plan');
const listedProducts = named(rows, 'skuId', 'skuPartNumber', 'product');
for (const { servicePlanId, servicePlanName, displayName } of knownPlans)
  if (!listedPlans.has(servicePlanId)) listedPlans.set(servicePlanId, { code: servicePlanName, name: displayName });

const shownPlans = new Map(knownPlans.map((plan) => [plan.servicePlanId, plan.displayName]));
const shownProducts = new Map(knownProducts.map((product) => [product.skuId, product.displayName]));
const planIds = byCode(listedPlans);
const plansOf = Map.groupBy(rows, (row) => row.skuId.toLowerCase());
const placeOf = new Map(planIds.map((id, place) => [id, place.toString(36)]));
const plansIn = (skuId: string) => [
  ...new Set((plansOf.get(skuId) ?? []).map((row) => placeOf.get(row.servicePlanId.toLowerCase()) ?? '')),
];

writeFileSync(
  PACKED,
  `${JSON.stringify(
    {
      forCompany: packed.forCompany,
      plans: planIds.map((id) => lineOf(id, listedPlans, shownPlans).join('|')),
      products: byCode(listedProducts).map((id) =>
        [...lineOf(id, listedProducts, shownProducts), plansIn(id).join(' ')].join('|'),
      ),
    },
    undefined,
    1,
  )}\n`,
);

/** `code|id|shown name|listed name`, the last empty where it is the same. */
function lineOf(id: string, listed: ReadonlyMap<string, Listed>, shown: ReadonlyMap<string, string>): string[] {
  const { code, name } = listed.get(id) ?? { code: '', name: '' };
  const best = shown.get(id) ?? readable(name);
  return [code, id, best, best === name ? '' : name];
}

function byCode(listed: ReadonlyMap<string, Listed>): string[] {
  const key = ([id, { code }]: readonly [string, Listed]) => `${code.toLowerCase()} ${id}`;
  return [...listed].sort((one, other) => (key(one) < key(other) ? -1 : 1)).map(([id]) => id);
}

/** What most lines call each id: the list itself is not always of one mind. */
function named(all: readonly Record<Column, string>[], id: Column, code: Column, name: Column): Map<string, Listed> {
  const lines = Map.groupBy(all, (row) => row[id].toLowerCase());
  return new Map([...lines].map(([key, of]) => [key, { code: usual(of, code), name: usual(of, name) }]));
}

function usual(lines: readonly Record<Column, string>[], column: Column): string {
  const counted = [...Map.groupBy(lines, (row) => row[column])].sort((one, other) => other[1].length - one[1].length);
  return counted[0]?.[0] ?? '';
}

/** The lines of a CSV text (RFC 4180) by the columns that count, blanks made single. */
function readRows(text: string): Record<Column, string>[] {
  const [header = [], ...records] = readCsv(text.replace(/^\uFEFF/, ''));
  const places = Object.entries(COLUMNS).map(([column, title]) => {
    const place = header.findIndex((cell) => cell.trim() === title);
    if (place < 0) throw new SyntaxError(`${csv} has no column ${title}: give Microsoft's list as it was downloaded.`);
    return [column, place] as const;
  });
  return records.map(
    (record) =>
      Object.fromEntries(
        places.map(([column, place]) => [column, (record[place] ?? '').replace(/[|\s\u00a0]+/g, ' ').trim()]),
      ) as Record<Column, string>,
  );
}

function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (record.some((cell) => cell !== '')) records.push(record);
    record = [];
  }
  return records;
}
