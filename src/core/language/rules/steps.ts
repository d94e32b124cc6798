import type { Slots } from '../command.ts';
import type { Item, NameItem, Ref } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import type { Draft } from './draft.ts';

/** Reads clauses one after another; "her" or "them" in one stands for whom the one before was about. */
export function readSteps(
  names: Names,
  clauses: readonly (readonly Item[])[],
  read: (clause: readonly Item[], antecedent: NameItem | undefined) => Draft,
): readonly Draft[] {
  let antecedent: NameItem | undefined;
  return clauses.map((clause) => {
    const draft = read(clause, antecedent);
    antecedent = antecedentIn(names, draft) ?? antecedent;
    return draft;
  });
}

export function stepsOf(drafts: readonly Draft[]): NonNullable<Slots['steps']> {
  return drafts.flatMap((draft) => (draft.kind === 'command' ? [{ intent: draft.intent, slots: draft.slots }] : []));
}

/** The one person named, else the one group. */
function antecedentIn(names: Names, draft: Draft): NameItem | undefined {
  const ids = draft.kind === 'command' ? draft.slots.ids : undefined;
  const [id, ...others] = ids?.users ?? ids?.groups ?? [];
  const named = id === undefined || others.length > 0 ? undefined : names.byId(id);
  if (named === undefined) return undefined;
  const refs: readonly Ref[] = [{ ...named, complete: true }];
  return { kind: 'name', text: names.nameOf(named), start: 0, end: 0, refs, possessive: false };
}
