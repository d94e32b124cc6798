import type { ChangeRecord, OutcomeSummary } from '../../changes/change-record.ts';
import type { Change } from '../../licensing/change.ts';
import { beforeFrom } from '../../licensing/model/before.ts';
import type { Counts, Preview } from '../../licensing/outcome/preview.ts';
import { licensesOf, removedSkuIds, type Shape, shapeOf } from '../../licensing/outcome/shape.ts';
import { formatFigure, type Plural, pluralOf } from '../../words/format.ts';
import type { Figure } from '../card.ts';
import { textFor, type ViewContext } from '../text/context.ts';
import type { Described } from '../text/describe.ts';

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

/**
 * The three figures of a preview: of whom, who changes, who fails. With the unchanged, who are counted below, they add up.
 * None where nothing but a location or an address changes.
 */
export function previewFigures(
  context: ViewContext,
  described: Described,
  { shape, counts }: Preview,
): readonly Figure[] {
  const { numbers } = context.texts.cards;
  if (shape === 'mend' && counts.changed + counts.failed === 0) return [];
  const [value, label] = changeOf(context, shape, described.changes, counts, 'before');
  return [
    figure(context, counts.people, whomOf(context, shape, described)),
    figure(context, value, label),
    figure(context, counts.failed, shape === 'reprocess' ? numbers.stillFail : numbers.fail, 'failures'),
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
  const shape = shapeAtEnd(record);
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

/** What a change that was applied was to those who look at it. */
export function shapeAtEnd({ changes, inverse = [] }: ChangeRecord): Shape {
  return shapeOf(changes, beforeFrom(inverse));
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
