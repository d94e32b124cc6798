import type { SnapshotGroup, SnapshotUser } from '../core/graph.ts';
import type { Snapshot } from '../core/snapshot-text.ts';
import type { Database } from './database.ts';
import { insertRow } from './sealed.ts';

/** Writes a whole tenant into empty tables; the caller's transaction makes it all or nothing. */
export function fillTenant(database: Database, snapshot: Snapshot): void {
  for (const [position, sku] of snapshot.subscribedSkus.entries()) {
    insertRow(database, 'skus', [sku.skuId, position, JSON.stringify(sku)]);
  }
  for (const [position, role] of snapshot.directoryRoles.entries()) {
    insertRow(database, 'roles', [role.roleTemplateId, position, role.displayName]);
    for (const userId of role.members) {
      insertRow(database, 'role_members', [role.roleTemplateId, userId]);
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
  insertRow(database, 'tenant', [1, JSON.stringify(snapshot.organization), ...rulesColumns(snapshot)]);
}

/** Rules and the file that states them, as their columns have them. */
export function rulesColumns({ rules, rulesFile }: Pick<Snapshot, 'rules' | 'rulesFile'>): readonly (string | null)[] {
  return [JSON.stringify(rules), rulesFile === undefined ? null : JSON.stringify(rulesFile)];
}

function insertUser(database: Database, row: number, user: SnapshotUser): void {
  const { licenseAssignmentStates, ...document } = user;
  insertRow(database, 'users', [row, user.id, JSON.stringify(document)]);
  if (licenseAssignmentStates?.length) {
    insertRow(database, 'license_rows', [row, JSON.stringify(licenseAssignmentStates)]);
  }
}

function insertGroup(database: Database, row: number, group: SnapshotGroup): void {
  const { members, assignedLicenses, ...document } = group;
  const template = JSON.stringify(assignedLicenses ?? []);
  insertRow(database, 'groups', [row, group.id, row, JSON.stringify(document), template]);
  for (const [position, id] of (members ?? []).entries()) {
    insertRow(database, 'members', [row, position, id]);
  }
}
