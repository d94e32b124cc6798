import { describe, expect, test } from 'vitest';
import { COMMON_WORDS } from '../../../src/core/language/lexicon/common-words.ts';
import { en } from '../../../src/core/language/lexicon/en.ts';
import { nl } from '../../../src/core/language/lexicon/nl.ts';
import { topicWords } from '../../../src/core/language/lexicon/topics.ts';
import { buildNames, type Names } from '../../../src/core/language/names/build-names.ts';
import { understand } from '../../../src/core/language/understand.ts';
import { isChange } from './changes.ts';
import { compared } from './compare.ts';
import { sourceIn } from './tenants.ts';

const chatSource = sourceIn('chat');
const id = '00000000-0000-4000-8000-000000000001';

function withGroup(displayName: string): Names {
  const last = chatSource.groupCount;
  return buildNames({
    ...chatSource,
    groupCount: last + 1,
    group: (index) => (index < last ? chatSource.group(index) : { id, displayName }),
    memberCount: (group) => (group < last ? chatSource.memberCount(group) : 0),
    isMember: (group, user) => group < last && chatSource.isMember(group, user),
    assignedSkuIds: (group) => (group < last ? chatSource.assignedSkuIds(group) : []),
  });
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Of so many words one is tried, where little is drawn at random. */
const EVERY = process.env['LANGUAGE_RUNS'] === undefined ? 12 : 2;

/** Words and phrases that mean something to the reader, as somebody might call a group. */
const words: readonly string[] = [
  ...new Set(
    [...Object.values(en), ...Object.values(nl)]
      .flatMap((phrases) => phrases.split('|'))
      .concat([...topicWords], [...COMMON_WORDS])
      .filter((word) => !/["?]/.test(word))
      .map(capital),
  ),
].filter((_, at) => at % EVERY === 0);

type Sentence = readonly [string, Record<string, unknown>];

/** Sentences about one group, and what each means. */
const sentences: readonly [Sentence, ...Sentence[]] = [
  ['assign E5 to GROUP', { intent: 'assign_license', products: [{ sku: 'ENTERPRISEPREMIUM' }] }],
  ['assign E5 to the GROUP group', { intent: 'assign_license', products: [{ sku: 'ENTERPRISEPREMIUM' }] }],
  ['give GROUP E5', { intent: 'assign_license', products: [{ sku: 'ENTERPRISEPREMIUM' }] }],
  ['wijs E5 toe aan GROUP', { intent: 'assign_license', products: [{ sku: 'ENTERPRISEPREMIUM' }] }],
  ['remove E5 from GROUP', { intent: 'remove_license', products: ['ENTERPRISEPREMIUM'] }],
  ['verwijder E5 van de groep GROUP', { intent: 'remove_license', products: ['ENTERPRISEPREMIUM'] }],
  ['who failed in GROUP', { intent: 'list_failures' }],
  ['wie is er mislukt in GROUP', { intent: 'list_failures' }],
  ['show GROUP', { intent: 'show_group' }],
  ['toon de groep GROUP', { intent: 'show_group' }],
  ['reprocess GROUP', { intent: 'reprocess' }],
  ['verwerk GROUP opnieuw', { intent: 'reprocess' }],
  ['undo the last change in GROUP', { intent: 'undo' }],
  ['maak de laatste wijziging in GROUP ongedaan', { intent: 'undo' }],
];

/** What is wrong with a reading: it is another change, or it is about everybody. That it asks is right. */
function faultOf(names: Names, name: string, text: string, meant: Record<string, unknown>): string[] {
  const { intent, slots } = understand(text, { names });
  const { intent: wanted, ...rest } = meant;
  const right = JSON.stringify(compared(String(wanted), { ...rest, groups: [name] }));
  const isRight = JSON.stringify(compared(intent, slots as Record<string, unknown>)) === right;
  const isForAll = slots.scope !== undefined || (!OF_NOBODY.has(intent) && slots.groups === undefined);
  return !isRight && (isForAll || isChange({ intent, slots })) ? [`${text}: ${intent} ${JSON.stringify(slots)}`] : [];
}

/** Answers that speak of nobody: what was not understood at all. */
const OF_NOBODY: ReadonlySet<string> = new Set(['clarify', 'help', 'smalltalk', 'out_of_scope', 'whoami']);

test('a group that is called like any word is that group, or asked about', { timeout: 300_000 }, () => {
  const faults = words.flatMap((word, at) => {
    const names = withGroup(word);
    const tried = /\W/.test(word) ? [sentences[at % sentences.length] ?? sentences[0]] : sentences;
    return tried.flatMap(([pattern, meant], turn) =>
      [word, ...((at + turn) % 4 === 0 ? [word.toLowerCase()] : [])].flatMap((typed) =>
        faultOf(names, word, pattern.replace('GROUP', typed), meant),
      ),
    );
  });
  expect(faults).toEqual([]);
});

describe('such names do not get in the way of words', () => {
  test.each([
    ['Staff', 'who failed', { intent: 'list_failures', scope: 'all' }],
    ['Users', 'which users have E3', { intent: 'find_users', products: ['ENTERPRISEPACK'] }],
    ['To', 'assign E5 to Interns', { intent: 'assign_license', groups: ['Interns'] }],
    ['Show', 'show Interns', { intent: 'show_group', groups: ['Interns'] }],
    ['All', 'remove all licenses from Interns', { intent: 'remove_license', groups: ['Interns'], products: 'all' }],
    ['In', 'who failed in Interns', { intent: 'list_failures', groups: ['Interns'] }],
    ['The', 'assign E5 to the Interns', { intent: 'assign_license', groups: ['Interns'] }],
    ['Remove', 'remove E5 from Marketing', { intent: 'remove_license', groups: ['Marketing'] }],
    ['Help', 'help', { intent: 'help' }],
    ['Undo', 'undo 17', { intent: 'undo' }],
  ])('%s: %s', (group, text, { intent, ...slots }) => {
    const reading = understand(text, { names: withGroup(group) });
    expect(reading.intent).toBe(intent);
    expect(reading.slots).toMatchObject(slots);
  });
});

test.each([
  ['show Staff and Interns', { intent: 'show_group', groups: ['Staff', 'Interns'] }],
  ['assign E5 to Interns and Staff', { intent: 'assign_license', groups: ['Interns', 'Staff'] }],
  ['Staff needs E5', { intent: 'assign_license', groups: ['Staff'] }],
  ['switch Staff from E1 to E5', { intent: 'swap_license', groups: ['Staff'] }],
  ['copy the licenses of Staff to Interns', { intent: 'copy_license', from_group: 'Staff' }],
  ["remove everyone's E5 in Staff", { intent: 'remove_license', groups: ['Staff'] }],
  ['verwijder E5 van Staff', { intent: 'remove_license', groups: ['Staff'] }],
])('%s', (text, { intent, ...slots }) => {
  const reading = understand(text, { names: withGroup('Staff') });
  if (reading.intent === 'clarify') return;
  expect(reading.intent).toBe(intent);
  expect(reading.slots).toMatchObject(slots);
});
