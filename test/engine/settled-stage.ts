import { expect } from 'vitest';
import type { Change } from '../../src/licensing/change.ts';
import { E1 } from '../directory/small-tenant.ts';
import { atOnce } from '../store/at-once.ts';
import { type Stage, type StageOptions, stage } from './stage.ts';

/** A stage that the controller has looked at once: Kiosk has its E1, and the audit log is at rest. */
export async function settledStage(options: StageOptions = {}): Promise<Stage> {
  const set = await stage(options);
  set.controller.start();
  await set.clock.advance(60_000);
  expect(set.directory.tenant.consumed(set.directory.tenant.findSku(E1) ?? -1)).toBeGreaterThan(0);
  set.events.length = 0;
  return set;
}

/** Gives the products to HR. */
export function give(...skuIds: readonly string[]): Change {
  const addLicenses = skuIds.map((skuId) => ({ skuId, disabledPlans: [] }));
  return { kind: 'assignGroupLicense', groupId: 'hr', addLicenses, removeLicenses: [] };
}

export function take(...skuIds: readonly string[]): Change {
  return { kind: 'assignGroupLicense', groupId: 'hr', addLicenses: [], removeLicenses: skuIds };
}

/** Direct products of Megan. */
export function direct(add: readonly string[], remove: readonly string[]): Change {
  const addLicenses = add.map((skuId) => ({ skuId, disabledPlans: [] }));
  return { kind: 'assignUserLicense', userId: 'megan', addLicenses, removeLicenses: remove };
}

export function join(groupId: string, userId: string): Change {
  return { kind: 'addMember', groupId, userId };
}

export function leave(groupId: string, userId: string): Change {
  return { kind: 'removeMember', groupId, userId };
}

/** The products a person holds, by state. */
export function rowsOf({ directory }: Stage, userId: string): readonly string[] {
  const { tenant } = directory;
  return tenant
    .read(tenant.rows(tenant.findUser(userId) ?? -1))
    .map((row) => `${row.assignedByGroup ?? 'direct'} ${row.skuId === E1 ? 'E1' : 'other'} ${row.error ?? row.state}`);
}

/** Activities of the runs of a group, in order: what an admin reads off Microsoft's log. */
export function runsOf({ store }: Stage, groupId: string): readonly string[] {
  return atOnce(store)
    .audit.since(0)
    .filter(({ activity, target }) => target === groupId && /^(Start|Finish)/.test(activity))
    .map(({ activity, details }) => (activity.startsWith('Start') ? 'Start' : resultOf(details)));
}

function resultOf(details: unknown): string {
  const { modifiedProperties } = details as { modifiedProperties: readonly { newValue: string }[] };
  const counts = modifiedProperties[0]?.newValue.match(/\d+/g) ?? [];
  return `Finish ${counts.join('/')}`;
}
