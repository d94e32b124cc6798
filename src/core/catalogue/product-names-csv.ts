const COLUMNS = {
  productName: 'Product_Display_Name',
  skuId: 'GUID',
  servicePlanId: 'Service_Plan_Id',
  planName: 'Service_Plans_Included_Friendly_Names',
} as const;

export interface ProductNames {
  /** Display name by `skuId` and by `servicePlanId`, ids in lower case. */
  readonly products: ReadonlyMap<string, string>;
  readonly plans: ReadonlyMap<string, string>;
}

/**
 * Reads Microsoft's list of product names. Where it names one id differently on several lines, the first name stays.
 * @throws SyntaxError when a column is missing
 */
export function readProductNames(csvText: string): ProductNames {
  const [header = [], ...records] = readCsv(csvText.replace(/^\uFEFF/, ''));
  const column = (name: string): number => {
    const index = header.findIndex((cell) => cell.trim() === name);
    if (index < 0) throw new SyntaxError(`The list of product names has no column ${name}.`);
    return index;
  };
  const productName = column(COLUMNS.productName);
  const skuId = column(COLUMNS.skuId);
  const servicePlanId = column(COLUMNS.servicePlanId);
  const planName = column(COLUMNS.planName);
  const products = new Map<string, string>();
  const plans = new Map<string, string>();
  for (const record of records) {
    keepFirst(products, record[skuId], record[productName]);
    keepFirst(plans, record[servicePlanId], record[planName]);
  }
  return { products, plans };
}

function keepFirst(names: Map<string, string>, id: string | undefined, name: string | undefined): void {
  const key = id?.trim().toLowerCase() ?? '';
  const readable = name?.replace(/\s+/g, ' ').trim() ?? '';
  if (key !== '' && readable !== '' && !names.has(key)) names.set(key, readable);
}

/** Records of a CSV text (RFC 4180): cells may be quoted, and then hold commas, line ends and doubled quotes. */
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
