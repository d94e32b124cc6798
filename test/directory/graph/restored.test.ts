import { expect, it } from 'vitest';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { E1 } from '../small-tenant.ts';
import { graphStage } from './graph-stage.ts';

const REMOVED = { '@removed': { reason: 'changed' } };

/** A directory whose delta queries tell this as well, once. */
async function told(isQuiet: () => boolean) {
  const news: Record<string, object[]> = { users: [], groups: [] };
  const send: typeof fetch = async (input, init) => {
    const [, noun = ''] = /\/(users|groups)\/delta/.exec(String(input)) ?? [];
    const answer = await fetch(input, init);
    const more = news[noun]?.splice(0) ?? [];
    if (more.length === 0) return answer;
    const page = (await answer.json()) as { readonly value: readonly object[] };
    return new Response(JSON.stringify({ ...page, value: [...page.value, ...more] }));
  };
  const stage = await graphStage({ send, pace: { observeMs: 3_600_000 }, isQuiet });
  const look = async (users: readonly object[], groups: readonly object[]) => {
    news['users'] = [...users];
    news['groups'] = [...groups];
    await stage.directory.observe();
  };
  return { ...stage, look };
}

it.each([
  ['in one round', true],
  ['in two rounds', false],
])('a person and a group that were deleted and restored are there: %s', async (_, isOne) => {
  let isQuiet = false;
  const { directory, emulator, look } = await told(() => isQuiet);
  const { tenant } = directory;
  const members = () => tenant.members(tenant.findGroup('kiosk') ?? -1);
  const gone = [{ id: 'person-1', ...REMOVED }];
  const goneGroup = [{ id: 'kiosk', ...REMOVED }];
  if (!isOne) {
    await look(gone, goneGroup);
    expect(members()).toEqual([]);
  }
  const ann = { id: 'person-1', displayName: 'Ann', userPrincipalName: 'ann@contoso.com', assignedLicenses: [] };
  const kiosk = {
    ...{ id: 'kiosk', displayName: 'Kiosk', assignedLicenses: [{ skuId: E1, disabledPlans: [] }] },
    'members@delta': ['person-1', 'kiosk-only'].map((id) => ({ '@odata.type': '#microsoft.graph.user', id })),
  };
  await look([...(isOne ? gone : []), ann], [...(isOne ? goneGroup : []), kiosk]);
  // Nobody has a place in hand any more: who is gone is forgotten.
  isQuiet = true;
  await look([{ id: 'kiosk-only', ...REMOVED }], []);
  expect(tenant.findUser('kiosk-only')).toBeUndefined();
  expect(tenant.findUser('person-1')).toBeDefined();
  expect(members()).toEqual([tenant.findUser('person-1')]);
  const rowsOfAnn = (of: Tenant) => of.read(of.rows(of.findUser('person-1') ?? -1));
  expect(rowsOfAnn(tenant)).toEqual(rowsOfAnn(emulator.world.tenant));
});
