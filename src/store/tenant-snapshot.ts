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
import { type GroupText, profileText, type UserText } from '../core/snapshot-text.ts';
import { auditHead } from './audit.ts';
import type { Database } from './database.ts';
import { damaged, parseStored } from './fault.ts';
import { licenseReader } from './license-texts.ts';
import { type Member, membersIn } from './members.ts';
import { rowsOf, type SealedRow, sound, summing } from './sealed.ts';

/** The stored tenant whole, its people and groups read as they are asked for; undefined before it was filled. */
export function tenantSnapshot(database: Database): Snapshot | undefined {
  const [tenant] = rowsOf(database, 'tenant');
  if (tenant === undefined) {
    if (auditHead(database).seq > 0) throw damaged('the tenant, which is not there any more,');
    return undefined;
  }
  const skus = rowsOf(database, 'skus', 'ORDER BY position');
  return {
    organization: parseStored<Organization>(String(tenant.organization), 'the organization'),
    rules: parseStored<RuleData>(String(tenant.rules), 'the rule data'),
    ...(tenant.rules_file === null
      ? {}
      : { rulesFile: parseStored<unknown>(String(tenant.rules_file), 'the rule file') }),
    subscribedSkus: skus.map((sku) => parseStored<SubscribedSku>(String(sku.document), 'a product')),
    directoryRoles: storedRoles(database),
    users: { [Symbol.iterator]: () => storedUsers(database).map(asObject) },
    userTexts: { [Symbol.iterator]: () => storedUsers(database).map(asText) },
    groups: { [Symbol.iterator]: () => groupObjects(database) },
    groupTexts: { [Symbol.iterator]: () => groupTexts(database) },
  };
}

function storedRoles(database: Database): readonly DirectoryRole[] {
  return rowsOf(database, 'roles', 'ORDER BY position').map((role) => ({
    roleTemplateId: String(role.role_template_id),
    displayName: String(role.display_name),
    members: rowsOf(database, 'role_members', 'WHERE role_template_id = ? ORDER BY row', role.role_template_id).map(
      (member) => String(member.user_id),
    ),
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
    'SELECT users.row, users.id, users.document, users.checksum, license_rows.user, license_rows.texts, ' +
    'license_rows.checksum AS sum FROM users LEFT JOIN license_rows ON license_rows.user = users.row ORDER BY users.row';
  const [people, licenses] = [summing(database, 'users'), summing(database, 'license_rows')];
  const read = licenseReader(database);
  let place = 0;
  for (const row of database.each<SealedRow<'users'> & { user: number; texts: string | null; sum: number }>(sql)) {
    people.add(sound('users', row).checksum);
    place += 1;
    if (row.row !== place) throw damaged(`person ${place}, who is not there any more,`);
    const json = String(row.document);
    const profile = parseStored<SnapshotUser>(json, 'a person');
    const { user, texts, sum: checksum } = row;
    if (texts === null) {
      yield { profile, json, rows: undefined };
      continue;
    }
    licenses.add(sound('license_rows', { user, texts, checksum }).checksum);
    yield { profile, json, rows: read(texts) };
  }
  people.end();
  licenses.end();
}

function asObject({ profile, rows }: StoredUser): SnapshotUser {
  return rows === undefined ? profile : { ...profile, licenseAssignmentStates: rows };
}

/** Profiles are stored as JSON, and stay it. */
function asText({ profile, json, rows = [] }: StoredUser): UserText {
  return profileText(profile, json, rows);
}

interface StoredGroup {
  /** Without members. */
  readonly profile: SnapshotGroup;
  readonly members: readonly Member[];
}

function* storedGroups(database: Database): Generator<StoredGroup> {
  const [groups, joined] = [summing(database, 'groups'), summing(database, 'members')];
  for (const group of rowsOf(database, 'groups', 'ORDER BY position')) {
    groups.add(group.checksum);
    const parts = rowsOf(database, 'members', 'WHERE "group" = ? ORDER BY part', group.row);
    for (const part of parts) joined.add(part.checksum);
    yield {
      profile: {
        ...parseStored<SnapshotGroup>(String(group.document), 'a group'),
        assignedLicenses: parseStored<AssignedLicense[]>(String(group.assigned_licenses), 'a template'),
      },
      members: parts.flatMap(({ members }) => membersIn(members)),
    };
  }
  groups.end();
  joined.end();
}

function* groupObjects(database: Database): Generator<SnapshotGroup> {
  for (const { profile, members } of storedGroups(database)) {
    yield { ...profile, members: members.map((member) => idOf(database, member)) };
  }
}

/** The people whom lists of members name by number were read in that order. */
function* groupTexts(database: Database): Generator<GroupText> {
  for (const { profile, members } of storedGroups(database)) {
    yield {
      profile,
      members: {
        length: members.length,
        id: (place) => idOf(database, members[place] ?? ''),
        find(lookup, found) {
          for (const [place, member] of members.entries()) {
            found[place] = typeof member === 'number' ? member - 1 : (lookup.find(member) ?? -1);
          }
        },
        json: () => JSON.stringify(members.map((member) => idOf(database, member))),
      },
    };
  }
}

function idOf(database: Database, member: Member): string {
  if (typeof member === 'string') return member;
  const id = database.get<{ id: string }>('SELECT id FROM users WHERE row = ?', member)?.id;
  if (id === undefined) throw damaged(`person ${member}, who is not there any more,`);
  return id;
}
