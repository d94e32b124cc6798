import { describe, expect, test } from 'vitest';
import { assignCard } from '../../../src/cards/change/assign.ts';
import { servicesCard } from '../../../src/cards/change/services.ts';
import { failuresCard } from '../../../src/cards/page/failures.ts';
import { historyCard } from '../../../src/cards/page/history.ts';
import { peopleCard } from '../../../src/cards/page/lists.ts';
import { productsCard } from '../../../src/cards/page/products.ts';
import { renderCard } from '../../../src/cards/render.ts';
import { timeText } from '../../../src/cards/text/time.ts';
import { advanced, type Step } from '../../../src/changes/change-record.ts';
import type { Cause } from '../../../src/licensing/explain/status.ts';
import { peoplePage } from '../../../src/licensing/pages/list-pages.ts';
import { buttonsOf, linesOf, pressOf, textOf } from '../../chat/views/read.ts';
import { nodesOf } from '../adaptive-card.ts';
import { demoWorld, failuresShown, groupId, groupIndex, recordOf, seatsIn, skuId } from '../world.ts';

const world = demoWorld('en');
const { context, tenant } = world;
const seats = seatsIn(world);
const kiosk = groupId(world, 'Kiosk users');
const e1 = skuId(world, 'STANDARDPACK');

describe('who failed', () => {
  const waiting = (users: readonly number[]): Cause => ({
    group: groupIndex(world, 'HR Department'),
    error: 'CountViolation',
    skuId: e1,
    failedSkuIds: [e1],
    on: 'assignment',
    detail: { kind: 'seats', seats: 1, consumed: 1, waiting: users.length },
    users,
  });
  const causes = [waiting(Array.from({ length: 23 }, (_, user) => user)), waiting([100, 101])];
  const page = (number: number) =>
    failuresCard(context, { groupId: kiosk, of: { group: kiosk }, ...failuresShown(world, causes, number) });
  const upns = (number: number) => linesOf(page(number)).filter((line) => line.includes('@contoso.com'));

  test('is told ten to a page, across causes, each once', () => {
    expect([1, 2, 3].map((number) => upns(number).length)).toEqual([10, 10, 5]);
    expect(new Set([1, 2, 3].flatMap(upns)).size).toBe(25);
  });

  test('says where one is, and leads only where there is something', () => {
    expect(linesOf(page(2))).toContain('11–20 of 25');
    expect(buttonsOf(page(1))).not.toContain('Back');
    expect(buttonsOf(page(3))).not.toContain('Next');
    expect(pressOf(page(2), 'Next')).toEqual({ verb: 'failures', data: { group: kiosk, page: 3 } });
  });

  test('beyond the end is the last page, and before the first the first', () => {
    expect(upns(99)).toEqual(upns(3));
    expect(upns(-1)).toEqual(upns(1));
    expect(upns(Number.NaN)).toEqual(upns(1));
  });

  test('is nobody, said in words', () => {
    const card = failuresCard(context, { groupId: kiosk, of: { group: kiosk }, ...failuresShown(world, [], 1) });
    expect(linesOf(card)).toContain('Nobody fails in Kiosk users.');
    expect(buttonsOf(card)).toEqual(['Show group']);
  });
});

describe('the history', () => {
  const record = (details: Step) =>
    recordOf(
      world,
      [{ kind: 'assignGroupLicense', groupId: kiosk, addLicenses: [], removeLicenses: [e1] }],
      { intent: 'remove_license', targetGroupIds: [kiosk] },
      details,
    );
  const finished = record({ state: 'finished', appliedAt: '2026-11-22T13:02:20Z', finishedAt: '2026-11-22T13:02:44Z' });

  test('says who, what, whom, and how many lost the product and failed', () => {
    const products = finished.simulated.products.map((product) => ({ ...product, lost: 30 }));
    const card = historyCard(context, {
      records: [
        { ...finished, real: { ...finished.simulated, succeeded: 30, changed: 30, losing: 30, failed: 10, products } },
      ],
      page: 1,
      total: 1,
    });
    expect(linesOf(card)).toContain('Remove Office 365 E1 from Kiosk users');
    expect(linesOf(card)).toContain('Megan Bowen · {{TIME(2026-11-22T13:02:44Z)}} · #1042 · 30 lost it, 10 failed');
    expect(linesOf(card)).toContain('▲ 10 failed');
  });

  test('says what was not applied, and claims no outcome for it', () => {
    const card = historyCard(context, {
      records: [record({ state: 'dismissed', finishedAt: '2026-11-22T13:02:44Z' })],
      page: 1,
      total: 1,
    });
    expect(textOf(card)).toContain(context.texts.cards.states.dismissed);
    expect(textOf(card)).not.toContain('succeeded');
  });

  test('says that what was cancelled was taken back', () => {
    const cancelled = advanced(finished, {
      state: 'cancelled',
      finishedAt: '2026-11-22T13:02:44Z',
      real: finished.simulated,
    });
    const text = textOf(historyCard(context, { records: [cancelled], page: 1, total: 1 }));
    expect(text).toContain('taken back');
    expect(text).not.toContain('succeeded');
  });

  test('leads to older and newer', () => {
    const card = historyCard(context, { records: [finished], page: 2, total: 128 });
    expect(buttonsOf(card)).toEqual(['Newer', 'Older', 'Export']);
    expect(pressOf(card, 'Older')).toEqual({ verb: 'history', data: { page: 3 } });
  });
});

describe('products', () => {
  test('stand with the least free first, and say when none are', () => {
    const lines = linesOf(productsCard(context, { page: 1, seats }));
    expect(lines.indexOf('Visio Plan 2')).toBeLessThan(lines.indexOf('Office 365 E1'));
    expect(lines).toContain('▲ none');
  });

  test('are assigned from here only by who may', () => {
    expect(buttonsOf(productsCard(context, { page: 1, seats }))).not.toContain('Assign');
    expect(buttonsOf(productsCard(context, { page: 1, seats, mayChange: true }))).toContain('Assign');
  });
});

describe('services of a product', () => {
  const toggles = (card: ReturnType<typeof servicesCard>) =>
    nodesOf(renderCard(card)).filter((node) => node['type'] === 'Input.Toggle');

  test('are a list', () => {
    const card = servicesCard(context, { skuId: e1, mayChange: true });
    expect(linesOf(card)).toContain('Yammer Enterprise');
    expect(toggles(card)).toEqual([]);
  });

  test('are switches on a group that gives it, for who may change it', () => {
    const card = servicesCard(context, { skuId: e1, groupId: kiosk, off: [], mayChange: true });
    expect(toggles(card).length).toBeGreaterThan(20);
    expect(pressOf(card, 'Preview')).toEqual({ verb: 'set-services', data: { sku: e1, group: kiosk } });
    expect(toggles(servicesCard(context, { skuId: e1, groupId: kiosk, off: [], mayChange: false }))).toEqual([]);
  });
});

describe('assigning by hand', () => {
  test('from a product asks for whom', () => {
    const card = assignCard(context, {
      skuId: e1,
      seats,
      groupIds: [tenant.group(0).id],
      userIds: [tenant.user(1).id],
      matches: 2,
    });
    const [choices] = nodesOf(renderCard(card)).filter((node) => node['type'] === 'Input.ChoiceSet');
    expect(choices?.['choices']).toEqual([
      { title: 'HR Department', value: `g:${tenant.group(0).id}` },
      { title: `${tenant.user(1).displayName} (${tenant.user(1).userPrincipalName})`, value: `u:${tenant.user(1).id}` },
    ]);
    expect(pressOf(card, 'Preview')).toEqual({ verb: 'assign', data: { sku: e1 } });
  });

  test('from a group asks for the product', () => {
    const card = assignCard(context, { groupId: kiosk, seats });
    expect(pressOf(card, 'Preview')).toEqual({ verb: 'assign', data: { group: kiosk } });
    expect(pressOf(card, 'Services')).toEqual({ verb: 'assign-search', data: { group: kiosk } });
  });

  test('says when nothing bears the name, and offers no preview then', () => {
    const card = assignCard(context, { skuId: e1, seats });
    expect(linesOf(card)).toContain('Nothing in the tenant bears that name.');
    expect(buttonsOf(card)).toEqual(['Search']);
  });
});

test('a list of people leads on', () => {
  const card = peopleCard(context, {
    shown: peoplePage(
      tenant,
      tenant.members(groupIndex(world, 'Kiosk users')).map((user) => tenant.user(user).id),
      { page: 2, size: 10 },
    ),
    pressFor: (page) => ({ verb: 'people', data: { id: 1, v: 1, page } }),
  });
  expect(linesOf(card)).toContain('11–20 of 40');
  expect(pressOf(card, 'Next')).toEqual({ verb: 'people', data: { id: 1, v: 1, page: 3 } });
});

describe('a time', () => {
  const now = { ...context, now: '2026-11-29T23:30:00.000Z' };

  test('of just now is the clock alone, in whole seconds', () => {
    expect(timeText(now, '2026-11-29T23:00:00.123Z')).toBe('{{TIME(2026-11-29T23:00:00Z)}}');
  });

  test.each([
    ['earlier, when it may have been yesterday for the reader', '2026-11-29T19:00:00Z'],
    ['to come, when it may be tomorrow for the reader', '2026-11-29T23:45:00Z'],
  ])('%s has its date', (_, time) => {
    expect(timeText(now, time)).toBe(`{{DATE(${time}, SHORT)}} {{TIME(${time})}}`);
  });
});
