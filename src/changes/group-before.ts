import type { AssignedLicense } from '../graph/types.ts';
import { ACTIVITY } from './activities.ts';
import type { Setting } from './plan/setting.ts';
import { settingKey } from './plan/setting.ts';

/** One line of an audit log about a group. */
interface GroupAct {
  readonly activity: string;
  readonly details: unknown;
}

/**
 * The licenses and members of a group that these acts altered, as they were before the first of them. `acts` oldest
 * first, whoever did them: the log of the directory knows more than our own records.
 */
export function groupBefore(groupId: string, acts: Iterable<GroupAct>): readonly Setting[] {
  const before = new Map<string, Setting>();
  for (const act of acts) {
    for (const setting of foundBy(groupId, act)) {
      if (!before.has(settingKey(setting))) before.set(settingKey(setting), setting);
    }
  }
  return [...before.values()];
}

/** What an act found, of what it altered. */
function foundBy(groupId: string, { activity, details }: GroupAct): readonly Setting[] {
  const { oldValue, newValue } = valuesIn(details);
  switch (activity) {
    case ACTIVITY.setGroupLicense: {
      const [was, is] = [licensesIn(oldValue), licensesIn(newValue)];
      return [
        ...was.map(({ skuId, disabledPlans }) => ({
          kind: 'groupLicense' as const,
          groupId,
          skuId,
          plansOff: disabledPlans,
        })),
        ...is
          .filter(({ skuId }) => !was.some((license) => license.skuId === skuId))
          .map(({ skuId }) => ({ kind: 'groupLicense' as const, groupId, skuId })),
      ];
    }
    case ACTIVITY.addMember:
      return [{ kind: 'membership', groupId, userId: newValue, member: false }];
    case ACTIVITY.removeMember:
      return [{ kind: 'membership', groupId, userId: oldValue, member: true }];
    default:
      return [];
  }
}

interface Values {
  readonly oldValue: string;
  readonly newValue: string;
}

function valuesIn(details: unknown): Values {
  const { modifiedProperties } = (details ?? {}) as { readonly modifiedProperties?: readonly Partial<Values>[] };
  const { oldValue = '', newValue = '' } = modifiedProperties?.[0] ?? {};
  return { oldValue, newValue };
}

function licensesIn(value: string): readonly AssignedLicense[] {
  return value === '' ? [] : (JSON.parse(value) as readonly AssignedLicense[]);
}
