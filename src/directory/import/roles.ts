import { idKey } from '../../graph/ids.ts';
import type { DirectoryRole } from '../../graph/types.ts';
import { counted } from '../../words/counted.ts';
import type { JsonObject } from '../json-object.ts';
import type { Gathered } from './gathered.ts';
import { isGuid } from './json-value.ts';
import { mergedOnce } from './small-files.ts';
import { nameOf } from './take-object.ts';

/** Who has which role: of roles with their members, or of role assignments. Without either nobody has one, which is told. */
export function importedRoles(gathered: Gathered): readonly DirectoryRole[] {
  const roles = new Map<string, { displayName: string; readonly members: Map<string, string> }>();
  const roleOf = (id: string): { displayName: string; readonly members: Map<string, string> } => {
    const role = roles.get(idKey(id)) ?? { displayName: '', members: new Map<string, string>() };
    roles.set(idKey(id), role);
    return role;
  };
  for (const object of mergedOnce(gathered, 'directoryRole', 'roleTemplateId')) {
    const id = String(object['roleTemplateId']);
    const members = membersOfRole(object, gathered);
    if (members === undefined) continue;
    const role = roleOf(id);
    role.displayName ||= String(object['displayName'] ?? '');
    for (const member of members) role.members.set(idKey(member), member);
  }
  takeAssignments(gathered, roleOf);
  if (roles.size === 0 && !gathered.listed.has('directoryRole') && !gathered.listed.has('roleAssignment')) {
    gathered.warnings.push(
      'No file has the directory roles: in this tenant nobody may look at anything or change it. To get them: GET https://graph.microsoft.com/v1.0/roleManagement/directory/roleAssignments',
    );
  }
  return [...roles].map(([roleTemplateId, { displayName, members }]) => ({
    roleTemplateId,
    displayName,
    members: [...members.values()],
  }));
}

function membersOfRole(role: JsonObject, { members, faults, warnings }: Gathered): readonly string[] | undefined {
  for (const id of [role['roleTemplateId'], role['id']]) {
    if (typeof id !== 'string') continue;
    const found = members.of(id);
    if (found.kind === 'known') {
      for (const name of found.ids.filter((member) => !isGuid(member))) {
        const options = { file: found.file, example: name, lack: 'directoryRoles' } as const;
        faults.add('no id for {n} members of roles, only what they are called', options);
      }
      return found.ids;
    }
    if (found.kind === 'unknown') continue;
    const reason =
      found.kind === 'changes'
        ? 'who lost {n} roles (@removed), and not who had them: it is what changed, and not the whole'
        : found.kind === 'cut'
          ? 'exactly 20 members for {n} roles: Graph expands no more than 20, so there may be others'
          : `the members of a role in ${found.files.join(' and in ')} are not the same`;
    faults.add(reason, { example: nameOf(role), lack: 'directoryRoles' });
    return undefined;
  }
  warnings.push(`The members of the role ${nameOf(role)} are in no file: in this tenant nobody has it.`);
  return undefined;
}

/** Assignments for the whole directory; those for a part of it give nothing here. */
function takeAssignments(
  { small, warnings }: Gathered,
  roleOf: (id: string) => { displayName: string; readonly members: Map<string, string> },
): void {
  const definitions = new Map(small.roleDefinition.map(({ object }) => [idKey(String(object['id'])), object]));
  let scoped = 0;
  for (const { object } of small.roleAssignment) {
    const { principalId, roleDefinitionId, directoryScopeId } = object;
    if (typeof principalId !== 'string' || typeof roleDefinitionId !== 'string') continue;
    if (typeof directoryScopeId === 'string' && directoryScopeId !== '/') {
      scoped++;
      continue;
    }
    const definition = definitions.get(idKey(roleDefinitionId));
    const role = roleOf(String(definition?.['templateId'] ?? roleDefinitionId));
    role.displayName ||= String(definition?.['displayName'] ?? '');
    role.members.set(idKey(principalId), principalId);
  }
  if (scoped > 0)
    warnings.push(`Left out: ${counted(scoped, 'assignments of a role')} for a part of the directory only.`);
}
