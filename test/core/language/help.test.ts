import { expect, test } from 'vitest';
import type { Intent } from '../../../src/core/language/command.ts';
import { helpFor } from '../../../src/core/language/help.ts';
import { buildNames } from '../../../src/core/language/names/build-names.ts';
import { understand } from '../../../src/core/language/understand.ts';
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
      'set_usage_location',
      'list_failures',
      'suggest_fixes',
      'undo',
      'seats',
      'history',
    ]);
    for (const { examples } of topics) {
      expect(examples).toHaveLength(2);
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
  expect(topics.map((topic) => topic.topic)).toEqual(['list_failures', 'seats', 'history']);
});

test('one subject when it is asked for', () => {
  const topics = helpFor({ names: chat, language: 'en', topic: 'swap_license', may: everything });
  expect(topics.map((topic) => topic.topic)).toEqual(['swap_license']);
});

test('an empty tenant gets the examples that need no names', () => {
  const names = buildNames(sourceOf([], [], []));
  const examples = helpFor({ names, language: 'en', may: everything }).flatMap((topic) => topic.examples);
  expect(examples).toEqual(['who has no usage location?', 'cancel change 17', 'show the last 10 changes']);
});
