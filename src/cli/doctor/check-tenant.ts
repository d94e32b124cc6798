import type { Config } from '../../config/config.ts';
import { describeRemark, SnapshotFault } from '../../directory/snapshot/faults.ts';
import { loadTenant } from '../../licensing/model/load-tenant.ts';
import { counted } from '../../words/counted.ts';
import { keptNote } from '../kept-note.ts';
import { openSnapshot } from '../open-tenant.ts';
import type { Terminal } from '../terminal.ts';
import { checkGraph } from './check-graph.ts';
import type { Finding } from './finding.ts';

/** Which tenant the bot would work on, and whether it can be had. */
export async function checkTenant({ directory }: Config, terminal: Terminal): Promise<readonly Finding[]> {
  const subject = 'Tenant';
  if (directory.kind === 'graph') return checkGraph(directory);
  const source = directory.tenantFolder ?? 'the demo tenant';
  try {
    const snapshot = await openSnapshot(directory.tenantFolder);
    const tenant = loadTenant(snapshot);
    const { organization, userCount, groupCount } = tenant;
    const people = `${counted(userCount, 'people')}, ${counted(groupCount, 'groups')}`;
    const kept = keptNote(tenant);
    const warnings = snapshot.warnings?.() ?? [];
    return [
      { subject, state: 'good', detail: `${organization.displayName} of ${source}: ${people}` },
      ...warnings.map((warning): Finding => ({ subject, state: 'note', detail: describeRemark(warning) })),
      ...(kept === undefined ? [] : [{ subject: 'Licenses', state: 'note' as const, detail: kept }]),
    ];
  } catch (error) {
    if (!(error instanceof SnapshotFault)) throw error;
    terminal.progress('');
    return [{ subject, state: 'wrong', detail: error.message }];
  }
}
