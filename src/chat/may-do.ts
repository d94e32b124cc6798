import type { Permission } from '../changes/authorization.ts';
import type { Intent } from '../language/command.ts';

/** What a person needs for what an intent does to a group; everything else needs to look alone. */
const NEEDED: Partial<Record<Intent, Permission>> = {
  assign_license: 'licenseGroup',
  set_plans: 'licenseGroup',
  remove_license: 'licenseGroup',
  swap_license: 'licenseGroup',
  copy_license: 'licenseGroup',
  migrate_direct: 'licenseUser',
  add_member: 'memberships',
  remove_member: 'memberships',
  move_member: 'memberships',
  set_usage_location: 'usageLocation',
  offboard: 'memberships',
  onboard: 'memberships',
  reprocess: 'reprocessUser',
  freeze: 'licenseGroup',
  unfreeze: 'licenseGroup',
};

/** For help alone: what is allowed is decided by the directory at the act. */
export function mayDo(intent: Intent, permissions: ReadonlySet<Permission>): boolean {
  return permissions.has(NEEDED[intent] ?? 'see');
}
