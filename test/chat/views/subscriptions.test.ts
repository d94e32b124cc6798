import { describe, expect, test } from 'vitest';
import { assignCard } from '../../../src/cards/change/assign.ts';
import { servicesCard } from '../../../src/cards/change/services.ts';
import { groupCard } from '../../../src/cards/page/group.ts';
import { productCard } from '../../../src/cards/page/product.ts';
import { productsCard } from '../../../src/cards/page/products.ts';
import { renderCard } from '../../../src/cards/render.ts';
import { seatsSheet } from '../../../src/reports/sheets.ts';
import { nodesOf } from '../../cards/adaptive-card.ts';
import { groupShown, productIn, seatsIn, skuId } from '../../cards/world.ts';
import { statesWorld } from '../../tenants/states-world.ts';
import { buttonsOf, linesOf, pressOf, textOf } from './read.ts';

const world = statesWorld();
const { context, tenant } = world;
const seats = seatsIn(world);
const page = (part: string) => productCard(context, { page: productIn(world, skuId(world, part)), mayChange: true });

const CAPACITY = 'Common Data Service Database Capacity';

describe('the page of a product', () => {
  test.each([
    ['CRMSTANDARD', ['25', 'suspended', '3', 'in use', '0', 'free'], 'suspended: none can be given out until'],
    ['ENTERPRISEPREMIUM', ['20', 'locked out', '0', 'in use', '0', 'free'], 'locked out: none can be given out until'],
    ['O365_BUSINESS_PREMIUM', ['2', 'in grace', '1', 'in use', '1', 'free'], 'has expired and is in its grace period'],
    ['PROJECTPROFESSIONAL', ['0', 'deleted', '0', 'in use', '0', 'free'], 'is deleted: it has no seats any more'],
    ['ENTERPRISEPACK', ['6', 'can be given', '0', 'in use', '6', 'free'], '3 more seats'],
  ])('%s says what stands behind its seats, and never that nothing is bought', (part, figures, sentence) => {
    const lines = linesOf(page(part));
    const at = lines.indexOf(figures[0] ?? '');
    expect(figures.every((text) => lines.includes(text))).toBe(true);
    expect(at).toBeGreaterThan(-1);
    expect(textOf(page(part))).toContain(sentence);
    expect(lines).not.toContain('bought');
  });

  test('says that it is for the organization, and offers nobody to give it to', () => {
    expect(linesOf(page('CDS_DB_CAPACITY')).some((line) => line.endsWith('for the organization'))).toBe(true);
    expect(buttonsOf(page('CDS_DB_CAPACITY'))).not.toContain('Assign');
  });

  test('says of its services which are not provisioned', () => {
    const card = servicesCard(context, { skuId: skuId(world, 'ENTERPRISEPACK'), mayChange: false });
    expect(linesOf(card)).toContain('5 of 7 on');
    expect(textOf(card)).toContain('2 are in the product and not provisioned');
    expect(linesOf(card).filter((line) => line === 'not provisioned')).toHaveLength(2);
    expect(textOf(page('ENTERPRISEPACK'))).toContain('7 services, 2 not provisioned');
  });
});

describe('all products', () => {
  const names = (question?: Parameters<typeof productsCard>[1]['question']) =>
    (
      productsCard(context, { page: 1, seats, ...(question === undefined ? {} : { question }) }).data.seatRows ?? []
    ).map(({ product }) => product.map(({ text }) => text).join(''));

  test('bear the state of their subscription, and those for the organization stand apart', () => {
    expect(names()).toEqual(
      expect.arrayContaining(['Microsoft Dynamics CRM Online (suspended)', 'Office 365 E3 (3 in grace, 3 suspended)']),
    );
    expect(names()).not.toContain(CAPACITY);
    expect(linesOf(productsCard(context, { page: 1, seats }))).toEqual(
      expect.arrayContaining(['For the organization, not for people', CAPACITY]),
    );
  });

  test('which are suspended: those that are, with their state, and nothing else', () => {
    expect(names('suspended').sort()).toEqual([
      'Microsoft Dynamics CRM Online (suspended)',
      'Office 365 E3 (3 in grace, 3 suspended)',
      'Office 365 E5 (locked out)',
      'Project Plan 3 (deleted)',
    ]);
  });

  test('which expire: those in grace; what has ended already is named, and what the data lack is said', () => {
    expect(names('expiring')).toEqual(names('inGrace'));
    expect(names('inGrace')).toEqual([
      'Microsoft 365 Business Standard (in grace)',
      'Office 365 E3 (3 in grace, 3 suspended)',
    ]);
    const text = textOf(productsCard(context, { page: 1, seats, question: 'expiring' }));
    expect(text).toContain('Ended already: Microsoft Dynamics CRM Online, Office 365 E5, and Project Plan 3.');
    expect(text).toContain('is not in these data');
  });

  test('which are trials: by their names, and that others cannot be told', () => {
    const card = productsCard(context, { page: 1, seats, question: 'trial' });
    expect(names('trial')).toHaveLength(1);
    expect(names('trial')[0]).toMatch(/POWERAPPS_VIRAL|Trial/);
    expect(textOf(card)).toContain('Free of charge:');
    expect(textOf(card)).toContain('do not tell it apart');
    expect(pressOf(card, 'Products and seats')).toMatchObject({ verb: 'seats', data: {} });
  });

  test('are said in Dutch', () => {
    const dutch = statesWorld('nl');
    const text = textOf(productsCard(dutch.context, { page: 1, seats: seatsIn(dutch), question: 'suspended' }));
    expect(text).toContain('4 abonnementen zijn opgeschort, geblokkeerd of verwijderd.');
    expect(text).toContain('Microsoft Dynamics CRM Online (opgeschort)');
  });
});

test('the page of a group says it beside the product, in its failures, and of what nobody is given', () => {
  const card = (name: string) => {
    const group = Array.from({ length: tenant.groupCount }, (_, index) => index).find(
      (index) => tenant.group(index).displayName === name,
    );
    return groupCard(context, { page: groupShown(world, group ?? -1), mayChange: true });
  };
  expect(linesOf(card('CRM users'))).toEqual(
    expect.arrayContaining([
      'Microsoft Dynamics CRM Online (suspended)',
      'Microsoft Dynamics CRM Online (25 seats, suspended): 1 waiting',
    ]),
  );
  expect(linesOf(card('Storage'))).toEqual(expect.arrayContaining([CAPACITY, 'For the organization, not for people']));
});

test('the form offers no product for the organization, and names the state of the others', () => {
  const choices = nodesOf(renderCard(assignCard(context, { seats, groupIds: [tenant.group(0).id] })))
    .flatMap((node) => (node['choices'] as { title: string }[] | undefined) ?? [])
    .map(({ title }) => title);
  expect(choices.some((title) => title.startsWith('Microsoft Dynamics CRM Online (suspended)'))).toBe(true);
  expect(choices.some((title) => title.includes(CAPACITY))).toBe(false);
});

test('the report of seats has the state, the seats of each kind and what is for the organization', () => {
  const { head, rows } = seatsSheet(context, seats);
  const row = (part: string) => rows.find((cells) => cells[1] === part)?.slice(2);
  expect(head.slice(2)).toEqual(['Seats', 'In use', 'Free', 'State', 'In grace', 'Suspended', 'Kind']);
  expect(row('CRMSTANDARD')).toEqual([0, 3, -3, 'suspended', 0, 25, '']);
  expect(row('ENTERPRISEPACK')).toEqual([6, 0, 6, 'Active', 3, 3, '']);
  expect(row('CDS_DB_CAPACITY')).toEqual([10, 0, 10, 'Active', 0, 0, 'for the organization']);
  expect(row('FLOW_FREE')?.at(-1)).toBe('free');
});
