import type { Intent } from '../command.ts';
import { pattern } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import type { Sentence } from '../questions/sentence.ts';
import { ask, command, type Draft } from '../rules/draft.ts';
import type { Conversation } from './conversation.ts';

const BARE =
  '^(?:(?:and|but|ok|so|en|maar|dus|,) )*(?:why|why not|why so|how so|how come|but why|waarom|waarom niet|hoezo|hoe komt dat|hoe komt het|waardoor)(?: is)?(?: that| this| dat| dit| then| dan)?(?: \\?)?$';

const HOW_MANY =
  '^(?:(?:and|but|ok|so|en|maar|dus|,) )*(?:how many|how many people|hoeveel|hoeveel mensen)(?: (?:is|are|zijn|that|there|they|it|dat|die|het|er|people|of them|in all|in totaal))*(?: \\?)?$';
const WHO =
  '^(?:(?:and|but|ok|so|en|maar|dus|,) )*(?:who|which ones|wie|welke)(?: (?:is|are|zijn|that|they|them|dat|die|ze|exactly|precies))*(?: \\?)?$';
const FIX =
  '^(?:(?:and|ok|so|please|en|dus|can you|,) )*(?:fix|solve|mend|repair|los|herstel)(?: (?:it|them|that|this|these|those|all|of|ze|die|dat|deze|het|allemaal|op|everything|alles))*(?: \\?)?$';
const EXPORT =
  '^(?:(?:and|ok|please|en|can you|,) )*{export} (?:that|this|it|them|these|dat|dit|ze|die|het)(?: (?:list|lijst))?(?: (?:as|to|in|als|naar)(?: csv| excel| html| file| bestand)?| csv| excel| html)*$';
const JUST_DID =
  '^(?:what|wat)(?: did| have| heb)? (?:i|ik|we|you|je)(?: just| zojuist| net)? (?:did|do|done|change|changed|gedaan|gewijzigd)(?: just| zojuist| net| last)?(?: \\?)?$';
const REPORTS: Readonly<Partial<Record<Intent, string>>> = {
  list_failures: 'failures',
  find_users: 'users',
  show_group: 'members',
  history: 'history',
  seats: 'seats',
  show_products: 'seats',
};
const LISTS: ReadonlySet<string> = new Set([
  'find_users',
  'list_failures',
  'list_groups',
  'find_inactive',
  'show_group',
]);

/** "how many?", "who?", "fix them": of the last list. */
export function readBareQuestion({ plain }: Sentence, { reading }: Conversation): Draft | undefined {
  if (reading === undefined) return undefined;
  const { intent, slots } = reading;
  if (pattern(JUST_DID).test(plain)) return command('status', { ref: '@last_by_me' });
  if (pattern(FIX).test(plain)) return fixesOf(reading);
  const report = REPORTS[intent];
  if (report !== undefined && pattern(EXPORT).test(plain)) {
    const { count: _c, page: _p, question: _q, ...of } = slots;
    return command('export_report', { ...of, report, format: plain.includes('html') ? 'html' : 'csv' });
  }
  if (!LISTS.has(intent)) return undefined;
  const { count: _count, page: _page, ...kept } = slots;
  const people = intent === 'show_group' ? { question: 'members' } : {};
  if (pattern(HOW_MANY).test(plain))
    return command(intent, { ...kept, ...people, ...(intent === 'show_group' ? {} : { count: true }) });
  return pattern(WHO).test(plain) ? command(intent, { ...kept, ...people }) : undefined;
}

/** What would mend those who fail. */
function fixesOf({ intent, slots }: NonNullable<Conversation['reading']>): Draft | undefined {
  if (!/^(?:list_failures|explain_user|show_group|show_user)$/.test(intent)) return undefined;
  const { groups, users, ids = {} } = slots;
  if (groups !== undefined) return command('suggest_fixes', { groups, ids: { groups: ids.groups ?? [] } });
  if (users !== undefined) return command('suggest_fixes', { users, ids: { users: ids.users ?? [] } });
  return command('suggest_fixes', { scope: 'all' });
}

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
