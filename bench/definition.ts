import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import type { Snapshot } from '../src/graph/snapshot-text.ts';
import { loadTenant } from '../src/licensing/model/load-tenant.ts';
import { reconcile } from '../src/licensing/reconcile/reconcile.ts';
import { reconcileLiterally } from '../test/licensing/literal.ts';
import { NOW } from './large-tenant.ts';
import { type Line, line, measure, measureWithin, pair, ratio } from './measure.ts';

/** The engine against its definition read literally, in plain objects. */
export async function* benchDefinition(users: number): AsyncGenerator<Line> {
  const snapshot = generateTenant({ users, seed: 1 });
  const plain: Snapshot = { ...snapshot, users: [...snapshot.users], groups: [...snapshot.groups] };
  const literal = await measure(() => reconcileLiterally(plain, NOW));
  const tenant = loadTenant(plain);
  const ours = measureWithin(
    (work) => tenant.attempt(work, { discardRows: true }),
    () => reconcile(tenant, { users: 'everyone', now: NOW }),
    5,
  );
  yield line(
    `the definition read literally, ${users.toLocaleString('en-US')} people, against this`,
    ratio(literal, ours),
    { unit: 'times', bar: 100, aim: 200, atLeast: true },
    pair(literal, ours),
  );
}
