import type { AssignedLicense } from '../../graph/types.ts';
import { parseStored } from '../../store/fault.ts';
import type { Database } from '../../store/sqlite/database.ts';
import { insertRow, rowsOf } from '../../store/sqlite/sealed.ts';

/**
 * Runs of group licensing that have started and not finished, and template edits that none has picked up. Kept, so that
 * a run that a restart cuts in two still has one start and one finish.
 */
export interface RunRecords {
  /** Remembers the template as it was before the first edit that no run has picked up. */
  noteTemplateEdit(groupId: string, before: readonly AssignedLicense[]): void;
  /** The edit to pick up, once. */
  takeTemplateEdit(groupId: string): { readonly before: readonly AssignedLicense[] } | undefined;
  groupsWithTemplateEdits(): readonly string[];
  open(): readonly string[];
  start(groupId: string, time: string): void;
  /** How the run came out for people, by their places in the tenant; of each the last word counts. */
  record(groupId: string, people: RunPeople): void;
  /** Ends the run and says for how many people it came out well, and not. */
  finish(groupId: string): { readonly assigned: number; readonly failed: number };
}

interface RunPeople {
  readonly assigned: readonly number[];
  readonly failed: readonly number[];
}

export function runs(database: Database): RunRecords {
  return {
    noteTemplateEdit(groupId, before) {
      if (rowsOf(database, 'template_edits', 'WHERE group_id = ?', groupId).length > 0) return;
      insertRow(database, 'template_edits', [groupId, JSON.stringify(before)]);
    },
    takeTemplateEdit(groupId) {
      const [edit] = rowsOf(database, 'template_edits', 'WHERE group_id = ?', groupId);
      if (edit === undefined) return undefined;
      database.run('DELETE FROM template_edits WHERE group_id = ?', groupId);
      return { before: parseStored<AssignedLicense[]>(String(edit.before), `the template of ${groupId}`) };
    },
    groupsWithTemplateEdits: () => groupIds(database, 'template_edits'),
    open: () => groupIds(database, 'runs'),
    start(groupId, time) {
      insertRow(database, 'runs', [groupId, time]);
    },
    record(groupId, { assigned, failed }) {
      const last = database.get<{ last: number | null }>('SELECT max(row) AS last FROM run_parts')?.last ?? 0;
      insertRow(database, 'run_parts', [last + 1, groupId, JSON.stringify({ assigned, failed })]);
    },
    finish(groupId) {
      const failing = new Map<number, boolean>();
      for (const { people } of rowsOf(database, 'run_parts', 'WHERE group_id = ? ORDER BY row', groupId)) {
        const { assigned, failed } = parseStored<RunPeople>(String(people), `the run of ${groupId}`);
        for (const person of assigned) failing.set(person, false);
        for (const person of failed) failing.set(person, true);
      }
      database.run('DELETE FROM runs WHERE group_id = ?', groupId);
      const failed = Iterator.from(failing.values()).reduce((sum, fails) => sum + Number(fails), 0);
      return { assigned: failing.size - failed, failed };
    },
  };
}

function groupIds(database: Database, table: 'runs' | 'template_edits'): readonly string[] {
  return rowsOf(database, table, 'ORDER BY rowid').map((row) => String(row.group_id));
}
