import type { Item, Ref } from '../items.ts';
import type { Names } from './build-names.ts';

/** "Dave (Interns)" is the Dave who is in Interns; beside somebody who is not the group stays, to be asked about. */
export function describedInBrackets(items: readonly Item[], text: string, { source }: Names): readonly Item[] {
  const kept: Item[] = [];
  for (const item of items) {
    const last = kept.at(-1);
    const isBracketed = last?.end === item.start - 2 && text[item.start - 1] === '(' && text[item.end] === ')';
    const bracketed = item.kind === 'name' && isBracketed ? item.refs : [];
    const isIn = (ref: Ref) =>
      ref.kind === 'user' &&
      bracketed.some((group) => group.kind === 'group' && source.isMember(group.index, ref.index));
    const refs = last?.kind === 'name' ? last.refs.filter(isIn) : [];
    if (last?.kind === 'name' && refs.length > 0) kept[kept.length - 1] = { ...last, refs };
    else kept.push(item);
  }
  return kept;
}
