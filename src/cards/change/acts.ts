import type { Change } from '../../licensing/change.ts';
import type { Before } from '../../licensing/model/before.ts';

/** What one sentence can tell: the same thing done to some groups, to some people, or to these people in these groups. */
export interface Act {
  readonly change: Change;
  readonly groupIds: readonly string[];
  readonly userIds: readonly string[];
}

/** The acts that changes consist of, in the order in which each first comes. */
export function actsOf(changes: readonly Change[], before: Before): readonly Act[] {
  return inSameGroups(together(changes, before));
}

/** One thing, whomever it is done to. */
function together(changes: readonly Change[], before: Before): readonly Act[] {
  const acts = new Map<string, { change: Change; groupIds: Set<string>; userIds: Set<string> }>();
  for (const change of changes) {
    const key = keyOf(change, before);
    const act = acts.get(key) ?? { change, groupIds: new Set(), userIds: new Set() };
    if ('groupId' in change) act.groupIds.add(change.groupId);
    if ('userId' in change) act.userIds.add(change.userId);
    acts.set(key, act);
  }
  return [...acts.values()].map(({ change, groupIds, userIds }) => ({
    change,
    groupIds: [...groupIds],
    userIds: [...userIds],
  }));
}

function keyOf(change: Change, before: Before): string {
  switch (change.kind) {
    case 'addMember':
    case 'removeMember':
      return `${change.kind} ${change.groupId}`;
    case 'setUsageLocation':
      return `${change.kind} ${change.usageLocation}`;
    case 'assignGroupLicense':
    case 'assignUserLicense': {
      const { kind, addLicenses, removeLicenses } = change;
      const had = before(change).filter(({ skuId }) => addLicenses.some((license) => license.skuId === skuId));
      return JSON.stringify([kind, addLicenses, removeLicenses, had.map((one) => [one.skuId, one.disabledPlans])]);
    }
    default:
      return JSON.stringify(change);
  }
}

/** The same people who join, or leave, several groups. */
function inSameGroups(acts: readonly Act[]): readonly Act[] {
  const merged = new Map<string, Act>();
  for (const [index, act] of acts.entries()) {
    const { kind } = act.change;
    const moves = kind === 'addMember' || kind === 'removeMember';
    const key = moves ? `${kind} ${act.userIds.join()}` : String(index);
    const known = merged.get(key);
    merged.set(key, known === undefined ? act : { ...known, groupIds: [...known.groupIds, ...act.groupIds] });
  }
  return [...merged.values()];
}
