import type { Change } from '../../core/licensing/change.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import { namedGroups } from '../../core/licensing/preview.ts';
import { licensesOf } from '../../core/licensing/shape.ts';
import type { Cause } from '../../core/licensing/status.ts';
import type { Tally } from '../../core/licensing/tally.ts';
import type { CardData, CauseBox } from '../cards/card.ts';
import { bold, type Runs } from '../cards/runs.ts';
import { CAUSES_SHOWN, causeInSentences, moreCauses } from './cause.ts';
import { sayCount, type ViewContext } from './context.ts';
import type { Described } from './describe.ts';
import { groupName, productNames } from './names.ts';

/** Who would fail, why, and what would fix the largest cause: those who are counted, and others who do not fail yet. */
export function causeParts(
  context: ViewContext,
  { changes, targetGroupIds = [] }: Described,
  outcome: Outcome,
  tally: Tally,
  fix: Runs = [],
): Pick<CardData, 'causes' | 'moreCauses'> {
  const { tenant } = context;
  const targets = targetGroupIds.flatMap((id) => tenant.findGroup(id) ?? []);
  const named = new Set([...targets, ...namedGroups(tenant, changes, outcome).map(({ after }) => after.group)]);
  const causes = causesOfChange(context, outcome, tally);
  const more = moreCauses(context, causes);
  const boxes = causes.slice(0, CAUSES_SHOWN).map((cause, index) => {
    const notes = [heldBackBy(context, cause, changes), index === 0 ? fix : []];
    return boxOf(context, cause, { elsewhere: !named.has(cause.group), notes });
  });
  return { causes: boxes, ...(more ? { moreCauses: more } : {}) };
}

/** Failures of those who are counted, and those that come upon others. */
export function causesOfChange(context: ViewContext, outcome: Outcome, tally: Tally): readonly Cause[] {
  return [...tally.causes, ...causesOfOthers(context, outcome, tally)];
}

/** People whom the command is not about and who fail because of it. */
function causesOfOthers({ tenant }: ViewContext, outcome: Outcome, tally: Tally): readonly Cause[] {
  const counted = new Set(tally.causes.flatMap(({ users }) => users));
  const newly = new Set(outcome.newlyFailing.map(({ user, groupId }) => `${user} ${groupId}`));
  return outcome.causes.flatMap((cause) => {
    const { id } = tenant.group(cause.group);
    const users = cause.users.filter((user) => !counted.has(user) && newly.has(`${user} ${id}`));
    return users.length === 0 ? [] : [{ ...cause, users }];
  });
}

/** A product that nobody asked for here is the reason: the products that were asked for wait with it. */
export function heldBackBy(context: ViewContext, { skuId, failedSkuIds }: Cause, changes: readonly Change[]): Runs {
  const asked = new Set(changes.flatMap(licensesOf).map((license) => license.skuId));
  const waiting = failedSkuIds.filter((failed) => asked.has(failed));
  if (asked.has(skuId) || waiting.length === 0) return [];
  return sayCount(context, context.texts.cards.causes.waitToo, waiting.length, {
    products: bold(productNames(context, waiting)),
  });
}

function boxOf(
  context: ViewContext,
  cause: Cause,
  { elsewhere, notes }: { readonly elsewhere: boolean; readonly notes: readonly Runs[] },
): CauseBox {
  const box = causeInSentences(context, cause, notes);
  if (!elsewhere) return box;
  const group = bold(groupName(context, context.tenant.group(cause.group).id));
  return { ...box, facts: [{ label: context.texts.cards.kinds.group, value: group }] };
}
