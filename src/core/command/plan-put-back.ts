import { type GroupAct, groupBefore } from '../audit/group-before.ts';
import type { ChangeRecord } from '../change-record.ts';
import type { GroupIndex, Tenant } from '../licensing/tenant.ts';
import type { LocalMoment } from '../time/zone.ts';
import { changesFor } from './changes-for.ts';
import type { Plan } from './plan.ts';
import { isSame, settingNow } from './setting.ts';

export interface PutBack {
  readonly group: GroupIndex;
  readonly asOf: LocalMoment;
  /** Everything done to the group since, oldest first. */
  readonly acts: Iterable<GroupAct>;
  /** Those of it that were asked for here, newest first: to be named. */
  readonly records: readonly ChangeRecord[];
}

/**
 * Puts a group's licenses and members back as they were at a moment. Members of a dynamic group follow their rule: only
 * its licenses go back. Whatever is gone from the directory stays gone.
 */
export function planPutBack(tenant: Tenant, { group, asOf, acts, records }: PutBack): Plan {
  const { id: groupId, groupTypes } = tenant.group(group);
  const settings = groupBefore(groupId, acts).filter((before) => {
    if (before.kind === 'membership' && groupTypes.includes('DynamicMembership')) return false;
    const now = settingNow(tenant, before);
    return now !== undefined && !isSame(now, before);
  });
  const taken = records.map(({ number, requestedBy }) => ({ number, by: requestedBy.displayName }));
  return {
    changes: changesFor(settings),
    targetGroupIds: [groupId],
    targetUserIds: [],
    notes: [{ kind: 'putsBack', groupId, asOf, changes: taken }],
    wholeTenant: false,
  };
}
