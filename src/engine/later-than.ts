import type { ChangeRecord } from '../changes/change-record.ts';
import { targetsOf } from '../licensing/model/targets-of.ts';
import type { Store } from '../store/store.ts';

/** Records of one group or person that are looked through. */
const LOOKED_AT = 200;

/** Changes of the same groups and people that were applied after this one, each once and newest first. */
export async function laterThan(
  { changes: records }: Pick<Store, 'changes'>,
  record: ChangeRecord,
): Promise<readonly ChangeRecord[]> {
  const { groupIds, userIds } = targetsOf(record.changes);
  const later = new Map<number, ChangeRecord>();
  for (const id of [...groupIds, ...userIds]) {
    for (const other of await records.about(id, LOOKED_AT)) {
      const isApplied = other.appliedAt !== undefined && other.state !== 'refused';
      if (isApplied && other.number > record.number) later.set(other.number, other);
    }
  }
  return [...later.values()].sort((a, b) => b.number - a.number);
}
