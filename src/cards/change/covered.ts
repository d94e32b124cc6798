import type { Note } from '../../changes/plan/plan.ts';
import type { Change } from '../../licensing/change.ts';
import type { ViewContext } from '../text/context.ts';
import { groupNames, productName, some, userNameById } from '../text/names.ts';
import { mergeAlike } from './alike.ts';
import { type Counted, countedLine } from './counted-line.ts';

type Covered = Extract<Note, { kind: 'covered' }>;

/** People left out because a group gives them the product already: how many, through what, and who. */
export function coveredLines(
  context: ViewContext,
  notes: readonly Note[],
  changes: readonly Change[],
): { readonly lines: readonly Counted[]; readonly people: number } {
  const covered = mergeAlike(notes.filter((note): note is Covered => isCounted(note, changes)));
  const lines = covered.flatMap(({ first, userIds }) =>
    countedLine(context, userIds.length, context.texts.cards.preview.covered, {
      product: productName(context, first.skuId),
      groups: groupNames(context, first.groupIds),
      people: some(
        context,
        userIds.map((id) => userNameById(context, id)),
      ),
    }),
  );
  return { lines, people: covered.reduce((sum, { userIds }) => sum + userIds.length, 0) };
}

/** Whoever gets another product all the same is not among the unchanged: of them a sentence tells. */
export function isCounted(note: Note, changes: readonly Change[]): boolean {
  return note.kind === 'covered' && !changes.some((change) => 'userId' in change && change.userId === note.userId);
}
