import { describe, expect, test } from 'vitest';
import { helpCard } from '../../../src/cards/page/help.ts';
import { welcomeCard } from '../../../src/cards/page/welcome.ts';
import { permissionsOf, ROLES } from '../../../src/changes/authorization.ts';
import { buildNames, namesOf, understand } from '../../../src/language/index.ts';
import { demoWorld, examplesIn, hostileWorld } from '../world.ts';

const everything = permissionsOf(ROLES.map((role) => role.roleTemplateId));
const worlds = (['en', 'nl'] as const).map((language) => demoWorld(language));

/** Needs what was said before: these end in a question when nothing was. */
const OF_A_CONVERSATION = ['undo', 'cancel', 'maak ongedaan', 'annuleer'];

const sentences = worlds.flatMap((world) => {
  const { context } = world;
  const good = examplesIn(world);
  const { examples: help = [] } = helpCard(context, { permissions: everything, good }).data;
  const { examples: welcome = [] } = welcomeCard(context, { roles: [], mayChange: true, good }).data;
  return [...help, ...welcome].flatMap(({ press }) =>
    press.press?.verb === 'say' ? [[context.texts.language, press.press.data.text] as const] : [],
  );
});

describe('every sentence that can be tapped is understood', () => {
  const names = buildNames(namesOf(demoWorld('en').tenant));
  test.each(sentences.filter(([, text]) => !OF_A_CONVERSATION.includes(text)))('in %s: %s', (language, text) => {
    const reading = understand(text, { names });
    expect(['clarify', 'out_of_scope', 'smalltalk']).not.toContain(reading.intent);
    expect(reading.language).toBe(language);
  });
});

test('where all names are too long to say, no example is made of them', () => {
  const hostile = hostileWorld('en');
  const input = { roles: [], mayChange: true, good: examplesIn(hostile) };
  const { examples = [] } = welcomeCard(hostile.context, input).data;
  expect(examples).toHaveLength(1);
});
