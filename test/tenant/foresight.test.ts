import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/core/licensing/change.ts';
import { type Foreseen, isRefused, supposedOf } from '../../src/core/licensing/foreseen.ts';
import { type Foresight, foresight } from '../../src/tenant/foresight.ts';
import { E1, E3, MEGAN } from '../directory/small-tenant.ts';
import { direct, give, join, settledStage } from '../engine/settled-stage.ts';

const E3_TO_HR = [give(E3)];

async function looking() {
  const set = await settledStage();
  const { directory, controller, clock } = set;
  return { ...set, ahead: foresight({ tenant: directory.tenant, controller, clock, effortMs: clock.elapsedMs }) };
}

function supposed(changes: readonly Change[]) {
  return supposedOf({ changes, targetGroupIds: ['hr'], targetUserIds: [] });
}

function fingerprint(ahead: Foresight, changes: readonly Change[]): string {
  const foreseen = ahead.foresee(supposed(changes));
  if (isRefused(foreseen)) throw new Error('refused');
  return foreseen.fingerprint;
}

describe('what changes would do', () => {
  it('is computed once while the tenant stands', async () => {
    const { ahead } = await looking();
    const first = ahead.foresee(supposed(E3_TO_HR));
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
    expect(ahead.reached(E3_TO_HR).length).toBeGreaterThan(0);
    expect(ahead.foresee(supposed([give(E3)]))).toBe(first);
    expect(ahead.computed.simulations).toBe(1);
  });

  it('is computed anew once anything has changed', async () => {
    const { ahead, directory, clock } = await looking();
    const first = fingerprint(ahead, E3_TO_HR);
    await directory.change([join('hr', 'megan')], MEGAN);
    const second = fingerprint(ahead, E3_TO_HR);
    expect(second).not.toBe(first);
    await clock.advance(60_000);
    expect(fingerprint(ahead, E3_TO_HR)).toBe(second);
  });

  it('is told of the tenant at rest, whoever is still owed a look', async () => {
    const { ahead, directory, clock } = await looking();
    await directory.change(E3_TO_HR, MEGAN);
    const asked = [direct([E1], [])];
    const during = ahead.foresee(supposed(asked));
    expect(isRefused(during)).toBe(false);
    await clock.advance(60_000);
    expect(fingerprint(ahead, asked)).toBe((during as Foreseen).fingerprint);
  });

  it('of many questions the latest are kept', async () => {
    const { ahead } = await looking();
    const questions = Array.from({ length: 20 }, (_, place) => [direct([E1], []), ...Array(place).fill(give(E3))]);
    for (const question of questions) ahead.reached(question);
    const latest = questions.at(-1) ?? [];
    ahead.reached(latest);
    expect(ahead.computed.simulations).toBe(20);
    ahead.reached(questions[0] ?? []);
    expect(ahead.computed.simulations).toBe(21);
  });
});

it('a look never moves the tenant', async () => {
  const { ahead, directory } = await looking();
  const { revision } = directory.tenant;
  ahead.reached(E3_TO_HR);
  ahead.fixesFor(E3_TO_HR);
  ahead.failures('everywhere');
  expect(directory.tenant.revision).toBe(revision);
});
