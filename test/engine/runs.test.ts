import { describe, expect, it } from 'vitest';
import { E3, EMS, MEGAN, smallTenant } from '../directory/small-tenant.ts';
import { atOnce } from '../store/at-once.ts';
import { tamper } from '../store/open-for-test.ts';
import { give, join, leave, rowsOf, runsOf, settledStage, take } from './settled-stage.ts';
import { type Stage, stage } from './stage.ts';

describe('a run in the audit log', () => {
  it('is a start that says what it picks up, a record for each person, and a finish that counts them', async () => {
    const { directory, controller, store } = await settledStage();
    const { seq = 0 } = (await Array.fromAsync(store.audit.since(0))).at(-1) ?? {};
    await directory.change([give(E3, EMS)], MEGAN);
    await controller.idle();
    const records = await Array.fromAsync(store.audit.since(seq));
    expect(records.map(({ activity, target }) => `${activity}: ${target}`)).toEqual([
      'Set group license: hr',
      'Start applying group based license to users: hr',
      ...Array.from({ length: 10 }, (_, index) => `Change user license: person-${index + 1}`),
      'Finish applying group based license to users: hr',
    ]);
    const [set, start, conflict, fine] = records;
    expect(start?.details).toEqual(set?.details);
    expect(records.slice(1).every(({ actor }) => actor.displayName === 'Microsoft Entra group-Based Licensing')).toBe(
      true,
    );
    expect(conflict?.details).toMatchObject({
      groupIds: ['hr'],
      status: 'failure',
      licensingErrorMessage: expect.stringContaining('MutuallyExclusiveViolation'),
    });
    expect(fine?.details).toMatchObject({ groupIds: ['hr'], status: 'success' });
    expect(records.at(-1)?.details).toEqual({
      modifiedProperties: [
        {
          displayName: 'Result',
          oldValue: '[]',
          newValue: '[Users successfully assigned licenses: 9, Users for whom license assignment failed: 1.]',
        },
      ],
    });
  });

  it('is there once for each group that has something to do, and for no other', async () => {
    const set = await settledStage();
    const { directory, controller } = set;
    await directory.change([give(E3, EMS)], MEGAN);
    await controller.idle();
    await directory.change([leave('kiosk', 'person-1')], MEGAN);
    await controller.idle();
    await directory.change([{ kind: 'reprocess', userIds: ['person-2'] }], MEGAN);
    await controller.idle();
    expect(runsOf(set, 'hr')).toEqual(['Start', 'Finish 9/1', 'Start', 'Finish 1/0']);
    expect(runsOf(set, 'kiosk')).toEqual(['Start', 'Finish 2/0', 'Start', 'Finish 1/0']);
  });

  it('picks up several edits of one template together', async () => {
    const set = await settledStage();
    await set.directory.change([give(E3)], MEGAN);
    await set.directory.change([give(EMS)], MEGAN);
    await set.controller.idle();
    expect(runsOf(set, 'hr')).toEqual(['Start', 'Finish 9/1']);
  });

  it('is there for a template that nobody gets, too', async () => {
    const set = await settledStage({ snapshot: smallTenant({ people: 1 }) });
    await set.directory.change([leave('hr', 'person-1'), give(E3)], MEGAN);
    await set.controller.idle();
    expect(runsOf(set, 'hr')).toEqual(['Start', 'Finish 0/0']);
  });

  it('goes on when people come and go in the middle of it', async () => {
    const set = await settledStage({ usersPerSecond: 4 });
    const { directory, clock } = set;
    await directory.change([give(E3)], MEGAN);
    await clock.advance(1_000);
    await directory.change([join('hr', 'megan'), leave('hr', 'person-2'), leave('hr', 'person-9')], MEGAN);
    await clock.advance(10_000);
    expect(rowsOf(set, 'megan')).toEqual(['hr other Active']);
    expect(rowsOf(set, 'person-2')).toEqual([]);
    expect(rowsOf(set, 'person-9')).toEqual([]);
    expect(runsOf(set, 'hr')).toEqual(['Start', 'Finish 9/1']);
  });

  it('ends early when the template changes in the middle of it, and a new one starts', async () => {
    const set = await settledStage({ usersPerSecond: 4 });
    const { directory, clock, controller } = set;
    await directory.change([give(E3)], MEGAN);
    await clock.advance(600);
    await directory.change([take(E3)], MEGAN);
    await clock.advance(10_000);
    expect(controller.progressOf(['hr'], [])).toMatchObject({ failed: 0, settled: true });
    expect(rowsOf(set, 'person-2')).toEqual([]);
    expect(runsOf(set, 'hr')).toEqual(['Start', 'Finish 2/1', 'Start', 'Finish 3/0']);
  });
});

describe('a direct license in the middle of a run', () => {
  it('is not overwritten by what was decided before it', async () => {
    const set = await settledStage({ usersPerSecond: 4 });
    const { directory, clock } = set;
    await directory.change([give(E3)], MEGAN);
    await clock.advance(300);
    const addLicenses = [{ skuId: EMS, disabledPlans: [] }];
    await directory.change([{ kind: 'assignUserLicense', userId: 'person-9', addLicenses, removeLicenses: [] }], MEGAN);
    await clock.advance(10_000);
    expect([...rowsOf(set, 'person-9')].sort()).toEqual(['direct other Active', 'hr other Active']);
  });
});

describe('a run that a restart cuts in two', () => {
  it.each([1, 4, 9])('after %i people: comes to the same end, with one start and one finish', async (people) => {
    const cut = await settledStage({ usersPerSecond: 4 });
    await cut.directory.change([give(E3, EMS)], MEGAN);
    await cut.clock.advance((people - 1) * 250);
    expect(cut.controller.progressOf(['hr'], []).processed).toBe(people);
    cut.close();
    const again = await stage({ dataDir: cut.dataDir, clock: cut.clock });
    again.controller.start();
    await again.controller.idle();
    expect(runsOf(again, 'hr')).toEqual(['Start', 'Finish 9/1']);
    expect(peopleInAudit(again)).toEqual(new Set(Array.from({ length: 10 }, (_, index) => `person-${index + 1}`)));
    expect(again.controller.progressOf(['hr'], [])).toMatchObject({ assigned: 9, failed: 1, settled: true });
    expect((await again.store.verifyAudit()).broken).toBeUndefined();
  });

  it('before the first person, right after the change was taken: loses nothing', async () => {
    const cut = await settledStage();
    await cut.directory.change([give(E3, EMS)], MEGAN);
    cut.close();
    const again = await stage({ dataDir: cut.dataDir, clock: cut.clock });
    again.controller.start();
    await again.controller.idle();
    expect(runsOf(again, 'hr')).toEqual(['Start', 'Finish 9/1']);
  });

  it('after its end: has nothing to say any more', async () => {
    const first = await settledStage();
    await first.directory.change([give(E3, EMS)], MEGAN);
    await first.controller.idle();
    const before = (await Array.fromAsync(first.store.audit.since(0))).length;
    first.close();
    const again = await stage({ dataDir: first.dataDir, clock: first.clock });
    again.controller.start();
    await again.controller.idle();
    expect(await Array.fromAsync(again.store.audit.since(0))).toHaveLength(before);
  });
});

describe('a disk that fails in the middle of a run', () => {
  it('is told, tried again, and leaves no trace in the end', async () => {
    const set = await settledStage({ usersPerSecond: 4 });
    const { directory, clock, controller, dataDir, events } = set;
    await directory.change([give(E3, EMS)], MEGAN);
    await clock.advance(600);
    tamper(
      dataDir,
      "CREATE TRIGGER fail BEFORE INSERT ON license_rows BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END",
    );
    await clock.advance(5_000);
    const faults = events.filter((event) => event.type === 'faulted');
    expect(faults.map(({ failures }) => failures)).toEqual([1, 2, 3, 4]);
    expect(faults[0]?.error).toMatchObject({ code: 'Storage', message: expect.stringContaining('disk I/O error') });
    expect(controller.progressOf(['hr'], [])).toMatchObject({ processed: 3, settled: false });
    expect(rowsOf(set, 'person-4')).toEqual([]);
    tamper(dataDir, 'DROP TRIGGER fail');
    await clock.advance(60_000);
    expect(controller.progressOf(['hr'], [])).toMatchObject({ assigned: 9, failed: 1, settled: true });
    expect(runsOf(set, 'hr')).toEqual(['Start', 'Finish 9/1']);
    expect((await set.store.verifyAudit()).broken).toBeUndefined();
  });
});

function peopleInAudit({ store }: Stage): ReadonlySet<string> {
  const records = atOnce(store)
    .audit.since(0)
    .filter(({ activity }) => activity === 'Change user license');
  return new Set(records.filter(({ target }) => target !== 'kiosk-only').map(({ target }) => target));
}
