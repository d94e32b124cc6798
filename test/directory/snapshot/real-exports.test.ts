import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeRemark, SnapshotFault } from '../../../src/directory/snapshot/faults.ts';
import { readSnapshot } from '../../../src/directory/snapshot/read-snapshot.ts';
import { inOwnWords } from '../../../src/graph/row-words.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { rulesOf } from '../../../src/licensing/rules/rules-of.ts';
import { groups, lines, people, snapshotFolder, WIDGET, WIDGET_PLAN } from './folder.ts';

/* What administrators have in their hands: each is refused by its name, in a line or two, or taken as it is meant. */

type Files = Readonly<Record<string, string | Uint8Array | undefined>>;

const IMPORT = '"seatkeeper tenant import FROM --out DIR"';
const NAMES = ['ann', 'bob', 'cem', 'dora', 'emil', 'fay'];
const row = { skuId: WIDGET, disabledPlans: [], assignedByGroup: 'makers', state: 'Active', error: 'None' };
const everybody = (rest: (id: string) => object) => lines(...NAMES.map((id) => ({ id, ...rest(id) })));
const envelope = (value: readonly unknown[], rest = {}) => ({
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users',
  ...rest,
  value,
});
const product = {
  skuId: WIDGET,
  skuPartNumber: 'WIDGET',
  capabilityStatus: 'Enabled',
  prepaidUnits: { enabled: 5, warning: 0, suspended: 0 },
  servicePlans: [{ servicePlanId: WIDGET_PLAN, servicePlanName: 'WIDGET_P1' }],
};

async function refusal(files: Files): Promise<readonly string[]> {
  const fault = await readSnapshot(snapshotFolder(files))
    .then(loadTenant)
    .catch((error: unknown) => error);
  if (!(fault instanceof SnapshotFault)) throw new Error('nothing was refused');
  return fault.faults.map(describeRemark);
}

describe('an export that is no snapshot is refused with its cause and the way out:', () => {
  it('one file in the place of the folder', async () => {
    const file = join(snapshotFolder({}), 'users.ndjson');
    await expect(readSnapshot(file)).rejects.toThrow(/a file, and a folder is wanted\. "seatkeeper tenant import/);
  });

  it.each<readonly [string, Files, readonly string[]]>([
    [
      'groups without their members',
      { 'groups.ndjson': lines({ id: 'makers', assignedLicenses: [] }, { id: 'sellers', assignedLicenses: [] }) },
      ['groups.ndjson:1 and 1 more line: members is missing', 'GET /groups/ID/members?$select=id', IMPORT],
    ],
    [
      'members of a delta query',
      { 'groups.ndjson': lines({ id: 'makers', assignedLicenses: [], 'members@delta': [{ id: 'ann' }] }) },
      ['groups.ndjson:1: members is missing (members@delta is what changed', IMPORT],
    ],
    [
      'members as objects',
      { 'groups.ndjson': groups({ id: 'makers', members: [{ '@odata.type': '#microsoft.graph.user', id: 'ann' }] }) },
      ['groups.ndjson:1: members is not an array of strings', 'Give the ids only', IMPORT],
    ],
    [
      'members on more pages than one',
      { 'groups.ndjson': groups({ id: 'makers', members: ['ann'], 'members@odata.nextLink': 'https://graph/more' }) },
      ['groups.ndjson:1: members go on at a link, members@odata.nextLink', 'all pages', IMPORT],
    ],
    [
      'fewer members than are counted',
      { 'groups.ndjson': groups({ id: 'makers', members: ['ann'], 'members@odata.count': 2 }) },
      ['groups.ndjson:1: members@odata.count says 2 members, and 1 are listed', IMPORT],
    ],
    ...['ann@contoso.com', 'Ann Beebe', '{ann}', 'directoryObjects/ann', ''].map(
      (member): readonly [string, Files, readonly string[]] => [
        `a member by another name than its id: “${member}”`,
        { 'groups.ndjson': groups({ id: 'makers', members: ['bob', member] }) },
        [`groups.ndjson:1: the member "${member}" is no id: give the ids only`, IMPORT],
      ],
    ),
    ...['System.Collections.Hashtable', '@{Id=ann}'].map((member): readonly [string, Files, readonly string[]] => [
      `members cut off by -Depth: ${member}`,
      { 'groups.ndjson': groups({ id: 'makers', members: [member] }) },
      [`groups.ndjson:1: the member "${member}" is no id. ConvertTo-Json wrote it with too small a -Depth`],
    ]),
    [
      'the organization in a list of one',
      { 'organization.json': JSON.stringify([{ id: 'contoso' }]) },
      ['organization.json: not an organization: Graph gives a list of one, and its element is wanted', IMPORT],
    ],
    [
      'groups without their licenses',
      { 'groups.ndjson': lines({ id: 'makers', members: [], assignedLicenses: null }) },
      ['groups.ndjson:1: assignedLicenses is missing', 'GET /groups?$select=id,displayName', IMPORT],
    ],
    [
      'people with the licenses that they have, and not where from',
      { 'users.ndjson': everybody(() => ({ assignedLicenses: [{ skuId: WIDGET, disabledPlans: [] }] })) },
      [
        'users.ndjson:1 and 5 more lines: licenseAssignmentStates is missing (assignedLicenses does not say',
        'GET /users?$select=id,displayName,userPrincipalName',
        IMPORT,
      ],
    ],
    [
      'the property as a page of samples prints it',
      { 'users.ndjson': everybody(() => ({ licenseAssignmentState: [row] })) },
      ['licenseAssignmentStates is missing (licenseAssignmentState is no property', IMPORT],
    ],
    [
      'PowerShell’s objects',
      { 'users.ndjson': lines(...NAMES.map((Id) => ({ Id, LicenseAssignmentStates: [] }))) },
      ["users.ndjson:1 and 5 more lines: Id is PowerShell's spelling, Graph's is id", IMPORT],
    ],
    [
      'PowerShell’s spelling within a template',
      { 'groups.ndjson': groups({ id: 'makers', assignedLicenses: [{ SkuId: WIDGET, disabledPlans: [] }] }) },
      ["groups.ndjson:1: SkuId is PowerShell's spelling, Graph's is skuId", IMPORT],
    ],
    [
      'PowerShell’s spelling of what may be absent',
      { 'users.ndjson': people({ id: 'ann', UsageLocation: 'NL' }) },
      ['UsageLocation is PowerShell', IMPORT],
    ],
    [
      'PowerShell’s spelling within a license row',
      { 'users.ndjson': people({ id: 'ann', licenseAssignmentStates: [{ ...row, AssignedByGroup: 'makers' }] }) },
      ['AssignedByGroup is PowerShell', IMPORT],
    ],
    [
      'Graph’s envelope around the products',
      { 'subscribedSkus.json': JSON.stringify(envelope([product])) },
      ['subscribedSkus.json: Graph', 'envelope', IMPORT],
    ],
    [
      'Graph’s envelope around people, a page that is not the last',
      {
        'users.ndjson': JSON.stringify(envelope([{ id: 'ann' }], { '@odata.nextLink': 'https://next' }), undefined, 2),
      },
      ['users.ndjson: Graph', 'not the last page: @odata.nextLink', IMPORT],
    ],
    [
      'one array of people',
      { 'users.ndjson': '[{"id":"ann"},\n{"id":"bob"}]' },
      ['users.ndjson: one JSON array', IMPORT],
    ],
    [
      'people over several lines each',
      { 'users.ndjson': JSON.stringify({ id: 'ann', licenseAssignmentStates: [] }, undefined, 2) },
      ['users.ndjson: JSON over several lines', IMPORT],
    ],
    [
      'a report instead of people',
      { 'users.ndjson': undefined, 'users.csv': 'Display name,Licenses\nAnn,WIDGET\n' },
      ['users.ndjson: the file is missing, and users.csv is a report that cannot stand in for it', IMPORT],
    ],
    [
      'another file instead of people',
      { 'users.ndjson': undefined, 'users.json': '[]' },
      ['users.ndjson: the file is missing. From users.json, ', IMPORT],
    ],
    [
      'UTF-16, as Windows writes it',
      { 'users.ndjson': Buffer.from(`\uFEFF${people({ id: 'ann' })}`, 'utf16le') },
      ['users.ndjson: written in UTF-16', 'save it as UTF-8', IMPORT],
    ],
    [
      'too small a depth',
      { 'subscribedSkus.json': JSON.stringify([{ ...product, servicePlans: 'System.Object[]' }]) },
      ['servicePlans is not an array of objects: "System.Object[]"', 'too small a -Depth'],
    ],
    [
      'too small a depth within a license row',
      { 'users.ndjson': people({ id: 'ann', licenseAssignmentStates: ['@{SkuId=1}'] }) },
      ['licenseAssignmentStates is not an array of objects', 'too small a -Depth'],
    ],
  ])('%s', async (_, files, parts) => {
    const told = await refusal(files);
    expect(told).toHaveLength(1);
    for (const part of parts) expect(told[0]).toContain(part);
  });

  it('ids that differ in letter case alone are doubles', async () => {
    const template = [{ skuId: WIDGET }, { skuId: WIDGET.toUpperCase() }];
    const files = {
      'users.ndjson': people({ id: 'ann' }, { id: 'ANN' }),
      'groups.ndjson': groups(
        { id: 'makers', members: ['ann', 'Ann'] },
        { id: 'Makers' },
        { id: 'sellers', assignedLicenses: template },
      ),
    };
    expect(await refusal(files)).toEqual([
      'users.ndjson:2: the id ANN is on an earlier line too',
      'groups.ndjson:1: the member Ann is listed twice',
      `groups.ndjson:3: the product ${WIDGET} is listed twice in assignedLicenses`,
    ]);
  });

  it('a direct license that names the person as its source is one, so that two of a product are doubles', async () => {
    const own = { ...row, assignedByGroup: 'ANN' };
    const direct = { ...row, assignedByGroup: null };
    expect(await refusal({ 'users.ndjson': people({ id: 'ann', licenseAssignmentStates: [direct, own] }) })).toEqual([
      `users.ndjson:1: two license rows of the product ${WIDGET} from a direct assignment`,
    ]);
  });
});

/** What reconciling comes to, and the warnings. */
async function taken(files: Files) {
  const snapshot = await readSnapshot(snapshotFolder(files));
  const tenant = loadTenant(snapshot);
  const { rowChanges } = reconcile(tenant, { users: 'everyone', now: '2026-11-24T06:00:00Z' });
  const rowsOf = (id: string) => tenant.read(tenant.rows(tenant.findUser(id) ?? -1)).map(inOwnWords);
  return { tenant, rowChanges, rowsOf, warnings: snapshot.warnings?.().map(describeRemark) };
}

describe('a real tenant is taken as it is, with a warning:', () => {
  it('an error that is new to us is Other, and is written back in its word', async () => {
    const rows = [{ ...row, assignedByGroup: null, state: 'ActiveWithError', error: 'Others' }];
    const { rowsOf, warnings, rowChanges } = await taken({
      'users.ndjson': everybody(() => ({ licenseAssignmentStates: rows })),
    });
    expect(rowChanges).toBe(0);
    expect(rowsOf('fay')).toEqual(rows);
    expect(warnings).toEqual([
      'users.ndjson:1 and 5 more lines: an unknown error of a license, "Others": it counts as Other',
    ]);
  });

  it('a state that is new to us, or missing, is not held, and stays in its word where nothing is decided', async () => {
    const pending = { ...row, assignedByGroup: null, state: 'PendingActivation' };
    const { state: _, ...stateless } = { ...row, assignedByGroup: null };
    const { tenant, rowsOf, warnings, rowChanges } = await taken({
      'users.ndjson': people(
        { id: 'ann', licenseAssignmentStates: [pending] },
        { id: 'bob', licenseAssignmentStates: [stateless] },
      ),
    });
    expect(rowChanges).toBe(0);
    expect([rowsOf('ann'), rowsOf('bob')]).toEqual([[pending], [stateless]]);
    expect(tenant.consumed(0)).toBe(0);
    expect(warnings).toEqual([
      'users.ndjson:1: an unknown state of a license, "PendingActivation": it counts as not held, and stays as it is',
      'users.ndjson:2: a license row without a state: it counts as not held, and stays as it is',
    ]);
  });

  it('a product that is gone is kept, and those who have it keep it', async () => {
    const gone = { ...row, skuId: 'gone' };
    const { tenant, rowChanges, warnings } = await taken({
      'users.ndjson': people({ id: 'ann', licenseAssignmentStates: [gone, row] }, { id: 'bob' }),
      'groups.ndjson': groups({
        id: 'makers',
        assignedLicenses: [{ skuId: 'gone' }, { skuId: WIDGET, disabledPlans: [] }],
        members: ['ann', 'bob'],
      }),
    });
    expect(rowChanges).toBe(1);
    expect(tenant.consumed(0)).toBe(2);
    expect(tenant.assignedLicenses(0).map(({ skuId }) => skuId)).toEqual(['gone', WIDGET]);
    expect(warnings).toEqual([
      'users.ndjson:1: the product gone is not in subscribedSkus.json: it counts as gone',
      'groups.ndjson:1: the product gone is not in subscribedSkus.json: it counts as gone, and can be removed from the group',
    ]);
  });

  it('a row of which the source is an empty text is direct', async () => {
    const { rowsOf, rowChanges } = await taken({
      'users.ndjson': people({ id: 'ann', licenseAssignmentStates: [{ ...row, assignedByGroup: '' }] }),
      'groups.ndjson': groups({ id: 'makers', members: [] }),
    });
    expect(rowChanges).toBe(0);
    expect(rowsOf('ann')).toMatchObject([{ skuId: WIDGET, assignedByGroup: null, state: 'Active' }]);
  });

  it('a plan that its product does not have any more is off', async () => {
    const disabledPlans = ['retired'];
    const { rowsOf, warnings } = await taken({
      'groups.ndjson': groups({ id: 'makers', assignedLicenses: [{ skuId: WIDGET, disabledPlans }], members: ['ann'] }),
    });
    expect(rowsOf('ann')).toMatchObject([{ skuId: WIDGET, disabledPlans, state: 'Active' }]);
    expect(warnings).toEqual([
      `groups.ndjson:1: the disabled plan retired is not of the product ${WIDGET}: it counts as off`,
    ]);
  });

  it('a usage location that is no country stays what it is', async () => {
    const { tenant, warnings } = await taken({
      'users.ndjson': people(
        { id: 'ann', usageLocation: 'UK' },
        { id: 'bob', usageLocation: 'GB' },
        { id: 'cem', usageLocation: 'gb' },
      ),
    });
    expect(tenant.user(0).usageLocation).toBe('UK');
    expect(warnings).toEqual([
      'users.ndjson:1: usageLocation "UK" is no country code of ISO 3166: it is taken as it stands',
    ]);
  });

  it('a license row that does not say which plans are off takes none from anybody', async () => {
    const { disabledPlans: _, ...silent } = row;
    const { rowChanges, warnings } = await taken({
      'users.ndjson': people({ id: 'ann', licenseAssignmentStates: [silent] }),
      'groups.ndjson': groups({
        id: 'makers',
        assignedLicenses: [{ skuId: WIDGET, disabledPlans: [WIDGET_PLAN] }],
        members: ['ann'],
      }),
    });
    expect(rowChanges).toBe(0);
    expect(warnings).toHaveLength(1);
  });
});

describe('a real tenant is taken as it is, without a word:', () => {
  it('the same ids in other letters, told as whoever bears them has them', async () => {
    const upper = (text: string) => text.toUpperCase();
    const { tenant, rowsOf, rowChanges, warnings } = await taken({
      'users.ndjson': people(
        { id: 'ann', licenseAssignmentStates: [{ ...row, skuId: upper(WIDGET), assignedByGroup: null }, row] },
        { id: 'Bob', licenseAssignmentStates: [{ ...row, assignedByGroup: 'MAKERS', disabledPlans: [] }] },
      ),
      'groups.ndjson': groups(
        {
          id: 'makers',
          assignedLicenses: [{ skuId: upper(WIDGET), disabledPlans: [] }],
          members: ['ANN', 'bob', 'SELLERS'],
        },
        { id: 'sellers' },
      ),
      'directoryRoles.json': JSON.stringify([{ roleTemplateId: 'FE930BE7', displayName: '', members: ['ANN'] }]),
    });
    expect(rowChanges).toBe(0);
    expect(warnings).toEqual([]);
    expect(rowsOf('BOB')).toEqual([row]);
    expect(tenant.assignedLicenses(0)).toEqual([{ skuId: WIDGET, disabledPlans: [] }]);
    expect(tenant.snapshotGroup(0).members).toEqual(['ann', 'Bob', 'sellers']);
    expect(tenant.directoryRoles).toEqual([{ roleTemplateId: 'fe930be7', displayName: '', members: ['ann'] }]);
  });

  it('plans in other letters, in templates, rows and rules', async () => {
    const off = { disabledPlans: [WIDGET_PLAN.toUpperCase()] };
    const { tenant, rowChanges } = await taken({
      'users.ndjson': people({ id: 'ann', licenseAssignmentStates: [{ ...row, ...off }] }),
      'groups.ndjson': groups({
        id: 'makers',
        assignedLicenses: [{ skuId: WIDGET, disabledPlans: [WIDGET_PLAN] }],
        members: ['ann'],
      }),
      'rules.json': JSON.stringify({
        restrictedLocations: [{ plan: WIDGET_PLAN.toUpperCase(), usageLocations: ['US'] }],
      }),
    });
    expect(rowChanges).toBe(0);
    expect(rulesOf(tenant).data.restrictedLocations).toEqual([{ plan: WIDGET_PLAN, usageLocations: ['US'] }]);
  });

  it('a direct license that names the person as its source', async () => {
    const { rowChanges, rowsOf } = await taken({
      'users.ndjson': everybody((id) => ({ licenseAssignmentStates: [{ ...row, assignedByGroup: id.toUpperCase() }] })),
    });
    expect(rowChanges).toBe(0);
    expect(rowsOf('fay')).toEqual([{ ...row, assignedByGroup: null }]);
  });
});
