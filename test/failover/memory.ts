/**
 * What a tenant takes of memory, in one process: `node --expose-gc test/failover/memory.ts 20000 20`, so many people and tenants. Of a hot one
 * only its model is counted, as a tenant of Microsoft Graph has it; of a cold one what a configuration of many keeps.
 */
import { readConfig } from '../../src/config/config.ts';
import { generateTenant } from '../../src/directory/snapshot/generate-tenant.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { tenantIds } from './fleet-tenants.ts';

const [people, count] = [Number(process.argv[2] ?? 20_000), Number(process.argv[3] ?? 20)];
const COLD = 50_000;

function held(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const kept: unknown[] = [loadTenant(generateTenant({ users: people, seed: 1 }))];
const before = held();
for (let seed = 2; seed < count + 2; seed += 1) kept.push(loadTenant(generateTenant({ users: people, seed })));
const hot = (held() - before) / count;

const env = { DATABASE_URL: 'postgres://user@host/name', TENANT: 'all' };
const few = held();
kept.push(readConfig({ ...env, ALLOWED_TENANTS: tenantIds(COLD).join(',') }));
const cold = (held() - few) / COLD;
process.stdout.write(
  `hot, ${people} people: ${(hot / 1024 ** 2).toFixed(2)} MB; cold: ${cold.toFixed(0)} bytes (${kept.length} kept)\n`,
);
