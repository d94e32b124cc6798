import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/licensing/change.ts';
import { type Foreseen, isRefused, supposedOf } from '../../src/licensing/outcome/foreseen.ts';
import { type Foresight, foresight } from '../../src/tenant/foresight.ts';
import { E1, E3, MEGAN } from '../directory/small-tenant.ts';
import { direct, give, join, settledStage } from '../engine/settled-stage.ts';
import type { StageOptions } from '../engine/stage.ts';

const E3_TO_HR = [give(E3)];

async function looking(options: StageOptions = {}) {
  const set = await settledStage(options);
  const { directory, controller, clock } = set;
  return { ...set, ahead: foresight({ tenant: directory.tenant, controller, clock, effortMs: clock.elapsedMs }) };
}

function supposed(changes: readonly Change[]) {
  return supposedOf({ changes, targetGroupIds: ['hr'], targetUserIds: [] });
}

async function fingerprint(ahead: Foresight, changes: readonly Change[]): Promise<string> {
  const foreseen = await ahead.foresee(supposed(changes));
  if (isRefused(foreseen)) throw new Error('refused');
  return foreseen.fingerprint;
}

describe('what changes would do', () => {
  it('is computed once while the tenant stands', async () => {
    const { ahead } = await looking();
    const first = await ahead.foresee(supposed(E3_TO_HR));
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    expect((await ahead.reached(E3_TO_HR)).length).toBeGreaterThan(0);
    expect(await ahead.foresee(supposed([give(E3)]))).toBe(first);
    expect(ahead.computed.simulations).toBe(1);
  });

  it('is computed anew once anything has changed', async () => {
    const { ahead, directory, clock } = await looking();
    const first = await fingerprint(ahead, E3_TO_HR);
    await directory.change([join('hr', 'megan')], MEGAN);
    const second = await fingerprint(ahead, E3_TO_HR);
    expect(second).not.toBe(first);
    await clock.advance(60_000);
    expect(await fingerprint(ahead, E3_TO_HR)).toBe(second);
  });

  it('is told of the tenant at rest, whoever is still owed a look', async () => {
    const { ahead, directory, clock } = await looking();
    await directory.change(E3_TO_HR, MEGAN);
    const asked = [direct([E1], [])];
    const during = await ahead.foresee(supposed(asked));
    expect(isRefused(during)).toBe(false);
    await clock.advance(60_000);
    expect(await fingerprint(ahead, asked)).toBe((during as Foreseen).fingerprint);
  });

  it('stands while what was decided is applied, person by person', async () => {
    const { ahead, directory, clock, events } = await looking({ usersPerSecond: 4 });
    await directory.change(E3_TO_HR, MEGAN);
    await clock.advance(1);
    const { standing } = ahead;
    const asked = [direct([E1], [])];
    const foreseen = await ahead.foresee(supposed(asked));
    const applied = () => events.filter(({ type }) => type === 'progress').length;
    for (const before = applied(); applied() === before; ) await clock.advance(100);
    expect(events.at(-1)?.type).toBe('progress');
    expect(ahead.standing).toBe(standing);
    expect(await ahead.foresee(supposed(asked))).toBe(foreseen);
    await directory.change([join('hr', 'megan')], MEGAN);
    expect(ahead.standing).not.toBe(standing);
  });

  it('of many questions the latest are kept', async () => {
    const { ahead } = await looking();
    const questions = Array.from({ length: 20 }, (_, place) => [direct([E1], []), ...Array(place).fill(give(E3))]);
    for (const question of questions) await ahead.reached(question);
    const latest = questions.at(-1) ?? [];
    await ahead.reached(latest);
    expect(ahead.computed.simulations).toBe(20);
    await ahead.reached(questions[0] ?? []);
    expect(ahead.computed.simulations).toBe(21);
  });
});

it('a look never moves the tenant', async () => {
  const { ahead, directory } = await looking();
  const { revision } = directory.tenant;
  await ahead.reached(E3_TO_HR);
  await ahead.fixesFor(E3_TO_HR);
  await ahead.failures('everywhere');
  expect(directory.tenant.revision).toBe(revision);
});
