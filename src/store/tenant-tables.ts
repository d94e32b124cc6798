import type { AssignedLicense, LicenseAssignmentState } from '../core/graph.ts';
import type { Snapshot } from '../core/snapshot-text.ts';
import type { Database } from './database.ts';
import { StoreFault } from './fault.ts';
import { fillTenant } from './tenant-fill.ts';
import { tenantSnapshot } from './tenant-snapshot.ts';

/** The embedded tenant's rows. Ids name what is written; an id that is not there is damage and throws. */
export interface TenantTables {
  /** Everything, in the order of a snapshot's lines; undefined when the store holds no tenant yet. */
  snapshot(): Snapshot | undefined;
  /** The first filling, in one transaction. */
  fill(snapshot: Snapshot): void;
  rolesOf(userId: string): readonly string[];
  setRoles(userId: string, roleTemplateIds: readonly string[]): void;
  /** A group that gets its first product goes to the end of group order (engine.md, *Terms*). */
  setAssignedLicenses(groupId: string, licenses: readonly AssignedLicense[]): void;
  /** At the end of the order of joining. */
  addMember(groupId: string, userId: string): void;
  removeMember(groupId: string, userId: string): void;
  setUserProperty(userId: string, property: 'usageLocation' | 'proxyAddresses', value: unknown): void;
  setEnabledSeats(skuId: string, enabled: number): void;
  setLicenseRows(userId: string, rows: readonly LicenseAssignmentState[]): void;
}

export function tenantTables(database: Database): TenantTables {
  return {
    snapshot: () => tenantSnapshot(database),
    fill: (snapshot) => database.transaction(() => fillTenant(database, snapshot)),
    rolesOf(userId) {
      const sql = 'SELECT role_template_id AS id FROM role_members WHERE user_id = ? ORDER BY 1';
      return database.all<{ id: string }>(sql, userId).map((role) => role.id);
    },
    setRoles(userId, roleTemplateIds) {
      database.transaction(() => {
        database.run('DELETE FROM role_members WHERE user_id = ?', userId);
        for (const id of roleTemplateIds) {
          database.run('INSERT INTO role_members (role_template_id, user_id) VALUES (?, ?)', id, userId);
        }
      });
    },
    setAssignedLicenses(groupId, licenses) {
      const sql =
        'UPDATE groups SET assigned_licenses = ?1, position = CASE ' +
        "WHEN assigned_licenses = '[]' AND ?1 <> '[]' THEN (SELECT max(position) + 1 FROM groups) " +
        'ELSE position END WHERE id = ?2';
      expectOne(database.run(sql, JSON.stringify(licenses), groupId), groupId);
    },
    addMember(groupId, userId) {
      const sql =
        'INSERT INTO members SELECT row, coalesce((SELECT max(position) FROM members WHERE "group" = row), -1) + 1, ? ' +
        'FROM groups WHERE id = ?';
      expectOne(database.run(sql, userId, groupId), groupId);
    },
    removeMember(groupId, userId) {
      const sql = 'DELETE FROM members WHERE "group" = (SELECT row FROM groups WHERE id = ?) AND id = ?';
      expectOne(database.run(sql, groupId, userId), groupId);
    },
    setUserProperty(userId, property, value) {
      const sql = "UPDATE users SET document = json_set(document, '$.' || ?, json(?)) WHERE id = ?";
      expectOne(database.run(sql, property, JSON.stringify(value), userId), userId);
    },
    setEnabledSeats(skuId, enabled) {
      const sql = "UPDATE skus SET document = json_set(document, '$.prepaidUnits.enabled', ?) WHERE sku_id = ?";
      expectOne(database.run(sql, enabled, skuId), skuId);
    },
    setLicenseRows(userId, rows) {
      const sql = 'INSERT OR REPLACE INTO license_rows SELECT row, ? FROM users WHERE id = ?';
      expectOne(database.run(sql, JSON.stringify(rows), userId), userId);
    },
  };
}

function expectOne(rows: number, id: string): void {
  if (rows !== 1) {
    throw new StoreFault('Corrupt', `the store holds ${rows} rows of ${id} where there must be one`);
  }
}
