import type { Snapshot } from '../../graph/snapshot-text.ts';
import { type GroupText, snapshotUser } from '../../graph/snapshot-text.ts';
import type {
  AssignedLicense,
  DirectoryRole,
  Organization,
  RuleData,
  SnapshotGroup,
  SnapshotUser,
  SubscribedSku,
} from '../../graph/types.ts';
import { damaged, parseStored } from '../../store/fault.ts';
import { auditHead } from '../../store/sqlite/audit.ts';
import type { Database } from '../../store/sqlite/database.ts';
import { rowsOf, summing } from '../../store/sqlite/sealed.ts';
import { type Member, membersIn } from './members.ts';
import { type StoredPerson, storedPeople } from './stored-people.ts';

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
    users: { [Symbol.iterator]: () => storedPeople(database).map(asObject) },
    userTexts: { [Symbol.iterator]: () => storedPeople(database).map(({ text }) => text) },
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

function asObject({ text, hasRows }: StoredPerson): SnapshotUser {
  const user = snapshotUser(text);
  return hasRows ? { ...user, licenseAssignmentStates: [...text.licenseAssignmentStates] } : user;
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
        json: () => Buffer.from(JSON.stringify(members.map((member) => idOf(database, member)))),
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
