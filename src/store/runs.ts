import type { AssignedLicense } from '../core/graph.ts';
import type { Database } from './database.ts';
import { parseStored } from './fault.ts';
import { insertRow, putRow, rowsOf } from './sealed.ts';

/**
 * Runs of group licensing that have started and not finished, and template edits that none has picked up. Kept, so that
 * a run that a restart cuts in two still has one start and one finish.
 */
export interface Runs {
  /** Remembers the template as it was before the first edit that no run has picked up. */
  noteTemplateEdit(groupId: string, before: readonly AssignedLicense[]): void;
  /** The edit to pick up, once. */
  takeTemplateEdit(groupId: string): { readonly before: readonly AssignedLicense[] } | undefined;
  groupsWithTemplateEdits(): readonly string[];
  open(): readonly string[];
  start(groupId: string, time: string): void;
  /** How the run came out for a person; a later word replaces an earlier one. */
  record(groupId: string, userId: string, failed: boolean): void;
  /** Ends the run and says for how many people it came out well, and not. */
  finish(groupId: string): { readonly assigned: number; readonly failed: number };
}

export function runs(database: Database): Runs {
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
    record(groupId, userId, failed) {
      putRow(database, 'run_people', 'group_id, user_id', [groupId, userId, failed ? 1 : 0]);
    },
    finish(groupId) {
      const sql = 'SELECT count(*) AS people, coalesce(sum(failed), 0) AS failed FROM run_people WHERE group_id = ?';
      const { people, failed } = database.get<{ people: number; failed: number }>(sql, groupId) ?? {
        people: 0,
        failed: 0,
      };
      database.run('DELETE FROM runs WHERE group_id = ?', groupId);
      return { assigned: people - failed, failed };
    },
  };
}

function groupIds(database: Database, table: 'runs' | 'template_edits'): readonly string[] {
  return rowsOf(database, table, 'ORDER BY rowid').map((row) => String(row.group_id));
}
