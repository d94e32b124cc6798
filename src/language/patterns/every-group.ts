import type { Slots } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import { pattern } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import { type NamedThings, namedIn, usersOf } from '../names/named-things.ts';
import { orAsked } from '../names/resolve.ts';
import type { Sentence } from '../sentence.ts';

const TAKE =
  '(?:please )?(?:remove|take|revoke|strip|kick|throw|pull|drop|haal|neem|verwijder|gooi)(?: away| out| weg)?';
const THEIR = '(?: of)?(?: (?:the|her|his|their|de|haar|zijn|hun))*';
const EVERY = `(?:all|every|each|any|alle|elke)${THEIR}`;
const SOME = `(?:(?:all|alle)${THEIR} |(?:the|her|his|their|de|haar|zijn|hun) )?`;
const GROUPS = '(?:groups?|group ?memberships|memberships|groepen|groep|lidmaatschappen)';
const LICENSES = '(?:direct )?(?:licen[cs]es?|licenties?)';
const FROM = '(?: away| weg)?(?: out)? (?:from|out of|of|for|uit|van|bij)';
const AND = '(?: ?,)? ?(?:and|en|&|plus|as well as)';
const END = '(?: away| weg| please| aub)*$';

/** Out of every group, and with all licenses or without: whole sentences, in which every word is accounted for. */
const FORMS: readonly (readonly [what: 'groups' | 'both', form: string])[] = [
  ['groups', `^${TAKE} <u>${FROM} ${EVERY} ${GROUPS}${END}`],
  ['groups', `^${TAKE} ${EVERY} ${GROUPS}${FROM} <u>${END}`],
  ['both', `^${TAKE} ${SOME}${LICENSES}${AND} ${SOME}${GROUPS}${FROM} <u>${END}`],
  ['both', `^${TAKE} ${SOME}${GROUPS}${AND} ${SOME}${LICENSES}${FROM} <u>${END}`],
  ['both', `^${TAKE} <u>${FROM} ${EVERY} ${GROUPS}${AND} (?:${TAKE} )?${SOME}${LICENSES}${END}`],
  ['both', `^${TAKE} <u> 's ${LICENSES}${AND} ${GROUPS}${END}`],
];

/** Licenses and groups at once, in words that are none of the above: never the licenses alone. */
const BOTH = `^${TAKE} .*(?:${LICENSES}.*${AND} .*${GROUPS}|${GROUPS}.*${AND} .*${LICENSES})`;

/**
 * "remove Ann from all groups", "remove all licenses and groups from Ann": out of each group that she is in, by name, so that the
 * preview shows which.
 */
export function readEveryGroup(names: Names, sentence: Sentence): Draft | undefined {
  const { plain } = sentence;
  const what = FORMS.find(([, form]) => pattern(form).test(plain))?.[0];
  if (what === undefined) return pattern(BOTH).test(plain) && !plain.includes('<g>') ? ask('unclear') : undefined;
  return orAsked(() => outOfAll(names, namedIn(names, sentence), what));
}

function outOfAll({ source, byId }: Names, named: NamedThings, what: 'groups' | 'both'): Draft {
  const [userId, ...more] = named.ids.ids?.users ?? [];
  const user = userId === undefined ? undefined : byId(userId);
  if (user?.kind !== 'user' || more.length > 0) return ask('whichUser');
  const users = [source.user(user.index).id];
  const groups = Array.from({ length: source.groupCount }, (_, index) => index)
    .filter((index) => source.isMember(index, user.index))
    .map((index) => source.group(index));
  const leave: Slots = {
    ...usersOf(named),
    groups: groups.map(({ displayName }) => displayName),
    ids: { groups: groups.map(({ id }) => id), users },
  };
  const withdraw: Slots = { ...usersOf(named), products: 'all', ids: { users } };
  if (groups.length === 0) return what === 'groups' ? ask('fromWhere') : command('remove_license', withdraw);
  if (what === 'groups') return command('remove_member', leave);
  return command('batch', {
    steps: [
      { intent: 'remove_license', slots: withdraw },
      { intent: 'remove_member', slots: leave },
    ],
  });
}
