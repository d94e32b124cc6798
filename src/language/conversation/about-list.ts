import { wordsOf } from '../../words/words-of.ts';
import { type Intent, isChange } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import { pattern } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import { namedIn } from '../names/named-things.ts';
import type { Sentence } from '../sentence.ts';
import { fold } from '../text.ts';
import { type Asked, askedIn } from './asked.ts';
import type { Conversation } from './conversation.ts';

const EXPORT =
  '^(?:(?:and|ok|please|en|can you|,) )*{export}(?: (?:that|this|it|them|these|dat|dit|ze|die|het)(?: (?:list|lijst))?|(?= (?:as|to|in|als|naar|maar|even|eens)(?: |$))|$)(?: maar| even| eens)*(?: (?:as|to|in|als|naar)(?: csv| excel| html| file| bestand)?| csv| excel| html)*$';
const REPORTS: Readonly<Partial<Record<Intent, string>>> = {
  list_failures: 'failures',
  find_users: 'users',
  show_group: 'members',
  history: 'history',
  seats: 'seats',
  show_products: 'seats',
};
const REDO =
  '^(?:(?:no|nee|and|en|ok|actually|eigenlijk|,) )*(?:redo|(?:put|bring|zet) (?:it|that|her|him|them|het|dat|haar|hem|ze) (?:back|terug)|(?:do|doe) (?:it|that|dat|het) (?:again|opnieuw|nog eens|nog een keer)(?: after all)?|toch weer wel)(?: again| weer)?$';
const AGAIN =
  /^(?:(?:and|en|ok|please|now|nu|,) )*(?:do|doe) (?:it|that|dat|het) (?:again|once more|opnieuw|nog eens|nog een keer)(?: please| graag)?$/;
const IS_BACK =
  /^(?:(?:and|so|en|dus|ok|,) )*(?:is|are|zijn) (?:everything|it|that|all|alles|het|dat|things)(?: (?:now|nu|dan|weer|again|all|back))*(?: (?:back|to normal|normal|as it was|as before|as they were|like before|the way it was|how it was|restored|zoals (?:het|eerst|voorheen)(?: was)?|hersteld|terug|bij het oude|normaal))+(?: (?:now|again|before|nu|weer))*(?: \?)?$/;
const LISTS: ReadonlySet<string> = new Set(wordsOf('find_users list_failures list_groups find_inactive show_group'));

/** "how many?", "who?", "fix them": of the last list, or of what failed. */
export function readAboutList(sentence: Sentence, conversation: Conversation): Draft | undefined {
  const { reading, pending, asked, dropped, did, undone } = conversation;
  const { plain, skeleton, names, items } = sentence;
  if (reading === undefined) return undefined;
  const { intent, slots } = reading;
  const report = REPORTS[intent];
  if (report !== undefined && pattern(EXPORT).test(plain)) {
    const { count: _c, page: _p, question: _q, ...of } = slots;
    return command('export_report', { ...of, report, format: plain.includes('html') ? 'html' : 'csv' });
  }
  const takesBack = intent === 'undo' || intent === 'remove_member' || intent === 'remove_license';
  if (pending === undefined && takesBack && pattern(REDO).test(plain)) return command('undo', { ref: '@last_by_me' });
  // "do that again", of what was done.
  if (pending === undefined && did !== undefined && isChange(intent) && AGAIN.test(plain))
    return command(intent, slots);
  // "is everything back as it was?", of the group that it was about.
  if (pending === undefined && IS_BACK.test(skeleton)) {
    const { groups, ids = {} } = undone?.slots ?? slots;
    return groups?.length === 1
      ? command('show_group', { groups, ids: { groups: ids.groups ?? [] } })
      : command('status', { ref: '@last_by_me' });
  }
  // "ask again on Monday"
  const time = items.find(({ kind }) => kind === 'time');
  const again = plain.replace(fold(time?.text ?? ''), '').replace(/(?: (?:on|op))? +$/, '');
  if (dropped !== undefined && (ASKS_AGAIN.test(again) || ASKS_AGAIN.test(skeleton)))
    return command(dropped.intent, { ...dropped.slots, ...(time && { start: time.text }) });
  // "how many people are in there?" says where.
  const q = askedIn(skeleton) ?? askedIn(plain);
  // What a preview would mend stands on it.
  if (WAY_OUT.test(plain) || (names.length === 0 && q !== undefined && mends(q)))
    return pending !== undefined && isChange(intent)
      ? command('status', { ref: '@pending', question: 'count' })
      : fixesOf(reading);
  if (q === undefined || names.length > 0) return undefined;
  if (q.begins('what') && q.has('i') && JUST_DID.test(plain)) return command('status', { ref: '@last_by_me' });
  const went =
    q.has('done', 'when') && q.begins('whether', 'how', 'when') && q.only('whether', 'how', 'when', 'done', 'it');
  if (pending === undefined && went)
    return command('status', { ref: asked === undefined ? '@last_by_me' : String(asked) });
  const groups =
    slots.groups === undefined ? undefined : { groups: slots.groups, ids: { groups: slots.ids?.groups ?? [] } };
  // "who is in there now?", after a change of one group.
  const isThere =
    q.begins('who') &&
    q.only('who', 'whether', 'it', 'after') &&
    /\b(?:in (?:it|there)|(?:er|daar) .*in|erin)\b/.test(skeleton.replace(/ (?:then|dan)\b/, ''));
  if (isThere && groups !== undefined && isChange(intent))
    return command('show_group', { ...groups, question: 'members' });
  const succeeds =
    q.begins('who') && q.only('who', 'whether', 'it', 'gets', 'fails', 'not') && q.has('fails') === q.has('not');
  if (groups !== undefined && succeeds && q.has('fails', 'gets'))
    return command('find_users', { through: groups.groups, ids: groups.ids });
  if (
    isChange(intent) &&
    groups !== undefined &&
    q.begins('who') &&
    q.has('fails') &&
    q.only('who', 'whether', 'fails', 'it')
  )
    return command('list_failures', groups);
  // "how many have E3?", "which ones?".
  if (intent === 'seats' && Array.isArray(slots.products) && isWho(q))
    return command('find_users', { products: slots.products, ids: { skus: slots.ids?.skus ?? [] } });
  if (q.has('fixed', 'fix') && q.begins('whether') && pending === undefined && FAILURES.test(intent))
    return groups === undefined && slots.users !== undefined
      ? command('explain_user', { users: slots.users, question: 'why_failed', ids: { users: slots.ids?.users ?? [] } })
      : command('list_failures', groups ?? { scope: 'all' });
  if (!LISTS.has(intent)) return undefined;
  const shows = q.has('shows') && q.has('again') && q.only('shows', 'again', 'it', 'i');
  const has = q.begins('what') && q.has('it') && q.has('has');
  if (pending === undefined && (shows || has)) return command(intent, slots);
  const { count: _count, page: _page, ...kept } = slots;
  const people = intent === 'show_group' ? { question: 'members' } : {};
  if (q.has('count') && q.only('count', 'how', 'whether', 'it') && !ELSE.test(plain))
    return command(intent, { ...kept, ...people, ...(intent === 'show_group' ? {} : { count: true }) });
  return isWho(q) && !ELSE.test(plain) ? command(intent, { ...kept, ...people }) : undefined;
}

function isWho(q: Asked): boolean {
  return q.begins('who') && q.only('who', 'whether', 'it');
}

/** What is there besides is not what is there. */
const ELSE = /\b(?:else|more|left|nog|over|free|vrij)\b/;
const FAILURES = /^(?:list_failures|suggest_fixes|explain_user)$/;
const JUST_DID = /\b(?:do|did|done|changed?|gedaan|gewijzigd)(?: just| zojuist| net| last)?(?: \?)?$/;

/** "fix them", "how do I solve that?": no question of whether it is mended. */
function mends(q: Asked): boolean {
  return q.has('fix') && !q.begins('whether') && !q.has('who', 'count', 'why', 'when', 'done', 'approve', 'reject');
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

/** "actually, ask again", of what was called off. */
const ASKS_AGAIN =
  /^(?:(?:no|nee|actually|eigenlijk|ok|oh|wait|wacht|sorry|can you|could you|kun je|toch|please|,) )*(?:(?:ask|send|do|show|try|preview|vraag|stuur|doe|probeer|toon)(?: (?:it|that|for it|for approval|het|dat|om))*(?: (?:again|anyway|after all|opnieuw|nog eens|nog een keer|toch|alsnog|weer|maar|wel))+|toch wel|alsnog|again|opnieuw)(?: \?)?$/;

/** "what can I do about it?" */
const WAY_OUT =
  /^(?:(?:and|ok|so|en|dus|maar|but|,) )*(?:what (?:can|could|should|do) (?:i|we|you) do (?:about|with|against)(?: (?:it|that|this|them|those))?|what are(?: my| our| the)? options|which options are there|wat zijn(?: mijn| de| onze)? opties|welke opties(?: zijn er| heb ik)?|is there (?:another|any other|no other) (?:way|option|fix|solution)|(?:any |are there )?other (?:options|ways|fixes|solutions)|kan het (?:ook )?anders|(?:een )?andere (?:opties?|manier|oplossing(?:en)?)|wat kan ik (?:er|daar) ?aan doen|wat (?:moet|kan) ik (?:ermee|daarmee))(?: \?)?$/;

/** Each is explained on a card of its own. */
const MOST_PEOPLE = 5;

/** "why?" alone: of what was refused last, of the people whom the last card lists, else a question. */
export function readBareWhy(
  names: Names,
  sentence: Sentence,
  { users, reading, refused = false }: Conversation,
): Draft | undefined {
  const { plain } = sentence;
  const q = /\b(?:she|he|hij|zij)\b/.test(plain) ? undefined : askedIn(plain);
  // "how then?"
  const how = q?.begins('how') && q.has('after') && q.only('how', 'after', 'whether', 'not');
  const isBare =
    q?.has('why') && q.only('why', 'how', 'whether', 'can', 'not', 'it', 'fails', 'done', 'reject', 'after');
  if (q === undefined || !(how || isBare)) return undefined;
  // "why no E3?"
  const lacks = sentence.names.length > 0;
  if (lacks && !(q.has('not') && /<p>(?: \?)?$/.test(plain))) return undefined;
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
  if (reading?.intent === 'list_failures' && groups === undefined) return command(reading.intent, reading.slots);
  if (groups === undefined || reading?.slots.ids?.groups === undefined) return ask('whichUser');
  return command('list_failures', { groups, ids: { groups: reading.slots.ids.groups } });
}
