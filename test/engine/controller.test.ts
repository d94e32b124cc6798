import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/licensing/change.ts';
import { E1, E3, EMS, MEGAN, smallTenant } from '../directory/small-tenant.ts';
import { type Stage, stage } from './stage.ts';

const give = (...skuIds: readonly string[]): Change => ({
  kind: 'assignGroupLicense',
  groupId: 'hr',
  addLicenses: skuIds.map((skuId) => ({ skuId, disabledPlans: [] })),
  removeLicenses: [],
});
const leave = (groupId: string, userId: string): Change => ({ kind: 'removeMember', groupId, userId });

describe('the controller', () => {
  it('gives a group its products, and fails whom a conflict forbids', async () => {
    const { directory, controller } = await settledStage();
    expect(await directory.change([give(E3, EMS)], MEGAN)).toEqual([]);
    await controller.idle();
    expect(controller.progressOf(['hr'], [])).toEqual({
      total: 10,
      processed: 10,
      assigned: 9,
      failed: 1,
      settled: true,
    });
  });

  it('gives the rest their products once the conflict is gone', async () => {
    const { directory, controller } = await settledStage();
    await directory.change([give(E3, EMS)], MEGAN);
    await controller.idle();
    await directory.change([leave('kiosk', 'person-1')], MEGAN);
    await controller.idle();
    expect(controller.progressOf(['hr'], [])).toMatchObject({ assigned: 10, failed: 0, settled: true });
  });
});

/** A stage that the controller has looked at once: Kiosk has its E1. */
async function settledStage(options: Parameters<typeof stage>[0] = {}): Promise<Stage> {
  const set = await stage({ snapshot: smallTenant(), ...options });
  set.controller.start();
  await set.controller.idle();
  expect(set.directory.tenant.consumed(set.directory.tenant.findSku(E1) ?? -1)).toBe(2);
  return set;
}
