import { isSameId } from '../../graph/ids.ts';
import type { DirectoryRole } from '../../graph/types.ts';
import type { Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import { derivedId } from '../derived-id.ts';
import { type Entity, plainEntity } from './entity.ts';

export function directoryRoleId(tenant: Tenant, { roleTemplateId }: DirectoryRole): string {
  return derivedId(tenant.organization.id, 'directoryRole', roleTemplateId);
}

export function directoryRoleEntity(tenant: Tenant, role: DirectoryRole): Entity {
  const { displayName, roleTemplateId } = role;
  return plainEntity('directoryRole', { displayName, id: directoryRoleId(tenant, role), roleTemplateId });
}

export function directoryRolesOf(tenant: Tenant, user: UserIndex): readonly DirectoryRole[] {
  const { id } = tenant.user(user);
  return tenant.directoryRoles.filter(({ members }) => members.some((member) => isSameId(member, id)));
}

export function roleAssignments(tenant: Tenant): readonly Entity[] {
  return tenant.directoryRoles.flatMap(({ roleTemplateId, members }) =>
    members.map((principalId) =>
      plainEntity('unifiedRoleAssignment', {
        directoryScopeId: '/',
        id: derivedId(tenant.organization.id, roleTemplateId, principalId),
        principalId,
        roleDefinitionId: roleTemplateId,
      }),
    ),
  );
}

export function roleDefinitions(tenant: Tenant): readonly Entity[] {
  return tenant.directoryRoles.map(({ displayName, roleTemplateId }) =>
    plainEntity('unifiedRoleDefinition', {
      displayName,
      id: roleTemplateId,
      isBuiltIn: true,
      isEnabled: true,
      resourceScopes: ['/'],
      templateId: roleTemplateId,
      version: '1',
    }),
  );
}
