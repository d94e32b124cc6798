import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../../graph/snapshot-text.ts';
import {
  type GroupText,
  groupText,
  snapshotGroup,
  snapshotUser,
  type UserText,
  userText,
} from '../../graph/snapshot-text.ts';
import { checkGroup, checkProfile, GROUP_NAMES } from './check-group.ts';
import { checkUser, parseRow, USER_NAMES } from './check-user.ts';
import { areWhole, IMPORT } from './export-forms.ts';
import { FaultList, Remarks } from './faults.ts';
import { ifPlain, ifSound } from './hearing.ts';
import { lineFileReason } from './line-file.ts';
import { missingFile } from './missing-file.ts';
import { type OwnedProducts, ownedProducts } from './owned-products.ts';
import { PlainMembers } from './plain-members.ts';
import { PlainUser } from './plain-user.ts';
import { readDirectoryRoles, readOrganization } from './read-organization.ts';
import { readRules } from './read-rules.ts';
import { readSubscribedSkus } from './read-skus.ts';
import { checked, type LineReader, lineRecords, scan } from './records.ts';

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
  else if (!statSync(folder).isDirectory()) faults.add('.', undefined, `a file, and a folder is wanted. ${IMPORT}`);
  faults.throwIfAny();
  const warnings = new Remarks();
  const organization = readOrganization(folder, faults, warnings);
  const subscribedSkus = readSubscribedSkus(folder, faults);
  const skusAreKnown = faults.isEmpty;
  const directoryRoles = readDirectoryRoles(folder, faults);
  const owned = ownedProducts(subscribedSkus);
  const rules = readRules(folder, faults);
  const users = lineRecords(folder, USERS, () => userReader(owned));
  const groups = lineRecords(folder, GROUPS, () => groupReader(owned));
  const areReadable = [reportForm(folder, USERS, faults), reportForm(folder, GROUPS, faults)];
  if (!faults.isEmpty && skusAreKnown) {
    if (areReadable[0]) scan(users, faults);
    if (areReadable[1]) scan(groups, faults);
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
    userTexts: { [Symbol.iterator]: () => userTexts[Symbol.iterator](), ids: users.ids },
    groupTexts,
    directoryRoles,
    ...rules,
    warnings: () => [warnings, users.warnings(), groups.warnings()].flatMap(({ list }) => list),
  };
}

/** Tells whether the file can be read line by line; otherwise why is reported. */
function reportForm(folder: string, file: string, faults: FaultList): boolean {
  const path = join(folder, file);
  const reason = existsSync(path) ? lineFileReason(path, file.slice(0, file.indexOf('.'))) : missingFile(folder, file);
  if (reason !== undefined) faults.add(file, undefined, reason);
  return reason === undefined;
}

function userReader(owned: OwnedProducts): LineReader<UserText> {
  const user = new PlainUser((text) => parseRow(text, owned));
  return {
    plain: (line) => (user.read(line) ? user : undefined),
    check(value, hear) {
      const checked = ifSound((heard) => checkUser(value, owned, heard), hear);
      return checked && userText(checked);
    },
    idOf: ({ id }) => id,
    addTo: (ids, user) => ids.addOf(user),
    names: USER_NAMES,
  };
}

function groupReader(owned: OwnedProducts): LineReader<GroupText> {
  const members = new PlainMembers();
  return {
    plain(line) {
      const rest = members.read(line);
      const profile =
        rest &&
        ifPlain((heard) => {
          areWhole(rest, members.length, heard.fault);
          return checkProfile(rest, owned, heard);
        });
      return profile && { profile, members };
    },
    check(value, hear) {
      const checked = ifSound((heard) => checkGroup(value, owned, heard), hear);
      return checked && groupText(checked);
    },
    idOf: ({ profile }) => profile.id,
    addTo: (ids, { profile }) => ids.add(profile.id),
    names: GROUP_NAMES,
  };
}
