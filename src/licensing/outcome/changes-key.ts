import type { AssignedLicense } from '../../graph/types.ts';
import type { Change } from '../change.ts';

/**
 * Equal for the same changes and for no others, whatever the order of lists that mean a set and of changes to different
 * things, and whatever the letter case of ids. An outcome does not tell changes apart: different ones may come to the same.
 */
export function changesKey(changes: readonly Change[]): string {
  return changes
    .map(keyOf)
    .sort(([a], [b]) => compare(a, b))
    .map(([target, what]) => `${target} ${what}`)
    .join('\n');
}

/** What a change is about, and what it does to that. Changes to one thing stay in their order, as people who join a group. */
function keyOf(change: Change): readonly [target: string, what: string] {
  switch (change.kind) {
    case 'addMember':
    case 'removeMember':
      return [id(`members ${change.groupId}`), id(`${change.kind} ${change.userId} ${change.byRule === true}`)];
    case 'assignGroupLicense':
      return [id(`group ${change.groupId}`), licenses(change)];
    case 'assignUserLicense':
      return [id(`user ${change.userId}`), licenses(change)];
    case 'setUsageLocation':
      return [id(`location ${change.userId}`), `${change.usageLocation}`];
    case 'setProxyAddresses':
      return [id(`addresses ${change.userId}`), JSON.stringify([...change.proxyAddresses].sort())];
    case 'setSeats':
      return [id(`seats ${change.skuId}`), `${change.enabled} ${change.reactivates === true}`];
    case 'releaseKeptLicenses':
      return [id(`kept ${change.groupId}`), change.userIds === undefined ? 'everybody' : ids(change.userIds)];
    case 'reprocess':
      return ['reprocess', ids(change.userIds)];
    default:
      return change satisfies never;
  }
}

function licenses(change: {
  readonly addLicenses: readonly AssignedLicense[];
  readonly removeLicenses: readonly string[];
}): string {
  const added = change.addLicenses.map(({ skuId, disabledPlans }) => `${skuId} without ${ids(disabledPlans)}`);
  return `add ${ids(added)} remove ${ids(change.removeLicenses)}`;
}

function ids(list: readonly string[]): string {
  return JSON.stringify(list.map(id).sort());
}

function id(text: string): string {
  return text.toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
