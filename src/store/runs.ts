import type { AssignedLicense } from '../core/graph.ts';
import type { Database } from './database.ts';
import { parseStored } from './fault.ts';

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
      database.run('INSERT OR IGNORE INTO template_edits VALUES (?, ?)', groupId, JSON.stringify(before));
    },
    takeTemplateEdit(groupId) {
      const sql = 'DELETE FROM template_edits WHERE group_id = ? RETURNING before';
      const edit = database.get<{ before: string }>(sql, groupId);
      return edit && { before: parseStored<AssignedLicense[]>(edit.before, `the template of ${groupId}`) };
    },
    groupsWithTemplateEdits: () => groupIds(database, 'SELECT group_id FROM template_edits ORDER BY rowid'),
    open: () => groupIds(database, 'SELECT group_id FROM runs ORDER BY rowid'),
    start(groupId, time) {
      database.run('INSERT INTO runs VALUES (?, ?)', groupId, time);
    },
    record(groupId, userId, failed) {
      database.run('INSERT OR REPLACE INTO run_people VALUES (?, ?, ?)', groupId, userId, failed ? 1 : 0);
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

function groupIds(database: Database, sql: string): readonly string[] {
  return database.all<{ group_id: string }>(sql).map((row) => row.group_id);
}
