import { EXIT_CONFIG, readConfig } from '../config/config.ts';
import { readStoreOf } from '../directory/embedded/open-store.ts';
import type { AuditVerdict } from '../store/store.ts';
import { counted } from '../words/counted.ts';
import { EXIT, readArguments } from './arguments.ts';
import type { Terminal } from './terminal.ts';

export async function runAuditVerify(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { texts: ['head'], flags: ['json'] });
  const reading = readConfig(terminal.env);
  if ('faults' in reading) {
    for (const fault of reading.faults) terminal.err(fault);
    return EXIT_CONFIG;
  }
  const store = await readStoreOf(reading.config, terminal);
  try {
    const verdict = await store.verifyAudit(given.text('head'));
    terminal.out(given.flag('json') ? JSON.stringify(verdict) : describe(verdict));
    return verdict.broken === undefined ? EXIT.done : EXIT.failures;
  } finally {
    await store.close();
  }
}

function describe({ intact, head, broken }: AuditVerdict): string {
  const records = counted(intact, 'records');
  return broken === undefined
    ? `The audit log is intact: ${records}, the last one ${head}.`
    : `The audit log is broken at record ${broken.seq}: ${broken.reason}. Before it ${records} ${intact === 1 ? 'is' : 'are'} intact.`;
}
