import { expect, test } from 'vitest';
import { planCommand } from '../../../src/changes/plan/plan-command.ts';
import { buildNames, namesOf, understand } from '../../../src/language/index.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { simulate } from '../../../src/licensing/outcome/simulate.ts';
import { E3, smallTenant } from '../../directory/small-tenant.ts';

/* HR Department gives E3, and Visio Plan 2, which the tenant does not own any more. */
const VISIO = 'c5928f49-12ba-48f7-ada3-0d743a3601d5';
const HR_LICENSES = [E3, VISIO].map((skuId) => ({ skuId, disabledPlans: [] }));
const whole = smallTenant({ people: 3 });
const tenant = loadTenant({
  ...whole,
  groups: [...whole.groups].map((group) => (group.id === 'hr' ? { ...group, assignedLicenses: HR_LICENSES } : group)),
});
const names = buildNames(namesOf(tenant));

function outcomeOf(text: string) {
  const planned = planCommand(tenant, understand(text, { names }));
  if (planned.kind !== 'planned') throw new Error(`“${text}” is not planned`);
  const { changes } = planned.plan;
  return { changes, refusals: simulate(tenant, changes, { now: '2026-11-24T06:00:00Z' }).refusals };
}

test.each([
  'remove Visio from HR Department',
  'remove Visio Plan 2 from HR Department',
  `haal ${VISIO} weg bij HR Department`,
])('a product that is gone is named and taken out of the group: %s', (text) => {
  expect(outcomeOf(text)).toEqual({
    changes: [{ kind: 'assignGroupLicense', groupId: 'hr', addLicenses: [], removeLicenses: [VISIO] }],
    refusals: [],
  });
});

test('nobody can be given it', () => {
  expect(outcomeOf('assign Visio to Kiosk users').refusals).toEqual([{ kind: 'unknownSku', skuId: VISIO }]);
});

test('what is commanded of the group’s other products is not held up by it', () => {
  const { changes, refusals } = outcomeOf('turn Yammer off for HR Department');
  expect(changes).toMatchObject([{ kind: 'assignGroupLicense', addLicenses: [{ skuId: E3 }], removeLicenses: [] }]);
  expect(refusals).toEqual([]);
});
