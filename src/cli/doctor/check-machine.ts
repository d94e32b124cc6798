import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { readStoreIfAny } from '../../directory/embedded/open-store.ts';
import { faultOfNative } from '../../directory/graph/read-model.ts';
import { StoreFault } from '../../store/fault.ts';
import { checkSqliteVersion } from '../../store/sqlite/database.ts';
import type { AuditVerdict } from '../../store/store.ts';
import { counted } from '../../words/counted.ts';
import type { Terminal } from '../terminal.ts';
import { configurationFault, type Finding } from './finding.ts';

export function checkMachine(): readonly Finding[] {
  const detail = `Node ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? 'of an unknown version'}`;
  try {
    checkSqliteVersion(process.versions['sqlite']);
    return [{ subject: 'Node', state: 'good', detail }];
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return [{ subject: 'Node', state: 'wrong', detail: error.message }];
  }
}

/** Looks beside a running Seatkeeper, and leaves nothing behind. */
export async function checkStore(
  { dataDir, databaseUrl, directory }: Pick<Config, 'dataDir' | 'databaseUrl' | 'directory'>,
  terminal: Terminal,
): Promise<readonly Finding[]> {
  const place = nearestExisting(resolve(dataDir));
  if (!mayWrite(place)) {
    const detail = `${place} is not writable for this user. Change its rights, or choose another DATA_DIR.`;
    return [{ subject: 'DATA_DIR', state: 'wrong', detail }];
  }
  const [subject, name] = databaseUrl === undefined ? ['DATA_DIR', dataDir] : ['DATABASE_URL', 'the database'];
  try {
    const store = await readStoreIfAny({ dataDir, databaseUrl }, terminal);
    if (store === undefined) {
      return [{ subject, state: 'note', detail: `${name} holds no store yet; the first start makes one` }];
    }
    try {
      await store.check();
      const isNative = directory.kind === 'graph' && directory.licensing === 'native';
      const fault = isNative ? await faultOfNative(store) : undefined;
      return [
        { subject, state: 'good', detail: `${name} answers` },
        auditFinding(await store.verifyAudit()),
        ...(fault === undefined ? [] : [configurationFault(fault)]),
      ];
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return [{ subject, state: 'wrong', detail: error.message }];
  }
}

function auditFinding({ intact, broken }: AuditVerdict): Finding {
  const subject = 'Audit log';
  if (broken !== undefined)
    return { subject, state: 'wrong', detail: `broken at record ${broken.seq}: ${broken.reason}` };
  return { subject, state: 'good', detail: `${counted(intact, 'records')}, the chain is intact` };
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
