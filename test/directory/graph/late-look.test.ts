import { expect, it } from 'vitest';
import type { Change } from '../../../src/licensing/change.ts';
import { rowsOf } from '../../licensing/snapshot-of.ts';
import { EMS, MEGAN } from '../small-tenant.ts';
import { clock } from './connected.ts';
import { graphStage } from './graph-stage.ts';

const GIVE: Change = {
  kind: 'assignGroupLicense',
  groupId: 'hr',
  addLicenses: [{ skuId: EMS, disabledPlans: [] }],
  removeLicenses: [],
};

it('Entra is not taken to have rested while a look was on its way: readers are waited for from the first at which it rests', async () => {
  let holdsAtMs = Number.POSITIVE_INFINITY;
  const send: typeof fetch = async (input, init) => {
    if (String(input).endsWith('/$batch') && clock.elapsedMs() >= holdsAtMs) {
      holdsAtMs = Number.POSITIVE_INFINITY;
      await clock.sleep(88_000);
    }
    return fetch(input, init);
  };
  const entra = { processingDelayMs: 35_000, peoplePerSecond: 1, replicationDelayMs: 60_000 };
  const stage = await graphStage({ ...entra, send, withinMs: 120_000 });
  await stage.atRest();
  holdsAtMs = clock.elapsedMs() + 5_000;
  await stage.directory.change([GIVE], MEGAN);
  await stage.atRest();
  expect(holdsAtMs).toBe(Number.POSITIVE_INFINITY);
  expect(held(rowsOf(stage.directory.tenant))).toEqual(held(rowsOf(stage.emulator.world.tenant)));
});

/** Times apart: those are Entra's. */
function held(rows: unknown): unknown {
  return JSON.parse(JSON.stringify(rows, (key, value) => (key === 'lastUpdatedDateTime' ? undefined : value)));
}
