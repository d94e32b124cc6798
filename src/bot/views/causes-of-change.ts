import type { Change } from '../../core/licensing/change.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import type { Cause } from '../../core/licensing/status.ts';
import type { CardData, CauseBox } from '../cards/card.ts';
import { bold, type Runs } from '../cards/runs.ts';
import { CAUSES_SHOWN, causeInSentences, moreCauses } from './cause.ts';
import type { ViewContext } from './context.ts';
import { namedGroups } from './figures.ts';
import { groupName } from './names.ts';

/**
 * Who would fail, why, and what would fix the largest cause: in the groups that the change names, and elsewhere only
 * those who do not fail yet.
 */
export function causeParts(
  context: ViewContext,
  changes: readonly Change[],
  outcome: Outcome,
  fix: Runs = [],
): Pick<CardData, 'causes' | 'moreCauses'> {
  const named = new Set(namedGroups(context.tenant, changes, outcome).map(({ after }) => after.group));
  const causes = causesOfChange(context, named, outcome);
  const more = moreCauses(context, causes);
  const boxes = causes
    .slice(0, CAUSES_SHOWN)
    .map((cause, index) => boxOf(context, cause, { elsewhere: !named.has(cause.group), fix: index === 0 ? fix : [] }));
  return { causes: boxes, ...(more ? { moreCauses: more } : {}) };
}

function causesOfChange({ tenant }: ViewContext, named: ReadonlySet<number>, outcome: Outcome): readonly Cause[] {
  const newly = new Set(outcome.newlyFailing.map(({ user, groupId }) => `${user} ${groupId}`));
  return outcome.causes.flatMap((cause) => {
    if (named.size === 0 || named.has(cause.group)) return [cause];
    const { id } = tenant.group(cause.group);
    const users = cause.users.filter((user) => newly.has(`${user} ${id}`));
    return users.length === 0 ? [] : [{ ...cause, users }];
  });
}

function boxOf(
  context: ViewContext,
  cause: Cause,
  { elsewhere, fix }: { readonly elsewhere: boolean; readonly fix: Runs },
): CauseBox {
  const box = causeInSentences(context, cause, fix);
  if (!elsewhere) return box;
  const group = bold(groupName(context, context.tenant.group(cause.group).id));
  return { ...box, facts: [{ label: context.texts.cards.kinds.group, value: group }] };
}
