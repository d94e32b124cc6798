import { pattern } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import type { Sentence } from '../questions/sentence.ts';
import { ask, command, type Draft } from '../rules/draft.ts';
import type { Conversation } from './conversation.ts';

const BARE =
  '^(?:(?:and|but|ok|so|en|maar|dus|,) )*(?:why|why not|why so|how so|how come|but why|waarom|waarom niet|hoezo|hoe komt dat|hoe komt het|waardoor)(?: is)?(?: that| this| dat| dit| then| dan)?(?: \\?)?$';

/** Each is explained on a card of its own. */
const MOST_PEOPLE = 5;

/** "why?" alone: of what was refused last, of the people whom the last card lists, else a question. */
export function readBareWhy(
  names: Names,
  { plain }: Sentence,
  { users, reading, refused = false }: Conversation,
): Draft | undefined {
  if (!pattern(BARE).test(plain)) return undefined;
  // Asked for again, it is refused again with all that is in the way as things stand, or previewed.
  if (refused && reading !== undefined) return command(reading.intent, reading.slots);
  const shown = users ?? reading?.slots.ids?.users ?? [];
  const people = shown.flatMap((id) => {
    const named = names.byId(id);
    return named?.kind === 'user' ? [names.source.user(named.index)] : [];
  });
  if (people.length > 0 && people.length <= MOST_PEOPLE) {
    return command('explain_user', {
      users: people.map((user) => user.userPrincipalName),
      question: 'why_failed',
      ids: { users: people.map((user) => user.id) },
    });
  }
  const groups = reading?.slots.groups;
  if (groups === undefined || reading?.slots.ids?.groups === undefined) return ask('whichUser');
  return command('list_failures', { groups, ids: { groups: reading.slots.ids.groups } });
}
