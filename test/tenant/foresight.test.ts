import { describe, expect, it } from 'vitest';
import { foresight } from '../../src/tenant/foresight.ts';
import { E1, E3, MEGAN } from '../directory/small-tenant.ts';
import { direct, give, join, settledStage } from '../engine/settled-stage.ts';

const E3_TO_HR = [give(E3)];

async function looking() {
  const set = await settledStage();
  const { directory, controller, clock } = set;
  return { ...set, ahead: foresight({ tenant: directory.tenant, controller, clock, effortMs: clock.elapsedMs }) };
}

describe('what changes would do', () => {
  it('is computed once while the tenant stands', async () => {
    const { ahead } = await looking();
    const first = ahead.simulate(E3_TO_HR);
    expect(first.people.length).toBeGreaterThan(0);
    expect(ahead.simulate([give(E3)])).toBe(first);
    expect(ahead.computed.simulations).toBe(1);
  });

  it('is computed anew once anything has changed', async () => {
    const { ahead, directory, clock } = await looking();
    const first = ahead.simulate(E3_TO_HR);
    await directory.change([join('hr', 'megan')], MEGAN);
    const second = ahead.simulate(E3_TO_HR);
    expect(second.fingerprint).not.toBe(first.fingerprint);
    await clock.advance(60_000);
    expect(ahead.simulate(E3_TO_HR).fingerprint).toBe(second.fingerprint);
  });

  it('is told of the tenant at rest, whoever is still owed a look', async () => {
    const { ahead, directory, clock } = await looking();
    await directory.change(E3_TO_HR, MEGAN);
    const asked = [direct([E1], [])];
    const during = ahead.simulate(asked);
    expect(during.refusals).toEqual([]);
    await clock.advance(60_000);
    expect(ahead.simulate(asked).fingerprint).toBe(during.fingerprint);
  });

  it('of many questions the latest are kept', async () => {
    const { ahead } = await looking();
    const questions = Array.from({ length: 10 }, (_, place) => [direct([E1], []), ...Array(place).fill(give(E3))]);
    for (const question of questions) ahead.simulate(question);
    const latest = questions.at(-1) ?? [];
    ahead.simulate(latest);
    expect(ahead.computed.simulations).toBe(10);
    ahead.simulate(questions[0] ?? []);
    expect(ahead.computed.simulations).toBe(11);
  });
});

it('a look never moves the tenant', async () => {
  const { ahead, directory } = await looking();
  const { revision } = directory.tenant;
  ahead.simulate(E3_TO_HR);
  ahead.fixesFor(E3_TO_HR);
  ahead.failures('everywhere');
  expect(directory.tenant.revision).toBe(revision);
});
