import type { Change } from '../licensing/change.ts';

/** What a person may be allowed to do; the columns of the table that `ROLES` holds. */
export const PERMISSIONS = [
  'see',
  'licenseGroup',
  'licenseUser',
  'memberships',
  'usageLocation',
  'reprocessUser',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

interface Role {
  readonly roleTemplateId: string;
  readonly displayName: string;
  readonly permissions: readonly Permission[];
  /** Whether it counts for agreeing to what somebody else asks; without it, for acting alone. */
  readonly approves: boolean;
}

/** May do everything, and may approve in an emergency what is not theirs to approve. */
export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** Entra's built-in roles and what each may do here, widest first. */
export const ROLES: readonly Role[] = [
  {
    roleTemplateId: GLOBAL_ADMINISTRATOR,
    displayName: 'Global Administrator',
    permissions: PERMISSIONS,
    approves: true,
  },
  {
    roleTemplateId: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
    displayName: 'User Administrator',
    permissions: PERMISSIONS,
    approves: true,
  },
  {
    roleTemplateId: '4d6ac14f-3453-41d0-bef9-a3e0c569773a',
    displayName: 'License Administrator',
    permissions: ['see', 'licenseGroup', 'licenseUser', 'usageLocation', 'reprocessUser'],
    approves: true,
  },
  {
    roleTemplateId: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
    displayName: 'Groups Administrator',
    permissions: ['see', 'licenseGroup', 'memberships'],
    approves: true,
  },
  {
    roleTemplateId: '9360feb5-f418-4baa-8175-e2a00bac4301',
    displayName: 'Directory Writers',
    permissions: PERMISSIONS,
    approves: false,
  },
  {
    roleTemplateId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
    displayName: 'Global Reader',
    permissions: ['see'],
    approves: false,
  },
  {
    roleTemplateId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
    displayName: 'Directory Readers',
    permissions: ['see'],
    approves: false,
  },
];

/** Graph's `userType`. A guest is let in by somebody, and decides nothing here. */
export function isGuest(userType: string | null | undefined): boolean {
  return userType?.toLowerCase() === 'guest';
}

export function rolesOf(roleTemplateIds: readonly string[]): readonly Role[] {
  const held = new Set(roleTemplateIds.map((id) => id.toLowerCase()));
  return ROLES.filter((role) => held.has(role.roleTemplateId));
}

export function permissionsOf(roleTemplateIds: readonly string[]): ReadonlySet<Permission> {
  return new Set(rolesOf(roleTemplateIds).flatMap((role) => role.permissions));
}

/** Whether somebody with these roles may agree to what needs all of `needed`. */
export function mayApprove(roleTemplateIds: readonly string[], needed: readonly Permission[]): boolean {
  const roles = rolesOf(roleTemplateIds).filter((role) => role.approves);
  return roles.length > 0 && needed.every((permission) => roles.some((role) => role.permissions.includes(permission)));
}

/** Display names of the roles that would be enough to agree to what needs all of `needed`, the narrowest first. */
export function whoCouldApprove(needed: readonly Permission[]): readonly string[] {
  return enough(
    ROLES.filter((role) => role.approves),
    needed,
  );
}

/** Display names of the roles that would be enough for all of `needed`, the narrowest first. */
export function whoCould(needed: readonly Permission[]): readonly string[] {
  return enough(ROLES, needed);
}

function enough(roles: readonly Role[], needed: readonly Permission[]): readonly string[] {
  return roles
    .filter((role) => needed.every((permission) => role.permissions.includes(permission)))
    .toSorted((a, b) => a.permissions.length - b.permissions.length)
    .map((role) => role.displayName);
}

const PERMISSION_OF = {
  assignGroupLicense: 'licenseGroup',
  assignUserLicense: 'licenseUser',
  addMember: 'memberships',
  removeMember: 'memberships',
  setUsageLocation: 'usageLocation',
  setProxyAddresses: 'usageLocation',
  setSeats: 'licenseGroup',
  releaseKeptLicenses: 'licenseGroup',
  reprocess: 'reprocessUser',
} as const satisfies Record<Change['kind'], Permission>;

/** Everything that a person must be allowed to make all of these changes. */
export function permissionsFor(changes: readonly Change[]): readonly Permission[] {
  return [...new Set(changes.map((change) => PERMISSION_OF[change.kind]))];
}
