import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTenant } from '../../../src/core/licensing/load-tenant.ts';
import { checkGroup } from '../../../src/directory/snapshot/check-group.ts';
import { checkUser } from '../../../src/directory/snapshot/check-user.ts';
import { SnapshotFault } from '../../../src/directory/snapshot/faults.ts';
import { readSnapshot } from '../../../src/directory/snapshot/read-snapshot.ts';
import { snapshotFolder, WIDGET, WIDGET_PLAN } from './folder.ts';

/*
 * Lines are read in two ways: as bytes where they are plain, and by `JSON.parse` and its checks where they are not. Nobody
 * may be able to tell which it was.
 */
const ROW = `{"skuId":"${WIDGET}","disabledPlans":["${WIDGET_PLAN}"],"assignedByGroup":null,"state":"Active","error":"None"}`;
const OTHER_ROW = ROW.replace('null', '"makers"');
const PRODUCTS = new Map([[WIDGET, new Set([WIDGET_PLAN])]]);

type Result = { readonly records: readonly unknown[] } | { readonly reasons: readonly string[] };

/** What comes of a file of one line, be it read as it is or by JSON alone. */
function byJson(line: Buffer, check: (value: unknown, report: (reason: string) => void) => unknown): Result {
  const reasons: string[] = [];
  const records: unknown[] = [];
  for (const text of line
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split('\n')) {
    if (text.trim() === '') continue;
    try {
      const record = check(JSON.parse(text), (reason) => reasons.push(reason));
      if (record !== undefined) records.push(withDefaults(record as Record<string, unknown>));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      reasons.push('not JSON');
    }
  }
  return reasons.length > 0 ? { reasons } : { records };
}

function withDefaults(record: Record<string, unknown>): unknown {
  const { licenseAssignmentStates, members, ...rest } = record;
  return { ...rest, licenseAssignmentStates: licenseAssignmentStates ?? [], members: members ?? [] };
}

const sound = snapshotFolder;

async function byReading(folder: string, what: 'users' | 'groups', line: Buffer): Promise<Result> {
  for (const file of ['users', 'groups']) writeFileSync(join(folder, `${file}.ndjson`), file === what ? line : '');
  try {
    const records = [...(await readSnapshot(folder))[what]];
    return { records: records.map(withDefaults) };
  } catch (error) {
    if (!(error instanceof SnapshotFault)) throw error;
    return { reasons: error.faults.map(({ reason }) => (reason.startsWith('not JSON') ? 'not JSON' : reason)) };
  }
}

const asUser = (value: unknown, report: (reason: string) => void) => checkUser(value, new Set([WIDGET]), report);
const asGroup = (value: unknown, report: (reason: string) => void) => checkGroup(value, PRODUCTS, report);

const USERS = [
  '{"id":"ann"}',
  '{"id":"ann","licenseAssignmentStates":[]}',
  `{"id":"ann","licenseAssignmentStates":[${ROW}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW},${OTHER_ROW}]}`,
  `{"id":"ann","licenseAssignmentStates":[${ROW},${OTHER_ROW},${ROW}]}`,
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
  '{"id":""}',
  '{"id":"","id":"bob"}',
  '{"displayName":"Ann"}',
  '{}',
  '[]',
  '"ann"',
  '{"id":"ann",,"displayName":"Ann"}',
  '{"id":"ann","displayName":true}',
  '{"id":"ann","accountEnabled":"true"}',
  '{"id":"ann","accountEnabled":null,"usageLocation":null,"proxyAddresses":null}',
  '{"id":"ann","accountEnabled":tru}',
  '{"id":"ann","proxyAddresses":["SMTP:Ann@Contoso.com","smtp:ann@contoso.com"]}',
  '{"id":"ann","proxyAddresses":["SMTP:Ännchen@contoso.com",1]}',
  '{"id":"änn","displayName":"Änn \\u00e9","usageLocation":"NL","jobTitle":"Maker","age":41,"tags":["a"]}',
  '{"id":"ann","displayName":"a\tb"}',
  '{"id":"ann","usageLocation":"Netherlands"}',
  '\uFEFF{"id":"ann"}',
  '{"id":"ann"}\r',
  '\u00a0',
];

const GROUPS = [
  '{"id":"makers"}',
  '{"id":"makers","members":[]}',
  '{"id":"makers","members":["ann","bob"]}',
  '{"id":"makers","members":["ann","bob"],"theme":"Teal"}',
  ' { "members" : [ "ann" , "bob" ] , "id" : "makers" } ',
  '{"id":"makers","members":["ann","bob","ann"]}',
  '{"id":"makers","members":["ann",]}',
  '{"id":"makers","members":["ann" "bob"]}',
  '{"id":"makers","members":["ann",1]}',
  '{"id":"makers","members":["\\u0061nn","ann"]}',
  '{"id":"makers","members":["änn"]}',
  '{"id":"makers","members":null}',
  '{"id":"makers","members":["ann"],"members":["bob"]}',
  '{"id":"makers","inner":{"members":["ann"]},"members":["bob"]}',
  '{"id":"makers","inner":{"members":["ann"]}}',
  '{"id":"makers","description":"\\"members\\":[\\"ann\\"]"}',
  '{"members":["ann"]}',
  `{"id":"makers","assignedLicenses":[{"skuId":"${WIDGET}"}],"members":["ann"]}`,
  '{"id":"makers","assignedLicenses":[{"skuId":"nothing"}],"members":["ann"]}',
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
        expect(await byReading(folder, what, line)).toEqual(byJson(line, check));
      },
    );
    await fc.assert(run, { numRuns: Number(process.env['LINE_RUNS'] ?? 500) });
  });
});

describe('what is read as bytes', () => {
  it('shares an address with whoever writes it in other letters, and with those who escape it', async () => {
    const people = [
      '{"id":"ann","proxyAddresses":["SMTP:Desk@Contoso.com"]}',
      '{"id":"bob","proxyAddresses":["smtp:b\\u006fb@contoso.com","smtp:desk@contoso.COM"]}',
      '{"id":"carl","proxyAddresses":["smtp:carl@contoso.com"]}',
    ];
    const tenant = loadTenant(await readSnapshot(sound({ 'users.ndjson': people.join('\n') })));
    expect(tenant.usersWithAddress('smtp:DESK@contoso.com')).toEqual([0, 1]);
    expect(tenant.usersWithAddress('smtp:bob@contoso.com')).toEqual([1]);
  });

  it('may be an address that many share, and groups without members behind one with many', {
    timeout: 5_000,
  }, async () => {
    const people = Array.from(
      { length: 3000 },
      (_, number) => `{"id":"p${number}","proxyAddresses":["smtp:none@contoso.com"]}`,
    );
    const groups = Array.from({ length: 3000 }, (_, number) => `{"id":"g${number}"}`);
    const many = `{"id":"makers","members":[${people.map((_, number) => `"p${number}","${'x'.repeat(400)}${number}"`).join()}]}`;
    const files = { 'users.ndjson': people.join('\n'), 'groups.ndjson': [many, ...groups].join('\n') };
    const tenant = loadTenant(await readSnapshot(sound(files)));
    expect(tenant.usersWithAddress('SMTP:none@contoso.com')).toHaveLength(3000);
    expect(tenant.members(0)).toHaveLength(3000);
    expect(tenant.groupCount).toBe(3001);
  });

  it('finds members whatever the case is written in, and keeps ids that are nobody', async () => {
    const files = {
      'users.ndjson': '{"id":"ann"}\n{"id":"\\u0062ob"}\n{"id":"çem"}\n',
      'groups.ndjson': '{"id":"makers","members":["bob","a printer","ann"]}\n{"id":"others","members":["çem"]}\n',
    };
    const tenant = loadTenant(await readSnapshot(sound(files)));
    expect(tenant.members(0)).toEqual([1, 0]);
    expect(tenant.members(1)).toEqual([2]);
    expect(tenant.snapshotGroup(0).members).toEqual(['bob', 'a printer', 'ann']);
  });
});
