import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import type { Snapshot } from '../src/graph/snapshot-text.ts';
import type { AssignedLicense, SnapshotUser, SubscribedSku } from '../src/graph/types.ts';
import { causesOf } from '../src/licensing/explain/causes.ts';
import { loadTenant } from '../src/licensing/model/load-tenant.ts';
import { reconcile } from '../src/licensing/reconcile/reconcile.ts';
import { suggest } from '../src/licensing/suggest/suggest.ts';
import { NOW } from './large-tenant.ts';
import { type Line, line, measure } from './measure.ts';

const TARGET = 'target';
const SOURCES = ['first-source', 'second-source', 'third-source'];
const CAUSES = SOURCES.length + 2;
/** Product 0 turns on one mailbox plan, product 4 the other, and product 15 a plan that is restricted in India. */
const [WANTED, RIVAL, RESTRICTED] = [0, 4, 15];

/** What to do about many failures of few causes. */
export async function* benchSuggestions(failures: number): AsyncGenerator<Line> {
  const tenant = loadTenant(failing(failures));
  reconcile(tenant, { users: 'everyone', now: NOW });
  const scope = { groups: [tenant.findGroup(TARGET) ?? 0] };
  const causes = causesOf(tenant, scope);
  const failed = causes.reduce((sum, { users }) => sum + users.length, 0);
  if (causes.length !== CAUSES || failed !== failures) {
    throw new Error(`${failed} failures in ${causes.length} causes, not ${failures} in ${CAUSES}`);
  }
  const work = await measure(() => suggest(tenant, scope, { now: NOW }), 3);
  yield line(
    `suggestions for ${failures.toLocaleString('en-US')} failures of ${CAUSES} causes`,
    work.cpuMs,
    { unit: 'ms', bar: 2000, aim: 500 },
    `wall ${work.wallMs.toFixed(0)} ms, ${work.result.length} suggestions`,
  );
}

function failing(failures: number): Snapshot {
  const none = generateTenant({ users: 0, seed: 1 });
  const subscribedSkus: SubscribedSku[] = none.subscribedSkus.map((sku) => ({
    ...sku,
    prepaidUnits: { enabled: failures * 2, warning: 0, suspended: 0 },
  }));
  const give = (sku: number): AssignedLicense => ({ skuId: subscribedSkus[sku]?.skuId ?? '', disabledPlans: [] });
  const rival = { ...give(RIVAL), state: 'Active' as const, error: null };
  const users: SnapshotUser[] = [];
  const members = new Map<string, string[]>([TARGET, ...SOURCES].map((id) => [id, []]));
  for (let number = 0; number < failures; number++) {
    const cause = number % CAUSES;
    const source = SOURCES[cause];
    const id = `person-${number}`;
    const isDirect = cause === SOURCES.length;
    members.get(TARGET)?.push(id);
    if (source !== undefined) members.get(source)?.push(id);
    const rows = isDirect || source !== undefined ? [{ ...rival, assignedByGroup: source ?? null }] : [];
    users.push({ id, usageLocation: cause === CAUSES - 1 ? 'IN' : 'NL', licenseAssignmentStates: rows });
  }
  const groups = [...members].map(([id, ids]) => ({
    id,
    securityEnabled: true,
    assignedLicenses: id === TARGET ? [give(WANTED), give(RESTRICTED)] : [give(RIVAL)],
    members: ids,
  }));
  return { ...none, subscribedSkus, users, groups };
}
