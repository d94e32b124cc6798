import { expect, it } from 'vitest';
import type { SnapshotUser } from '../../src/graph/types.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { finish } from '../../src/licensing/steps.ts';
import { namesNow } from '../../src/tenant/names-now.ts';
import { smallTenant } from '../directory/small-tenant.ts';

const PEOPLE = 2_500;
const users = Array.from({ length: PEOPLE }, (_, n): SnapshotUser => ({ id: `id-${n}`, displayName: `Ann Lee${n}x` }));
const names = () => namesNow(loadTenant({ ...smallTenant(), users, groups: [] }));
const last = { kind: 'user', index: PEOPLE - 1 };

it('names are learnt beside other work, and then are there', () => {
  const { now, learning } = names();
  const pauses = [...learning()].length;
  // After each thousand, and before what was found is laid out.
  expect(pauses).toBe(3);
  expect(now().byId(`id-${PEOPLE - 1}`)).toEqual(last);
  expect([...learning()]).toEqual([]);
});

it('whoever asks while they are being learnt gets all of them, and learning ends', () => {
  const { now, learning } = names();
  const steps = learning();
  steps.next();
  const asked = now();
  expect(asked.whole(['ann', 'lee', `${PEOPLE - 1}`, 'x'])).toEqual([last]);
  finish(steps);
  expect(now()).toBe(asked);
});
