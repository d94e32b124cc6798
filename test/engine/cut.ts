import { tamper } from '../store/open-for-test.ts';
import type { Stage } from './stage.ts';

const TABLES = [
  'audit',
  'audit_head',
  'changes',
  'change_targets',
  'groups',
  'license_rows',
  'license_texts',
  'run_parts',
  'outbox',
  'runs',
  'template_edits',
];
const VERBS = ['INSERT', 'UPDATE', 'DELETE'];

/** From the `nth` write on, counted from now, the disk takes nothing more: as good as a process that is gone. */
export function cutFrom(nth: number, { dataDir }: Stage): void {
  const triggers = TABLES.flatMap((table) =>
    VERBS.map(
      (verb) => `
        CREATE TRIGGER cut_${verb}_${table} BEFORE ${verb} ON ${table} BEGIN
          UPDATE cut SET writes_left = writes_left - 1;
          SELECT RAISE(ABORT, 'gone') WHERE (SELECT writes_left FROM cut) < 0;
        END;`,
    ),
  );
  tamper(dataDir, `CREATE TABLE cut (writes_left); INSERT INTO cut VALUES (${nth - 1}); ${triggers.join('')}`);
}

export function heal({ dataDir }: Stage): void {
  const drops = TABLES.flatMap((table) => VERBS.map((verb) => `DROP TRIGGER cut_${verb}_${table};`));
  tamper(dataDir, `${drops.join('')} DROP TABLE cut`);
}
