import { expect, test } from 'vitest';
import { leaveInstead } from '../../../src/changes/plan/leave-instead.ts';
import { planCommand } from '../../../src/changes/plan/plan-command.ts';
import { buildNames, namesOf, understand } from '../../../src/language/index.ts';
import { statesWorld } from '../../tenants/states-world.ts';

const { tenant } = statesWorld();
const names = buildNames(namesOf(tenant));

function planned(text: string) {
  const plan = planCommand(tenant, understand(text, { names }));
  if (plan.kind !== 'planned') throw new Error(`“${text}” is not planned`);
  return plan.plan;
}

const groupIdOf = (name: string) =>
  Array.from({ length: tenant.groupCount }, (_, group) => tenant.group(group)).find(
    ({ displayName }) => displayName === name,
  )?.id;

test('what is inherited is left by leaving each group that gives it; a group with a rule is named', () => {
  const { changes, notes } = planned('remove all licenses from Ann Visser');
  expect(changes).toEqual([]);
  const leave = leaveInstead(tenant, notes);
  expect(leave?.changes.map(({ kind, groupId }) => [kind, groupId])).toEqual([
    ['removeMember', groupIdOf('Licensed staff')],
    ['removeMember', groupIdOf('Analysts')],
  ]);
  expect(leave?.dynamicGroupIds).toEqual([groupIdOf('Automation')]);
});

test('where everything is direct there is nothing to leave', () => {
  expect(leaveInstead(tenant, planned('remove E1 from Iris Vos').notes)).toBeUndefined();
});

test.each([
  'remove Ann Visser from all groups',
  'take Ann Visser out of all her groups',
  'haal Ann Visser uit alle groepen',
])('out of every group but those with a rule, which are named: %s', (text) => {
  const { changes, notes, targetGroupIds } = planned(text);
  const left = [groupIdOf('Licensed staff'), groupIdOf('Analysts')];
  expect(changes.map((change) => ('groupId' in change ? change.groupId : ''))).toEqual(left);
  expect(targetGroupIds).toEqual(left);
  expect(notes).toEqual([{ kind: 'followsRule', groupId: groupIdOf('Automation') }]);
});

test.each([
  'remove all licenses and groups from Ann Visser',
  'remove Ann Visser from all groups and take all her licenses',
  'verwijder alle licenties en groepen van Ann Visser',
])('licenses and groups at once are one plan, in which nothing inherited is left to say: %s', (text) => {
  const { changes, notes } = planned(text);
  expect(changes.map(({ kind }) => kind)).toEqual(['removeMember', 'removeMember']);
  const inherited = notes.filter(({ kind }) => kind === 'inherited');
  expect(inherited).toMatchObject([{ groupIds: [groupIdOf('Automation')] }]);
  expect(leaveInstead(tenant, notes)?.dynamicGroupIds).toEqual([]);
});

test.each([
  'strip Ann Visser of any licenses and whichever groups',
  'do not remove all licenses and groups from Ann Visser',
])('licenses and groups in other words are asked about, never the licenses alone: %s', (text) => {
  expect(understand(text, { names }).intent).toBe('clarify');
});

test.each(['do not remove Ann Visser from all groups', 'remove Ann Visser from all groups except Analysts'])(
  'more than that is no such request: %s',
  (text) => {
    const { intent, slots } = understand(text, { names });
    expect(intent === 'remove_member' ? slots.groups : []).not.toContain('Analysts');
  },
);
