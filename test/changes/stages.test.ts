import { describe, expect, it } from 'vitest';
import {
  afterStage,
  changesOfStage,
  isStageable,
  isTooMany,
  peopleOfStage,
  stageCount,
  stagesOf,
} from '../../src/changes/stages.ts';
import type { Change } from '../../src/licensing/change.ts';

const license = { skuId: 'e5', disabledPlans: ['sway'] };
const toGroup: Change = { kind: 'assignGroupLicense', groupId: 'hr', addLicenses: [license], removeLicenses: [] };
const join = (userId: string): Change => ({ kind: 'addMember', groupId: 'hr', userId });
const people = ['ann', 'bob', 'cy', 'dee', 'eve'];
const NOON = Date.parse('2026-11-30T12:00:00Z');

function planned(changes: readonly Change[] = [toGroup]) {
  const stages = stagesOf({ size: 2, every: 'day' }, people);
  return { changes, schedule: { zone: 'Europe/Amsterdam', startsAt: '2026-11-30T12:00:00.000Z', stages } };
}

describe('what goes in stages', () => {
  it('is the new license of one group, or one thing for each of several people', () => {
    expect(isStageable([toGroup])).toBe(true);
    expect(isStageable([join('ann'), join('bob')])).toBe(true);
    expect(isStageable([toGroup, toGroup])).toBe(false);
    expect(isStageable([toGroup, join('ann')])).toBe(false);
    expect(isStageable([{ ...toGroup, removeLicenses: ['e3'] }])).toBe(false);
    expect(isStageable([{ kind: 'removeMember', groupId: 'hr', userId: 'ann' }])).toBe(false);
    expect(isStageable([])).toBe(false);
  });

  it('gives each stage directly, with the services of the whole, then the group, then takes the copies', () => {
    const whole = planned();
    expect(stageCount(whole.schedule.stages)).toBe(3);
    expect(peopleOfStage(whole.schedule.stages)).toEqual(['ann', 'bob']);
    const first = changesOfStage(whole, new Set(['ann', 'bob']), []);
    expect(first).toEqual([
      { kind: 'assignUserLicense', userId: 'ann', addLicenses: [license], removeLicenses: [] },
      { kind: 'assignUserLicense', userId: 'bob', addLicenses: [license], removeLicenses: [] },
    ]);
    const at = (next: 'group' | 'tidy') => ({
      ...whole,
      schedule: { ...whole.schedule, stages: { ...whole.schedule.stages, next } },
    });
    expect(changesOfStage(at('group'), new Set(), [])).toEqual([toGroup]);
    expect(
      changesOfStage(at('tidy'), new Set(), [{ changes: first } as never, { changes: [toGroup] } as never]),
    ).toEqual([
      { kind: 'assignUserLicense', userId: 'ann', addLicenses: [], removeLicenses: ['e5'] },
      { kind: 'assignUserLicense', userId: 'bob', addLicenses: [], removeLicenses: ['e5'] },
    ]);
  });

  it('goes on a day later by the clock of its zone, and with the group when all have had their turn', () => {
    const steps: string[] = [];
    let whole = planned();
    for (let number = 1001; whole.schedule.stages.next !== 'end'; number++) {
      const startMs = Date.parse(whole.schedule.startsAt);
      const { stages, atMs } = afterStage(whole.schedule, whole, { number, startMs, nowMs: startMs + 60_000 });
      const startsAt = new Date(atMs).toISOString();
      steps.push(`${stages.next} ${startsAt.slice(5, 16)} ${stages.left.length}`);
      whole = { ...whole, schedule: { ...whole.schedule, startsAt, stages } };
    }
    expect(steps).toEqual([
      'people 12-01T12:00 3',
      'people 12-02T12:00 1',
      'group 12-02T12:01 0',
      'tidy 12-02T12:02 0',
      'end 12-02T12:03 0',
    ]);
    expect(whole.schedule.stages.done).toEqual([1001, 1002, 1003, 1004, 1005]);
  });

  it('does not catch up with several stages at once after a long stop', () => {
    const whole = planned([join('ann')]);
    const late = NOON + 10 * 86_400_000;
    const { atMs } = afterStage(whole.schedule, whole, { number: 1, startMs: NOON, nowMs: late });
    expect(new Date(atMs).toISOString()).toBe('2026-12-11T12:00:00.000Z');
  });

  it('stops where more than one in ten fail', () => {
    expect(isTooMany(1, 10)).toBe(false);
    expect(isTooMany(2, 10)).toBe(true);
    expect(isTooMany(1, 2)).toBe(true);
    expect(isTooMany(0, 0)).toBe(false);
  });
});
