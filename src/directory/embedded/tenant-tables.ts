import type { Snapshot } from '../../graph/snapshot-text.ts';
import type { AssignedLicense, LicenseAssignmentState } from '../../graph/types.ts';
import { damaged } from '../../store/fault.ts';
import type { Database, SqlValue } from '../../store/sqlite/database.ts';
import { insertRow, putRow, rowsOf, type SealedRow, sealAfter } from '../../store/sqlite/sealed.ts';
import { licenseRows } from './license-rows.ts';
import { type Member, memberTable } from './members.ts';
import { beginPeople } from './stored-people.ts';
import { fillTenant, rulesColumns } from './tenant-fill.ts';
import { tenantSnapshot } from './tenant-snapshot.ts';

/** The embedded tenant's rows. Ids name what is written; an id that is not there is damage and throws. */
export interface TenantTables {
  /** Everything, in the order of a snapshot's lines; undefined when the store holds no tenant yet. */
  snapshot(): Snapshot | undefined;
  /** Where there are many people, a thread begins to read them for whoever reads a snapshot's next. */
  beginPeople(): void;
  /** The first filling, in one transaction. */
  fill(snapshot: Snapshot): void;
  setRules(rules: Pick<Snapshot, 'rules' | 'rulesFile'>): void;
  rolesOf(userId: string): readonly string[];
  setRoles(userId: string, roleTemplateIds: readonly string[]): void;
  /** @param isFirst the group never gave any: as in memory it goes to the end of group order */
  setAssignedLicenses(groupId: string, licenses: readonly AssignedLicense[], isFirst?: boolean): void;
  /** At the end of the order of joining. */
  addMember(groupId: string, userId: string): void;
  removeMember(groupId: string, userId: string): void;
  setUserProperty(userId: string, property: 'usageLocation' | 'proxyAddresses', value: unknown): void;
  setEnabledSeats(skuId: string, enabled: number): void;
  setLicenseRows(userId: string, rows: readonly LicenseAssignmentState[]): void;
  /** Of many people, by their places in the order of the snapshot, from 0. */
  setLicenseRowsOf(people: Iterable<readonly [place: number, rows: readonly LicenseAssignmentState[]]>): void;
}

export function tenantTables(database: Database): TenantTables {
  const licenses = licenseRows(database);
  const joined = memberTable(database);

  /** The row of that id, as it was written: an index that leads to another row is found here. */
  function one<Table extends 'groups' | 'users' | 'skus'>(table: Table, key: string, id: string): SealedRow<Table> {
    const [row, ...others] = rowsOf(database, table, `WHERE ${key} = ?`, id);
    if (row === undefined || others.length > 0) expectOne(row === undefined ? 0 : 1 + others.length, id);
    return row as SealedRow<Table>;
  }

  const next = (sql: string, ...values: SqlValue[]) =>
    (database.get<{ last: number | null }>(sql, ...values)?.last ?? -1) + 1;

  /** As the lists of members have it. */
  const memberOf = (id: string): Member =>
    database.get<{ row: number }>('SELECT row FROM users WHERE id = ?', id)?.row ?? id;

  /** The rest of the document stays the text that it is. */
  const withProperty = (document: SqlValue, path: string, json: string) =>
    database.get<{ text: string }>('SELECT json_set(?, ?, json(?)) AS text', document, path, json)?.text ?? '';

  return {
    snapshot: () => tenantSnapshot(database),
    beginPeople: () => beginPeople(database),
    fill: (snapshot) =>
      database.transaction(() => sealAfter(database, () => fillTenant(database, snapshot, { licenses, joined }))),
    setRules({ rules, rulesFile }) {
      const [tenant] = rowsOf(database, 'tenant');
      if (tenant === undefined) throw damaged('the tenant, which is not there any more,');
      putRow(database, 'tenant', 'one', [tenant.one, tenant.organization, ...rulesColumns({ rules, rulesFile })]);
    },
    rolesOf: (userId) =>
      rowsOf(database, 'role_members', 'WHERE user_id = ? ORDER BY 1', userId).map((row) =>
        String(row.role_template_id),
      ),
    setRoles(userId, roleTemplateIds) {
      database.transaction(() => {
        database.run('DELETE FROM role_members WHERE user_id = ?', userId);
        for (const id of roleTemplateIds) insertRow(database, 'role_members', [id, userId]);
      });
    },
    setAssignedLicenses(groupId, licenses, isFirst = false) {
      const group = one('groups', 'id', groupId);
      const template = JSON.stringify(licenses);
      const position = isFirst ? next('SELECT max(position) AS last FROM groups') : group.position;
      putRow(database, 'groups', 'row', [group.row, groupId, position, group.document, template]);
    },
    addMember: (groupId, userId) => joined.add(Number(one('groups', 'id', groupId).row), memberOf(userId)),
    removeMember: (groupId, userId) => joined.remove(Number(one('groups', 'id', groupId).row), memberOf(userId)),
    setUserProperty(userId, property, value) {
      const user = one('users', 'id', userId);
      const document = withProperty(user.document, `$.${property}`, JSON.stringify(value));
      putRow(database, 'users', 'row', [user.row, userId, document]);
    },
    setEnabledSeats(skuId, enabled) {
      const sku = one('skus', 'sku_id', skuId);
      putRow(database, 'skus', 'sku_id', [
        skuId,
        sku.position,
        withProperty(sku.document, '$.prepaidUnits.enabled', JSON.stringify(enabled)),
      ]);
    },
    setLicenseRows: (userId, rows) => licenses.put([[Number(one('users', 'id', userId).row), rows]]),
    setLicenseRowsOf: (people) => licenses.put(Iterator.from(people).map(([place, rows]) => [place + 1, rows])),
  };
}

function expectOne(rows: number, id: string): void {
  if (rows !== 1) {
    throw damaged(`what it holds of ${id}, ${rows} rows where there must be one,`);
  }
}
