import { listed, type TextRuns } from '../runs.ts';
import { sayCount, type ViewContext } from '../text/context.ts';
import { groupLabel, some, userNameById } from '../text/names.ts';

/** What is said of a person, or else of a group. */
interface Said {
  readonly kind: string;
  readonly userId?: string;
  readonly groupId?: string;
}

/** The same said of several people, or of several groups: the first of it, and of whom. */
export interface Alike<T> {
  readonly first: T;
  readonly userIds: readonly string[];
  readonly groupIds: readonly string[];
}

/** People named one by one in a sentence about them; more are counted. */
const NAMED = 3;

/** What is said alike of several people, or of several groups where no person is named, once. In the order in which it first comes. */
export function mergeAlike<T extends Said>(items: readonly T[]): readonly Alike<T>[] {
  const merged = new Map<string, { first: T; userIds: string[]; groupIds: string[] }>();
  for (const item of items) {
    const { userId, groupId, ...rest } = item;
    const ofPeople = userId !== undefined || 'userIds' in item;
    const key = JSON.stringify(ofPeople ? { ...rest, groupId } : rest);
    const known = merged.get(key) ?? { first: item, userIds: [], groupIds: [] };
    if (userId !== undefined) known.userIds.push(userId);
    else if (groupId !== undefined) known.groupIds.push(groupId);
    merged.set(key, known);
  }
  return [...merged.values()];
}

/** "Adele Vance and Megan Bowen", "997 people". */
export function peopleAlike(context: ViewContext, { userIds }: Pick<Alike<unknown>, 'userIds'>): TextRuns {
  if (userIds.length > NAMED) return sayCount(context, context.texts.cards.counts.people, userIds.length);
  return listed(
    userIds.map((id) => userNameById(context, id)),
    context.texts.language,
  );
}

export function groupsAlike(context: ViewContext, { groupIds }: Pick<Alike<unknown>, 'groupIds'>): TextRuns {
  return some(
    context,
    groupIds.map((id) => groupLabel(context, id)),
  );
}
