import { expect, test } from 'vitest';
import type { Intent } from '../../src/language/command.ts';
import { helpFor } from '../../src/language/help.ts';
import { buildNames } from '../../src/language/names/build-names.ts';
import { understand } from '../../src/language/understand.ts';
import { chat, sourceOf } from './tenants.ts';

const everything = () => true;

test('examples use the tenant\u2019s own names and are understood', () => {
  for (const language of ['en', 'nl'] as const) {
    const topics = helpFor({ names: chat, language, may: everything });
    expect(topics.map((topic) => topic.topic)).toEqual([
      'assign_license',
      'swap_license',
      'set_plans',
      'remove_license',
      'add_member',
      'offboard',
      'onboard',
      'set_usage_location',
      'list_failures',
      'suggest_fixes',
      'undo',
      'seats',
      'forecast',
      'reclaim',
      'history',
      'copy_license',
      'later',
      'stages',
      'migrate_direct',
      'what_if',
      'show_group',
      'find_users',
      'reprocess',
      'list_rules',
      'notify',
      'digest',
      'list_approvals',
      'freeze',
      'export_report',
      'list_kept',
      'whoami',
    ]);
    for (const { examples } of topics) {
      expect(examples.length).toBeGreaterThan(1);
      for (const example of examples) expect(understand(example, { names: chat }), example).toMatchObject({ language });
    }
  }
  expect(helpFor({ names: chat, language: 'en', may: everything })[0]?.examples[0]).toBe(
    'assign Office 365 E3 to HR Department without Yammer',
  );
});

test('a reader is shown nothing that changes', () => {
  const reads = (intent: Intent) => /^(?:list_|explain|seats|show_|history|find_)/.test(intent);
  const topics = helpFor({ names: chat, language: 'en', may: reads });
  expect(topics.map((topic) => topic.topic)).toEqual([
    'list_failures',
    'seats',
    'history',
    'show_group',
    'find_users',
    'list_rules',
    'list_approvals',
    'list_kept',
  ]);
});

test('one subject when it is asked for', () => {
  const topics = helpFor({ names: chat, language: 'en', topic: 'swap_license', may: everything });
  expect(topics.map((topic) => topic.topic)).toEqual(['swap_license']);
});

test('an empty tenant gets the examples that need no names', () => {
  const names = buildNames(sourceOf([], [], []));
  const examples = helpFor({ names, language: 'en', may: everything }).flatMap((topic) => topic.examples);
  expect(examples).toEqual([
    'who has no usage location?',
    'cancel change 17',
    'undo everything I did today',
    'which licenses are suspended?',
    'who holds a seat without need?',
    'show the last 10 changes',
    'what changed between 1 November and 15 November?',
    'show scheduled changes',
    'pause 17',
    'resume 17',
    'who has no license?',
    'who is in no group?',
    'which services exclude each other?',
    'stop telling me',
    'no alerts between 18:00 and 8:00',
    'send me a summary every Monday at 8',
    'which summaries do I get?',
    'stop the summary',
    'show pending approvals',
    'approve 17',
    'who approved 17 and when?',
    'what was rejected and why?',
    'freeze changes until tomorrow',
    'unfreeze',
    'export failures as csv',
    'export change 17',
    'tenant report',
    'what was kept?',
    'what may I do?',
    'who am I?',
  ]);
});

test('help on a subject, as people ask for it, is about that subject', () => {
  const subjectOf = (text: string) => understand(text, { names: chat }).slots.topic;
  expect(
    [
      'help with alerts',
      'help schedule',
      'how do I freeze changes',
      'help with what was kept',
      'help export',
      'help rules',
      'help approvals',
      'help subscriptions',
      'help direct licenses',
      'help bevriezen',
      'hoe kan ik iets ongedaan maken',
    ].map(subjectOf),
  ).toEqual([
    'notify',
    'later',
    'freeze',
    'list_kept',
    'export_report',
    'list_rules',
    'list_approvals',
    'seats',
    'migrate_direct',
    'freeze',
    'undo',
  ]);
});
