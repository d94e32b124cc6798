import { describe, expect, it } from 'vitest';
import { textOfRuns } from '../../src/cards/runs.ts';
import { groupLabel } from '../../src/cards/text/names.ts';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import type { Plan } from '../../src/changes/plan/plan.ts';
import { simulationAsJson } from '../../src/cli/simulation-json.ts';
import { simulationAsText } from '../../src/cli/simulation-text.ts';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import { groupStatus } from '../../src/licensing/explain/group-status.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { targetsOf } from '../../src/licensing/model/targets-of.ts';
import { simulate } from '../../src/licensing/outcome/simulate.ts';
import { reportData } from '../../src/licensing/pages/report-data.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { suggestFor } from '../../src/licensing/suggest/suggest.ts';
import { reportOf } from '../../src/reports/report.ts';
import type { AuditLog } from '../../src/store/store.ts';
import { labelsOf } from '../../src/tenant/labels.ts';
import { texts } from '../../src/words/catalogue.ts';
import { type Counted, faultIn, faultInCounts, linesOfText, sumOf } from '../cards/adding-up.ts';
import { random } from '../licensing/random.ts';
import { randomChange, randomTenant } from '../licensing/random-tenant.ts';

const NOW = '2026-11-24T06:00:00Z';
const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 40);
const reading = { intent: 'assign_license', slots: {}, reading: '', language: 'en' } as const;

function settled(snapshot: Snapshot) {
  const tenant = loadTenant(snapshot);
  reconcile(tenant, { users: 'everyone', now: NOW });
  return tenant;
}

/** One change after another, as if each had been asked for; those that would be refused left out. */
function* simulations() {
  for (let seed = 1; seed <= COUNT; seed++) {
    const snapshot = randomTenant(seed, seed % 3 === 0 ? { users: 12 } : {});
    const tenant = settled(snapshot);
    const any = random(seed);
    for (let index = 0; index < 4; index++) {
      const changes = [randomChange(any, snapshot)];
      const { groupIds, userIds } = targetsOf(changes);
      const plan: Plan = { changes, notes: [], wholeTenant: false, targetGroupIds: groupIds, targetUserIds: userIds };
      const outcome = simulate(tenant, changes, { now: NOW });
      if (outcome.refusals.length > 0) continue;
      const suggestions = suggestFor(tenant, changes, { now: NOW });
      const context = {
        everybody: true,
        tenant,
        labels: labelsOf(tenant),
        catalogue,
        texts: texts[seed % 2 === 0 ? 'en' : 'nl'],
        now: NOW,
      };
      yield {
        where: `tenant ${seed}: ${JSON.stringify(changes)}`,
        context,
        simulation: { reading, plan, outcome, suggestions, leaving: undefined },
      };
    }
  }
}

describe('the figures of a simulation', () => {
  it('add up for programs: everybody is counted once, of the command, of each group and of each product', () => {
    let failing = 0;
    for (const { where, context, simulation } of simulations()) {
      const counted = simulationAsJson(context.tenant, simulation) as Counted;
      expect(faultInCounts(counted), where).toBeUndefined();
      failing += counted.figures.failed;
    }
    expect(failing).toBeGreaterThan(COUNT / 3);
  });

  it('add up for people, and are those that programs get', () => {
    let compared = 0;
    for (const { where, context, simulation } of simulations()) {
      const lines = linesOfText(simulationAsText(context, simulation));
      expect(faultIn(lines), where).toBeUndefined();
      const sum = sumOf(lines);
      if (sum?.people === undefined) continue;
      compared++;
      const { figures } = simulationAsJson(context.tenant, simulation) as Counted;
      expect([sum.people, sum.failed], where).toEqual([figures.people, figures.failed]);
      expect(sum.changed + sum.unchanged, where).toBe(figures.changed + figures.unchanged);
    }
    expect(compared).toBeGreaterThan(COUNT / 3);
  });
});

describe('the figures of a report', () => {
  const tenant = settled(demoTenant());
  const context = { tenant, labels: labelsOf(tenant), catalogue, texts: texts.en, now: NOW };
  const sources = { context, audit: { aboutSince: async function* () {} } as unknown as AuditLog, zone: 'UTC' };
  const rowsOf = async (report: 'failures' | 'members' | 'seats', groups: readonly number[]) => {
    const groupIds = groups.map((group) => tenant.group(group).id);
    const data = reportData(tenant, { report, groupIds });
    return (await reportOf(sources, { ...data, format: 'csv' })).content.trimEnd().split('\r\n').slice(1);
  };
  const groups = Array.from({ length: context.tenant.groupCount }, (_, group) => group);

  it('are those of the pages of the groups: members, and who fails', async () => {
    for (const group of groups) {
      const status = groupStatus(context.tenant, group);
      const where = textOfRuns(groupLabel(context, context.tenant.group(group).id));
      const failing = new Set((await rowsOf('failures', [group])).map((row) => row.split(',')[1]));
      expect(await rowsOf('members', [group]), where).toHaveLength(status.members);
      expect(failing.size, where).toBe(new Set(status.causes.flatMap(({ users }) => users)).size);
    }
  });

  it('leave as many seats free as are not in use', async () => {
    for (const row of await rowsOf('seats', [])) {
      const [, , seats, used, free] = row.split(',').map(Number);
      expect(free, row).toBe((seats ?? 0) - (used ?? 0));
    }
  });
});
