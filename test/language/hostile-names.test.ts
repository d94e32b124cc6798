import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildNames, type Names } from '../../src/language/names/build-names.ts';
import { understand } from '../../src/language/understand.ts';
import { compared } from './compare.ts';
import { sourceIn } from './tenants.ts';

const chatSource = sourceIn('chat');

/** The tenant of the examples with more groups. */
function withGroups(...displayNames: readonly string[]): Names {
  const extra = displayNames.map((displayName, index) => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    displayName,
  }));
  return buildNames({
    ...chatSource,
    groupCount: chatSource.groupCount + extra.length,
    group: (index) =>
      index < chatSource.groupCount
        ? chatSource.group(index)
        : (extra[index - chatSource.groupCount] ?? { id: '', displayName: '' }),
    memberCount: (group) => (group < chatSource.groupCount ? chatSource.memberCount(group) : 0),
    isMember: (group, user) => group < chatSource.groupCount && chatSource.isMember(group, user),
    assignedSkuIds: (group) => (group < chatSource.groupCount ? chatSource.assignedSkuIds(group) : []),
  });
}

const KEYWORDS =
  'assign give remove add move swap copy without with only except to from for in of and or not never all everyone until because then E3 E5 Yammer Teams off on group users license undo 17 yes no geef verwijder zonder van aan voor niet iedereen omdat en NL Monday'.split(
    ' ',
  );

const HOSTILE = [
  'Staff without Phones',
  'Sales to Partners',
  'All Hands except Board',
  'Remove Me Later',
  'Not Yet Migrated',
  'E3',
  'E3 Pilot',
  'Yammer',
  'Everyone',
  'All',
  'To',
  'and',
  'remove',
  'assign E3',
  'E3 to Marketing',
  'without Yammer',
  'Marketing and Sales',
  'Ops, EMEA',
  'A; B',
  'What?',
  'Stop!',
  'The "A" Team',
  "Women's Network 2",
  "'quoted'",
  'R&D 2',
  'C++',
  'C#',
  '(External)',
  '[Guests]',
  'x',
  '42',
  '#17',
  'until Friday',
  'because of Marketing',
  'no one',
  'nobody',
  'не трогать',
  'マーケティング',
  'شؤون الموظفين',
  '🚀 Launch',
  '🚀',
  'Zoë',
  'ZOE',
  'straße',
  'A'.repeat(120),
  'HR Department without Yammer',
  'users',
  'group',
  'NL',
  'Germany',
  'ann',
  'bob',
  'it',
  'them',
  'Marketing EU',
  'Marketing 2',
  'Kiosk',
  'dry run',
  'what if',
  'undo change 17',
  'E3 without Yammer',
  'Interns and remove E5 from Marketing',
  'for',
  'van',
  'Team A and Team B',
  'HR',
  'Office 365 E3',
];

interface Template {
  readonly say: (name: string) => string;
  readonly means: (name: string) => Record<string, unknown>;
}

const TEMPLATES: readonly Template[] = [
  {
    say: (name) => `assign E5 to ${name}`,
    means: (name) => ({ intent: 'assign_license', groups: [name], products: [{ sku: 'ENTERPRISEPREMIUM' }] }),
  },
  {
    say: (name) => `give ${name} E5`,
    means: (name) => ({ intent: 'assign_license', groups: [name], products: [{ sku: 'ENTERPRISEPREMIUM' }] }),
  },
  {
    say: (name) => `assign E5 without Sway to ${name}`,
    means: (name) => ({
      intent: 'assign_license',
      groups: [name],
      products: [{ off: ['SWAY'], sku: 'ENTERPRISEPREMIUM' }],
    }),
  },
  {
    say: (name) => `wijs E5 toe aan ${name}`,
    means: (name) => ({ intent: 'assign_license', groups: [name], products: [{ sku: 'ENTERPRISEPREMIUM' }] }),
  },
  {
    say: (name) => `remove E5 from ${name}`,
    means: (name) => ({ intent: 'remove_license', groups: [name], products: ['ENTERPRISEPREMIUM'] }),
  },
  {
    say: (name) => `verwijder E5 van ${name}`,
    means: (name) => ({ intent: 'remove_license', groups: [name], products: ['ENTERPRISEPREMIUM'] }),
  },
  {
    say: (name) => `turn off SharePoint in E3 for ${name}`,
    means: (name) => ({ intent: 'set_plans', groups: [name], sku: 'ENTERPRISEPACK', off: ['SHAREPOINTENTERPRISE'] }),
  },
  {
    say: (name) => `add carol@contoso.com to ${name}`,
    means: (name) => ({ intent: 'add_member', users: ['carol@contoso.com'], groups: [name] }),
  },
  {
    say: (name) => `remove carol@contoso.com from ${name}`,
    means: (name) => ({ intent: 'remove_member', users: ['carol@contoso.com'], groups: [name] }),
  },
  {
    say: (name) => `switch ${name} from E1 to E5`,
    means: (name) => ({ intent: 'swap_license', from: 'STANDARDPACK', to: 'ENTERPRISEPREMIUM', groups: [name] }),
  },
  {
    say: (name) => `swap E1 for E5 in ${name}`,
    means: (name) => ({ intent: 'swap_license', from: 'STANDARDPACK', to: 'ENTERPRISEPREMIUM', groups: [name] }),
  },
  {
    say: (name) => `copy the licenses of Interns to ${name}`,
    means: (name) => ({ intent: 'copy_license', from_group: 'Interns', to_groups: [name] }),
  },
  { say: (name) => `reprocess ${name}`, means: (name) => ({ intent: 'reprocess', groups: [name] }) },
];

const CHANGES =
  /^(?:assign|set_|remove|swap|copy|add_|move|migrate|reprocess|undo|cancel|approve|reject|apply|freeze|unfreeze|batch|confirm|dismiss)/;

function namesOnly(names: Names, text: string, expected: Record<string, unknown>): void {
  const reading = understand(text, { names });
  if (!CHANGES.test(reading.intent)) return;
  const { intent, ...slots } = expected;
  expect(compared(reading.intent, reading.slots as Record<string, unknown>), text).toEqual(
    compared(String(intent), slots),
  );
}

const quotings = [
  (name: string) => name,
  (name: string) => `"${name}"`,
  (name: string) => `'${name}'`,
  (name: string) => `“${name}”`,
];

describe('a hostile name is named exactly, or asked about', () => {
  test.each(HOSTILE)('%s', (name) => {
    const names = withGroups(name);
    for (const { say, means } of TEMPLATES) {
      for (const quoted of quotings) namesOnly(names, say(quoted(name)), means(name));
    }
  });

  test('in double quotes nearly every name is understood', () => {
    const known = Array.from({ length: chatSource.groupCount }, (_, group) => chatSource.group(group).displayName);
    const plain = HOSTILE.filter(
      (name) => !known.includes(name) && !/["?]/.test(name) && /[\p{L}\p{N}]/u.test(name) && !name.startsWith("'"),
    );
    const understood = plain.filter(
      (name) => understand(`assign E5 to "${name}"`, { names: withGroups(name) }).slots.groups?.[0] === name,
    );
    expect(plain.filter((name) => !understood.includes(name) && name !== 'Zoë' && name !== 'ZOE')).toEqual([]);
  });

  test('names that differ only in case or accent are told apart as typed, else asked about', () => {
    const names = withGroups('Zoe', 'zoe', 'Zoë');
    expect(understand('assign E5 to Zoë', { names }).slots.groups).toEqual(['Zoë']);
    expect(understand('assign E5 to zoe', { names }).slots.groups).toEqual(['zoe']);
    expect(understand('assign E5 to ZOE', { names }).intent).toBe('clarify');
  });

  test('two groups of one name are asked about', () => {
    expect(understand('assign E5 to Twins', { names: withGroups('Twins', 'Twins') }).intent).toBe('clarify');
  });

  test('the longest name is taken', () => {
    const names = withGroups('HR Department without Yammer');
    expect(understand('assign E5 to HR Department without Yammer', { names }).slots.groups).toEqual([
      'HR Department without Yammer',
    ]);
  });

  // `LANGUAGE_RUNS` sets how many are tried: far more than fit into the usual time.
  test('whatever it is made of', { timeout: 900_000 }, () => {
    const word = fc.oneof(
      fc.constantFrom(...KEYWORDS),
      fc.string({ maxLength: 8 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    );
    const displayName = fc
      .array(word, { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join(' ').trim().slice(0, 120))
      .filter((name) => name !== '' && !/[<>&\n\r]/.test(name));
    fc.assert(
      fc.property(
        displayName,
        fc.constantFrom(...TEMPLATES),
        fc.constantFrom(...quotings),
        (name, { say, means }, quoted) => {
          namesOnly(withGroups(name), say(quoted(name)), means(name));
        },
      ),
      { numRuns: Number(process.env['LANGUAGE_RUNS'] ?? 50) },
    );
  });
});

test('a word after a name that may go on with it is corrected into no other', () => {
  const names = withGroups('Keep', 'Keep Out');
  expect(understand('"Keep Ot" should get EMS', { names })).toMatchObject({ intent: 'clarify' });
  expect(understand('Keep should get EMS', { names })).toMatchObject({ slots: { groups: ['Keep'] } });
});
