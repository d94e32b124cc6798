import { describe, expect, test } from 'vitest';
import { E3, EMS, MEGAN } from '../directory/small-tenant.ts';
import { cutFrom, heal } from './cut.ts';
import { DAY_MS, HOUR_MS, IN_TWO_DAYS, productsOf, SOON, scene, TOMORROW_AT_9 } from './schedule-stage.ts';
import { give, join, take } from './settled-stage.ts';

describe('a change for later', () => {
  test('is begun at its time, not before, and stands in the audit log with who confirmed it', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    expect(set.record(number).state).toBe('scheduled');
    await set.clock.advance(24 * HOUR_MS);
    expect(productsOf(set)).toEqual([]);
    await set.clock.advance(HOUR_MS);
    expect(productsOf(set)).toEqual([EMS]);
    expect(set.record(number).state).toBe('finished');
    expect(set.news).toEqual([`remind #${number} start`, `#${number} start began`]);
    expect((await set.store.audit.about('hr', 20)).map(({ activity }) => activity)).toContain('Change scheduled');
  });

  test('that the disk does not take at its time begins seconds later', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: SOON });
    await set.clock.advance(Date.parse(SOON) - set.clock.now().getTime() - 1_000);
    cutFrom(1, set);
    await set.clock.advance(2_000);
    heal(set);
    expect(set.record(number).state).toBe('scheduled');
    await set.clock.advance(6_000);
    expect(set.record(number).state).toBe('finished');
  });

  test('asks again, as a change of its own, when its outcome would not be what was confirmed', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    await set.directory.change([join('hr', 'kiosk-only')], MEGAN);
    await set.clock.advance(26 * HOUR_MS);
    expect(productsOf(set)).toEqual([]);
    expect(set.record(number).state).toBe('superseded');
    expect(set.record(number + 1)).toMatchObject({ state: 'previewed', changes: [give(EMS)] });
    expect(set.record(number + 1).schedule).toBeUndefined();
    expect(set.news).toContain(`#${number} start asks`);
  });

  test('is not begun when who confirmed it may not any more', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    await set.directory.setDirectoryRoles('megan', [], MEGAN);
    await set.clock.advance(26 * HOUR_MS);
    expect(productsOf(set)).toEqual([]);
    expect(set.record(number).state).toBe('refused');
    expect(set.news).toContain(`#${number} start notAllowed`);
  });

  test('waits while changes are frozen', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    await set.desk.freezes.freeze(MEGAN, {});
    await set.clock.advance(30 * HOUR_MS);
    expect(set.record(number).state).toBe('scheduled');
    await set.desk.freezes.lift(MEGAN, undefined);
    await set.clock.advance(HOUR_MS);
    expect(set.record(number).state).toBe('finished');
  });

  test('never comes when it was taken off', async () => {
    const set = await scene();
    const record = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    expect(await set.desk.schedules.unschedule(record, MEGAN)).toMatchObject({ record: { state: 'dismissed' } });
    await set.clock.advance(30 * HOUR_MS);
    expect(productsOf(set)).toEqual([]);
    expect(set.news).toEqual([]);
    expect(await set.desk.schedules.unschedule(record, MEGAN)).toMatchObject({ kind: 'stale' });
  });

  test('is begun after a restart, when its time came meanwhile', async () => {
    const before = await scene();
    const { number } = await before.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    before.close();
    await before.clock.advance(3 * DAY_MS);
    const after = await scene({ dataDir: before.dataDir, clock: before.clock });
    await after.clock.advance(60_000);
    expect(after.record(number).state).toBe('finished');
    expect(productsOf(after)).toEqual([EMS]);
  });

  test('comes late, and once, when the clock of the machine is set back', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    set.clock.setBack(2 * HOUR_MS);
    await set.clock.advance(26 * HOUR_MS);
    expect(set.record(number).state).toBe('scheduled');
    await set.clock.advance(2 * HOUR_MS);
    expect(set.record(number).state).toBe('finished');
    set.clock.setBack(4 * HOUR_MS);
    await set.clock.advance(8 * HOUR_MS);
    expect(set.news.filter((line) => line.endsWith('began'))).toHaveLength(1);
  });
});

describe('a change for a time', () => {
  test('is announced the day before and taken back at its end, as a change of its own', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { endsAt: IN_TWO_DAYS });
    expect(productsOf(set)).toEqual([EMS]);
    await set.clock.advance(DAY_MS + 3 * HOUR_MS);
    expect(set.news).toEqual([`remind #${number} end`]);
    expect(productsOf(set)).toEqual([EMS]);
    await set.clock.advance(DAY_MS);
    expect(productsOf(set)).toEqual([]);
    expect(set.record(number + 1)).toMatchObject({ undoes: number, state: 'finished', requestedBy: MEGAN });
    expect(set.news.at(-1)).toBe(`#${number} end tookBack`);
    await set.clock.advance(12 * HOUR_MS);
    expect((await set.store.changes.latest(1))[0]?.number).toBe(number + 1);
  });

  test('leaves what somebody else changed since', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(E3, EMS), { endsAt: IN_TWO_DAYS });
    await set.directory.change([take(EMS)], MEGAN);
    await set.clock.advance(51 * HOUR_MS);
    expect(productsOf(set)).toEqual([]);
    expect(set.record(number + 1).changes).toEqual([take(E3)]);
  });

  test('that was taken back already has nothing left to do', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { endsAt: IN_TWO_DAYS });
    await set.directory.change([take(EMS)], MEGAN);
    await set.clock.advance(51 * HOUR_MS);
    expect(set.news.at(-1)).toBe(`#${number} end nothingToTakeBack`);
    expect(await set.store.changes.toCome()).toEqual([]);
  });

  test('asks first where more people would lose something than one person may decide on', async () => {
    const set = await scene({ threshold: 5 });
    const { number } = await set.confirm(give(EMS), { endsAt: IN_TWO_DAYS });
    await set.clock.advance(51 * HOUR_MS);
    expect(productsOf(set)).toEqual([EMS]);
    expect(set.record(number + 1)).toMatchObject({ undoes: number, state: 'previewed' });
    expect(set.news.at(-1)).toBe(`#${number} end asks`);
  });

  test('stays for good when its end was taken off', async () => {
    const set = await scene();
    const record = await set.confirm(give(EMS), { endsAt: IN_TWO_DAYS });
    expect(await set.desk.schedules.unschedule(record, MEGAN)).toMatchObject({ record: { state: 'finished' } });
    await set.clock.advance(51 * HOUR_MS);
    expect(productsOf(set)).toEqual([EMS]);
    expect((await set.store.audit.about('hr', 30)).map(({ activity }) => activity)).toContain('Schedule ended');
  });
});
