import type { Leaving } from '../../changes/plan/leave-instead.ts';
import { fill } from '../../words/fill.ts';
import { button } from '../buttons.ts';
import type { Button } from '../card.ts';
import { bold, joined, type TextRuns } from '../runs.ts';
import { say, sayCount, type ViewContext } from '../text/context.ts';
import { groupLabel, groupNames, groupOf, productNames, some, userNameById } from '../text/names.ts';

/** How inherited licenses are taken all the same: what it would do, in sentences, and a button that previews it. */
interface LeavingParts {
  readonly sentences: readonly TextRuns[];
  readonly buttons: readonly Button[];
}

/** Empty where nothing was inherited. */
export function leavingParts(context: ViewContext, leaving: Leaving | undefined): LeavingParts {
  if (leaving === undefined) return { sentences: [], buttons: [] };
  const { changes, dynamicGroupIds } = leaving;
  const { notes: texts } = context.texts.cards;
  const groupIds = [...new Set(changes.map(({ groupId }) => groupId))];
  const userIds = [...new Set(changes.map(({ userId }) => userId))];
  const people = some(
    context,
    userIds.map((id) => userNameById(context, id)),
  );
  const instead =
    changes.length === 0
      ? []
      : [
          say(context, texts.leaveInstead, {
            person: people,
            groups: bold(groupNames(context, groupIds)),
            effects: effectsOf(context, leaving),
          }),
        ];
  const rules = dynamicGroupIds.map((id) => say(context, texts.followsRule, { group: groupLabel(context, id) }));
  return { sentences: [...instead, ...rules], buttons: leaveButtons(context, userIds, groupIds) };
}

/** What those who leave lose, all of it, and who comes to have their seats. */
function effectsOf(context: ViewContext, { losses, withoutMail, seatsFreed, getInstead }: Leaving): TextRuns {
  const { notes, fixes } = context.texts.cards;
  const sentences = [
    ...(losses.length === 0
      ? [say(context, fixes.nobodyLoses)]
      : losses.map(({ people, userId, skuIds }) =>
          sayCount(context, notes.losing, people, {
            person: userNameById(context, userId),
            products: productNames(context, skuIds),
          }),
        )),
    withoutMail === 0 ? [] : sayCount(context, fixes.withoutMail, withoutMail),
    seatsFreed === 0 ? [] : sayCount(context, notes.seatsFreed, seatsFreed),
    getInstead === 0 ? [] : sayCount(context, notes.getInstead, getInstead),
  ];
  return joined(
    sentences.filter((runs) => runs.length > 0),
    ' ',
  );
}

/** A sentence longer than this is no button. */
const LONGEST_SENTENCE = 3_000;

/** Says it for everybody who would have to leave, as long as one sentence can name them. */
function leaveButtons(
  context: ViewContext,
  userIds: readonly string[],
  groupIds: readonly string[],
): readonly Button[] {
  const people = userIds.flatMap((id) => context.labels.user(id)?.userPrincipalName ?? []);
  if (people.length === 0 || (people.length > 1 && groupIds.length > 1)) return [];
  const { buttons } = context.texts.cards;
  const text = sayLeave(context, people.join(', '), groupIds);
  if (text.length > LONGEST_SENTENCE) return [];
  return [button(groupIds.length === 1 ? buttons.leaveGroup : buttons.leaveGroups, { verb: 'say', data: { text } })];
}

/** `take ann@contoso.com out of "Licensed staff" and "Analysts"`. */
export function sayLeave(context: ViewContext, people: string, groupIds: readonly string[]): string {
  const and = context.texts.language === 'nl' ? ' en ' : ' and ';
  const groups = groupIds.map((id) => `"${groupOf(context, id)?.displayName ?? ''}"`).join(and);
  return fill(context.texts.cards.refusals.sayLeave, { person: people, groups });
}
