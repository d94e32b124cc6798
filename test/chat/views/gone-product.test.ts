import { expect, test } from 'vitest';
import { groupCard } from '../../../src/cards/page/group.ts';
import { renderCard } from '../../../src/cards/render.ts';
import { catalogue } from '../../../src/catalogue/catalogue.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { labelsOf } from '../../../src/tenant/labels.ts';
import { texts } from '../../../src/words/catalogue.ts';
import { nodesOf } from '../../cards/adaptive-card.ts';
import { groupShown } from '../../cards/world.ts';
import { E3, smallTenant } from '../../directory/small-tenant.ts';
import { linesOf } from './read.ts';

const VISIO = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';
const whole = smallTenant({ people: 3 });
const tenant = loadTenant({
  ...whole,
  groups: [...whole.groups].map((group) => ({
    ...group,
    assignedLicenses: group.id === 'hr' ? [E3, VISIO].map((skuId) => ({ skuId, disabledPlans: [] })) : [],
  })),
});

test.each([
  ['en', 'No longer owned: tap to remove it from the group', 'remove "Visio Plan 2" from "HR Department"'],
  ['nl', 'Niet meer in bezit: tik om het uit de groep te halen', 'verwijder "Visio Plan 2" van "HR Department"'],
] as const)('the page of a group says which product is gone, and leads to its removal: %s', (language, line, said) => {
  const context = { tenant, labels: labelsOf(tenant), catalogue, texts: texts[language], now: '2026-11-24T06:00:00Z' };
  const card = groupCard(context, { page: groupShown(context, tenant.findGroup('hr') ?? -1), mayChange: true });
  expect(linesOf(card)).toEqual(expect.arrayContaining(['Visio Plan 2', line]));
  const presses = nodesOf(renderCard(card)).flatMap((node) => node['selectAction'] ?? []);
  expect(JSON.stringify(presses)).toContain(JSON.stringify(said).slice(1, -1));
});
