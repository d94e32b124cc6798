import { describeRemark } from '../directory/snapshot/faults.ts';
import type { Snapshot } from '../graph/snapshot-text.ts';
import type { Terminal } from './terminal.ts';

/** Tells whoever sits in front of the terminal what a snapshot that was read is to be warned about. */
export function warnOf({ warnings }: Snapshot, terminal: Pick<Terminal, 'err' | 'progress'>): void {
  for (const warning of warnings?.() ?? []) {
    terminal.progress('');
    terminal.err(`Warning: ${describeRemark(warning)}`);
  }
}
