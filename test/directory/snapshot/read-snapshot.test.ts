import { describe, expect, it } from 'vitest';
import { ruleProfile } from '../../../src/catalogue/rule-profile.ts';
import { SnapshotFault } from '../../../src/directory/snapshot/faults.ts';
import { readSnapshot } from '../../../src/directory/snapshot/read-snapshot.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { groups, lines, people, snapshotFolder, WIDGET, WIDGET_PLAN } from './folder.ts';

/** What is wrong with a snapshot of which some files are as given. */
async function faultsOf(files: Readonly<Record<string, string | undefined>>) {
  const folder = snapshotFolder(files);
  const loaded = readSnapshot(folder).then(loadTenant);
  const fault = await loaded.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof SnapshotFault)) throw new Error(`no fault, but ${fault}`);
  return fault.faults.map(({ file, line, reason }) => ({ file, line, reason }));
}

const row = { skuId: WIDGET, assignedByGroup: 'makers', state: 'Active' };

describe('a property that stands twice is refused, whichever of its values was meant:', () => {
  const member = '{"id":"makers","assignedLicenses":[]';
  const states = '"licenseAssignmentStates"';
  it.each([
    ['groups.ndjson', `${member},"members":["ann"],"members":[]}`, 'members'],
    ['groups.ndjson', `${member},"assignedLicenses":[],"members":["ann"]}`, 'assignedLicenses'],
    ['users.ndjson', `{"id":"ann",${states}:[],${states}:[]}`, 'licenseAssignmentStates'],
    ['users.ndjson', `{"id":"ann",${states}:[{"skuId":"${WIDGET}","state":"Active","state":"Error"}]}`, 'state'],
    ['subscribedSkus.json', '[{"skuId":"a","skuId":"b"}]', 'skuId'],
    ['organization.json', '{"id":"a","id":"b"}', 'id'],
  ])('in %s', async (file, text, name) => {
    expect(await faultsOf({ [file]: text })).toMatchObject([{ file, reason: `${name} stands twice in one object` }]);
  });
});

describe('a sound snapshot', () => {
  it('is read with the defaults of Graph where something is absent: nobody is blocked who is not said to be', async () => {
    const tenant = loadTenant(await readSnapshot(snapshotFolder()));
    const { id, displayName, userPrincipalName, usageLocation, userType, accountEnabled, proxyAddresses } =
      tenant.user(0);
    const user = { id, displayName, userPrincipalName, usageLocation, userType, accountEnabled, proxyAddresses };
    expect(user).toEqual({
      id: 'ann',
      displayName: '',
      userPrincipalName: '',
      usageLocation: null,
      userType: null,
      accountEnabled: true,
      proxyAddresses: [],
    });
    expect(tenant.members(0)).toEqual([0, 1]);
  });

  it('runs on stacking-2023 without rules.json', async () => {
    const { rules, rulesFile } = await readSnapshot(snapshotFolder());
    expect(rules).toEqual(ruleProfile('stacking-2023'));
    expect(rulesFile).toBeUndefined();
  });

  it('replaces of its profile the lists that rules.json gives', async () => {
    const restrictedLocations = [{ plan: WIDGET_PLAN, usageLocations: ['IN'] }];
    const text = JSON.stringify({ profile: 'classic-2017', dependsOn: [], restrictedLocations });
    const { rules } = await readSnapshot(snapshotFolder({ 'rules.json': text }));
    expect(rules).toEqual({ ...ruleProfile('classic-2017'), dependsOn: [], restrictedLocations });
  });

  it('takes "current" for the newest profile, and keeps where rules are from', async () => {
    const mutuallyExclusive = [{ set: 's', plans: [WIDGET_PLAN], source: 'Our own trial', date: '2026-11-01' }];
    const text = JSON.stringify({ profile: 'current', mutuallyExclusive });
    const { rules } = await readSnapshot(snapshotFolder({ 'rules.json': text }));
    expect(rules).toEqual({ ...ruleProfile('stacking-2023'), mutuallyExclusive });
  });

  it('learns from the error texts of the directory that rules.json has', async () => {
    const other = '113feb6c-3fe4-4440-bddc-54d774bf0318';
    const message = `License assignment failed because service plans ${WIDGET_PLAN}, ${other} are mutually exclusive.`;
    const read = (...errorTexts: readonly object[]) =>
      readSnapshot(snapshotFolder({ 'rules.json': JSON.stringify({ errorTexts }) }));
    const { rules } = await read({ message, date: '2026-11-30' });
    const shipped = ruleProfile('stacking-2023');
    expect(rules.dependsOn).toEqual(shipped.dependsOn);
    expect(rules.mutuallyExclusive.slice(0, -1)).toEqual(shipped.mutuallyExclusive);
    expect(rules.mutuallyExclusive.at(-1)).toMatchObject({ plans: [WIDGET_PLAN, other], date: '2026-11-30' });
    const faults = await faultsOf({ 'rules.json': '{"errorTexts": [{ "message": "No seats.", "date": "2026" }]}' });
    expect(faults).toMatchObject([{ file: 'rules.json', reason: expect.stringContaining('names no plans') }]);
  });

  it('takes "None", null and nothing as the same: no error', async () => {
    const rows = [
      { ...row, error: 'None' },
      { ...row, assignedByGroup: null, error: null },
      { ...row, assignedByGroup: 'gone' },
    ];
    const text = people({ id: 'ann', licenseAssignmentStates: rows });
    const [user] = [...(await readSnapshot(snapshotFolder({ 'users.ndjson': text }))).users];
    expect(user?.licenseAssignmentStates?.map(({ error }) => error)).toEqual([null, null, null]);
  });

  it('does not read how many seats are used', async () => {
    const { subscribedSkus } = await readSnapshot(snapshotFolder());
    expect(subscribedSkus[0]).not.toHaveProperty('consumedUnits');
  });

  it('may have members that are neither users nor groups of it, and groups that are gone', async () => {
    const tenant = loadTenant(
      await readSnapshot(
        snapshotFolder({
          'users.ndjson': people({ id: 'ann', licenseAssignmentStates: [{ ...row, assignedByGroup: 'gone' }] }),
          'groups.ndjson': groups({ id: 'makers', members: ['a-printer', 'ann'] }),
        }),
      ),
    );
    expect(tenant.members(0)).toEqual([0]);
  });

  it('may have a byte order mark, Windows line ends and no last line end', async () => {
    const text = `\uFEFF${people({ id: 'ann' })}\r\n${people({ id: 'Éva' })}`;
    const { users } = await readSnapshot(snapshotFolder({ 'users.ndjson': text }));
    expect([...users].map((user) => user.id)).toEqual(['ann', 'Éva']);
  });

  it('may have lines longer than what is read at once, cut inside a letter', async () => {
    const displayName = 'é'.repeat(1_500_001);
    const { users } = await readSnapshot(
      snapshotFolder({ 'users.ndjson': people({ id: 'x', displayName }, { id: 'y' }) }),
    );
    expect([...users]).toMatchObject([{ id: 'x', displayName }, { id: 'y' }]);
  });
});

describe('a faulty snapshot is refused with file, line and reason', () => {
  it.each([
    [
      'a user twice',
      { 'users.ndjson': people({ id: 'ann' }, { id: 'bob' }, { id: 'ann' }) },
      { file: 'users.ndjson', line: 3, reason: 'the id ann is on an earlier line too' },
    ],
    [
      'a group twice',
      { 'groups.ndjson': groups({ id: 'makers' }, { id: 'makers' }) },
      { file: 'groups.ndjson', line: 2, reason: 'the id makers is on an earlier line too' },
    ],
    [
      'a member twice',
      { 'groups.ndjson': groups({ id: 'makers', members: ['ann', 'bob', 'ann'] }) },
      { file: 'groups.ndjson', line: 1, reason: 'the member ann is listed twice' },
    ],
    [
      'two rows of one product and source',
      { 'users.ndjson': people({ id: 'ann', licenseAssignmentStates: [row, { ...row, state: 'Error' }] }) },
      { file: 'users.ndjson', line: 1, reason: `two license rows of the product ${WIDGET} from the group makers` },
    ],
    [
      'a product twice in a template',
      { 'groups.ndjson': groups({ id: 'makers', assignedLicenses: [{ skuId: WIDGET }, { skuId: WIDGET }] }) },
      { file: 'groups.ndjson', line: 1, reason: `the product ${WIDGET} is listed twice in assignedLicenses` },
    ],
    [
      'a product twice',
      { 'subscribedSkus.json': '[{"skuId":"x"},\n{"skuId":"x"}]' },
      { file: 'subscribedSkus.json', line: 2, reason: 'the product x is listed twice' },
    ],
    [
      'two exclusive sets of one name',
      { 'rules.json': '{"mutuallyExclusive": [{ "set": "s" },\n\n{ "set": "s" }]}' },
      { file: 'rules.json', line: 3, reason: 'two exclusive sets have the name "s"' },
    ],
    [
      'a profile that does not exist',
      { 'rules.json': '{\n"profile": "classic-1999" }' },
      {
        file: 'rules.json',
        line: 2,
        reason: 'no such profile: "classic-1999"; there are classic-2017, doc-2025, stacking-2023, current',
      },
    ],
    [
      'a line that is cut off',
      { 'users.ndjson': `${people({ id: 'ann' })}\n{"id":"bob","displayName":"Bo` },
      { file: 'users.ndjson', line: 2, reason: expect.stringContaining('not JSON: Unterminated string') },
    ],
    [
      'a user without an id',
      { 'users.ndjson': people({ displayName: 'Ann' }) },
      { file: 'users.ndjson', line: 1, reason: 'id is missing' },
    ],
    [
      'a line that is no object',
      { 'groups.ndjson': '"makers"' },
      { file: 'groups.ndjson', line: 1, reason: 'not a group: "makers"' },
    ],
    [
      'a value of the wrong type',
      { 'users.ndjson': people({ id: 'ann', proxyAddresses: 'ann@contoso.com' }) },
      { file: 'users.ndjson', line: 1, reason: 'proxyAddresses is not an array of strings: "ann@contoso.com"' },
    ],
    [
      'a member of a role twice',
      { 'directoryRoles.json': '[{"roleTemplateId": "r", "members": ["ann",\n"ann"]}]' },
      { file: 'directoryRoles.json', line: 2, reason: 'the member ann of r is listed twice' },
    ],
    [
      'JSON that is none',
      { 'organization.json': '{\n"id": }' },
      { file: 'organization.json', line: 2, reason: expect.stringContaining('not JSON') },
    ],
    [
      'a file that is missing',
      { 'groups.ndjson': undefined },
      { file: 'groups.ndjson', line: undefined, reason: 'the file is missing' },
    ],
  ])('%s', async (_, files, fault) => {
    expect(await faultsOf(files)).toEqual([fault]);
  });

  it('all at once, from every file', async () => {
    const faults = await faultsOf({
      'users.ndjson': people({ id: 'ann' }, { id: 'ann' }),
      'groups.ndjson': groups({ id: 'makers', members: ['ann', 'ann'] }),
      'rules.json': '{"profile": "x"}',
    });
    expect(faults.map(({ file }) => file)).toEqual(['rules.json', 'users.ndjson', 'groups.ndjson']);
  });

  it('in users and groups together, though they are read one after the other', async () => {
    const faults = await faultsOf({ 'users.ndjson': '{', 'groups.ndjson': '{' });
    expect(faults.map(({ file }) => file)).toEqual(['users.ndjson', 'groups.ndjson']);
  });

  it('with the same of many lines once', async () => {
    const folder = snapshotFolder({ 'users.ndjson': '{"id":1}\n{]\n{"id":1}\n{"id":1}\n{a' });
    await expect(readSnapshot(folder).then(loadTenant)).rejects.toThrow(
      /:\nusers\.ndjson:1 and 2 more lines: id is not a string: 1\nusers\.ndjson:2 and 1 more line: not JSON: [^\n]*$/,
    );
  });

  it('with the first fifty faults of a wholly broken file, and how many more there are', async () => {
    const many = Array.from({ length: 60 }, (_, id) => ({ id }));
    const folder = snapshotFolder({ 'users.ndjson': lines(...many) });
    await expect(readSnapshot(folder).then(loadTenant)).rejects.toThrow(/users\.ndjson:50: .*\n… and 10 more$/s);
  });

  it('hands out nothing from the first fault on', async () => {
    const text = people({ id: 'ann' }, { id: 'ann' }, { id: 'bob' });
    const { users } = await readSnapshot(snapshotFolder({ 'users.ndjson': text }));
    const seen: string[] = [];
    expect(() => {
      for (const user of users) seen.push(user.id);
    }).toThrow(SnapshotFault);
    expect(seen).toEqual(['ann']);
  });

  it('when there is no such folder', async () => {
    await expect(readSnapshot('/no/such/folder')).rejects.toThrow('there is no such folder');
  });
});
