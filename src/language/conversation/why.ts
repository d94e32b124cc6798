import { wordsOf } from '../../words/words-of.ts';
import { type Intent, isChange } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import { pattern } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import { namedIn } from '../names/named-things.ts';
import type { Sentence } from '../sentence.ts';
import type { Conversation } from './conversation.ts';

const BARE =
  '^(?:(?:and|but|ok|so|en|maar|dus|,) )*(?:why|why not|why so|how so|how come|but why|waarom|waarom niet|hoezo|hoe komt dat|hoe komt het|waardoor|how then|how else|hoe dan|hoe dan wel)(?: is| was| does| did| would| will| has| can| kan| kon| werd)?(?: that| this| it| they| dat| dit| het| then| dan)?(?: fail| failed| refused| not work| not possible| impossible| mislukt| geweigerd| niet)?(?: then| dan)?(?: \\?)?$';

const HOW_MANY =
  '^(?:(?:and|but|ok|so|en|maar|dus|for|voor|om|,) )*(?:how many|how many people|hoeveel|hoeveel mensen|that many|so many|zoveel|that few|zo weinig)(?: (?:is|are|zijn|exactly|precies|that|there|they|it|dat|die|het|er|people|mensen|of them|in all|in totaal|gaat|om|about|affects|raakt))*(?: \\?)?$';
const WHO =
  '^(?:(?:and|but|ok|so|en|maar|dus|,) )*(?:who|which ones|wie|welke)(?: (?:is|are|zijn|that|they|them|those|these|people|mensen|exactly those|dat|die|ze|exactly|precies|does|do|this|it|affect|affected|hit|concern|about|raakt|geraakt))*(?: \\?)?$';
const FIX =
  '^(?:(?:and|ok|so|please|en|dus|can you|could you|kan je|kun je|kunt u|,) )*(?:how (?:do|can|should|would) (?:i|we) |hoe (?:los|herstel) (?:ik|je|we)(?= ))?(?:fix|solve|mend|repair|los|herstel)?(?: (?:it|them|that|this|these|those|first|eerste|one|her|him|all|of|ze|die|dat|deze|het|haar|hem|allemaal|op|everything|alles|oplossen|herstellen|fixen))*(?: \\?)?$';
const EXPORT =
  '^(?:(?:and|ok|please|en|can you|,) )*{export}(?: (?:that|this|it|them|these|dat|dit|ze|die|het)(?: (?:list|lijst))?|(?= (?:as|to|in|als|naar) )|$)(?: maar| even| eens)*(?: (?:as|to|in|als|naar)(?: csv| excel| html| file| bestand)?| csv| excel| html)*$';
const JUST_DID =
  '^(?:what|wat)(?: did| have| heb)? (?:i|ik|we|you|je|u)(?: just| zojuist| net| nou)* (?:did|do|done|change|changed|gedaan|gewijzigd)(?: just| zojuist| net| last)?(?: \\?)?$';
const REPORTS: Readonly<Partial<Record<Intent, string>>> = {
  list_failures: 'failures',
  find_users: 'users',
  show_group: 'members',
  history: 'history',
  seats: 'seats',
  show_products: 'seats',
};
const WHO_FAILED =
  '^(?:(?:and|but|ok|so|en|maar|dus|,) )*(?:who|who all|wie|wie is|wie zijn|wie is er|wie zijn er) (?:failed|fails|mislukt|mislukte|mislukten)(?: er)?(?: \\?)?$';
const WHO_NOT =
  /^(?:(?:and|but|ok|so|en|maar|dus),? )*(?:(?:who|wie) (?:did|does|do)(?:n't| not) fail|who (?:succeeded|got (?:it|them)|did get (?:it|them))|wie (?:is|zijn) (?:er )?niet mislukt|(?:bij )?wie (?:is|lukte) het (?:wel )?(?:gelukt)?|wie kreeg het)(?: \?)?$/;
const WHY_NO =
  '^(?:(?:and|but|en|maar|dus|,) )*(?:why|waarom)(?: does| has| heeft)?(?: she| he| they| zij| ze| hij)? (?:no|not|geen) <p>(?: \\?)?$';
const REDO =
  '^(?:(?:no|nee|and|en|ok|actually|eigenlijk|,) )*(?:redo|(?:put|bring|zet) (?:it|that|her|him|them|het|dat|haar|hem|ze) (?:back|terug)|do (?:it|that) again after all|toch weer wel)(?: again| weer)?$';
const LISTS: ReadonlySet<string> = new Set(wordsOf('find_users list_failures list_groups find_inactive show_group'));

/** "how many?", "who?", "fix them": of the last list. */
export function readBareQuestion(
  { plain }: Sentence,
  { reading, pending, asked, dropped }: Conversation,
): Draft | undefined {
  if (reading === undefined) return undefined;
  const { intent, slots } = reading;
  if (dropped !== undefined && ASKS_AGAIN.test(plain)) return command(dropped.intent, dropped.slots);
  if (pattern(JUST_DID).test(plain)) return command('status', { ref: '@last_by_me' });
  if (pending === undefined && WENT.test(plain))
    return command('status', { ref: asked === undefined ? '@last_by_me' : String(asked) });
  // What a preview would mend stands on it.
  const fixes = (FIXES.test(plain) && pattern(FIX).test(plain)) || WAY_OUT.test(plain);
  if (fixes && pending !== undefined && isChange(intent))
    return command('status', { ref: '@pending', question: 'count' });
  if (fixes) return fixesOf(reading);
  const takesBack = intent === 'undo' || intent === 'remove_member' || intent === 'remove_license';
  if (pending === undefined && takesBack && pattern(REDO).test(plain)) return command('undo', { ref: '@last_by_me' });
  const ids = slots.ids?.groups ?? [];
  if (slots.groups !== undefined && WHO_NOT.test(plain))
    return command('find_users', { through: slots.groups, ids: { groups: ids } });
  if (isChange(intent) && slots.groups !== undefined && pattern(WHO_FAILED).test(plain))
    return command('list_failures', { groups: slots.groups, ids: { groups: ids } });
  const report = REPORTS[intent];
  if (report !== undefined && pattern(EXPORT).test(plain)) {
    const { count: _c, page: _p, question: _q, ...of } = slots;
    return command('export_report', { ...of, report, format: plain.includes('html') ? 'html' : 'csv' });
  }
  // "how many have E3?", "which ones?".
  if (intent === 'seats' && Array.isArray(slots.products) && pattern(WHO).test(plain))
    return command('find_users', { products: slots.products, ids: { skus: slots.ids?.skus ?? [] } });
  if (IS_FIXED.test(plain) && pending === undefined && /^(?:list_failures|suggest_fixes|explain_user)$/.test(intent))
    return slots.groups === undefined && slots.users !== undefined
      ? command('explain_user', { users: slots.users, question: 'why_failed', ids: { users: slots.ids?.users ?? [] } })
      : command(
          'list_failures',
          slots.groups === undefined ? { scope: 'all' } : { groups: slots.groups, ids: { groups: ids } },
        );
  if (!LISTS.has(intent)) return undefined;
  if (pending === undefined && LIST_AGAIN.test(plain)) return command(intent, slots);
  const { count: _count, page: _page, ...kept } = slots;
  const people = intent === 'show_group' ? { question: 'members' } : {};
  if (pattern(HOW_MANY).test(plain))
    return command(intent, { ...kept, ...people, ...(intent === 'show_group' ? {} : { count: true }) });
  return pattern(WHO).test(plain) ? command(intent, { ...kept, ...people }) : undefined;
}

/** What would mend those who fail. */
function fixesOf({ intent, slots }: NonNullable<Conversation['reading']>): Draft | undefined {
  if (!isChange(intent) && !/^(?:list_failures|suggest_fixes|explain_user|show_group|show_user)$/.test(intent))
    return undefined;
  const { groups, users, ids = {} } = slots;
  if (groups !== undefined) return command('suggest_fixes', { groups, ids: { groups: ids.groups ?? [] } });
  if (users !== undefined) return command('suggest_fixes', { users, ids: { users: ids.users ?? [] } });
  return command('suggest_fixes', { scope: 'all' });
}

/** "is it fixed?", "any left?" */
const IS_FIXED =
  /^(?:and |but |so |en |maar |dus |now |nu )*(?:is (?:it|that|this|everything|het|dat|alles)|are (?:they|those)|zijn ze)(?: (?:all|now|nu|allemaal|al))* (?:fixed|solved|resolved|ok|okay|opgelost|in orde|verholpen)(?: now| nu| yet)?(?: \?)?$/;

/** "actually, ask again", of what was called off. */
const ASKS_AGAIN =
  /^(?:(?:no|nee|actually|eigenlijk|ok|oh|wait|wacht|sorry|can you|could you|kun je|toch|please|,) )*(?:(?:ask|send|do|show|try|preview|vraag|stuur|doe|probeer|toon)(?: (?:it|that|for it|for approval|het|dat|om))*(?: (?:again|anyway|after all|opnieuw|nog eens|nog een keer|toch|alsnog|weer|maar|wel))+|toch wel|alsnog|again|opnieuw)(?: \?)?$/;

const WENT =
  /^(?:and |but |so |en |maar )*(?:(?:did|has) (?:it|that|this) (?:work|worked|go through|gone through|succeed|succeeded|finish|finished)|is (?:it|that|this|het|dat) (?:done|finished|ready|through|gone|cancelled|canceled|off|stopped|undone|gelukt|klaar|gedaan|weg|geannuleerd|gestopt|teruggedraaid)|(?:werkte|lukte) (?:het|dat)|how did (?:it|that) go|how was it|hoe (?:ging|liep|verliep)(?: het| dat)?|hoe is(?: het| dat)? gegaan|when|wanneer)(?: already| al)?(?: \?)?$/;

const LIST_AGAIN =
  /^(?:(?:no|nee|wait|wacht|ok|and|en|,) )*(?:show|toon|laat|give|list)(?: (?:me|us|mij|ons))?(?: (?:it|them|that|list|those|lijst|die|ze|dat))*(?: (?:zien|again|opnieuw|nog eens|once more|weer))+(?: \?)?$|^(?:and |en |but |maar |so |dus )*(?:what|which licen[cs]es|wat|welke licenties) (?:do |does |have |hebben )?(?:they|those|these|ze|zij|die)(?: all| allemaal)?(?: have| got| use)?(?: now| nu| dan| then)?(?: \?)?$/;

/** "what can I do about it?" */
const WAY_OUT =
  /^(?:(?:and|ok|so|en|dus|maar|but|,) )*(?:what (?:can|could|should|do) (?:i|we|you) do (?:about|with|against)(?: (?:it|that|this|them|those))?|is there (?:another|any other|no other) (?:way|option|fix|solution)|(?:any |are there )?other (?:options|ways|fixes|solutions)|kan het (?:ook )?anders|(?:een )?andere (?:opties?|manier|oplossing(?:en)?)|wat kan ik (?:er|daar) ?aan doen|wat (?:moet|kan) ik (?:ermee|daarmee))(?: \?)?$/;

/** Some word for it must be said. */
const FIXES = /\b(?:fix|fixen|solve|mend|repair|los|oplossen|herstel|herstellen)\b/;

/** Each is explained on a card of its own. */
const MOST_PEOPLE = 5;

/** Some of these is in each way to ask it. */
const ASKS_WHY = /why|waar|how|hoe/;

/** "why?" alone: of what was refused last, of the people whom the last card lists, else a question. */
export function readBareWhy(
  names: Names,
  sentence: Sentence,
  { users, reading, refused = false }: Conversation,
): Draft | undefined {
  const { plain } = sentence;
  if (!ASKS_WHY.test(plain)) return undefined;
  const lacks = pattern(WHY_NO).test(plain);
  if (!lacks && !pattern(BARE).test(plain)) return undefined;
  // Asked for again, it is refused again with all that is in the way as things stand, or previewed.
  if (!lacks && refused && reading !== undefined) return command(reading.intent, reading.slots);
  const shown = users ?? reading?.slots.ids?.users ?? [];
  const people = shown.flatMap((id) => {
    const named = names.byId(id);
    return named?.kind === 'user' ? [names.source.user(named.index)] : [];
  });
  if (people.length > 0 && people.length <= MOST_PEOPLE) {
    const about = lacks ? namedIn(names, sentence) : undefined;
    return command('explain_user', {
      users: people.map((user) => user.userPrincipalName),
      products: about?.products,
      question: lacks ? 'why_not' : 'why_failed',
      ids: { ...about?.ids.ids, users: people.map((user) => user.id) },
    });
  }
  if (lacks) return undefined;
  const groups = reading?.slots.groups;
  if (groups === undefined || reading?.slots.ids?.groups === undefined) return ask('whichUser');
  return command('list_failures', { groups, ids: { groups: reading.slots.ids.groups } });
}
