import { describe as context, expect, test } from 'vitest';
import { textOfRuns } from '../../../src/cards/runs.ts';
import { describe, hidesPeople, type Telling, targetTitle } from '../../../src/cards/text/describe.ts';
import type { Change } from '../../../src/licensing/change.ts';
import { demoWorld, groupId, skuId, userId } from '../world.ts';

const world = demoWorld('en');
const dutch = demoWorld('nl');
const kiosk = groupId(world, 'Kiosk users');
const hr = groupId(world, 'HR Department');
const adele = userId(world, 'adelev');
const megan = userId(world, 'meganb');
const kioskPeople = Array.from({ length: 6 }, (_, user) => world.tenant.user(user + 20).id);
const [e1, e3, ems] = [skuId(world, 'STANDARDPACK'), skuId(world, 'ENTERPRISEPACK'), skuId(world, 'EMS')];
const plansOf = (sku: string) => world.tenant.skus.find(({ skuId: id }) => id === sku)?.servicePlans ?? [];
const plan = (sku: string, name: string) =>
  plansOf(sku).find(({ servicePlanName }) => servicePlanName === name)?.servicePlanId ?? '';
const yammer = plan(e1, 'YAMMER_ENTERPRISE');

const license = (sku: string, ...disabledPlans: readonly string[]) => ({ skuId: sku, disabledPlans });
const template = (
  group: string,
  addLicenses: readonly ReturnType<typeof license>[],
  removeLicenses: readonly string[] = [],
): Change => ({
  kind: 'assignGroupLicense',
  groupId: group,
  addLicenses,
  removeLicenses,
});
const said = (changes: readonly Change[], telling: Telling = 'named') =>
  textOfRuns(describe(world.context, { changes }, telling));

context('a change says what it does to', () => {
  test.each<[string, readonly Change[], string]>([
    [
      'a template',
      [template(hr, [license(e3, plan(e3, 'YAMMER_ENTERPRISE')), license(ems)])],
      'Assign Office 365 E3 without Yammer Enterprise and Enterprise Mobility + Security E3 to HR Department.',
    ],
    ['a product that goes', [template(kiosk, [], [e1])], 'Remove Office 365 E1 from Kiosk users.'],
    [
      'a product in place of another',
      [template(kiosk, [license(e3)], [e1])],
      'Replace Office 365 E1 with Office 365 E3 for Kiosk users.',
    ],
    [
      'a plan of a product that is there',
      [template(kiosk, [license(e1, yammer)])],
      'Turn Yammer Enterprise off in Office 365 E1 for Kiosk users.',
    ],
    ['nothing', [template(kiosk, [license(e1)])], 'Keep Office 365 E1 as it is for Kiosk users.'],
    [
      'a person',
      [{ kind: 'assignUserLicense', userId: adele, addLicenses: [license(e3)], removeLicenses: [] }],
      'Assign Office 365 E3 to Adele Vance.',
    ],
    ['one member', [{ kind: 'addMember', groupId: kiosk, userId: adele }], 'Add Adele Vance to Kiosk users.'],
    [
      'many members',
      [adele, megan].map((user) => ({ kind: 'removeMember', groupId: kiosk, userId: user })),
      'Take 2 people out of Kiosk users.',
    ],
    [
      'a location',
      [{ kind: 'setUsageLocation', userId: adele, usageLocation: 'NL' }],
      'Set the usage location of Adele Vance to Netherlands.',
    ],
    [
      'a location that goes',
      [{ kind: 'setUsageLocation', userId: adele, usageLocation: null }],
      'Clear the usage location of Adele Vance.',
    ],
    ['seats', [{ kind: 'setSeats', skuId: e1, enabled: 1250 }], 'Set the seats of Office 365 E1 to 1,250.'],
    [
      'many groups',
      ['Marketing', 'Sales', 'Interns', 'R&D', 'Facilities'].map((group) =>
        template(groupId(world, group), [license(ems)]),
      ),
      'Assign Enterprise Mobility + Security E3 to Marketing, Sales, Interns, and 2 more.',
    ],
  ])('%s', (_, changes, sentence) => {
    expect(said(changes)).toBe(sentence);
  });

  test('several things: a row of a list tells the first of them', () => {
    const changes = ['Marketing', 'Sales', 'Interns', 'R&D', 'Facilities'].map((group, index) =>
      template(groupId(world, group), [license(index < 3 ? ems : e3)], index % 2 === 0 ? [] : [e1]),
    );
    expect(said(changes)).toBe(
      'Assign Enterprise Mobility + Security E3 to Marketing and Interns. Replace Office 365 E1 with Enterprise Mobility + Security E3 for Sales. Replace Office 365 E1 with Office 365 E3 for R&D. 1 more change',
    );
    expect(said(changes, 'inFull')).toMatch(/ for R&D\. Assign Office 365 E3 to Facilities\.$/);
  });

  test('the target where a title names more than one', () => {
    const [sales, interns, pilot] = ['Sales', 'Interns', 'E3 Pilot'].map((group) => groupId(world, group));
    const changes = [
      template(sales ?? '', [license(ems)]),
      template(interns ?? '', [license(ems)]),
      template(pilot ?? '', [], [e3]),
    ];
    const said = 'Assign Enterprise Mobility + Security E3 to Sales and Interns. Remove Office 365 E3 from E3 Pilot.';
    expect(textOfRuns(describe(world.context, { changes, targetGroupIds: [sales ?? ''] }, 'inTitle'))).toBe(said);
    expect(textOfRuns(describe(world.context, { changes }, 'inFull'))).toBe(said);
  });

  test('the target where the title names another one', () => {
    const described = { changes: [template(kiosk, [], [e1])], targetGroupIds: [hr] };
    expect(textOfRuns(describe(world.context, described, 'inTitle'))).toBe('Remove Office 365 E1 from Kiosk users.');
  });

  test('a few people one by one, so that nobody is taken for another', () => {
    const add = (...users: readonly string[]) =>
      users.map((user): Change => ({ kind: 'addMember', groupId: kiosk, userId: user }));
    const [someone, ...others] = kioskPeople;
    expect(said(add(adele), 'inFull')).toBe('Add Adele Vance (adelev@contoso.com) to Kiosk users.');
    expect(said(add(adele, megan), 'inFull')).toBe(
      'Add Adele Vance (adelev@contoso.com) and Megan Bowen (meganb@contoso.com) to Kiosk users.',
    );
    expect(said(add(someone ?? '', ...others), 'inFull')).toBe('Add 6 people to Kiosk users.');
    expect(hidesPeople(add(someone ?? '', ...others))).toBe(true);
    expect(hidesPeople(add(...others))).toBe(false);
    const direct: Change = { kind: 'assignUserLicense', userId: adele, addLicenses: [license(e3)], removeLicenses: [] };
    expect(textOfRuns(describe(world.context, { changes: [direct], targetUserIds: [adele] }, 'inFull'))).toBe(
      'Assign Office 365 E3 to Adele Vance (adelev@contoso.com).',
    );
  });

  test('the same people in several groups at once', () => {
    const changes = [kiosk, hr].flatMap((group) =>
      [adele, megan].map((user): Change => ({ kind: 'removeMember', groupId: group, userId: user })),
    );
    expect(said(changes)).toBe('Take 2 people out of Kiosk users and HR Department.');
  });

  test('without the target where a title names it', () => {
    expect(said([template(kiosk, [], [e1])], 'inTitle')).toBe('Remove Office 365 E1.');
  });

  test('only a few plans of many: by those that stay', () => {
    const [kept, ...off] = plansOf(e1).map(({ servicePlanId }) => servicePlanId);
    const sentence = said([template(hr, [license(e1, ...off)])]);
    expect(sentence).toMatch(/^Assign Office 365 E1 with only .+ to HR Department\.$/);
    expect(kept).toBeDefined();
  });

  test('many plans of many: by how many go', () => {
    const off = plansOf(e1)
      .slice(0, 12)
      .map(({ servicePlanId }) => servicePlanId);
    expect(said([template(hr, [license(e1, ...off)])])).toBe('Assign Office 365 E1 without 12 plans to HR Department.');
  });

  test('people who are looked at again, and of which group', () => {
    const changes: readonly Change[] = [{ kind: 'reprocess', userIds: [adele, megan] }];
    expect(textOfRuns(describe(world.context, { changes, targetGroupIds: [hr] }, 'named'))).toBe(
      'Look at 2 people of HR Department again.',
    );
  });

  test('what was there before is read from what takes it back, once it is done', () => {
    const changes = [template(kiosk, [license(e1, yammer)])];
    const inverse = [template(kiosk, [], [e1])];
    expect(textOfRuns(describe(world.context, { changes, inverse }, 'inTitle'))).toBe(
      'Assign Office 365 E1 without Yammer Enterprise.',
    );
  });

  test('in Dutch', () => {
    const changes = [template(hr, [license(e3, plan(e3, 'YAMMER_ENTERPRISE')), license(ems)])];
    expect(textOfRuns(describe(dutch.context, { changes }, 'named'))).toBe(
      'Office 365 E3 zonder Yammer Enterprise en Enterprise Mobility + Security E3 toewijzen aan HR Department.',
    );
  });
});

context('a title names', () => {
  const title = (targetGroupIds: readonly string[], targetUserIds: readonly string[] = []) =>
    textOfRuns(targetTitle(world.context, { targetGroupIds, targetUserIds }));

  test('the group, also when a person joins it', () => {
    expect(title([kiosk], [adele])).toBe('Kiosk users');
  });

  test('the person where there is no group', () => {
    expect(title([], [adele])).toBe('Adele Vance');
  });

  test('two, and how many more', () => {
    expect(title([kiosk, hr, groupId(world, 'Sales'), groupId(world, 'R&D')])).toBe(
      'Kiosk users, HR Department, and 2 more groups',
    );
  });

  test('the organization where it is about everybody', () => {
    expect(title([])).toBe('Contoso');
  });

  test('a group that the directory does not have, by its id', () => {
    expect(title(['00000000-0000-0000-0000-000000000000'])).toBe('an unknown group (00000000…)');
  });
});
