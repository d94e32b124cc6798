import type { Intent } from '../command.ts';
import type { Item, Ref } from '../items.ts';
import { ask, type Draft } from './draft.ts';

/** What speaks of nobody, or of several one by one. */
const OF_NOBODY: ReadonlySet<Intent> = new Set<Intent>([
  'help',
  'smalltalk',
  'whoami',
  'out_of_scope',
  'clarify',
  'confirm',
  'dismiss',
  'batch',
  'what_if',
]);

/**
 * "who failed in all", where a group is called "All", and "who failed in E3", where one is called "E3": a sentence that may
 * name a group or person is not answered for everybody. It is asked.
 */
export function unlessNamed(items: readonly Item[], draft: Draft): Draft {
  if (draft.kind === 'question' || OF_NOBODY.has(draft.intent)) return draft;
  const { groups, users, from_group, to_groups, products } = draft.slots;
  if ((groups ?? users ?? from_group ?? to_groups) !== undefined) return draft;
  const isProduct = products !== undefined && products !== 'all';
  for (const item of items) {
    const refs = isProduct && item.kind === 'name' ? [] : mayName(item);
    if (refs.length > 0) return ask('whichOne', { words: item.text, refs, place: item });
  }
  return draft;
}

/** Whom an item may mean beside what it says. */
function mayName(item: Item): readonly Ref[] {
  if (item.kind === 'name') return item.refs.some(isTarget) && !item.refs.every(isTarget) ? item.refs : [];
  if (item.kind === 'break' || item.kind === 'number') return [];
  return item.alsoName === true ? (item.named ?? []) : [];
}

function isTarget(ref: Ref): boolean {
  return (ref.kind === 'group' || ref.kind === 'user') && ref.complete;
}
