import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import { writeSnapshot } from '../../src/directory/snapshot/write-snapshot.ts';

/** Of the demo tenant, in which Teams' people are otherwise. */
const DEMO = '11111111-1111-1111-1111-111111111111';

/** Puts a snapshot for each tenant into the folder, by its id: in each the same people, and one group of another name. */
export async function writeTenants(folder: string, names: Readonly<Record<string, string>>): Promise<void> {
  for (const [tenant, name] of Object.entries(names)) {
    const path = join(folder, tenant);
    await writeSnapshot(path, demoTenant());
    for (const file of readdirSync(path)) {
      const text = readFileSync(join(path, file), 'utf8');
      writeFileSync(join(path, file), text.replaceAll(DEMO, tenant).replaceAll('E3 Pilot', `${name} Pilot`));
    }
  }
}

/** Ids of so many tenants. */
export function tenantIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `aaaaaaaa-0000-4000-8000-${String(at).padStart(12, '0')}`);
}
