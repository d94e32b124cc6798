import type { ChangeRecord, OutcomeSummary } from '../../core/change-record.ts';
import type { Change } from '../../core/licensing/change.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import type { Tally } from '../../core/licensing/tally.ts';
import type { Tenant } from '../../core/licensing/tenant.ts';
import { formatFigure, type Plural, pluralOf } from '../../core/text/format.ts';
import type { Figure } from '../cards/card.ts';
import { beforeOf } from './acts.ts';
import { textFor, type ViewContext } from './context.ts';
import type { Described } from './describe.ts';
import type { Before } from './describe-licenses.ts';

/** One large figure; failures alone have a color, and only when there are any. */
export function figure(
  context: ViewContext,
  value: number,
  label: Plural | string,
  kind: 'plain' | 'failures' = 'plain',
): Figure {
  return {
    figure: formatFigure(value, context.texts.language),
    label: typeof label === 'string' ? label : pluralOf(label, value),
    color: kind === 'failures' && value > 0 ? 'Attention' : 'Default',
  };
}

/** The counts of a tally: enough to word them, before and after. */
export type Counts = Omit<Tally, 'causes'>;

/**
 * The three figures of a preview: of whom, who changes, who fails. With the unchanged, who are counted below, they add up.
 * None where nothing but a location or an address changes.
 */
export function outcomeFigures(context: ViewContext, described: Described, tally: Counts): readonly Figure[] {
  const { numbers } = context.texts.cards;
  const shape = shapeOf(context.tenant, described);
  if (shape === 'mend' && tally.changed + tally.failed === 0) return [];
  const [value, label] = changeOf(context, shape, described.changes, tally, 'before');
  return [
    figure(context, tally.people, whomOf(context, shape, described)),
    figure(context, value, label),
    figure(context, tally.failed, shape === 'reprocess' ? numbers.stillFail : numbers.fail, 'failures'),
  ];
}

/** The same of a change that has ended; undefined where a restart has left it unknown who changed. */
export function endFigures(
  context: ViewContext,
  record: ChangeRecord,
  real: OutcomeSummary,
): readonly Figure[] | undefined {
  const { numbers } = context.texts.cards;
  const counts = countsOf(real);
  if (counts === undefined) return undefined;
  const shape = shapeOf(context.tenant, record);
  if (shape === 'mend' && counts.changed + counts.failed === 0) return [];
  const [value, label] = changeOf(context, shape, record.changes, counts, 'after');
  const failed = figure(context, counts.failed, shape === 'reprocess' ? numbers.stillFail : numbers.failed, 'failures');
  const moved = { join: numbers.added, leave: numbers.left, move: numbers.moved };
  return [
    ...(shape === 'join' || shape === 'leave' || shape === 'move'
      ? [figure(context, peopleMoved(record.changes), moved[shape])]
      : []),
    figure(context, value, label),
    failed,
  ];
}

/** The counts of a stored outcome. */
export function countsOf({ changed, gaining, losing, failedBefore, ...summary }: OutcomeSummary): Counts | undefined {
  if (changed === undefined || summary.measured === false) return undefined;
  return {
    ...summary,
    changed,
    gaining: gaining ?? 0,
    losing: losing ?? 0,
    failedBefore: failedBefore ?? 0,
    unchanged: summary.succeeded - changed,
  };
}

/** Whether the unchanged are told below the figures: not where all of them have it already, or there are no figures. */
export function tellsUnchanged(tenant: Tenant, described: Described, { changed, failed }: Counts): boolean {
  const shape = shapeOf(tenant, described);
  if (changed > 0) return true;
  return shape === 'mend' ? failed > 0 : shape !== 'give' && shape !== 'direct';
}

/** How many change, in the word that says how, as long as it holds for all of them. */
function changeOf(
  context: ViewContext,
  shape: Shape,
  changes: readonly Change[],
  counts: Counts,
  when: 'before' | 'after',
): readonly [number, Plural | string] {
  const { numbers } = context.texts.cards;
  const { changed, gaining, losing, fixed, unchanged } = counts;
  const changing = [changed, when === 'before' ? numbers.change : numbers.changed] as const;
  const products = new Set(changes.flatMap(licensesOf).map((license) => license.skuId));
  switch (shape) {
    case 'give':
    case 'direct':
      if (changed === 0 && unchanged > 0) {
        return [unchanged, products.size === 1 ? numbers.haveIt : numbers.haveThem];
      }
      if (gaining < changed) return changing;
      return [changed, when === 'after' ? numbers.assigned : getLabel(context, products.size)];
    case 'take': {
      if (losing < changed) return changing;
      const several = removedSkuIds(changes).length > 1;
      const labels = several ? [numbers.loseThem, numbers.lostThem] : [numbers.loseIt, numbers.lostIt];
      return [changed, (when === 'before' ? labels[0] : labels[1]) ?? numbers.change];
    }
    case 'join':
      if (gaining < changed) return changing;
      return [changed, when === 'before' ? numbers.getLicenses : numbers.gotLicenses];
    case 'leave':
    case 'release':
      if (losing < changed) return changing;
      return [changed, when === 'before' ? numbers.loseLicenses : numbers.lostLicenses];
    case 'mend':
    case 'reprocess':
      return fixed === changed ? [changed, numbers.fixed] : changing;
    case 'alter':
    case 'move':
      return changing;
  }
}

function getLabel(context: ViewContext, products: number): Plural | string {
  const { numbers } = context.texts.cards;
  if (products === 1) return numbers.getIt;
  return products === 2 ? numbers.getBoth : textFor(context, numbers.getAll.other, { products });
}

/** What a change is to those who look at it. `mend`: a location, an address or seats. */
export type Shape = 'give' | 'direct' | 'alter' | 'take' | 'join' | 'move' | 'leave' | 'release' | 'mend' | 'reprocess';

export function shapeOf(tenant: Tenant, { changes, inverse }: Pick<Described, 'changes' | 'inverse'>): Shape {
  const licenses = changes.filter(
    (change) => change.kind === 'assignGroupLicense' || change.kind === 'assignUserLicense',
  );
  if (licenses.length > 0) {
    if (licenses.every((change) => change.addLicenses.length === 0)) return 'take';
    if (licenses.every((change) => change.kind === 'assignUserLicense')) return 'direct';
    const before = beforeOf(tenant, inverse);
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

/** The outcome tells of other groups too, where failures come or go: those are not counted here. */
export function namedGroups(tenant: Tenant, changes: readonly Change[], outcome: Outcome): Outcome['groups'] {
  const ids = new Set(changes.flatMap((change) => ('groupId' in change ? [change.groupId] : [])));
  return outcome.groups.filter(({ after }) => ids.has(tenant.group(after.group).id));
}

function whomOf({ texts }: ViewContext, shape: Shape, described: Described): Plural {
  const { numbers } = texts.cards;
  if (shape === 'release') return numbers.keepSomething;
  return countsMembers(described) ? numbers.members : numbers.people;
}

/** Only members of groups are counted, and nobody by name. */
function countsMembers({ changes, targetGroupIds = [], targetUserIds = [] }: Described): boolean {
  const again = changes.some((change) => change.kind === 'reprocess');
  return targetGroupIds.length > 0 && targetUserIds.length === 0 && !again;
}

function peopleMoved(changes: readonly Change[]): number {
  return new Set(
    changes.flatMap((change) => (change.kind === 'addMember' || change.kind === 'removeMember' ? change.userId : [])),
  ).size;
}

export function removedSkuIds(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.flatMap((change) => ('removeLicenses' in change ? change.removeLicenses : [])))];
}

export function licensesOf(change: Change): Extract<Change, { kind: 'assignGroupLicense' }>['addLicenses'] {
  return 'addLicenses' in change ? change.addLicenses : [];
}
