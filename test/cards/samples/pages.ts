import { digestCard } from '../../../src/cards/alert/digest.ts';
import type { Card } from '../../../src/cards/card.ts';
import { assignCard } from '../../../src/cards/change/assign.ts';
import { servicesCard } from '../../../src/cards/change/services.ts';
import { compareCard } from '../../../src/cards/page/compare.ts';
import { failuresCard } from '../../../src/cards/page/failures.ts';
import { groupCard } from '../../../src/cards/page/group.ts';
import { helpCard } from '../../../src/cards/page/help.ts';
import { keptCard, keptOfGroupCard } from '../../../src/cards/page/kept.ts';
import { groupsCard, peopleCard } from '../../../src/cards/page/lists.ts';
import { productCard } from '../../../src/cards/page/product.ts';
import { productsCard } from '../../../src/cards/page/products.ts';
import { reclaimCard } from '../../../src/cards/page/reclaim.ts';
import { rulesCard } from '../../../src/cards/page/rules.ts';
import { userCard } from '../../../src/cards/page/user.ts';
import { whoamiCard } from '../../../src/cards/page/whoami.ts';
import { whyCard } from '../../../src/cards/page/why.ts';
import { whyProductCard } from '../../../src/cards/page/why-answer.ts';
import { permissionsOf, ROLES } from '../../../src/changes/authorization.ts';
import { findPeople } from '../../../src/changes/plan/find-people.ts';
import type { Slots } from '../../../src/language/command.ts';
import { causesOf } from '../../../src/licensing/explain/causes.ts';
import { personFailures } from '../../../src/licensing/explain/explain.ts';
import { whyProduct } from '../../../src/licensing/explain/explain-product.ts';
import { digestOf } from '../../../src/licensing/pages/digest.ts';
import { forecastSeats } from '../../../src/licensing/pages/forecast.ts';
import { pageOfKept, pageOfKeptOfGroup } from '../../../src/licensing/pages/kept-pages.ts';
import { groupsPage, peoplePage } from '../../../src/licensing/pages/list-pages.ts';
import { reportData } from '../../../src/licensing/pages/report-data.ts';
import { rulesInForce } from '../../../src/licensing/rules/rules-in-force.ts';
import { reclaimable } from '../../../src/licensing/suggest/reclaim.ts';
import { suggest } from '../../../src/licensing/suggest/suggest.ts';
import { suggestedFix } from '../../../src/licensing/suggest/suggested-fix.ts';
import {
  examplesIn,
  failuresShown,
  groupId,
  groupIndex,
  groupShown,
  NOW,
  personShown,
  productIn,
  recordOf,
  seatsIn,
  skuId,
  userId,
  type World,
} from '../world.ts';

/** What one can look at, on the demo tenant. */
export function pageCards(world: World): ReadonlyMap<string, Card> {
  const { context, tenant } = world;
  const cards = new Map<string, Card>();
  const everything = permissionsOf(ROLES.map((role) => role.roleTemplateId));
  const e1 = skuId(world, 'STANDARDPACK');
  const kiosk = groupId(world, 'Kiosk users');
  const adele = tenant.findUser(userId(world, 'adelev')) ?? 0;
  const pressFor = (page: number) => ({ verb: 'list-groups', data: { page } }) as const;

  cards.set(
    'group-without-licenses',
    groupCard(context, { page: groupShown(world, groupIndex(world, 'R&D')), mayChange: true }),
  );
  cards.set(
    'group-cannot-carry',
    groupCard(context, { page: groupShown(world, groupIndex(world, 'Newsletter')), mayChange: true }),
  );
  cards.set(
    'group-fine',
    groupCard(context, { page: groupShown(world, groupIndex(world, 'Kiosk users')), mayChange: false }),
  );
  cards.set('user-fine', userCard(context, { page: personShown(world, adele), mayChange: true }));
  const [seats, good] = [seatsIn(world), examplesIn(world)];
  cards.set('products', productsCard(context, { page: 1, seats, mayChange: true }));
  cards.set('product', productCard(context, { page: { ...productIn(world, e1), direct: 3 }, mayChange: true }));
  const inDays = (days: number) => Date.parse(NOW) + days * 86_400_000;
  const { seats: e1Seats } = productIn(world, e1);
  const points = [-60, -41, -20, -6, 0].map((days) => ({
    atMs: inDays(days),
    used: e1Seats.used + Math.round(days / 4),
  }));
  cards.set(
    'product-forecast',
    productCard(context, {
      page: productIn(world, e1),
      mayChange: true,
      foretold: { told: forecastSeats(points, e1Seats.free), points, zone: 'Europe/Amsterdam' },
    }),
  );
  const { told, quiet } = digestsIn(world, seats);
  cards.set('digest', digestCard(context, { told, zone: 'Europe/Amsterdam', comes: { days: [1], at: '08:00' } }));
  cards.set('digest-quiet', digestCard(context, { told: quiet, zone: 'Europe/Amsterdam' }));
  cards.set('services', servicesCard(context, { skuId: skuId(world, 'EMS'), mayChange: true }));
  cards.set('compare', compareCard(context, [e1, skuId(world, 'ENTERPRISEPACK')]));
  cards.set('services-switches', servicesCard(context, { skuId: e1, groupId: kiosk, off: [], mayChange: true }));
  cards.set('assign-to-group', assignCard(context, { groupId: kiosk, seats }));
  cards.set(
    'assign-product',
    assignCard(context, {
      skuId: skuId(world, 'EMS'),
      seats,
      groupIds: [0, 1, 2, 3].map((group) => tenant.group(group).id),
      userIds: [tenant.user(adele).id],
      matches: 214,
    }),
  );
  cards.set('assign-nothing-found', assignCard(context, { skuId: skuId(world, 'VISIOCLIENT'), seats }));
  cards.set('rules', rulesCard(context, { ...rulesInForce(tenant), skuIds: [], page: 1 }));
  cards.set('rules-of-product', rulesCard(context, { ...rulesInForce(tenant, [e1]), skuIds: [e1], page: 1 }));
  const drawing = skuId(world, 'VISIOCLIENT');
  cards.set('rules-none', rulesCard(context, { ...rulesInForce(tenant, [drawing]), skuIds: [drawing], page: 1 }));
  const people = Array.from({ length: 34 }, (_, user) => user);
  const kept = [
    {
      groupId: kiosk,
      isKnown: true,
      users: people,
      products: [
        { skuId: skuId(world, 'ENTERPRISEPACK'), users: people },
        { skuId: skuId(world, 'POWER_BI_PRO'), users: people.slice(0, 1) },
      ],
    },
    {
      groupId: 'cccccccc-1234-4000-8000-000000000001',
      isKnown: false,
      users: people.slice(0, 3),
      products: [{ skuId: skuId(world, 'EMS'), users: people.slice(0, 3) }],
    },
  ] as const;
  const first = { page: 1, size: 10 };
  const everyGroup = Array.from({ length: tenant.groupCount }, (_, group) => tenant.group(group).id);
  const members = tenant.members(groupIndex(world, 'Kiosk users')).map((user) => tenant.user(user).id);
  const found = (slots: Slots) =>
    peoplePage(
      tenant,
      findPeople(tenant, slots).map((user) => tenant.user(user).id),
      first,
    );
  cards.set('kept', keptCard(context, { kept: pageOfKept(kept, first), mayChange: true }));
  cards.set('kept-nothing', keptCard(context, { kept: pageOfKept([], first), mayChange: true }));
  cards.set(
    'kept-of-group',
    keptOfGroupCard(context, { kept: pageOfKeptOfGroup(tenant, kept[0], first), mayChange: true }),
  );
  cards.set(
    'group-keeps',
    groupCard(context, {
      page: {
        ...groupShown(world, groupIndex(world, 'Kiosk users')),
        kept: kept[0].products.map(({ skuId, users }) => ({ skuId, people: users.length })),
      },
      mayChange: true,
    }),
  );
  cards.set('failures', failuresCard(context, { of: {}, ...failuresShown(world, causesOf(tenant, 'everywhere'), 1) }));
  cards.set(
    'failures-none',
    failuresCard(context, { groupId: kiosk, of: { group: kiosk }, ...failuresShown(world, [], 1) }),
  );
  cards.set('groups', groupsCard(context, { shown: groupsPage(tenant, everyGroup, { page: 2, size: 10 }), pressFor }));
  cards.set('groups-none', groupsCard(context, { shown: groupsPage(tenant, [], first), pressFor }));
  cards.set('people', peopleCard(context, { shown: peoplePage(tenant, members, first), pressFor }));
  const visio = { products: ['VISIOCLIENT'], ids: { skus: [skuId(world, 'VISIOCLIENT')] } };
  cards.set('people-of-product', peopleCard(context, { shown: found(visio), pressFor, asked: visio }));
  const disabled = { enabled: false, licensed: true, country: 'NL' } as const;
  cards.set('people-disabled', peopleCard(context, { shown: found(disabled), pressFor, asked: disabled }));
  const notSeenSince = '2026-08-24T00:00:00Z';
  for (const [name, skuIds] of [
    ['reclaim', []],
    ['reclaim-product', [skuId(world, 'VISIOCLIENT')]],
    ['reclaim-nothing', [skuId(world, 'POWER_BI_PRO')]],
  ] as const) {
    const input = { found: reclaimable(tenant, { skuIds, notSeenSince }), skuIds, days: 90 };
    cards.set(name, reclaimCard(context, input));
  }
  cards.set('help', helpCard(context, { permissions: everything, good }));
  cards.set('help-reader', helpCard(context, { permissions: new Set(['see']), good }));
  cards.set(
    'whoami',
    whoamiCard(context, {
      displayName: 'Patti Fernandez',
      roles: ['License Administrator'],
      permissions: permissionsOf(['4d6ac14f-3453-41d0-bef9-a3e0c569773a']),
    }),
  );
  for (const [name, group] of [
    ['why-dependency', 'Sales'],
    ['why-seats', 'Marketing'],
    ['why-address', 'Interns'],
    ['why-conflict', 'Project Office'],
  ] as const) {
    const [cause] = causesOf(tenant, { groups: [groupIndex(world, group)] });
    const user = cause?.users[0] ?? 0;
    const fixes = suggest(tenant, { users: [user] }, { now: NOW }).map((suggestion) => ({
      suggestion: suggestedFix(tenant, suggestion),
      secondPerson: 'no' as const,
    }));
    cards.set(
      name,
      whyCard(context, {
        userId: tenant.user(user).id,
        failures: personFailures(tenant, user),
        fixes,
        reference: { id: 1044, v: 1 },
      }),
    );
  }
  const e3 = skuId(world, 'ENTERPRISEPACK');
  const answer = whyProduct(tenant, adele, e3);
  if (answer.kind !== 'failed')
    cards.set('why-product', whyProductCard(context, { userId: tenant.user(adele).id, skuId: e3, answer }));
  return cards;
}

/** A summary of a week in which much happened, and the one after it. */
function digestsIn(world: World, seats: ReturnType<typeof seatsIn>) {
  const kiosk = groupId(world, 'Kiosk users');
  const e1 = skuId(world, 'STANDARDPACK');
  const removal = recordOf(
    world,
    [{ kind: 'assignGroupLicense', groupId: kiosk, addLicenses: [], removeLicenses: [e1] }],
    { intent: 'remove_license', targetGroupIds: [kiosk] },
    { state: 'finished', appliedAt: '2026-11-19T13:02:20Z', finishedAt: '2026-11-19T13:02:44Z' },
  );
  const real = {
    ...removal.simulated,
    products: [{ skuId: e1, gained: 30, lost: 0, seats: 50, before: 10, after: 40 }],
  };
  const schedule = { endsAt: '2026-11-27T08:00:00.000Z', zone: 'Europe/Amsterdam' };
  const data = reportData(world.tenant, { report: 'failures', groupIds: [] });
  const sources = {
    nowMs: Date.parse(NOW),
    sinceMs: Date.parse(NOW) - 7 * 86_400_000,
    known: { failing: {}, scarceSkuIds: [] },
    failing: data.report === 'failures' ? data.rows : [],
    seats,
    applied: [{ ...removal, real }],
    toCome: [{ ...removal, real, schedule }],
    msOf: Date.parse,
  };
  const told = digestOf(sources);
  return { told, quiet: digestOf({ ...sources, applied: [], toCome: [], known: told.known }) };
}
