import type { AssignedLicense } from '../../graph/types.ts';
import type { Change } from '../change.ts';
import type { Before } from '../model/before.ts';

/** What changes are to those who look at them: it decides which numbers are told. `mend`: a location, an address or seats. */
export type Shape = 'give' | 'direct' | 'alter' | 'take' | 'join' | 'move' | 'leave' | 'release' | 'mend' | 'reprocess';

/** @param before of the groups and people whose licenses change */
export function shapeOf(changes: readonly Change[], before: Before): Shape {
  const licenses = changes.filter(
    (change) => change.kind === 'assignGroupLicense' || change.kind === 'assignUserLicense',
  );
  if (licenses.length > 0) {
    if (licenses.every((change) => change.addLicenses.length === 0)) return 'take';
    if (licenses.every((change) => change.kind === 'assignUserLicense')) return 'direct';
    return licenses.every((change) => change.kind === 'assignGroupLicense' && onlyAlters(change, before))
      ? 'alter'
      : 'give';
  }
  const joins = changes.some((change) => change.kind === 'addMember');
  const leaves = changes.some((change) => change.kind === 'removeMember');
  if (joins || leaves) return joins && leaves ? 'move' : joins ? 'join' : 'leave';
  if (changes.some((change) => change.kind === 'releaseKeptLicenses')) return 'release';
  return changes.some((change) => change.kind === 'reprocess') ? 'reprocess' : 'mend';
}

/** Every product is in the template already: the change is one of plans (R17). */
function onlyAlters(change: Extract<Change, { kind: 'assignGroupLicense' }>, before: Before): boolean {
  const had = new Set(before(change).map((license) => license.skuId));
  return change.removeLicenses.length === 0 && change.addLicenses.every((license) => had.has(license.skuId));
}

export function licensesOf(change: Change): readonly AssignedLicense[] {
  return 'addLicenses' in change ? change.addLicenses : [];
}

export function removedSkuIds(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.flatMap((change) => ('removeLicenses' in change ? change.removeLicenses : [])))];
}
