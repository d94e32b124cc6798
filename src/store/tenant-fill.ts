import type { SnapshotGroup, SnapshotUser } from '../core/graph.ts';
import type { Snapshot } from '../core/snapshot-text.ts';
import type { Database } from './database.ts';

/** Writes a whole tenant into empty tables; the caller's transaction makes it all or nothing. */
export function fillTenant(database: Database, snapshot: Snapshot): void {
  for (const [position, sku] of snapshot.subscribedSkus.entries()) {
    database.run('INSERT INTO skus VALUES (?, ?, ?)', sku.skuId, position, JSON.stringify(sku));
  }
  for (const [position, role] of snapshot.directoryRoles.entries()) {
    database.run('INSERT INTO roles VALUES (?, ?, ?)', role.roleTemplateId, position, role.displayName);
    for (const userId of role.members) {
      database.run('INSERT INTO role_members (role_template_id, user_id) VALUES (?, ?)', role.roleTemplateId, userId);
    }
  }
  let row = 0;
  for (const user of snapshot.users) {
    row += 1;
    insertUser(database, row, user);
  }
  row = 0;
  for (const group of snapshot.groups) {
    row += 1;
    insertGroup(database, row, group);
  }
  database.run(
    'INSERT INTO tenant VALUES (1, ?, ?, ?)',
    JSON.stringify(snapshot.organization),
    JSON.stringify(snapshot.rules),
    snapshot.rulesFile === undefined ? null : JSON.stringify(snapshot.rulesFile),
  );
}

function insertUser(database: Database, row: number, user: SnapshotUser): void {
  const { licenseAssignmentStates, ...document } = user;
  database.run('INSERT INTO users VALUES (?, ?, ?)', row, user.id, JSON.stringify(document));
  if (licenseAssignmentStates?.length) {
    database.run('INSERT INTO license_rows VALUES (?, ?)', row, JSON.stringify(licenseAssignmentStates));
  }
}

function insertGroup(database: Database, row: number, group: SnapshotGroup): void {
  const { members, assignedLicenses, ...document } = group;
  database.run(
    'INSERT INTO groups VALUES (?, ?, ?, ?, ?)',
    row,
    group.id,
    row,
    JSON.stringify(document),
    JSON.stringify(assignedLicenses ?? []),
  );
  for (const [position, id] of (members ?? []).entries()) {
    database.run('INSERT INTO members VALUES (?, ?, ?)', row, position, id);
  }
}
