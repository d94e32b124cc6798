import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubledProperty } from '../../../src/directory/doubled-property.ts';
import { checkGroup, GROUP_NAMES } from '../../../src/directory/snapshot/check-group.ts';
import { checkUser, USER_NAMES } from '../../../src/directory/snapshot/check-user.ts';
import { SnapshotFault } from '../../../src/directory/snapshot/faults.ts';
import type { Hearing } from '../../../src/directory/snapshot/hearing.ts';
import { ownedProducts } from '../../../src/directory/snapshot/owned-products.ts';
import { readSnapshot } from '../../../src/directory/snapshot/read-snapshot.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { groups, people, snapshotFolder, WIDGET, WIDGET_PLAN } from './folder.ts';

/*
 * Lines are read in two ways: as bytes where they are plain, and by `JSON.parse` and its checks where they are not. Nobody
 * may be able to tell which it was.
 */
const ROW = `{"skuId":"${WIDGET}","disabledPlans":["${WIDGET_PLAN}"],"assignedByGroup":null,"state":"Active","error":"None"}`;
const OTHER_ROW = ROW.replace('null', '"makers"');
const OWNED = ownedProducts([
  {
    skuId: WIDGET,
    skuPartNumber: 'WIDGET',
    capabilityStatus: 'Enabled',
    prepaidUnits: { enabled: 5, warning: 0, suspended: 0 },
    servicePlans: [{ servicePlanId: WIDGET_PLAN, servicePlanName: 'WIDGET_P1' }],
  },
]);

/** Of what is taken, and of what is refused. */
type Result =
  | { readonly records: readonly unknown[]; readonly warnings: readonly string[] }
  | { readonly reasons: readonly string[] };

/** It was told of the file that it is not one of lines at all. */
const WHOLE_FILE: Result = { reasons: ['the file as a whole'] };

type Check = (value: unknown, hear: Hearing) => unknown;

/** What comes of a file of one line, be it read as it is or by JSON alone. */
function byJson(line: Buffer, check: Check): Result {
  const reasons = new Set<string>();
  const warnings = new Set<string>();
  const hear = { fault: (reason: string) => reasons.add(reason), warn: (reason: string) => warnings.add(reason) };
  const records: unknown[] = [];
  for (const text of line
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split('\n')) {
    if (text.trim() === '') continue;
    try {
      const value: unknown = JSON.parse(text);
      const doubled = doubledProperty(text, value, check === asUser ? USER_NAMES : GROUP_NAMES);
      if (doubled !== undefined) hear.fault(`${doubled} stands twice in one object`);
      const record = doubled === undefined ? check(value, hear) : undefined;
      if (record !== undefined) records.push(withDefaults(record as Record<string, unknown>));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      reasons.add('not JSON');
    }
  }
  return reasons.size > 0 ? { reasons: [...reasons].sort() } : { records, warnings: [...warnings].sort() };
}

function withDefaults(record: Record<string, unknown>): unknown {
  const { licenseAssignmentStates, members, ...rest } = record;
  return { ...rest, licenseAssignmentStates: licenseAssignmentStates ?? [], members: members ?? [] };
}

const sound = snapshotFolder;

async function byReading(folder: string, what: 'users' | 'groups', line: Buffer): Promise<Result> {
  for (const file of ['users', 'groups']) writeFileSync(join(folder, `${file}.ndjson`), file === what ? line : '');
  try {
    const snapshot = await readSnapshot(folder);
    const records = [...snapshot[what]].map(withDefaults);
    const warnings = snapshot.warnings?.().map(({ reason }) => reason) ?? [];
    return { records, warnings: [...new Set(warnings)].sort() };
  } catch (error) {
    if (!(error instanceof SnapshotFault)) throw error;
    if (error.faults.some(({ line }) => line === undefined)) return WHOLE_FILE;
    const reasons = error.faults.map(({ reason }) => (reason.startsWith('not JSON') ? 'not JSON' : reason));
    return { reasons: [...new Set(reasons)].sort() };
  }
}

const asUser: Check = (value, hear) => checkUser(value, OWNED, hear);
const asGroup: Check = (value, hear) => checkGroup(value, OWNED, hear);

const USERS = [
  '{"id":"ann"}',
  '{"id":"ann","licenseAssignmentStates":[]}',
  '{"id":"ann","licenseAssignmentStates":[]}',
  `{"id":"ann","licenseAssignmentStates":[${ROW}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW},${OTHER_ROW}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW},${OTHER_ROW},${ROW}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW},${ROW.replace('null', '"ANN"')}]}`,
  `{"id":"makers","licenseAssignmentStates":[${OTHER_ROW}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW.replace(WIDGET, WIDGET.toUpperCase())},${OTHER_ROW}]}`,
  `{"id":"ann","licenseAssignmentStates":[${OTHER_ROW},${OTHER_ROW.replace('makers', 'Makers')}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW.replace('Active', 'Pending').replace('None', 'Oops')}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW.replace('"state":"Active",', '').replace('disabled', 'enabled')}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW.replace('state', 'State')}]}`,
  '{"id":"ann","licenseAssignmentState":[],"assignedLicenses":[]}',
  '{"id":"ann","UsageLocation":"NL","licenseAssignmentStates":[]}',
  '{"Id":"ann","LicenseAssignmentStates":[]}',
  '{"id":"ann","usageLocation":"UK","licenseAssignmentStates":[]}',
  `{"id":"ann","licenseAssignmentStates":[${ROW},]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW}${OTHER_ROW}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW}]},`,
  `{"id":"ann","licenseAssignmentStates":[${ROW}],"licenseAssignmentStates":[]}`,
  `{"id":"ann","manager":{"id":"bob","licenseAssignmentStates":[${ROW}]}}`,
  '{"id":"ann","note":",\\"licenseAssignmentStates\\":[","list":[{}]}',
  ` { "id" : "ann" , "licenseAssignmentStates" : [ ${ROW.replaceAll(',', ', ')} , ${OTHER_ROW} ] } `,
  '{"id":"ann","licenseAssignmentStates":[1,2]}',
  '{"id":"ann","licenseAssignmentStates":null}',
  `{"licenseAssignmentStates":[${ROW}],"id":"ann"}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW.replace('Active', 'Acti}ve')}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW.replace(WIDGET, 'nothing')}]}`,
  '{"id":"ann","id":"bob"}',
  '{"id":"ann","id":"bob","licenseAssignmentStates":[]}',
  '{"id":""}',
  '{"id":"","licenseAssignmentStates":[]}',
  '{"id":"","id":"bob"}',
  '{"id":"","id":"bob","licenseAssignmentStates":[]}',
  '{"displayName":"Ann"}',
  '{"displayName":"Ann","licenseAssignmentStates":[]}',
  '{}',
  '"ann"',
  '{"id":"ann",,"displayName":"Ann"}',
  '{"id":"ann",,"displayName":"Ann","licenseAssignmentStates":[]}',
  '{"id":"ann","displayName":true}',
  '{"id":"ann","displayName":true,"licenseAssignmentStates":[]}',
  '{"id":"ann","accountEnabled":"true"}',
  '{"id":"ann","accountEnabled":"true","licenseAssignmentStates":[]}',
  '{"id":"ann","accountEnabled":null,"usageLocation":null,"proxyAddresses":null}',
  '{"id":"ann","accountEnabled":null,"usageLocation":null,"proxyAddresses":null,"licenseAssignmentStates":[]}',
  '{"id":"ann","accountEnabled":tru}',
  '{"id":"ann","accountEnabled":tru,"licenseAssignmentStates":[]}',
  '{"id":"ann","proxyAddresses":["SMTP:Ann@Contoso.com","smtp:ann@contoso.com"]}',
  '{"id":"ann","proxyAddresses":["SMTP:Ann@Contoso.com","smtp:ann@contoso.com"],"licenseAssignmentStates":[]}',
  '{"id":"ann","proxyAddresses":["SMTP:Ännchen@contoso.com",1]}',
  '{"id":"ann","proxyAddresses":["SMTP:Ännchen@contoso.com",1],"licenseAssignmentStates":[]}',
  '{"id":"änn","displayName":"Änn \\u00e9","usageLocation":"NL","jobTitle":"Maker","age":41,"tags":["a"]}',
  '{"id":"änn","displayName":"Änn \\u00e9","usageLocation":"NL","jobTitle":"Maker","age":41,"tags":["a"],"licenseAssignmentStates":[]}',
  '{"id":"ann","displayName":"a\tb"}',
  '{"id":"ann","displayName":"a\tb","licenseAssignmentStates":[]}',
  '{"id":"ann","usageLocation":"Netherlands"}',
  '{"id":"ann","usageLocation":"Netherlands","licenseAssignmentStates":[]}',
  '\uFEFF{"id":"ann"}',
  '\uFEFF{"id":"ann","licenseAssignmentStates":[]}',
  '{"id":"ann"}\r',
  '\u00a0',
  // Rows that follow one another as they did before, and others after them.
  ...[`${ROW},${OTHER_ROW}`, ROW, `${OTHER_ROW},${ROW}`, `${ROW},${OTHER_ROW},${ROW}`, `${ROW.slice(0, -2)}x"}`].map(
    (rows) =>
      `{"id":"zoe","licenseAssignmentStates":[${ROW},${OTHER_ROW}]}\n{"id":"ann","licenseAssignmentStates":[${rows}]}`,
  ),
];

const GROUPS = [
  '{"id":"makers"}',
  '{"id":"makers","assignedLicenses":[]}',
  '{"id":"makers","members":[]}',
  '{"id":"makers","members":[],"assignedLicenses":[]}',
  '{"id":"makers","members":["ann","bob"]}',
  '{"id":"makers","members":["ann","bob"],"assignedLicenses":[]}',
  '{"id":"makers","members":["ann","bob"],"theme":"Teal"}',
  '{"id":"makers","members":["ann","bob"],"theme":"Teal","assignedLicenses":[]}',
  ' { "members" : [ "ann" , "bob" ] , "id" : "makers" } ',
  ' { "members" : [ "ann" , "bob" ] , "id" : "makers" ,"assignedLicenses":[]}',
  '{"id":"makers","members":["ann","bob","ann"]}',
  '{"id":"makers","members":["ann","bob","ann"],"assignedLicenses":[]}',
  '{"id":"makers","members":["ann",]}',
  '{"id":"makers","members":["ann",],"assignedLicenses":[]}',
  '{"id":"makers","members":["ann" "bob"]}',
  '{"id":"makers","members":["ann" "bob"],"assignedLicenses":[]}',
  '{"id":"makers","members":["ann",1]}',
  '{"id":"makers","members":["ann",1],"assignedLicenses":[]}',
  '{"id":"makers","members":["\\u0061nn","ann"]}',
  '{"id":"makers","members":["\\u0061nn","ann"],"assignedLicenses":[]}',
  '{"id":"makers","members":["änn"]}',
  '{"id":"makers","members":["änn"],"assignedLicenses":[]}',
  '{"id":"makers","members":null}',
  '{"id":"makers","members":null,"assignedLicenses":[]}',
  '{"id":"makers","members":["ann"],"members":["bob"]}',
  '{"id":"makers","members":["ann"],"members":["bob"],"assignedLicenses":[]}',
  '{"id":"makers","inner":{"members":["ann"]},"members":["bob"]}',
  '{"id":"makers","inner":{"members":["ann"]},"members":["bob"],"assignedLicenses":[]}',
  '{"id":"makers","inner":{"members":["ann"]}}',
  '{"id":"makers","inner":{"members":["ann"]},"assignedLicenses":[]}',
  '{"id":"makers","description":"\\"members\\":[\\"ann\\"]"}',
  '{"id":"makers","description":"\\"members\\":[\\"ann\\"]","assignedLicenses":[]}',
  '{"members":["ann"]}',
  '{"members":["ann"],"assignedLicenses":[]}',
  `{"id":"makers","assignedLicenses":[{"skuId":"${WIDGET}"}],"members":["ann"]}`,
  '{"id":"makers","assignedLicenses":[{"skuId":"nothing"}],"members":["ann"]}',
  `{"id":"makers","assignedLicenses":[{"skuId":"${WIDGET.toUpperCase()}","disabledPlans":["${WIDGET_PLAN.toUpperCase()}"]}],"members":["ann","Bob"]}`,
  `{"id":"makers","assignedLicenses":[{"skuId":"${WIDGET}","disabledPlans":["retired"]},{"skuId":"${WIDGET.toUpperCase()}"}],"members":["ann"]}`,
  '{"id":"makers","assignedLicenses":[],"members":["ann","bob","ANN"]}',
  '{"id":"makers","assignedLicenses":[],"members@delta":[{"id":"ann"}]}',
  '{"id":"makers","assignedLicenses":[],"members":[{"id":"ann"}]}',
  '{"id":"makers","assignedLicenses":null,"members":["ann"]}',
  '{"id":"makers","AssignedLicenses":[],"members":["ann"]}',
  '{"id":"makers","assignedLicenses":["@{SkuId=1}"],"members":["ann"]}',
];

describe('a line is what JSON.parse and the checks make of it', () => {
  it.each(USERS)('of people: %s', async (line) => {
    expect(await byReading(sound(), 'users', Buffer.from(line))).toEqual(byJson(Buffer.from(line), asUser));
  });

  it.each(GROUPS)('of groups: %s', async (line) => {
    expect(await byReading(sound(), 'groups', Buffer.from(line))).toEqual(byJson(Buffer.from(line), asGroup));
  });

  it('with some of its bytes changed, left out or doubled', async () => {
    const folder = sound();
    const lines = [
      ...USERS.map((line) => ['users', line, asUser] as const),
      ...GROUPS.map((line) => ['groups', line, asGroup] as const),
    ];
    const bytes = fc.constantFrom(
      ...'{}[]",:\\ \t\n01atné'.split('').map((text) => Buffer.from(text)),
      Buffer.of(0xc3),
    );
    const change = fc.record({ at: fc.nat(), remove: fc.nat(3), put: fc.option(bytes) });
    const run = fc.asyncProperty(
      fc.constantFrom(...lines),
      fc.array(change, { maxLength: 3 }),
      async (one, changes) => {
        const [what, text, check] = one;
        let line = Buffer.from(text);
        for (const { at, remove, put } of changes) {
          const place = at % (line.length + 1);
          line = Buffer.concat([line.subarray(0, place), put ?? Buffer.of(), line.subarray(place + remove)]);
        }
        const [reading, json] = [await byReading(folder, what, line), byJson(line, check)];
        expect(reading).toEqual(reading === WHOLE_FILE && 'reasons' in json ? WHOLE_FILE : json);
      },
    );
    await fc.assert(run, { numRuns: Number(process.env['LINE_RUNS'] ?? 150) });
  });
});

describe('what is read as bytes', () => {
  it('shares an address with whoever writes it in other letters, and with those who escape it', async () => {
    const everybody = [
      '{"id":"ann","proxyAddresses":["SMTP:Desk@Contoso.com"],"licenseAssignmentStates":[]}',
      '{"id":"bob","proxyAddresses":["smtp:b\\u006fb@contoso.com","smtp:desk@contoso.COM"],"licenseAssignmentStates":[]}',
      '{"id":"carl","proxyAddresses":["smtp:carl@contoso.com"],"licenseAssignmentStates":[]}',
    ];
    const tenant = loadTenant(await readSnapshot(sound({ 'users.ndjson': everybody.join('\n') })));
    expect(tenant.usersWithAddress('smtp:DESK@contoso.com')).toEqual([0, 1]);
    expect(tenant.usersWithAddress('smtp:bob@contoso.com')).toEqual([1]);
  });

  it('may be an address that many share, and groups without members behind one with many', {
    timeout: 15_000,
  }, async () => {
    const numbers = Array.from({ length: 3000 }, (_, number) => number);
    const everybody = numbers.map((number) => ({ id: `p${number}`, proxyAddresses: ['smtp:none@contoso.com'] }));
    const members = numbers.flatMap((number) => [`p${number}`, `${'x'.repeat(400)}${number}`]);
    const others = numbers.map((number) => ({ id: `g${number}` }));
    const files = {
      'users.ndjson': people(...everybody),
      'groups.ndjson': groups({ id: 'makers', members }, ...others),
    };
    const tenant = loadTenant(await readSnapshot(sound(files)));
    expect(tenant.usersWithAddress('SMTP:none@contoso.com')).toHaveLength(3000);
    expect(tenant.members(0)).toHaveLength(3000);
    expect(tenant.groupCount).toBe(3001);
  });

  it('finds members whatever the case is written in, and keeps ids that are nobody', async () => {
    const files = {
      'users.ndjson': people({ id: 'ann' }, { id: 'bob' }, { id: 'çem' }).replace('bob', '\\u0062ob'),
      'groups.ndjson': groups(
        { id: 'makers', members: ['BOB', 'a-printer', 'ann'] },
        { id: 'others', members: ['Çem'] },
      ),
    };
    const tenant = loadTenant(await readSnapshot(sound(files)));
    expect(tenant.members(0)).toEqual([1, 0]);
    expect(tenant.members(1)).toEqual([2]);
    expect(tenant.snapshotGroup(0).members).toEqual(['bob', 'a-printer', 'ann']);
  });
});
