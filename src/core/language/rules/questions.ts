import type { Slots } from '../command.ts';
import type { Names } from '../names/build-names.ts';
import type { Mention } from './clause.ts';
import { ask, command, type Draft } from './draft.ts';
import { QUESTION_RULES } from './question-rules.ts';
import { type GroupRef, groupName, hasKind, idsOf, skuName, theOne, Unclear, userName } from './resolve.ts';
import type { Sentence } from './sentence.ts';

/** Things named in a question, by kind. */
export interface Named {
  readonly groups: readonly string[];
  readonly users: readonly string[];
  readonly products: readonly string[];
  readonly ids: Slots;
}

/** Reads a question, or a request that changes no license. Nothing here is ever read as a change of desired state. */
export function readQuestion(names: Names, sentence: Sentence): Draft | undefined {
  for (const rule of QUESTION_RULES) {
    const match = rule.when.exec(sentence.skeleton);
    if (match === null || rule.unless?.test(sentence.skeleton)) continue;
    try {
      const named = namedIn(names, sentence);
      const slots = rule.slots(named, sentence, match);
      if (slots === undefined) continue;
      return 'kind' in slots ? slots : command(rule.intent, { ...slots, ...named.ids });
    } catch (fault) {
      if (fault instanceof Unclear) return fault.draft;
      throw fault;
    }
  }
  return undefined;
}

export function namedIn(names: Names, sentence: Sentence): Named {
  const mentions = sentence.names.map(
    (item): Mention => ({ item, role: 'object', list: 0, adjacent: false, membersOf: false }),
  );
  const plain = (kind: 'group' | 'user' | 'sku') => mentions.filter((mention) => mainKind(mention) === kind);
  const unowned = mentions.find((mention) => mainKind(mention) === 'notOwned');
  if (unowned !== undefined) throw new Unclear(ask('notOwned', { words: unowned.item.text, refs: unowned.item.refs }));
  const groups: GroupRef[] = plain('group').map((mention) => theOne(mention, 'group'));
  const users = plain('user').map((mention) =>
    theOne(mention, 'user', (user) => groups.some((group) => names.source.isMember(group.index, user.index))),
  );
  const skus = [...new Set(plain('sku').map((mention) => theOne(mention, 'sku').index))];
  return {
    groups: [...new Set(groups.map((ref) => groupName(names, ref)))],
    users: [...new Set(users.map((ref) => userName(names, ref)))],
    products: skus.map((index) => skuName(names, index)),
    ids: groups.length + users.length + skus.length === 0 ? {} : idsOf(names, { groups, users, skus }),
  };
}

function mainKind({ item }: Mention): string {
  if (hasKind(item, 'sku')) return 'sku';
  if (hasKind(item, 'plan')) return 'plan';
  const completeGroup = item.refs.some((ref) => ref.kind === 'group' && ref.complete);
  if (hasKind(item, 'user') && !completeGroup) return 'user';
  return hasKind(item, 'group') ? 'group' : 'notOwned';
}
