import type { Change } from '../../core/licensing/change.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import type { Cause } from '../../core/licensing/status.ts';
import type { CardData, CauseBox } from '../cards/card.ts';
import { bold, type Runs } from '../cards/runs.ts';
import { CAUSES_SHOWN, causeInSentences, moreCauses } from './cause.ts';
import type { ViewContext } from './context.ts';
import { namedGroups, type Shape, shapeOf } from './figures.ts';
import { groupName } from './names.ts';

/** Changes of whole groups: all failures in them count, the old ones too, as they do at the end. */
const TELLS_ALL: readonly Shape[] = ['give', 'alter', 'take', 'reprocess'];

/**
 * Who would fail, why, and what would fix the largest cause: those who do not fail yet. A template, and a look at people
 * again, tell of everybody in the groups that they name, as their figures do.
 */
export function causeParts(
  context: ViewContext,
  changes: readonly Change[],
  outcome: Outcome,
  fix: Runs = [],
): Pick<CardData, 'causes' | 'moreCauses'> {
  const named = new Set(namedGroups(context.tenant, changes, outcome).map(({ after }) => after.group));
  const all = TELLS_ALL.includes(shapeOf(changes, outcome));
  const causes = causesOfChange(context, (group) => all && (named.size === 0 || named.has(group)), outcome);
  const more = moreCauses(context, causes);
  const boxes = causes
    .slice(0, CAUSES_SHOWN)
    .map((cause, index) => boxOf(context, cause, { elsewhere: !named.has(cause.group), fix: index === 0 ? fix : [] }));
  return { causes: boxes, ...(more ? { moreCauses: more } : {}) };
}

function causesOfChange(
  { tenant }: ViewContext,
  tellsAllOf: (group: number) => boolean,
  outcome: Outcome,
): readonly Cause[] {
  const newly = new Set(outcome.newlyFailing.map(({ user, groupId }) => `${user} ${groupId}`));
  return outcome.causes.flatMap((cause) => {
    if (tellsAllOf(cause.group)) return [cause];
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
