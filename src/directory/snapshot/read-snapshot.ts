import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot, SnapshotGroup, SnapshotUser } from '../../core/graph.ts';
import { checkGroup, plansOfProducts } from './check-group.ts';
import { checkUser } from './check-user.ts';
import { FaultList } from './faults.ts';
import { userParser } from './parse-user.ts';
import { readDirectoryRoles, readOrganization } from './read-organization.ts';
import { readRules } from './read-rules.ts';
import { readSubscribedSkus } from './read-skus.ts';
import { checked, recordsOf, scan } from './records.ts';

const USERS = 'users.ndjson';
const GROUPS = 'groups.ndjson';

/**
 * Opens a tenant snapshot. People and groups are read and checked when they are iterated, a line at a time, each time
 * anew, so that a million of them need not be objects at once. No faulty line is ever handed out: from the first one on
 * nothing is, the rest is only checked, and the end of the iteration throws.
 * @throws SnapshotFault with everything that is wrong: here for the small files, in an iteration for the other two
 */
export async function readSnapshot(folder: string): Promise<Snapshot> {
  const faults = new FaultList(folder);
  if (!existsSync(folder)) faults.add('.', undefined, 'there is no such folder');
  faults.throwIfAny();
  const organization = readOrganization(folder, faults);
  const subscribedSkus = readSubscribedSkus(folder, faults);
  const skusAreKnown = faults.isEmpty;
  const directoryRoles = readDirectoryRoles(folder, faults);
  const rules = readRules(folder, faults);
  const missing = [USERS, GROUPS].filter((file) => !existsSync(join(folder, file)));
  for (const file of missing) faults.add(file, undefined, 'the file is missing');

  const skuIds = new Set(subscribedSkus.map((sku) => sku.skuId));
  const products = plansOfProducts(subscribedSkus);
  const users = recordsOf<SnapshotUser>(folder, USERS, (value, report) => checkUser(value, skuIds, report), userParser);
  const groups = recordsOf<SnapshotGroup>(folder, GROUPS, (value, report) => checkGroup(value, products, report));
  if (!faults.isEmpty && skusAreKnown && missing.length === 0) {
    scan(users, faults);
    scan(groups, faults);
  }
  faults.throwIfAny();
  if (organization === undefined) throw new TypeError('an organization that cannot be read is a fault');
  return {
    organization,
    subscribedSkus,
    users: checked(folder, users, groups),
    groups: checked(folder, groups, users),
    directoryRoles,
    ...rules,
  };
}
