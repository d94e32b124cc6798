import type {
  AssignedLicense,
  DirectoryRole,
  LicenseAssignmentState,
  Organization,
  RuleData,
  SnapshotGroup,
  SnapshotUser,
  SubscribedSku,
} from '../core/graph.ts';
import type { Snapshot } from '../core/snapshot-text.ts';
import { profileText, type UserText } from '../core/snapshot-text.ts';
import type { Database } from './database.ts';
import { parseStored } from './fault.ts';

/** The stored tenant whole, its people and groups read as they are asked for; undefined before it was filled. */
export function tenantSnapshot(database: Database): Snapshot | undefined {
  const sql = 'SELECT organization, rules, rules_file FROM tenant';
  const tenant = database.get<{ organization: string; rules: string; rules_file: string | null }>(sql);
  if (!tenant) {
    return undefined;
  }
  const skus = database.all<{ document: string }>('SELECT document FROM skus ORDER BY position');
  return {
    organization: parseStored<Organization>(tenant.organization, 'the organization'),
    rules: parseStored<RuleData>(tenant.rules, 'the rule data'),
    ...(tenant.rules_file === null ? {} : { rulesFile: parseStored<unknown>(tenant.rules_file, 'the rule file') }),
    subscribedSkus: skus.map((sku) => parseStored<SubscribedSku>(sku.document, 'a product')),
    directoryRoles: storedRoles(database),
    users: { [Symbol.iterator]: () => storedUsers(database).map(asObject) },
    userTexts: { [Symbol.iterator]: () => storedUsers(database).map(asText) },
    groups: { [Symbol.iterator]: () => storedGroups(database) },
  };
}

function storedRoles(database: Database): readonly DirectoryRole[] {
  const sql = 'SELECT role_template_id AS id, display_name AS name FROM roles ORDER BY position';
  return database.all<{ id: string; name: string }>(sql).map(({ id, name }) => ({
    roleTemplateId: id,
    displayName: name,
    members: database
      .all<{ user_id: string }>('SELECT user_id FROM role_members WHERE role_template_id = ? ORDER BY row', id)
      .map((member) => member.user_id),
  }));
}

interface StoredUser {
  readonly profile: SnapshotUser;
  readonly json: string;
  /** Undefined: none were ever stored. */
  readonly rows: LicenseAssignmentState[] | undefined;
}

function* storedUsers(database: Database): Generator<StoredUser> {
  const sql =
    'SELECT users.document AS json, license_rows.document AS states ' +
    'FROM users LEFT JOIN license_rows ON license_rows.user = users.row ORDER BY users.row';
  for (const { json, states } of database.each<{ json: string; states: string | null }>(sql)) {
    const profile = parseStored<SnapshotUser>(json, 'a person');
    const ofWhom = `the licenses of ${profile.id}`;
    const rows = states === null ? undefined : parseStored<LicenseAssignmentState[]>(states, ofWhom);
    yield { profile, json, rows };
  }
}

function asObject({ profile, rows }: StoredUser): SnapshotUser {
  return rows === undefined ? profile : { ...profile, licenseAssignmentStates: rows };
}

/** Profiles are stored as JSON, and stay it. */
function asText({ profile, json, rows = [] }: StoredUser): UserText {
  return profileText(profile, json, rows);
}

function* storedGroups(database: Database): Generator<SnapshotGroup> {
  const sql = 'SELECT row, document, assigned_licenses FROM groups ORDER BY position';
  for (const group of database.each<{ row: number; document: string; assigned_licenses: string }>(sql)) {
    const members = database.all<{ id: string }>(
      'SELECT id FROM members WHERE "group" = ? ORDER BY position',
      group.row,
    );
    yield {
      ...parseStored<SnapshotGroup>(group.document, 'a group'),
      assignedLicenses: parseStored<AssignedLicense[]>(group.assigned_licenses, 'a template'),
      members: members.map((member) => member.id),
    };
  }
}
