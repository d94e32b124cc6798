import type { Tenant } from '../../licensing/model/tenant.ts';
import type { LocalMoment } from '../../time/zone.ts';
import type { ChangeRecord } from '../change-record.ts';
import { changesFor } from './changes-for.ts';
import type { Plan } from './plan.ts';
import { isSameSetting, type Setting, settingNow } from './setting.ts';

export interface PutBack {
  readonly groupId: string;
  readonly asOf: LocalMoment;
  /** Everything of the group that was done to it since, as it was before. @see groupBefore */
  readonly before: readonly Setting[];
  /** Those of the changes since that were asked for here, newest first: to be named. */
  readonly records: readonly ChangeRecord[];
}

/**
 * Puts a group's licenses and members back as they were at a moment. Members of a dynamic group follow their rule: only
 * its licenses go back. Whatever is gone from the directory stays gone.
 */
export function planPutBack(tenant: Tenant, { groupId, asOf, before, records }: PutBack): Plan {
  const group = tenant.findGroup(groupId);
  const isDynamic = group !== undefined && tenant.group(group).groupTypes.includes('DynamicMembership');
  const settings = before.filter((one) => {
    if (one.kind === 'membership' && isDynamic) return false;
    const now = settingNow(tenant, one);
    return now !== undefined && !isSameSetting(now, one);
  });
  const taken = records.map(({ number, requestedBy }) => ({ number, by: requestedBy.displayName }));
  return {
    changes: changesFor(settings),
    targetGroupIds: [groupId],
    targetUserIds: settings.flatMap((setting) => (setting.kind === 'membership' ? [setting.userId] : [])),
    notes: [{ kind: 'putsBack', groupId, asOf, changes: taken }],
    wholeTenant: false,
  };
}
