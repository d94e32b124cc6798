import { readFileSync } from 'node:fs';
import { planAliases, productAliases } from '../src/core/catalogue/aliases.ts';
import { catalogue } from '../src/core/catalogue/catalogue.ts';
import { catalogueProduct } from '../src/core/catalogue/products.ts';
import { buildNames } from '../src/core/language/names/build-names.ts';
import type { NameSource } from '../src/core/language/names/source.ts';
import { understand } from '../src/core/language/understand.ts';

const GROUPS = Number(process.argv[2] ?? 100_000);
const USERS = Number(process.argv[3] ?? 1_000_000);

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
function largeTenant(): NameSource {
  const named = readFileSync(new URL('../test/tenants/chat/groups.ndjson', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { id: string; displayName: string });
  const id = (kind: string, index: number) => `${kind}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return {
    groupCount: GROUPS,
    userCount: USERS,
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
    isMember: (group, user) => user % GROUPS === group,
    assignedSkuIds: () => [],
  };
}

const sentences = readFileSync(new URL('../test/core/language/utterances.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => (JSON.parse(line) as { text: string }).text);
const more = [
  'remove ann from Sales Amsterdam 1200',
  'assign E3 to Marketting Berlin 5001',
  'assign E3 to Finance',
  'add Ann Smith0 and Bob to Interns',
  'give Sales Amsterdam 1200 E3 without Yammer and Sway until Friday because the pilot goes on',
  `assign E3 to ${Array.from({ length: 40 }, (_, index) => `Sales Amsterdam ${index * 60}`).join(', ')}`,
];

const startBuild = performance.now();
const names = buildNames(largeTenant());
const buildMs = performance.now() - startBuild;

for (let round = 0; round < 3; round++) for (const text of sentences) understand(text, { names });
const timings: { readonly text: string; readonly ms: number }[] = [];
for (let round = 0; round < 5; round++) {
  for (const text of [...sentences, ...more]) {
    const start = performance.now();
    understand(text, { names });
    timings.push({ text, ms: performance.now() - start });
  }
}
timings.sort((one, other) => one.ms - other.ms);
const median = timings[Math.floor(timings.length / 2)];
const slowest = timings.at(-1);
console.log(
  `names of ${GROUPS} groups and ${USERS} people: ${(buildMs / 1000).toFixed(2)} s, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
);
console.log(`median ${median?.ms.toFixed(2)} ms, slowest ${slowest?.ms.toFixed(2)} ms: ${slowest?.text.slice(0, 60)}`);
