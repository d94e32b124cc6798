import { approvalPolicyOf } from '../../app/approval-policy-of.ts';
import { ROLES } from '../../changes/authorization.ts';
import type { Config } from '../../config/config.ts';
import { StartFault } from '../../config/start-fault.ts';
import { SnapshotFault } from '../../directory/snapshot/faults.ts';
import { loadTenant } from '../../licensing/model/load-tenant.ts';
import { StoreFault } from '../../store/fault.ts';
import { withConnectedTenant } from '../open-tenant.ts';
import type { Terminal } from '../terminal.ts';
import type { Finding } from './finding.ts';

const SUBJECT = 'APPROVERS';

/** Whether the tenant has the groups that are named as approvers. Nothing where it names none, or where there is no tenant. */
export async function checkApprovers(
  { approval, dataDir, databaseUrl, directory }: Config,
  terminal: Terminal,
): Promise<readonly Finding[]> {
  const { approvers } = approval;
  if (approvers === undefined || directory.kind === 'graph') return [];
  const { tenantFolder } = directory;
  const roles = ROLES.filter(({ roleTemplateId }) => approvers.roles.includes(roleTemplateId));
  const named = [...roles.map(({ displayName }) => displayName), ...approvers.groups.map((group) => `group ${group}`)];
  try {
    await withConnectedTenant({ dataDir, databaseUrl, tenantFolder, clock: terminal }, (snapshot) =>
      approvalPolicyOf(approval, loadTenant(snapshot)),
    );
    return [{ subject: SUBJECT, state: 'good', detail: named.join(', ') }];
  } catch (error) {
    if (error instanceof StartFault) {
      return [{ subject: SUBJECT, state: 'wrong', detail: error.message.replace(`${SUBJECT}: `, '') }];
    }
    // The tenant itself is looked at by others, who say what is wrong with it.
    if (error instanceof SnapshotFault || error instanceof StoreFault) return [];
    throw error;
  }
}
