import type { Card } from '../../../src/cards/card.ts';
import { fixesCard } from '../../../src/cards/change/fixes.ts';
import { servicesCard } from '../../../src/cards/change/services.ts';
import { groupCard } from '../../../src/cards/page/group.ts';
import { productCard } from '../../../src/cards/page/product.ts';
import { productsCard } from '../../../src/cards/page/products.ts';
import { name } from '../../../src/cards/runs.ts';
import type { Language } from '../../../src/language/command.ts';
import { statesWorld } from '../../tenants/states-world.ts';
import { cardSaid } from '../said.ts';
import { causesIn, fixesOf, groupShown, NOW, productIn, seatsIn, skuId } from '../world.ts';

const DIRECT = {
  conflict: 'give Cem Aydin E3',
  prerequisite: 'give Eva Mol Audio Conferencing',
  seats: 'give Kira Wolf Visio',
  address: 'give Dora Klein E3',
  location: 'give Bob Smit Visio',
  organization: 'assign CDS_DB_CAPACITY to Sales',
} as const;

const TAKEN = {
  one: 'remove E1 from Ann Visser',
  several: 'remove all licenses from Ann Visser',
  some: 'remove E1 from Iris Vos and Ann Visser',
  groups: 'remove Ann Visser from all groups',
} as const;

/** Subscriptions in every state, and what is refused to people one by one. */
export function stateCards(language: Language): ReadonlyMap<string, Card> {
  const world = statesWorld(language);
  const { context } = world;
  const product = (part: string) => {
    return productCard(context, { page: productIn(world, skuId(world, part)), mayChange: true });
  };
  const seats = seatsIn(world);
  const said = Object.entries({ ...DIRECT, ...TAKEN }).map(
    ([what, text]) => [`states-said-${what}`, cardSaid(world, text)] as const,
  );
  return new Map([
    ['states-products', productsCard(context, { page: 1, seats, mayChange: true })],
    ['states-products-suspended', productsCard(context, { page: 1, seats, question: 'suspended' })],
    ['states-products-expiring', productsCard(context, { page: 1, seats, question: 'expiring' })],
    ['states-products-trial', productsCard(context, { page: 1, seats, question: 'trial' })],
    ['states-product-suspended', product('CRMSTANDARD')],
    ['states-product-three-kinds', product('ENTERPRISEPACK')],
    ['states-product-in-grace', product('O365_BUSINESS_PREMIUM')],
    ['states-product-organization', product('CDS_DB_CAPACITY')],
    ['states-services', servicesCard(context, { skuId: skuId(world, 'ENTERPRISEPACK'), mayChange: false })],
    ['states-group', groupCard(context, { page: groupShown(world, 0), mayChange: true })],
    ['states-group-organization', groupCard(context, { page: groupShown(world, 4), mayChange: true })],
    [
      'states-fixes',
      fixesCard(context, {
        title: name('CRM users'),
        causes: causesIn(world, 0),
        fixes: fixesOf(world, 0),
        reference: { id: 1042, v: 1 },
        simulatedAt: NOW,
      }),
    ],
    ['states-preview-suspended', cardSaid(world, 'assign CRMSTANDARD to Sales')],
    ['states-preview-in-grace', cardSaid(world, 'assign Business Standard to Sales')],
    ['states-preview-three-kinds', cardSaid(world, 'assign E3 to Sales')],
    ...said,
  ]);
}
