import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSnapshot } from '../../../src/directory/snapshot/read-snapshot.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { seatkeeper } from '../../cli/terminal.ts';
import { temporaryFolder } from '../snapshot/folder.ts';
import { idOf } from './random-tenant.ts';

const [ANN, BOB, CEM] = [idOf('a', 1), idOf('a', 2), idOf('a', 3)];
const [SALES, STAFF] = [idOf('b', 1), idOf('b', 2)];
const E3 = '6fd2c87f-b296-42f0-b197-1e91e994b900';
const TEAMS = '57ff2da0-773e-42df-b2af-ffb7a2317929';

const GRAPH = 'https://graph.microsoft.com/v1.0';

function row(assignedByGroup: string | null): object {
  return { skuId: E3, disabledPlans: [TEAMS], assignedByGroup, state: 'Active', error: 'None' };
}

function person(id: string, displayName: string, rows: readonly object[] = []): Record<string, unknown> {
  const userPrincipalName = `${displayName.toLowerCase().replace(' ', '.')}@contoso.com`;
  return {
    id,
    displayName,
    userPrincipalName,
    usageLocation: 'NL',
    accountEnabled: true,
    licenseAssignmentStates: rows,
  };
}

function group(id: string, displayName: string, rest: object): Record<string, unknown> {
  return { id, displayName, securityEnabled: true, groupTypes: [], assignedLicenses: [], ...rest };
}

const WHOLE: Readonly<Record<string, unknown>> = {
  'organization.json': { id: idOf('f', 1), displayName: 'Contoso', countryLetterCode: 'NL' },
  'subscribedSkus.json': [
    {
      skuId: E3,
      skuPartNumber: 'ENTERPRISEPACK',
      capabilityStatus: 'Enabled',
      prepaidUnits: { enabled: 25, warning: 0, suspended: 0 },
      servicePlans: [{ servicePlanId: TEAMS, servicePlanName: 'TEAMS1', provisioningStatus: 'Success' }],
    },
  ],
  'users.json': [
    person(ANN, 'Ann Visser', [row(null)]),
    person(BOB, 'Bob Smit', [row(SALES)]),
    person(CEM, 'Cem Aydin'),
  ],
  'groups.json': [group(SALES, 'Sales', { assignedLicenses: [{ skuId: E3, disabledPlans: [TEAMS] }], members: [BOB] })],
  'directoryRoles.json': [
    { roleTemplateId: '62e90394-69f5-4237-9190-012177145e10', displayName: 'Global Administrator', members: [ANN] },
  ],
};

/** A group without its members. */
const ALONE = group(SALES, 'Sales', {});

function lines(objects: unknown): string {
  return (objects as unknown[]).map((object) => JSON.stringify(object)).join('\n');
}

interface Imported {
  readonly code: number;
  readonly said: string;
  readonly users: Record<string, unknown>[];
  readonly groups: Record<string, unknown>[];
  readonly out: string;
}

/** Imports a small whole tenant, in which some files are others, or not there where undefined. */
async function imports(files: Readonly<Record<string, unknown>>, ...args: readonly string[]): Promise<Imported> {
  const from = temporaryFolder();
  for (const [name, content] of Object.entries({ ...WHOLE, ...files })) {
    if (content === undefined) continue;
    mkdirSync(dirname(join(from, name)), { recursive: true });
    writeFileSync(join(from, name), typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
  }
  const out = join(temporaryFolder(), 'out');
  const { code, out: printed, err } = await seatkeeper(['tenant', 'import', from, '--out', out, ...args]);
  const lines = (file: string): Record<string, unknown>[] =>
    existsSync(out)
      ? readFileSync(join(out, file), 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line))
      : [];
  return { code, said: printed + err, users: lines('users.ndjson'), groups: lines('groups.ndjson'), out };
}

/** The export is refused, nothing is written, and it says so in these words. */
async function refuses(
  files: Readonly<Record<string, unknown>>,
  ...words: readonly (string | RegExp)[]
): Promise<void> {
  const { code, said, out } = await imports(files);
  expect(code, said).toBe(78);
  expect(existsSync(out)).toBe(false);
  for (const word of words) {
    if (typeof word === 'string') expect(said).toContain(word);
    else expect(said).toMatch(word);
  }
}

const membersOf = ({ groups }: Imported, name = 'Sales'): unknown =>
  groups.find(({ displayName }) => displayName === name)?.['members'];

describe('tenant import', () => {
  it('says what it took from where, and writes a tenant that loads', async () => {
    const { code, said, out } = await imports({});
    expect(code).toBe(0);
    expect(said).toContain('users.json: 3 people\n');
    expect(said).toContain('3 people, 1 group and 1 product, written to ');
    expect(loadTenant(await readSnapshot(out)).userCount).toBe(3);
  });

  it('tells programs the same on one line', async () => {
    const { said } = await imports({ 'users.json': [person(ANN, 'Ann Visser', [row(STAFF)])] }, '--json');
    expect(said.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(said)).toMatchObject({
      people: 1,
      groups: 1,
      products: 1,
      rowsOfOtherGroups: 1,
      files: { 'users.json': { people: 1 } },
    });
  });

  it('keeps rows of groups that are not in the export, and says so', async () => {
    const { said, users } = await imports({ 'users.json': [person(ANN, 'Ann Visser', [row(STAFF)])] });
    expect(said).toContain('Kept as they are: 1 row of licenses from groups that are not in the export.');
    expect(users[0]?.['licenseAssignmentStates']).toEqual([row(STAFF)]);
  });

  it('warns where somebody holds a license through a group that does not list them', async () => {
    const { said } = await imports({
      'users.json': [person(ANN, 'Ann Visser', [row(SALES)]), person(BOB, 'Bob Smit', [row(SALES)])],
    });
    expect(said).toContain('! Sales does not list 1 person with a license through it. Is its list of members whole?');
  });

  it('warns where somebody holds a license through a group that does not give it', async () => {
    const { code, said } = await imports({ 'groups.json': [group(SALES, 'Sales', { members: [BOB] })] });
    expect(code).toBe(0);
    expect(said).toContain(
      '! Sales does not give 1 license that people have through it. Are its assignedLicenses whole?',
    );
  });

  it('warns where more seats are in use than people here hold', async () => {
    const products = WHOLE['subscribedSkus.json'] as Record<string, unknown>[];
    const { said } = await imports({
      'subscribedSkus.json': products.map((product) => ({ ...product, consumedUnits: 7 })),
    });
    expect(said).toContain('! ENTERPRISEPACK: nobody of this export holds 5 of 7 seats in use. Are these all people?');
  });

  it('passes on what a snapshot is warned about, by the file that it came from', async () => {
    const gone = { ...row(null), skuId: idOf('c', 1) };
    const { said, code } = await imports({ 'users.json': [person(ANN, 'Ann Visser', [gone])] });
    expect(code).toBe(0);
    expect(said).toMatch(/! users\.json: .*cccccccc-0000-4000-8000-000000000001/);
  });

  it('refuses a folder that exists, and one that does not', async () => {
    const folder = temporaryFolder();
    expect((await seatkeeper(['tenant', 'import', folder, '--out', folder])).code).toBe(2);
    expect((await seatkeeper(['tenant', 'import', join(folder, 'none'), '--out', join(folder, 'x')])).code).toBe(78);
    expect((await seatkeeper(['tenant', 'import', '--out', join(folder, 'x')])).code).toBe(2);
  });
});

describe('pages', () => {
  const page = (value: readonly unknown[], next?: string): object => ({
    '@odata.context': `${GRAPH}/$metadata#users`,
    ...(next === undefined ? {} : { '@odata.nextLink': `${GRAPH}/users?$skiptoken=${next}` }),
    value,
  });
  const [first, second, third] = [person(ANN, 'Ann Visser'), person(BOB, 'Bob Smit'), person(CEM, 'Cem Aydin')];

  it.each([
    ['users.json', 'users-2.json', 'users-3.json'],
    ['users 1.json', 'users 2.json', 'users 3.json'],
    ['users/page1.json', 'users/page2.json', 'users/page3.json'],
    ['users.json', 'users (1).json', 'users (2).json'],
    ['1-users.json', '2-users.json', '3-users.json'],
    ['users_1_of_3.json', 'users_2_of_3.json', 'users_3_of_3.json'],
    ['users.json', 'users-p2.json', 'users-p3.json'],
  ])('follow on one another: %s, %s, %s', async (...names) => {
    const pages = [page([first], 'b'), page([second], 'c'), page([third])];
    const files = Object.fromEntries(names.map((name, at) => [name, pages[at]]));
    const { users, said } = await imports({ 'users.json': undefined, ...files });
    expect(
      users.map(({ displayName }) => displayName),
      said,
    ).toEqual(['Ann Visser', 'Bob Smit', 'Cem Aydin']);
  });

  it('are refused without the last one, with the link to it', async () => {
    await refuses({ 'users.json': page([first], 'next-one') }, /users\.json: .*users-2\.json.*skiptoken=next-one/);
  });

  it('are refused without one in the middle, or the first', async () => {
    await refuses(
      { 'users.json': undefined, 'users-1.json': page([first], 'b'), 'users-3.json': page([third]) },
      'users-2.json',
    );
    await refuses(
      { 'users.json': undefined, 'users-2.json': page([first], 'b'), 'users-3.json': page([third]) },
      /users-2\.json: .*page 2/,
    );
  });

  it('may be larger than what is read at once, and say at their end that they go on', async () => {
    const aboutMe = 'x'.repeat(100_000);
    const value = Array.from({ length: 100 }, (_, at) => ({ ...person(idOf('a', at), 'Ann Visser'), aboutMe }));
    expect((await imports({ 'users.json': { value, Count: value.length } })).users).toHaveLength(100);
    await refuses({ 'users.json': { value, '@odata.nextLink': `${GRAPH}/users?$skiptoken=far` } }, 'skiptoken=far');
  });

  it('of a batch are refused when they go on', async () => {
    const responses = [{ id: '1', status: 200, body: page([first], 'b') }];
    await refuses({ 'users.json': { responses } }, 'skiptoken=b');
    await refuses(
      { 'users.json': { responses: [{ id: '7', status: 429, body: {} }] } },
      'request 7 of the batch failed with 429',
    );
  });
});

describe('members', () => {
  const alone = group(SALES, 'Sales', {});

  it.each([
    [
      'links',
      { 'groups.json': [group(SALES, 'Sales', { 'members@odata.bind': [`${GRAPH}/directoryObjects/${BOB}`] })] },
    ],
    ['a page named by the id', { 'groups.json': [alone], [`members-${SALES}.json`]: { value: [{ id: BOB }] } }],
    ['a page named by the name', { 'groups.json': [alone], 'Members of Sales.json': [BOB] }],
    [
      'folders of EntraExporter',
      { 'groups.json': [alone], [`Groups/${SALES}/Members/${BOB}/${BOB}.json`]: { id: BOB } },
    ],
    [
      'links without more',
      { 'groups.json': [alone], [`${SALES}/members.json`]: { value: [{ '@odata.id': `${GRAPH}/users/${BOB}` }] } },
    ],
    [
      'what Graph says itself',
      {
        'groups.json': [alone],
        'x.json': { '@odata.context': `${GRAPH}/$metadata#groups('${SALES}')/members`, value: [{ id: BOB }] },
      },
    ],
    [
      'people with all that they are',
      { 'groups.json': [alone], [`members-${SALES}.json`]: { value: [person(BOB, 'Bob Smit', [row(SALES)])] } },
    ],
  ])('are read as %s', async (_, files) => {
    const result = await imports(files);
    expect(membersOf(result), result.said).toEqual([BOB]);
  });

  it('of a delta are put together of all its pages, in order', async () => {
    const delta = (...members: readonly object[]): object => group(SALES, 'Sales', { 'members@delta': members });
    const result = await imports({
      'groups.json': {
        '@odata.context': `${GRAPH}/$metadata#groups`,
        '@odata.deltaLink': `${GRAPH}/groups/delta?$deltatoken=x`,
        value: [delta({ id: ANN }, { id: BOB }), delta({ id: CEM }, { id: BOB, '@removed': { reason: 'deleted' } })],
      },
    });
    expect(membersOf(result), result.said).toEqual([ANN, CEM]);
  });

  it('of a delta that only tells who left are not known', async () => {
    const gone = { id: BOB, '@removed': { reason: 'deleted' } };
    const changed = group(SALES, 'Sales', { 'members@delta': [gone] });
    await refuses({ 'groups.json': [changed] }, `who left 1 group (@removed), and not who was in them`, '(Sales ');
    await refuses({ 'groups.json': [alone], [`members-${SALES}.json`]: { value: [{ id: CEM }, gone] } }, '(@removed)');
  });

  it('that are nobody are known to be nobody', async () => {
    expect(membersOf(await imports({ 'groups.json': [alone], [`members-${SALES}.json`]: [] }))).toEqual([]);
    await refuses({ 'groups.json': [alone], [`members-${SALES}.json`]: '' }, 'is empty');
  });

  it('that are in no file are asked for, by group and with the command', async () => {
    await refuses(
      { 'groups.json': [alone, group(STAFF, 'Staff', { members: null })] },
      `groups.json: no members for 2 groups: they are in no file (Sales ${SALES}, Staff ${STAFF})`,
      /groups\/ID\/members\?\$select=id/,
      'Get-MgGroupMember',
    );
  });

  it('that two files list differently are refused, with both', async () => {
    await refuses(
      { [`members-${SALES}.json`]: [ANN] },
      /members of Sales in groups\.json and in members-b.*json are not the same/,
    );
  });

  it('that are exactly as many as Graph expands are not taken for all', async () => {
    const members = Array.from({ length: 20 }, (_, at) => ({
      '@odata.type': '#microsoft.graph.user',
      id: idOf('a', at),
    }));
    const expanded = { 'groups.json': [group(SALES, 'Sales', { members })] };
    await refuses(expanded, 'Graph expands no more than 20');
    const all = [...members, { id: idOf('a', 20) }];
    expect(membersOf(await imports({ ...expanded, [`members-${SALES}.json`]: all }))).toHaveLength(21);
  });

  it('that go on at a link are refused', async () => {
    const page = {
      '@odata.context': `${GRAPH}/$metadata#directoryObjects`,
      '@odata.nextLink': `${GRAPH}/groups/${SALES}/members?$skiptoken=m`,
      value: [{ id: BOB }],
    };
    await refuses({ 'groups.json': [alone], [`members-${SALES}.json`]: page }, 'skiptoken=m');
  });

  it('of a group that nobody knows are refused', async () => {
    await refuses({ 'members of Marketing.json': [BOB] }, /“Marketing”/);
    await refuses({ 'members.json': [BOB] }, 'does not say of which group');
  });

  it('are those of a group with a number in its name, too', async () => {
    const floors = [3, 7].map((floor) => group(idOf('b', floor), `Floor ${floor}`, {}));
    const page = (...ids: readonly string[]): object => ({
      '@odata.context': `${GRAPH}/$metadata#directoryObjects`,
      value: ids.map((id) => ({ id })),
    });
    const result = await imports({
      'groups.json': floors,
      'members/Floor 3.json': page(ANN),
      'members/Floor 7.json': page(BOB),
    });
    expect([membersOf(result, 'Floor 3'), membersOf(result, 'Floor 7')], result.said).toEqual([[ANN], [BOB]]);
  });

  it('in several lists are refused when one between them is not there', async () => {
    const list = (number: number): string => `members-${SALES}-${number}.json`;
    const { groups, said } = await imports({ 'groups.json': [alone], [list(1)]: [ANN], [list(2)]: [BOB] });
    expect(groups[0]?.['members'], said).toEqual([ANN, BOB]);
    await refuses({ 'groups.json': [alone], [list(1)]: [ANN], [list(3)]: [BOB] }, 'there is nothing between them');
    await refuses({ 'groups.json': [alone], [list(2)]: [BOB] }, 'there is no page before it');
  });

  it('of a team as Teams lists them are not taken for those of its group', async () => {
    const member = {
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      id: 'MCMjMQ==',
      roles: [],
      userId: BOB,
    };
    await refuses({ 'groups.json': [alone], [`members-${SALES}.json`]: { value: [member] } }, 'as Teams has them');
  });

  it('are not owners, or members of members', async () => {
    const result = await imports({
      [`Groups/${SALES}/Owners/${ANN}/${ANN}.json`]: { id: ANN, displayName: 'Ann Visser', userPrincipalName: 'ann' },
      [`transitiveMembers-${SALES}.json`]: [{ id: CEM }],
      'groups.json': [alone],
      'members of Sales.json': [
        { id: BOB, roles: ['Member'] },
        { id: CEM, roles: ['Owner'] },
      ],
    });
    expect(membersOf(result), result.said).toEqual([BOB]);
  });

  it.each([
    [
      'in other letters',
      [
        { id: BOB, roles: ['member'] },
        { id: CEM, roles: ['owner'] },
      ],
    ],
    [
      'as one word',
      [
        { Id: BOB, Roles: 'MEMBER' },
        { Id: CEM, Roles: 'OWNER' },
      ],
    ],
    ['who are guests', [{ id: BOB, roles: ['Guest'] }]],
  ])('are told from owners %s', async (_, list) => {
    const result = await imports({ 'groups.json': [alone], [`members-${SALES}.json`]: list });
    expect(membersOf(result), result.said).toEqual([BOB]);
  });

  it('that are called by a name are not taken for something else', async () => {
    const files = { 'groups.json': [alone], [`members-${SALES}.json`]: ['bob.smit@contoso.com', CEM] };
    await refuses(files, /no id for 1 member, only what they are called \(bob\.smit@contoso\.com\)/);
  });

  it('of which none is said to be removed are all there', async () => {
    const list = [{ id: BOB, '@removed': null }, CEM];
    const result = await imports({ 'groups.json': [alone], [`members-${SALES}.json`]: list });
    expect(membersOf(result), result.said).toEqual([BOB, CEM]);
  });

  it.each(['groupId', 'GroupID', 'GROUPID', 'group_id'])('are those of its %s', async (name) => {
    const list = { [name]: SALES, MEMBERS: [BOB] };
    const result = await imports({ 'groups.json': [alone], 'who is where.json': list });
    expect(membersOf(result), result.said).toEqual([BOB]);
  });

  it.each([
    ['lists.json', [{ GroupName: 'sales', Members: [BOB, CEM] }]],
    [
      'rows.json',
      [
        { groupDisplayName: 'Sales', memberId: BOB },
        { groupDisplayName: 'Sales', memberId: CEM },
      ],
    ],
    ['who is where.csv', `Group name,Member Id\nSales,${BOB}\nSales,${CEM}\n`],
    [
      'all members.csv',
      `GroupDisplayName;id;userPrincipalName\nSales;${BOB};bob@contoso.com\nSales;${CEM};cem@contoso.com\n`,
    ],
  ])('are those of the group that they name: %s', async (file, list) => {
    const result = await imports({ 'groups.json': [alone], [file]: list });
    expect(membersOf(result), result.said).toEqual([BOB, CEM]);
  });

  it('of a group that is called by a name with a number are not those of another one', async () => {
    const list = [{ groupName: 'Sales 2', members: [BOB] }];
    await refuses(
      { 'groups.json': [alone], 'who is where.json': list },
      'lists members of “Sales 2”, and no group is called so',
    );
  });

  it('of a group alone in its file may be as many as there are', async () => {
    const crowd = Array.from({ length: 220_000 }, (_, at) => idOf('d', at));
    const sales = { ...(WHOLE['groups.json'] as object[])[0], members: [BOB, ...crowd] };
    const result = await imports({ 'groups.json': undefined, 'groups/sales.json': sales });
    expect(membersOf(result), result.said.slice(0, 500)).toHaveLength(1 + crowd.length);
  });
});

describe('a list in parts', () => {
  const listed = { 'users.json': undefined, 'users-2.json': WHOLE['users.json'] };
  const members = [{ id: BOB }];

  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['people', listed],
    ['people in an envelope that says nothing', { ...listed, 'users-2.json': { value: WHOLE['users.json'] } }],
    ['people, one a line', { 'users.json': undefined, 'users-2.ndjson': lines(WHOLE['users.json']) }],
    ['groups', { 'groups.json': undefined, 'groups-2.json': WHOLE['groups.json'] }],
    ['products', { 'subscribedSkus.json': undefined, 'subscribedSkus-2.json': WHOLE['subscribedSkus.json'] }],
    ['members', { 'groups.json': [ALONE], [`members-${SALES}-2.json`]: members }],
    ['members in an envelope', { 'groups.json': [ALONE], [`members-${SALES}-2.json`]: { value: members } }],
  ])('is not whole without the first: %s', async (_, files) => {
    await refuses(files, 'and there is no page before it');
  });

  it('is not whole when one between is not there, whether it says that it goes on or not', async () => {
    const [ann, ...others] = WHOLE['users.json'] as unknown[];
    await refuses({ 'users.json': [ann], 'users-3.json': others }, 'there is nothing between them');
  });

  it.each(['users-2026', 'users-20261130-1405', 'users_30_11_2026 14_05_06'])('may bear a moment: %s', async (name) => {
    const { users, said } = await imports({ 'users.json': undefined, [`${name}.json`]: WHOLE['users.json'] });
    expect(users, said).toHaveLength(3);
  });

  it.each([
    ...['@odata.nextLink', '@odata.nextlink', '@ODATA.NEXTLINK', 'odata.nextLink', '@nextLink', 'OdataNextLink'],
    'odata_next_link',
  ])('is not whole where it goes on, however that is spelled: %s', async (name) => {
    const page = { [name]: `${GRAPH}/users?$skiptoken=1`, value: WHOLE['users.json'] };
    await refuses({ 'users.json': page }, 'is not the last page');
  });

  it('is not one object alone', async () => {
    const [ann, ...others] = WHOLE['users.json'] as unknown[];
    const { users, said } = await imports({ 'users.json': others, 'user 7.json': ann });
    expect(users, said).toHaveLength(3);
  });

  it('is not whole with fewer objects than it counts, on all pages together', async () => {
    const [ann, ...others] = WHOLE['users.json'] as unknown[];
    const next = `${GRAPH}/users?$skiptoken=x`;
    const pages = (counted: number) => ({
      'users.json': { '@odata.count': counted, '@odata.nextLink': next, value: [ann] },
      'users-2.json': { value: others },
    });
    expect((await imports(pages(3))).users).toHaveLength(3);
    await refuses(pages(4), 'users.json: says that it has 4 objects (@odata.count), and has 3');
    const expanded = group(SALES, 'Sales', { members: [{ id: BOB }], 'members@odata.count': 2 });
    await refuses({ 'groups.json': [expanded] }, 'fewer members than it counts (members@odata.count) for 1 group');
  });

  it('tells by what name the next part is looked for', async () => {
    const page = (file: string) => ({
      'groups.json': [ALONE],
      [file]: { '@odata.nextLink': `${GRAPH}/groups/${SALES}/members?$skiptoken=x`, value: members },
    });
    await refuses(page(`members-${SALES}.json`), `(name it members-${SALES}-2.json)`);
    await refuses(page(`members-${SALES} (1).json`), `(name it members-${SALES} (2).json)`);
  });
});

describe('an answer about changes', () => {
  const gone = { '@odata.type': '#microsoft.graph.user', id: CEM, '@removed': { reason: 'changed' } };
  const users = WHOLE['users.json'] as unknown[];
  const answer = (value: readonly unknown[]) => ({
    '@odata.context': `${GRAPH}/$metadata#users`,
    '@odata.deltaLink': `${GRAPH}/users/delta?$deltatoken=x`,
    value,
  });

  it('takes out whom a later page says to be gone, and names them', async () => {
    const { users: people, said } = await imports({ 'users.json': answer([...users, gone]) });
    expect(people, said).toHaveLength(2);
    expect(said).toContain('! Left out: 1 person, gone by a later page of a delta query (@removed): Cem Aydin');
    expect(said).toContain('users.json ends an answer about changes (@odata.deltaLink)');
  });

  it('is refused where it tells of somebody who was nowhere, or who is in another list', async () => {
    await refuses({ 'users.json': answer([...users.slice(0, 2), gone]) }, 'tells 1 person to be gone (@removed)', CEM);
    await refuses({ 'users-delta.json': [gone, gone] }, '(@removed)');
    await refuses({ 'x.json': [gone, gone] }, `${CEM} is in users.json, and gone (@removed) by x.json`);
  });
});

describe('what PowerShell writes', () => {
  const inPascal = (id: string, rest: object): object => ({
    Id: id,
    DisplayName: 'Ann Visser',
    UserPrincipalName: 'ann@contoso.com',
    AssignedLicenses: null,
    AdditionalProperties: {},
    ...rest,
  });

  it('is read with its names, its dates and its lists', async () => {
    const rows = {
      value: [
        {
          AssignedByGroup: null,
          DisabledPlans: { value: [TEAMS], Count: 1 },
          Error: 'None',
          LastUpdatedDateTime: '/Date(1725000000000)/',
          SkuId: E3,
          State: 'Active',
          AdditionalProperties: {},
        },
      ],
      Count: 1,
    };
    const { users, said } = await imports({ 'users.json': [inPascal(ANN, { LicenseAssignmentStates: rows })] });
    expect(said).not.toContain('assignedByGroup');
    expect(users, said).toEqual([
      {
        id: ANN,
        displayName: 'Ann Visser',
        userPrincipalName: 'ann@contoso.com',
        licenseAssignmentStates: [
          {
            assignedByGroup: null,
            disabledPlans: [TEAMS],
            error: 'None',
            lastUpdatedDateTime: '2024-08-30T06:40:00Z',
            skuId: E3,
            state: 'Active',
          },
        ],
      },
    ]);
  });

  it.each([
    [
      'a list in it',
      { LicenseAssignmentStates: ['Microsoft.Graph.PowerShell.Models.MicrosoftGraphLicenseAssignmentState'] },
    ],
    ['a list', { LicenseAssignmentStates: 'System.Object[]' }],
    ['a list in a row', { LicenseAssignmentStates: [{ SkuId: E3, DisabledPlans: '', State: 'Active' }] }],
  ])('with too small a -Depth, so that %s is lost, is refused', async (_, rest) => {
    await refuses({ 'users.json': [inPascal(ANN, rest)] }, 'too small a -Depth', 'ConvertTo-Json -Depth 10');
  });

  it('what was not asked for is not empty', async () => {
    await refuses(
      { 'users.json': [inPascal(ANN, { LicenseAssignmentStates: null })] },
      'no licenseAssignmentStates for 1 person',
    );
  });

  it('what a group turns off is not nothing where it is not said', async () => {
    const template = { assignedLicenses: [{ skuId: E3 }], members: [] };
    await refuses(
      { 'groups.json': [group(SALES, 'Sales', template)] },
      'no disabledPlans in assignedLicenses of 1 group',
    );
  });

  it('is told what licenses do not say', async () => {
    const { disabledPlans: _, assignedByGroup: __, ...lost } = row(null) as Record<string, unknown>;
    const whole = person(BOB, 'Bob Smit', [row(null)]);
    const { said } = await imports({ 'users.json': [person(ANN, 'Ann Visser', [lost]), whole] });
    expect(said).toContain('! users.json: a license row without disabledPlans');
    expect(said).toContain('! users.json: a license row without assignedByGroup: it is taken for a direct one');
  });

  it.each(['state', 'disabledPlans', 'assignedByGroup'])(
    '%s that no license says was not exported',
    async (property) => {
      const { [property]: _, ...lost } = row(SALES) as Record<string, unknown>;
      await refuses(
        { 'users.json': [person(ANN, 'Ann Visser', [lost])] },
        `no ${property} in any of the licenses of people`,
        'GET https://graph.microsoft.com/v1.0/users?$select=',
      );
    },
  );

  it('is told what was asked of nobody', async () => {
    const { said } = await imports({
      'users.json': [{ id: ANN, displayName: 'Ann Visser', licenseAssignmentStates: [] }],
    });
    expect(said).toContain(
      '! Of no person the export says userPrincipalName, usageLocation, accountEnabled, proxyAddresses',
    );
  });

  it('of the AzureAD module is refused, since it loses what is turned off', async () => {
    const text = `class AssignedLicense {\n  DisabledPlans: System.Collections.Generic.List\`1[System.String]\n  SkuId: ${E3}\n}\n`;
    const user = { ObjectId: ANN, ObjectType: 'User', UserPrincipalName: 'ann@contoso.com', AssignedLicenses: [text] };
    await refuses({ 'users.json': [user] }, 'AzureAD module', 'Get-MgUser');
  });
});

describe('a folder of EntraExporter', () => {
  const DYNAMIC = group(STAFF, 'Staff', { groupTypes: ['DynamicMembership'], membershipRule: 'all' });
  const FOLDERS = {
    ...Object.fromEntries(Object.keys(WHOLE).map((name) => [name, undefined])),
    'Organization/Organization.json': WHOLE['organization.json'],
    [`SubscribedSkus/${E3}/${E3}.json`]: (WHOLE['subscribedSkus.json'] as unknown[])[0],
    [`Groups/${STAFF}/${STAFF}.json`]: DYNAMIC,
    [`Groups/${STAFF}/Owners/${ANN}/${ANN}.json`]: { id: ANN, displayName: 'Ann Visser' },
    'Policies/AuthorizationPolicy/authorizationPolicy/authorizationPolicy.json': {
      id: 'authorizationPolicy',
      displayName: 'x',
    },
  };

  it('of its default export has neither people nor members, and says how to get them', async () => {
    await refuses(FOLDERS, 'no file has the people', `(Staff ${STAFF})`, 'Export-Entra -All');
  });

  it('is whole with what Graph adds to it', async () => {
    const { code, said } = await imports({
      ...FOLDERS,
      'users.json': WHOLE['users.json'],
      [`members-${STAFF}.json`]: [],
      [`Users/${ANN}/${ANN}.json`]: {
        id: ANN,
        displayName: 'Ann Visser',
        userPrincipalName: 'ann.visser@contoso.com',
        mail: 'ann@contoso.com',
      },
    });
    expect(code, said).toBe(0);
    expect(said).toContain('3 people, 1 group and 1 product');
  });
});

describe('one file that holds everything', () => {
  it.each([
    ['as Graph calls its lists', (lists: object) => lists],
    ['as PowerShell does', ({ users, groups }: Record<string, unknown>) => ({ Users: users, Groups: groups })],
    ['one after the other', ({ users, groups }: Record<string, unknown>) => [{ data: users }, { data: groups }]],
  ])('is read: %s', async (_, wrapped) => {
    const lists = { users: WHOLE['users.json'], groups: WHOLE['groups.json'] };
    const files = { 'users.json': undefined, 'groups.json': undefined, 'all.json': wrapped(lists) };
    const { users, groups, said } = await imports(files);
    expect([users.length, groups.length], said).toEqual([3, 1]);
  });

  it.each([
    ['under other names', ({ users, groups }: Record<string, unknown>) => [{ Items: users }, { DATA: groups }]],
    [
      'as answers of Graph',
      ({ users, groups }: Record<string, unknown>) => ({ users: { value: users }, groups: { Value: groups } }),
    ],
    ['in capitals', ({ users, groups }: Record<string, unknown>) => ({ USERS: users, GROUPS: groups })],
  ])('may be larger than what is read at once: %s', async (_, wrapped) => {
    const large = { ...person(idOf('a', 4), 'Dora Klein'), aboutMe: 'x'.repeat(9 << 20) };
    const lists = { users: [...(WHOLE['users.json'] as object[]), large], groups: WHOLE['groups.json'] };
    const files = { 'users.json': undefined, 'groups.json': undefined, 'all.json': wrapped(lists) };
    const { users, groups, said } = await imports(files);
    expect([users.length, groups.length], said).toEqual([4, 1]);
  });

  it('says of a list that it is empty, however large another one is', async () => {
    const large = { ...person(ANN, 'Ann Visser', [row(null)]), aboutMe: 'x'.repeat(9 << 20) };
    const files = { 'users.json': undefined, 'groups.json': undefined, 'all.json': { users: [large], groups: [] } };
    const { users, groups, said } = await imports(files);
    expect([users.length, groups.length], said).toEqual([1, 0]);
  });

  it('may lie in a folder of members', async () => {
    const { users, groups, said } = await imports(
      Object.fromEntries(
        Object.entries(WHOLE).flatMap(([name, content]) => [
          [name, undefined],
          [`members/${name}`, content],
        ]),
      ),
    );
    expect([users.length, groups.length], said).toEqual([3, 1]);
  });
});

describe('what contradicts itself or is broken', () => {
  it('the same person in two files is one, when both say the same', async () => {
    const { users, said } = await imports({
      'more users.json': [person(ANN.toUpperCase(), 'Ann Visser', [row(null)])],
    });
    expect(users, said).toHaveLength(3);
  });

  it('is refused, naming both files', async () => {
    const other = { ...person(ANN, 'Ann Visser', [row(null)]), usageLocation: 'BE' };
    await refuses(
      { 'old/users.json': [other] },
      'Ann Visser is in users.json and in old/users.json, and usageLocation is not the same',
    );
  });

  it('is put together where each file says a part', async () => {
    const { users, said } = await imports({
      'users.json': [{ id: ANN, displayName: 'Ann Visser', userPrincipalName: 'ann@contoso.com' }],
      'user licenses.json': [{ id: ANN, licenseAssignmentStates: [row(null)] }],
    });
    expect(users, said).toMatchObject([{ displayName: 'Ann Visser', licenseAssignmentStates: [row(null)] }]);
  });

  it('is refused where licenses are there, and their sources are not', async () => {
    const user = { ...person(ANN, 'Ann Visser'), assignedLicenses: [{ skuId: E3, disabledPlans: [] }] };
    await refuses({ 'users.json': [user] }, 'assignedLicenses, but empty licenseAssignmentStates, for 1 person');
  });

  it.each([
    ['cut off', '[{"id":"a","userPrincipalName":"x"},{"id":', /users\.json: the file ends .* \(line 1\)/],
    ['no JSON', '[{"id":"a"},\n{"id":}]', /users\.json: not JSON.*\(line 2\)/],
    [
      'neither UTF-8 nor UTF-16',
      Buffer.from('[{"id":"a","displayName":"J\xfcrgen"}]', 'latin1'),
      /save the file as UTF-8/,
    ],
    [
      "Graph's error",
      { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } },
      /Authorization_RequestDenied/,
    ],
  ])('is refused: %s', async (_, content, words) => {
    const from = temporaryFolder();
    writeFileSync(
      join(from, 'users.json'),
      Buffer.isBuffer(content) || typeof content === 'string' ? content : JSON.stringify(content),
    );
    const { code, err } = await seatkeeper(['tenant', 'import', from, '--out', join(from, 'out')]);
    expect(code).toBe(78);
    expect(err).toMatch(words);
  });

  it('tells a wrong line by the file that it came from', async () => {
    await refuses(
      { 'users.json': [{ ...person(ANN, 'Ann Visser'), accountEnabled: 'perhaps' }] },
      /users\.json: accountEnabled/,
    );
  });

  it('names files that it can do nothing with', async () => {
    await refuses(
      { 'users.json': undefined, 'export.zip': 'PK\u0003\u0004', 'sign-ins.json': [{ appDisplayName: 'Teams' }] },
      /Nothing that a tenant needs was found in export\.zip, sign-ins\.json\./,
    );
  });

  it('names all that is missing at once', async () => {
    await refuses(
      { 'users.json': undefined, 'subscribedSkus.json': undefined, 'organization.json': undefined },
      'no file has the people',
      'no file has the products',
      'no file has the organization',
      'docs/bring-your-tenant.md',
    );
  });
});

describe('reports of portals', () => {
  const GROUP_MEMBERS = `\uFEFFid,userPrincipalName,displayName,objectType,userType,isUser,isGroup,isGuest\r\n${BOB},bob.smit@contoso.com,"Smit, Bob",User,Member,True,False,False\r\n`;

  it('cannot stand in for the people', async () => {
    await refuses(
      {
        'users.json': undefined,
        'users_29_11_2026 20_21_52.csv':
          'Display name,User principal name,Licenses\r\nAnn Visser,ann@contoso.com,Office 365 E3+Visio\r\nBob Smit,bob@contoso.com,Unlicensed\r\n',
      },
      'no file has the people',
      /users_29_11_2026 20_21_52\.csv is a report.*2 rows/,
    );
  });

  it('give the names of people whose licenses are known from elsewhere', async () => {
    const { users, said } = await imports({
      'users.json': [{ id: ANN, licenseAssignmentStates: [] }],
      'exportUsers_2026-11-29.csv': `userPrincipalName,displayName,id,userType,accountEnabled,usageLocation\nann.visser@contoso.com,"Visser, Ann",${ANN},Member,True,NL\n`,
    });
    expect(users, said).toEqual([
      {
        id: ANN,
        licenseAssignmentStates: [],
        userPrincipalName: 'ann.visser@contoso.com',
        displayName: 'Visser, Ann',
        userType: 'Member',
        accountEnabled: true,
        usageLocation: 'NL',
      },
    ]);
  });

  it('give the seats of products', async () => {
    const [product] = WHOLE['subscribedSkus.json'] as Record<string, unknown>[];
    const { prepaidUnits: _, ...without } = product ?? {};
    const { code, said, out } = await imports({
      'subscribedSkus.json': [without],
      'ProductList.csv':
        'Product Title,Total Licenses,Expired Licenses,Assigned licenses,Status Message\nOffice 365 E3,40,0,3,\n',
    });
    expect(code, said).toBe(0);
    expect(JSON.parse(readFileSync(join(out, 'subscribedSkus.json'), 'utf8'))).toMatchObject([
      { prepaidUnits: { enabled: 40 } },
    ]);
  });

  it('list members of a group that is asked for', async () => {
    const files = {
      'groups.json': [group(SALES, 'Sales', {})],
      'exportGroupMembers_2026-11-29-Sales.csv': GROUP_MEMBERS,
    };
    await refuses(files, '--members-of "exportGroupMembers_2026-11-29-Sales.csv=Sales"');
    const result = await imports(files, '--members-of', 'exportGroupMembers_2026-11-29-Sales.csv=sales');
    expect(membersOf(result), result.said).toEqual([BOB]);
  });

  it('list members of many groups, when a script wrote them with the id of each', async () => {
    const files = {
      'groups.json': [group(SALES, 'Sales', {})],
      'memberships.csv': `GroupId;GroupDisplayName;MemberId\n${SALES};Sales;${BOB}\n${SALES};Sales;${CEM}\n`,
    };
    expect(membersOf(await imports(files))).toEqual([BOB, CEM]);
  });

  it('list members by the name that they sign in with', async () => {
    const template =
      'version:v1.0\nMember object ID or user principal name [memberObjectIdOrUpn] Required\nExample: 9832aad8-e4fe-496b-a604-95c6eF01ae75\nBob.Smit@contoso.com\n';
    const files = { 'groups.json': [group(SALES, 'Sales', {})], 'import.csv': template };
    const result = await imports(files, '--members-of', `import.csv=${SALES}`);
    expect(membersOf(result), result.said).toEqual([BOB]);
  });

  it.each([
    ['in columns that are not known', 'Naam;E-mailadres\nBob Smit;bob.smit@contoso.com\n'],
    ['one of them without an id', `id,displayName,objectType\n${BOB},Bob Smit,User\n,Cem Aydin,User\n`],
  ])('do not list nobody where it is not known who they are: %s', async (_, list) => {
    const files = { 'groups.json': [group(SALES, 'Sales', {})], 'Sales members.csv': list };
    const { code, said } = await imports(files, '--members-of', `Sales members.csv=${SALES}`);
    expect([code, said]).toEqual([78, expect.stringContaining('no id and no name for signing in of 1 member')]);
  });

  it.each([
    [
      'memberships.csv',
      `GroupId,MemberId\n${SALES},${BOB}\n,${CEM}\n`,
      /no id of the group or none of the member in 1 row/,
    ],
    [
      'memberships.csv',
      `GroupId,MemberId\n${SALES},${BOB}\n${SALES},\n`,
      /no id of the group or none of the member in 1 row/,
    ],
    [
      'memberships.json',
      [
        { groupId: SALES, memberId: BOB },
        { groupId: SALES, memberId: null },
      ],
      /no id for 1 member/,
    ],
  ])('have a group and a member in each row, or are refused: %s', async (file, list, words) => {
    await refuses({ 'groups.json': [group(SALES, 'Sales', {})], [file]: list }, words);
  });
});

describe('a refusal', () => {
  it('says what it found, and where', async () => {
    await refuses({ 'groups.json': undefined }, /^organization\.json: 1 organization$/m, /^users\.json: 3 people$/m);
  });

  it.each([
    ['tenant.zip', 'PK\u0003\u0004…', 'tenant.zip was left out: it is packed'],
    ['users.json', 'WARNING: one page only\n[]', 'users.json: is not JSON: it begins with “WARNING: one page only”'],
    ['users.xlsx', 'PK\u0003\u0004…', 'save its sheets as CSV'],
    [
      'users.xml',
      '<Objs Version="1.1.0.1" xmlns="…"></Objs>',
      'written by Export-Clixml. Write it with ConvertTo-Json',
    ],
  ])('says what to do with what it cannot read: %s', async (file, content, words) => {
    await refuses({ 'users.json': undefined, [file]: content }, words);
  });
});

describe('roles', () => {
  const rolesIn = (out: string): unknown => JSON.parse(readFileSync(join(out, 'directoryRoles.json'), 'utf8'));
  const GLOBAL = '62e90394-69f5-4237-9190-012177145e10';

  it('are read from assignments for the whole directory', async () => {
    const { out, said } = await imports({
      'directoryRoles.json': undefined,
      'roleDefinitions.json': {
        value: [{ id: GLOBAL, templateId: GLOBAL, displayName: 'Global Administrator', isBuiltIn: true }],
      },
      'roleAssignments.json': {
        value: [
          { id: '1', principalId: ANN, roleDefinitionId: GLOBAL, directoryScopeId: '/' },
          { id: '2', principalId: BOB, roleDefinitionId: GLOBAL, directoryScopeId: '/administrativeUnits/x' },
        ],
      },
    });
    expect(rolesIn(out)).toEqual([{ roleTemplateId: GLOBAL, displayName: 'Global Administrator', members: [ANN] }]);
    expect(said).toContain('1 assignment of a role');
  });

  it('that are nowhere are told to be nobody’s', async () => {
    const { code, said, out } = await imports({ 'directoryRoles.json': undefined });
    expect(code).toBe(0);
    expect(said).toContain('No file has the directory roles');
    expect(rolesIn(out)).toEqual([]);
  });
});
