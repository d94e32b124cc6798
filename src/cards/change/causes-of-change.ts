import type { Change } from '../../licensing/change.ts';
import type { FailureCause } from '../../licensing/explain/failure-cause.ts';
import { licensesOf } from '../../licensing/outcome/shape.ts';
import type { CardData, CauseBox } from '../card.ts';
import { bold, type TextRuns } from '../runs.ts';
import { sayCount, type ViewContext } from '../text/context.ts';
import type { Described } from '../text/describe.ts';
import { groupLabel, productNames } from '../text/names.ts';
import { CAUSES_SHOWN, causeInSentences, moreCauses } from './cause.ts';

/** Who would fail, why, and what would fix the largest cause. A template tells of its own groups, and which others it hits. */
export function causeParts(
  context: ViewContext,
  { changes, targetGroupIds = [] }: Described,
  causes: readonly FailureCause[],
  fix: TextRuns = [],
): Pick<CardData, 'causes' | 'moreCauses'> {
  const named = new Set([
    ...targetGroupIds,
    ...changes.flatMap((change) => ('groupId' in change ? [change.groupId] : [])),
  ]);
  const more = moreCauses(context, causes);
  const boxes = causes.slice(0, CAUSES_SHOWN).map((cause, index) => {
    const notes = [heldBackBy(context, cause, changes), index === 0 ? fix : []];
    return boxOf(context, cause, { elsewhere: !named.has(cause.groupId), notes });
  });
  return { causes: boxes, ...(more ? { moreCauses: more } : {}) };
}

/** A product that nobody asked for here is the reason: the products that were asked for wait with it. */
export function heldBackBy(
  context: ViewContext,
  { skuId, failedSkuIds }: FailureCause,
  changes: readonly Change[],
): TextRuns {
  const asked = new Set(changes.flatMap(licensesOf).map((license) => license.skuId));
  const waiting = failedSkuIds.filter((failed) => asked.has(failed));
  if (asked.has(skuId) || waiting.length === 0) return [];
  return sayCount(context, context.texts.cards.causes.waitToo, waiting.length, {
    products: bold(productNames(context, waiting)),
  });
}

function boxOf(
  context: ViewContext,
  cause: FailureCause,
  { elsewhere, notes }: { readonly elsewhere: boolean; readonly notes: readonly TextRuns[] },
): CauseBox {
  const box = causeInSentences(context, cause, notes);
  if (!elsewhere) return box;
  return {
    ...box,
    facts: [{ label: context.texts.cards.kinds.group, value: bold(groupLabel(context, cause.groupId)) }],
  };
}
