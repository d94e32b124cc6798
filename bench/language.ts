import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { planAliases, productAliases } from '../src/catalogue/aliases.ts';
import { catalogue } from '../src/catalogue/catalogue.ts';
import { catalogueProduct } from '../src/catalogue/products.ts';
import { buildNames } from '../src/language/names/build-names.ts';
import type { NameSource } from '../src/language/names/source.ts';
import { understand } from '../src/language/understand.ts';
import { mutated } from '../test/language/mutated.ts';
import { type Line, line, measure, note } from './measure.ts';

const ROUNDS = 3;

const DEPARTMENTS =
  'Sales,Marketing,Finance,Legal,Support,Research,Design,Logistics,Facilities,Security,Payroll,Quality'.split(',');
const CITIES =
  'Amsterdam,Berlin,Boston,Dublin,Lisbon,London,Madrid,Oslo,Paris,Rome,Seattle,Tokyo,Utrecht,Vienna,Zurich'.split(',');
const FIRST =
  'Ann,Bob,Carol,Dave,Erin,Frank,Grace,Heidi,Ivan,Judy,Karl,Laura,Mallory,Niels,Olga,Peter,Quinn,Ruth,Sybil,Trent'.split(
    ',',
  );
const LAST = 'Smith,Jansen,de Vries,Garcia,Müller,Rossi,Nguyen,Kowalski,Andersson,Dubois,Okafor,Tanaka'.split(',');

/** Names of a large tenant: real words, numbers to tell them apart, and the groups that the sentences speak of. */
function namesOfMany(groups: number, users: number): NameSource {
  const named = readFileSync(new URL('../test/tenants/chat/groups.ndjson', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { id: string; displayName: string });
  const id = (kind: string, index: number) => `${kind}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    groupCount: groups,
    userCount: users,
    group: (index) =>
      named[index] ?? {
        id: id('a', index),
        displayName:
          `${DEPARTMENTS[index % 12]} ${CITIES[index % 15]} ${index} ${index % 3 === 0 ? 'team' : ''}`.trim(),
      },
    user: (index) => ({
      id: id('b', index),
      displayName: `${FIRST[index % 20]} ${LAST[index % 12]}${index}`,
      userPrincipalName: index < 20 ? `${FIRST[index]?.toLowerCase()}@contoso.com` : `user${index}@contoso.com`,
    }),
    skus: ['STANDARDPACK', 'ENTERPRISEPACK', 'ENTERPRISEPREMIUM', 'EMS', 'POWER_BI_PRO', 'VISIOCLIENT', 'MCOEV'].map(
      (name) => {
        const product = catalogueProduct(name);
        return { ...product, capabilityStatus: 'Enabled', prepaidUnits: { enabled: 10, warning: 0, suspended: 0 } };
      },
    ),
    productName: (sku) => catalogue.productName(sku.skuId, sku.skuPartNumber),
    planName: (planId, name) => catalogue.planName(planId, name),
    productAliases,
    planAliases,
    memberCount: () => 10,
    isMember: (group, user) => user % groups === group,
    assignedSkuIds: () => [],
  };
}

const given = readFileSync(new URL('../test/language/utterances.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { text: string }).text);
const sentences = [
  ...given,
  'remove ann from Sales Amsterdam 1200',
  'assign E3 to Marketting Berlin 5001',
  'assign E3 to Finance',
  'add Ann Smith0 and Bob to Interns',
  'give Sales Amsterdam 1200 E3 without Yammer and Sway until Friday because the pilot goes on',
  `assign E3 to ${Array.from({ length: 40 }, (_, index) => `Sales Amsterdam ${index * 60}`).join(', ')}`,
];

/**
 * Sentences read beside the names of a tenant: those that are written here, and as many changed at random as there are
 * groups. Each reading counts by itself, a pause of the garbage collector included, as who waits for it sees no difference.
 */
export async function* benchLanguage(groups: number, users: number): AsyncGenerator<Line> {
  const built = await measure(() => buildNames(namesOfMany(groups, users)));
  const names = built.result;
  const texts = [...sentences, ...fc.sample(mutated, { numRuns: groups, seed: 1 })];
  for (let round = 0; round < ROUNDS; round++) for (const text of sentences) understand(text, { names });
  const timings = texts.map((text) => {
    const start = performance.now();
    understand(text, { names });
    return { text, ms: performance.now() - start };
  });
  timings.sort((one, other) => one.ms - other.ms);
  const median = timings[timings.length >>> 1]?.ms ?? 0;
  const slowest = timings.at(-1);
  const of = `${groups.toLocaleString('en-US')} groups and ${users.toLocaleString('en-US')} people`;
  const many = `${texts.length.toLocaleString('en-US')} sentences`;
  yield note(`index the names of ${of}`, built);
  yield line('understand a sentence, median', median, { unit: 'ms', bar: 2 }, many);
  yield line(
    'understand a sentence, slowest',
    slowest?.ms ?? 0,
    { unit: 'ms', bar: 50 },
    `“${slowest?.text.slice(0, 40)}”`,
  );
}
