import type { Slots } from '../command.ts';
import type { Names } from '../names/build-names.ts';
import { ask, command, type Draft } from '../rules/draft.ts';
import { type NamedThings, usersOf } from './named-things.ts';
import type { QuestionRule } from './rule.ts';

const TAKE = '(?:remove|take|kick|throw|pull|haal|verwijder|gooi)';
const EVERY = '(?:all|every|each|alle|elke)(?: of)?(?: (?:the|her|his|their|de|haar|zijn|hun))*';

/** "remove Ann from all groups": out of each group that she is in, by name, so that the preview shows which. */
export const everyGroupRules: readonly QuestionRule[] = [
  {
    intent: 'remove_member',
    when: `^(?:please )?${TAKE} <u>(?: out)?(?: from| out of| of| uit| van) ${EVERY} (?:groups?|groepen|groep)(?: please| aub)?$`,
    slots: (named, _plain, _match, _sentence, names) => outOfAll(names, named),
  },
];

function outOfAll({ source, byId }: Names, named: NamedThings): Slots | Draft {
  const [userId, ...more] = named.ids.ids?.users ?? [];
  const user = userId === undefined ? undefined : byId(userId);
  if (user?.kind !== 'user' || more.length > 0) return ask('whichUser');
  const groups = Array.from({ length: source.groupCount }, (_, index) => index)
    .filter((index) => source.isMember(index, user.index))
    .map((index) => source.group(index));
  if (groups.length === 0) return ask('fromWhere');
  return command('remove_member', {
    ...usersOf(named),
    groups: groups.map(({ displayName }) => displayName),
    ids: { groups: groups.map(({ id }) => id), users: named.ids.ids?.users ?? [] },
  });
}
