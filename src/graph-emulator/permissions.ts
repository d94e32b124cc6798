/** What an app has that reads and writes everything the emulator serves. */
export const ALL_PERMISSIONS: readonly string[] = [
  'AuditLog.Read.All',
  'Directory.Read.All',
  'Domain.Read.All',
  'Group.Read.All',
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'LicenseAssignment.Read.All',
  'LicenseAssignment.ReadWrite.All',
  'Organization.Read.All',
  'RoleManagement.Read.Directory',
  'User.Read.All',
  'User.ReadWrite.All',
];
