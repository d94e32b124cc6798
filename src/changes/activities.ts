/**
 * The words of Microsoft's audit log, service *Core Directory* (https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities):
 * what the embedded tenant writes, and what is read back from a log.
 */
export const ACTIVITY = {
  setGroupLicense: 'Set group license',
  start: 'Start applying group based license to users',
  finish: 'Finish applying group based license to users',
  changeUserLicense: 'Change user license',
  addMember: 'Add member to group',
  removeMember: 'Remove member from group',
  addRole: 'Add member to role',
  removeRole: 'Remove member from role',
  updateUser: 'Update user',
  updateSku: 'Update subscribed SKU',
  releaseKept: 'Release kept licenses',
  reprocess: 'Reprocess user license assignment',
} as const;
