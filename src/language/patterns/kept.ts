import type { Slots } from '../command.ts';
import { command } from '../draft.ts';
import { groupsOf, type NamedThings, usersOf } from '../names/named-things.ts';
import type { QuestionRule } from './rule.ts';

const LET_GO = '(?:let go(?: of)?|release|laat(?: los)?)';
const WHAT = '(?:what|everything|all|anything|wat|alles|alles wat|alles los wat|los wat)(?: that)?';
const KEPT = '(?:kept|retained|behouden|bewaard|aangehouden)';
const ID = '([0-9a-f]{4,8}(?:-[0-9a-f-]{1,27})?)';
/** As words are put right that are close to others. */
const GIVES = '(?:give|gives|given|geeft|has|heeft)';
const IS_GONE =
  '(?:is gone|is deleted|no longer exists|does not exist any ?more|is weg|bestaat niet meer|is er niet meer)';

/** Letting go of what people keep: from a group, of a person, of a group that only its id is known of, or of all. */
export const keptRequestRules: readonly QuestionRule[] = [
  {
    intent: 'release_kept',
    when: `^${LET_GO} ${WHAT} <g> (?:no longer|does not|do not|doesn'?t|don'?t|niet meer|niet langer) ${GIVES}(?: any ?more)?(?: los)?$`,
    slots: (named) => groupsOf(named),
  },
  {
    intent: 'release_kept',
    when: `^${LET_GO} (?:${WHAT} )?(?:the |de )?(?:(?:is|was|were|has been|werd) )?${KEPT}(?: (?:is|was|werd))?(?: licen[cs]es?| licenties)?(?: (?:from|of|for|by|van|voor|uit) <[gu]>)?(?: from before)?(?: los)?$`,
    slots: (named) => (named.groups.length + named.users.length === 0 ? { scope: 'all' } : ofThose(named)),
  },
  {
    intent: 'release_kept',
    when: `^(?:the |de )?(?:group|groep) ${ID} ${IS_GONE}$|^${LET_GO} ${WHAT}(?: the)? (?:group|groep) ${ID} .*${GIVES}$`,
    // The tenant does not know the group, so it is no name: only what people keep from it bears its id.
    slots: (_named, _plain, match) => command('release_kept', { groups: [match[1] ?? match[2] ?? ''] }),
  },
  {
    intent: 'release_kept',
    when: '^(?:the |de )?(?:unknown|missing|other|onbekende|ontbrekende|andere) (?:groups|groepen) (?:are gone|are deleted|zijn weg|bestaan niet meer|zijn er niet meer)$',
    slots: () => ({ scope: 'all', state: 'unknown' }),
  },
];

const ofThose = (named: NamedThings): Slots => ({ ...groupsOf(named), ...usersOf(named) });
