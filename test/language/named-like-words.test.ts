import { describe, expect, test } from 'vitest';
import type { Intent, Slots } from '../../src/language/command.ts';
import { COMMON_WORDS } from '../../src/language/lexicon/common-words.ts';
import { en } from '../../src/language/lexicon/en.ts';
import { nl } from '../../src/language/lexicon/nl.ts';
import { topicWords } from '../../src/language/lexicon/topics.ts';
import { buildNames, type Names } from '../../src/language/names/build-names.ts';
import { understand } from '../../src/language/understand.ts';
import { isChange } from './changes.ts';
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
    isMember: (group, user) => group === last || chatSource.isMember(group, user),
    assignedSkuIds: (group) => (group < last ? chatSource.assignedSkuIds(group) : []),
  });
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Of so many words one is tried, where little is drawn at random. */
const EVERY = process.env['EVERY_NAME'] === undefined ? 30 : 2;

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

/** Sentences about one group, each with what it means. */
const sentences: readonly (readonly [text: string, intent: Intent])[] = [
  ['assign E5 to GROUP', 'assign_license'],
  ['assign E5 to the GROUP group', 'assign_license'],
  ['give GROUP E5', 'assign_license'],
  ['wijs E5 toe aan GROUP', 'assign_license'],
  ['GROUP should get E5', 'assign_license'],
  ['remove E5 from GROUP', 'remove_license'],
  ['remove E5 from all GROUP', 'remove_license'],
  ['remove E5 from all of GROUP', 'remove_license'],
  ['take all licenses away from GROUP', 'remove_license'],
  ['verwijder E5 van de groep GROUP', 'remove_license'],
  ['turn Sway off for GROUP', 'set_plans'],
  ['zet Sway aan voor GROUP', 'set_plans'],
  ['swap E1 for E3 in GROUP', 'swap_license'],
  ['upgrade GROUP to E5', 'swap_license'],
  ['copy the licenses of Marketing to GROUP', 'copy_license'],
  ['give Interns the same licenses as GROUP', 'copy_license'],
  ['add Bob to GROUP', 'add_member'],
  ['haal Bob uit GROUP', 'remove_member'],
  ['move Bob from GROUP to Interns', 'move_member'],
  ['move direct E3 to GROUP', 'migrate_direct'],
  ['set the usage location of everyone in GROUP to NL', 'set_usage_location'],
  ['what if Bob leaves GROUP', 'what_if'],
  ['who failed in GROUP', 'list_failures'],
  ['wie is er mislukt in GROUP', 'list_failures'],
  ['how do I fix GROUP', 'suggest_fixes'],
  ['show GROUP', 'show_group'],
  ['toon de groep GROUP', 'show_group'],
  ['reprocess GROUP', 'reprocess'],
  ['verwerk GROUP opnieuw', 'reprocess'],
  ['status of GROUP', 'status'],
  ['cancel the change to GROUP', 'cancel'],
  ['undo the last change in GROUP', 'undo'],
  ['maak de laatste wijziging in GROUP ongedaan', 'undo'],
  ['what changed in GROUP since yesterday', 'history'],
  ['who has E3 in GROUP', 'find_users'],
  ['how many E3 does GROUP have', 'find_users'],
  ['who in GROUP has not signed in for 90 days', 'find_inactive'],
  ['are there enough E3 seats for GROUP', 'forecast'],
  ['export failures of GROUP as csv', 'export_report'],
  ['tell me when GROUP fails', 'notify'],
  ['waarschuw me als GROUP mislukt', 'notify'],
  ['stop telling me about GROUP', 'notify'],
  ['geen meldingen meer over GROUP', 'notify'],
];

/** Of so many sentences one is tried with each word, where little is drawn at random. */
const OF_SENTENCES = process.env['EVERY_NAME'] === undefined ? 5 : 1;

/** Whether a reading is about the group: in itself, in whose members are meant, or in what is supposed. */
function namesGroup(slots: Slots, name: string): boolean {
  const { groups, users, from_group, to_group, to_groups, steps } = slots;
  const members = users !== undefined && 'in' in users ? users.in : [];
  const named = [...(groups ?? []), ...(to_groups ?? []), ...members, from_group, to_group];
  return named.includes(name) || steps?.some((step) => namesGroup(step.slots, name)) === true;
}

/** What is wrong with a reading: it is another change, or it is about everybody. That it asks is right. */
function faultOf(names: Names, name: string, text: string, meant: Intent): string[] {
  const reading = understand(text, { names });
  const { intent, slots } = reading;
  if (OF_NOBODY.has(intent)) return [];
  const other = isChange(reading) && intent !== meant;
  return namesGroup(slots, name) && !other ? [] : [`${text}: ${intent} ${JSON.stringify(slots)}`];
}

/** Answers that speak of nobody: what was not understood at all. */
const OF_NOBODY: ReadonlySet<string> = new Set(['clarify', 'help', 'smalltalk', 'out_of_scope', 'whoami']);

test('a group that is called like any word is that group, or asked about', { timeout: 300_000 }, () => {
  const faults = words.flatMap((word, at) => {
    const names = withGroup(word);
    const tried = sentences.filter((_, turn) => (at + turn) % OF_SENTENCES === 0);
    return tried.flatMap(([pattern, meant], turn) =>
      [word, ...((at + turn) % 4 === 0 ? [word.toLowerCase()] : [])].flatMap((typed) =>
        faultOf(names, word, pattern.replace('GROUP', typed), meant),
      ),
    );
  });
  expect(faults).toEqual([]);
});

describe('written as it is, such a name needs no question', () => {
  test.each(
    ['Staff', 'Users', 'IT', 'Everyone', 'All', 'Sales', 'Test', 'Direct'].flatMap((group) =>
      [
        'tell me when GROUP fails',
        'waarschuw me als GROUP mislukt',
        'stop telling me about GROUP',
        'give GROUP Visio',
      ].map((pattern) => [pattern.replace('GROUP', group), group] as const),
    ),
  )('%s', (text, group) => {
    const { slots } = understand(text, { names: withGroup(group) });
    expect(slots.groups).toEqual([group]);
  });
  test.each(['remove E3 from all staff', 'tell me when staff fails', 'who failed in staff'])(
    'in small letters a change or an alert is asked about, with the group as a button: %s',
    (text) => {
      const { intent, slots, options = [] } = understand(text, { names: withGroup('Staff') });
      if (intent === 'list_failures') expect(slots.groups).toEqual(['Staff']);
      else
        expect(options.map((option) => understand(option.text, { names: withGroup('Staff') }).slots.groups)).toEqual([
          ['Staff'],
        ]);
    },
  );
});

describe('what is said beside a name is not dropped', () => {
  const names = withGroup('Staff');
  test('a license of somebody in a group: hers, or the group’s', () => {
    const { intent, options = [] } = understand('remove E3 for Carol in Staff', { names });
    expect(intent).toBe('clarify');
    expect(options.map((option) => understand(option.text, { names }).intent)).toEqual([
      'remove_license',
      'remove_member',
    ]);
  });
  test('a list may go on, or another change begin', () => {
    expect(understand('remove E3 from Carol and Bob from Staff', { names }).intent).toBe('clarify');
  });
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
