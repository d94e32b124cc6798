import type { Snapshot } from '../../graph/snapshot-text.ts';
import { IdIndex } from '../../licensing/model/id-index.ts';
import type { Database } from '../../store/sqlite/database.ts';
import { insertRow } from '../../store/sqlite/sealed.ts';
import type { LicenseRowTable } from './license-rows.ts';
import type { Member, MemberTable } from './members.ts';

interface Parts {
  readonly licenses: LicenseRowTable;
  readonly joined: MemberTable;
}

/** Writes a whole tenant into empty tables; the caller's transaction makes it all or nothing. People count from 1, in order. */
export function fillTenant(database: Database, snapshot: Snapshot, { licenses, joined }: Parts): void {
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
  const people = new IdIndex();
  for (const user of snapshot.users) {
    row += 1;
    people.add(user.id);
    const { licenseAssignmentStates, ...document } = user;
    insertRow(database, 'users', [row, user.id, JSON.stringify(document)]);
    if (licenseAssignmentStates?.length) licenses.insert([row, licenseAssignmentStates]);
  }
  row = 0;
  for (const group of snapshot.groups) {
    row += 1;
    const { members, assignedLicenses, ...document } = group;
    const template = JSON.stringify(assignedLicenses ?? []);
    insertRow(database, 'groups', [row, group.id, row, JSON.stringify(document), template]);
    joined.insert(
      row,
      (members ?? []).map((id) => memberIn(people, id)),
    );
  }
  insertRow(database, 'tenant', [1, JSON.stringify(snapshot.organization), ...rulesColumns(snapshot)]);
}

/** Rules and the file that states them, as their columns have them. */
export function rulesColumns({ rules, rulesFile }: Pick<Snapshot, 'rules' | 'rulesFile'>): readonly (string | null)[] {
  return [JSON.stringify(rules), rulesFile === undefined ? null : JSON.stringify(rulesFile)];
}

/** A person's number, if the member is called just like a person. */
function memberIn(people: IdIndex, id: string): Member {
  const place = people.find(id);
  return place !== undefined && people.id(place) === id ? place + 1 : id;
}
