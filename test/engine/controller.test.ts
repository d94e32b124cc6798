import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/licensing/change.ts';
import { E1, E3, EMS, MEGAN, smallTenant } from '../directory/small-tenant.ts';
import { direct, give, join, leave, rowsOf, settledStage, take } from './settled-stage.ts';
import { stage } from './stage.ts';

describe('the controller', () => {
  it('looks at everyone when it starts: a restart is the same as catching up', async () => {
    const set = await stage();
    expect(set.controller.progressOf(['kiosk'], [])).toMatchObject({ total: 2, processed: 0, settled: false });
    set.controller.start();
    await set.controller.idle();
    expect(rowsOf(set, 'kiosk-only')).toEqual(['kiosk E1 Active']);
    expect(set.controller.progressOf(['kiosk'], [])).toMatchObject({ total: 2, processed: 2, settled: true });
  });

  it('gives a group its products, and fails whom a conflict forbids', async () => {
    const { directory, controller } = await settledStage();
    await directory.change([give(E3, EMS)], MEGAN);
    await controller.idle();
    const standing = { total: 10, processed: 10, assigned: 9, failed: 1, settled: true };
    expect(controller.progressOf(['hr'], [])).toEqual(standing);
  });

  it('gives the rest their products once the conflict is gone, without being told to', async () => {
    const { directory, controller } = await settledStage();
    await directory.change([give(E3, EMS)], MEGAN);
    await controller.idle();
    await directory.change([leave('kiosk', 'person-1')], MEGAN);
    await controller.idle();
    expect(controller.progressOf(['hr'], [])).toMatchObject({ assigned: 10, failed: 0, settled: true });
  });

  it.each<[string, Change]>([
    ['bought', { kind: 'setSeats', skuId: E3, enabled: 9 }],
    ['freed by somebody who leaves', leave('hr', 'person-2')],
    ['freed by a direct license taken away', direct([], [E3])],
  ])('gives who waits a seat that is %s', async (_, change) => {
    const { directory, controller } = await settledStage({ snapshot: smallTenant({ seats: 8 }) });
    await directory.change([direct([E3], []), leave('hr', 'person-1'), give(E3)], MEGAN);
    await controller.idle();
    expect(controller.progressOf(['hr'], [])).toMatchObject({ assigned: 7, failed: 2 });
    await directory.change([change], MEGAN);
    await controller.idle();
    expect(controller.progressOf(['hr'], [])).toMatchObject({ failed: 1, settled: true });
  });

  it('gives a seat to the next in line when the one who was to have it leaves in the middle of the run', async () => {
    const set = await settledStage({ snapshot: smallTenant({ people: 4, seats: 1 }), usersPerSecond: 1 });
    const { directory, clock } = set;
    await directory.change([give(E3)], MEGAN);
    await clock.advance(60_000);
    expect(['person-2', 'person-3', 'person-4'].map((id) => rowsOf(set, id)[0])).toEqual([
      'hr other Active',
      'hr other CountViolation',
      'hr other CountViolation',
    ]);
    await directory.change([leave('hr', 'person-2')], MEGAN);
    await clock.advance(500);
    expect([rowsOf(set, 'person-2'), rowsOf(set, 'person-3')]).toEqual([[], ['hr other CountViolation']]);
    await directory.change([leave('hr', 'person-3')], MEGAN);
    await clock.advance(60_000);
    expect(rowsOf(set, 'person-4')).toEqual(['hr other Active']);
  });

  it('takes nothing from anybody whom a change does not touch', async () => {
    const set = await settledStage();
    const before = rowsOf(set, 'kiosk-only');
    await set.directory.change([give(E3), take(E3), join('hr', 'megan')], MEGAN);
    await set.controller.idle();
    expect(rowsOf(set, 'kiosk-only')).toEqual(before);
    expect(rowsOf(set, 'megan')).toEqual([]);
  });

  it('tells how a decision begins, goes and ends, group by group', async () => {
    const { directory, clock, events } = await settledStage({ usersPerSecond: 16 });
    await directory.change([give(E3, EMS)], MEGAN);
    await clock.advance(10_000);
    const hr = (processed: number, assigned: number, failed: number) => ({
      total: 10,
      processed,
      groups: [{ groupId: 'hr', total: 10, processed, assigned, failed }],
    });
    expect(events).toEqual([
      { type: 'started', ...hr(0, 0, 0) },
      { type: 'progress', ...hr(4, 3, 1) },
      { type: 'progress', ...hr(8, 7, 1) },
      { type: 'progress', ...hr(10, 9, 1) },
      { type: 'settled', ...hr(10, 9, 1) },
    ]);
  });

  it('tells that a change is settled also when it had nothing to do', async () => {
    const { directory, controller, events } = await settledStage();
    await directory.change([{ kind: 'reprocess', userIds: ['megan'] }], MEGAN);
    expect(controller.progressOf([], ['megan'])).toMatchObject({ total: 1, processed: 0, settled: false });
    await controller.idle();
    expect(controller.progressOf([], ['megan'])).toMatchObject({ total: 1, processed: 1, settled: true });
    expect(events).toEqual([{ type: 'settled', total: 0, processed: 0, groups: [] }]);
  });

  it('is as fast as it is told to be, and shows how far it is', async () => {
    const { directory, clock, controller } = await settledStage({ usersPerSecond: 4 });
    await directory.change([give(E3, EMS)], MEGAN);
    const seen: number[] = [];
    for (let second = 0; second < 4; second += 1) {
      await clock.advance(1_000);
      seen.push(controller.progressOf(['hr'], []).processed);
    }
    expect(seen).toEqual([5, 9, 10, 10]);
    expect(controller.progressOf(['hr'], ['megan'])).toMatchObject({ total: 11, processed: 11, settled: true });
  });

  it('stops at a whole person, and has no more to say then', async () => {
    const set = await settledStage({ usersPerSecond: 4 });
    const { directory, clock, controller, events } = set;
    await directory.change([give(E3, EMS)], MEGAN);
    await clock.advance(600);
    await controller.stop();
    const told = events.length;
    await clock.advance(10_000);
    expect(controller.progressOf(['hr'], [])).toMatchObject({ processed: 3, settled: false });
    expect(events).toHaveLength(told);
    expect(rowsOf(set, 'person-3')).toHaveLength(2);
    expect(rowsOf(set, 'person-4')).toEqual([]);
    await directory.change([give(E1)], MEGAN);
    expect(events).toHaveLength(told);
  });

  it('takes nothing for settled that comes once it has stopped: the next start has to do it', async () => {
    const { directory, controller } = await settledStage();
    expect(controller.isSettled(['hr'], [])).toBe(true);
    await controller.stop();
    await directory.change([give(E3)], MEGAN);
    expect(controller.isSettled(['hr'], [])).toBe(false);
  });

  it('gives a thousand people their products in one decision, part by part', async () => {
    const { directory, controller, clock, events } = await settledStage({ snapshot: smallTenant({ people: 1_000 }) });
    const before = clock.now();
    await directory.change([give(E3, EMS)], MEGAN);
    await controller.idle();
    expect(events.filter(({ type }) => type === 'started')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'progress').length).toBeLessThan(100);
    expect(clock.now()).toEqual(before);
    expect(controller.progressOf(['hr'], [])).toMatchObject({ assigned: 999, failed: 1 });
  });
});
