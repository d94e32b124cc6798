import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { E3, EMS, MEGAN, smallTenant } from '../directory/small-tenant.ts';
import { tamper } from '../store/open-for-test.ts';
import { give, rowsOf, runsOf, settledStage } from './settled-stage.ts';
import type { Stage } from './stage.ts';

const TABLES = [
  'audit',
  'audit_head',
  'changes',
  'groups',
  'license_rows',
  'license_texts',
  'members',
  'run_parts',
  'runs',
  'template_edits',
  'users',
];

/** Writes of the change and its run, on three people. */
const WRITES = 30;

/** From the `nth` write on, counted from now, every write fails, as on a disk that is full. */
function failFrom(nth: number, { dataDir }: Stage): void {
  const triggers = TABLES.flatMap((table) =>
    ['INSERT', 'UPDATE', 'DELETE'].map(
      (verb) => `
        CREATE TRIGGER fault_${verb}_${table} BEFORE ${verb} ON ${table} BEGIN
          UPDATE fault SET writes_left = writes_left - 1;
          SELECT RAISE(ABORT, 'the disk is full') WHERE (SELECT writes_left FROM fault) < 0;
        END;`,
    ),
  );
  tamper(dataDir, `CREATE TABLE fault (writes_left); INSERT INTO fault VALUES (${nth - 1}); ${triggers.join('')}`);
}

/** Makes room again, and says whether any write had failed. */
function heal({ dataDir }: Stage): void {
  const drops = TABLES.flatMap((table) =>
    ['INSERT', 'UPDATE', 'DELETE'].map((verb) => `DROP TRIGGER fault_${verb}_${table};`),
  );
  tamper(dataDir, `${drops.join('')} DROP TABLE fault`);
}

/** Rows of everybody in the store, which memory must not be ahead of. */
function stored({ store }: Stage): readonly string[] {
  return [...(embeddedStore(store).tenant.snapshot()?.users ?? [])].map((user) =>
    JSON.stringify(user.licenseAssignmentStates ?? []),
  );
}

function remembered({ directory: { tenant } }: Stage): readonly string[] {
  return Array.from({ length: tenant.userCount }, (_, user) => JSON.stringify(tenant.read(tenant.rows(user))));
}

describe('a disk that is full from any write on', () => {
  it.each(Array.from({ length: WRITES + 1 }, (_, index) => index + 1))(
    'from write %i: memory is never ahead of the disk, and with room again all comes to the one end',
    async (nth) => {
      const set = await settledStage({ snapshot: smallTenant({ people: 3 }), usersPerSecond: 4 });
      const { directory, clock, controller, events } = set;
      failFrom(nth, set);
      const taken = await directory.change([give(E3, EMS)], MEGAN).then(
        () => true,
        (error: { code: string }) => {
          expect(error.code).toBe('Storage');
          return false;
        },
      );
      await clock.advance(5_000);
      expect(remembered(set)).toEqual(stored(set));
      const failed = !taken || events.some((event) => event.type === 'faulted');
      heal(set);
      if (!taken) {
        expect(directory.tenant.assignedLicenses(directory.tenant.findGroup('hr') ?? -1)).toEqual([]);
        await directory.change([give(E3, EMS)], MEGAN);
      }
      await clock.advance(30_000);
      expect(controller.progressOf(['hr'], [])).toMatchObject({ assigned: 2, failed: 1, settled: true });
      expect(rowsOf(set, 'person-2')).toEqual(['hr other Active', 'hr other Active']);
      expect(runsOf(set, 'hr')).toEqual(['Start', 'Finish 2/1']);
      expect(remembered(set)).toEqual(stored(set));
      expect((await set.store.verifyAudit()).broken).toBeUndefined();
      expect(failed).toBe(nth <= WRITES);
    },
  );
});
