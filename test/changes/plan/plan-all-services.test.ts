import { expect, test } from 'vitest';
import { planCommand } from '../../../src/changes/plan/plan-command.ts';
import { buildNames, namesOf, understand } from '../../../src/language/index.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { E3, smallTenant } from '../../directory/small-tenant.ts';

const NOW = '2026-11-24T06:00:00Z';

function planned(disabledPlans: readonly string[]) {
  const tenant = loadTenant(smallTenant({ people: 3, seats: 10 }));
  const addLicenses = [{ skuId: E3, disabledPlans }];
  applyChange(tenant, { kind: 'assignGroupLicense', groupId: 'hr', addLicenses, removeLicenses: [] }, NOW);
  const group = tenant.group(tenant.findGroup('hr') ?? -1).displayName;
  const reading = understand(`turn all services on for "${group}"`, { names: buildNames(namesOf(tenant)) });
  const result = planCommand(tenant, reading);
  return result.kind === 'planned' ? result.plan : result;
}

test('all services on: what was off is on', () => {
  const tenant = loadTenant(smallTenant({ people: 3, seats: 10 }));
  const off = (tenant.skus[tenant.findSku(E3) ?? -1]?.servicePlans ?? []).slice(0, 2).map((plan) => plan.servicePlanId);
  expect(planned(off)).toMatchObject({
    changes: [
      {
        kind: 'assignGroupLicense',
        groupId: 'hr',
        addLicenses: [{ skuId: E3, disabledPlans: [] }],
        removeLicenses: [],
      },
    ],
  });
});

test('all services on: where none was off there is nothing to do', () => {
  expect(planned([])).toMatchObject({ changes: [], notes: [{ kind: 'alreadyHas', skuId: E3, groupId: 'hr' }] });
});
