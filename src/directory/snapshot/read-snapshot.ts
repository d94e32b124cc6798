import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../../core/graph.ts';
import {
  type GroupText,
  groupText,
  snapshotGroup,
  snapshotUser,
  type UserText,
  userText,
} from '../../core/snapshot-text.ts';
import { checkGroup, type PlansOfProducts, plansOfProducts } from './check-group.ts';
import { checkUser, parseRow } from './check-user.ts';
import type { Report } from './check-value.ts';
import { FaultList } from './faults.ts';
import { PlainMembers } from './plain-members.ts';
import { PlainUser } from './plain-user.ts';
import { readDirectoryRoles, readOrganization } from './read-organization.ts';
import { readRules } from './read-rules.ts';
import { readSubscribedSkus } from './read-skus.ts';
import { checked, type LineReader, recordsOf, scan } from './records.ts';

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
  const users = recordsOf(folder, USERS, () => userReader(skuIds));
  const groups = recordsOf(folder, GROUPS, () => groupReader(products));
  if (!faults.isEmpty && skusAreKnown && missing.length === 0) {
    scan(users, faults);
    scan(groups, faults);
  }
  faults.throwIfAny();
  if (organization === undefined) throw new TypeError('an organization that cannot be read is a fault');
  const userTexts = checked(folder, users, groups);
  const groupTexts = checked(folder, groups, users);
  return {
    organization,
    subscribedSkus,
    users: { [Symbol.iterator]: () => Iterator.from(userTexts).map(snapshotUser) },
    groups: { [Symbol.iterator]: () => Iterator.from(groupTexts).map(snapshotGroup) },
    userTexts,
    groupTexts,
    directoryRoles,
    ...rules,
  };
}

function userReader(skuIds: ReadonlySet<string>): LineReader<UserText> {
  const user = new PlainUser((text) => parseRow(text, skuIds));
  return {
    plain: (line) => (user.read(line) ? user : undefined),
    check(value, report) {
      const checked = ifSound((heard) => checkUser(value, skuIds, heard), report);
      return checked && userText(checked);
    },
    idOf: ({ id }) => id,
  };
}

function groupReader(products: PlansOfProducts): LineReader<GroupText> {
  const members = new PlainMembers();
  return {
    plain(line) {
      const rest = members.read(line);
      const profile = rest && ifSound((report) => checkGroup(rest, products, report));
      return profile && { profile, members };
    },
    check(value, report) {
      const checked = ifSound((heard) => checkGroup(value, products, heard), report);
      return checked && groupText(checked);
    },
    idOf: ({ profile }) => profile.id,
  };
}

/** What was checked, unless there was anything to report. */
function ifSound<T>(check: (report: Report) => T | undefined, report: Report = () => {}): T | undefined {
  let isSound = true;
  const checked = check((reason) => {
    isSound = false;
    report(reason);
  });
  return isSound ? checked : undefined;
}
