import { expect, test } from 'vitest';
import { ChangeDesk } from '../../src/engine/change-desk.ts';
import { ChangeRuns } from '../../src/engine/change-runs.ts';
import type { Change } from '../../src/licensing/change.ts';
import { foresight } from '../../src/tenant/foresight.ts';
import { namesNow } from '../../src/tenant/names-now.ts';
import { tenantHost } from '../../src/tenant/tenant-host.ts';
import { E3, EMS, MEGAN, smallTenant } from '../directory/small-tenant.ts';
import { give, leave, take } from '../engine/settled-stage.ts';
import { stage } from '../engine/stage.ts';
import { type VirtualClock, virtualClock } from '../engine/virtual-clock.ts';

/** More than are looked at in one piece. */
const PEOPLE = 2_100;
const POLICY = { threshold: 100_000, lifetimeMs: 86_400_000, always: [] };

/** A clock by which every look takes its time: it pauses wherever it can. `pauses` are the turns that others have. */
function slowThread(): VirtualClock & { pauses: number } {
  const clock = virtualClock();
  let effortMs = 0;
  const slow = {
    ...clock,
    pauses: 0,
    effortMs: () => (effortMs += 7),
    breathe() {
      slow.pauses += 1;
      return clock.breathe();
    },
  };
  return slow;
}

/** A bot's engine over many people, at rest. */
async function house(clock: VirtualClock, effortMs = clock.elapsedMs) {
  const set = await stage({ snapshot: smallTenant({ people: PEOPLE }), clock });
  const { directory, store, controller } = set;
  const { tenant } = directory;
  const runs = new ChangeRuns({ directory, store, controller, clock });
  const ahead = foresight({ tenant, controller, clock, effortMs });
  const desk = new ChangeDesk({ directory, store, runs, foresight: ahead, clock, policy: POLICY });
  controller.start();
  await controller.idle();
  const host = tenantHost({ tenant, names: namesNow(tenant).now });
  const propose = async (...changes: readonly Change[]) => {
    const command = { intent: 'assign_license', slots: {}, reading: '', language: 'en' } as const;
    const plan = { changes, notes: [], wholeTenant: false, targetGroupIds: ['hr'], targetUserIds: [] };
    const proposed = await desk.propose({ command, plan, by: MEGAN });
    if (proposed.kind === 'refused') throw new Error('nothing is refused');
    return proposed;
  };
  const rows = () =>
    Array.from({ length: tenant.userCount }, (_, user) =>
      tenant.read(tenant.rows(user)).map(({ lastUpdatedDateTime: _, ...row }) => row),
    );
  return { ...set, runs, ahead, desk, host, propose, rows };
}

test('what is foretold, done and measured in slices is what is foretold, done and measured at once', async () => {
  const [slow, plain] = [slowThread(), virtualClock()];
  const [one, other] = [await house(slow), await house(plain)];
  const ends = [];
  for (const { desk, propose, runs, rows } of [one, other]) {
    const { record, foreseen } = await propose(give(E3, EMS));
    await desk.apply(record, MEGAN);
    const { state, simulated, real, fingerprint } = await runs.ended(record.number);
    expect(real?.changed).toBe(simulated.changed);
    ends.push({ state, simulated, real, fingerprint, foreseen, rows: rows() });
  }
  expect(ends[0]).toEqual(ends[1]);
  expect(slow.pauses).toBeGreaterThan(50);
});

test('others ask in the pauses of a preview, and see nothing of it', async () => {
  const clock = slowThread();
  const { propose, host } = await house(clock);
  const before = await host.group('hr');
  let isOver = false;
  const proposed = propose(give(E3, EMS)).finally(() => {
    isOver = true;
  });
  let asked = 0;
  while (!isOver) {
    expect(await host.group('hr')).toEqual(before);
    asked += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await proposed).foreseen.simulated.changed).toBeGreaterThan(2_000);
  expect(asked).toBeGreaterThan(10);
});

test('while others compute a lot, a search for fixes comes to the best of them and is over', async () => {
  const clock = slowThread();
  let own = 0;
  const alone = await house(slowThread(), () => 0);
  const among = await house(clock, () => {
    own += 0.8;
    return own + clock.pauses * 1_000;
  });
  const asked = [give(E3, EMS)];
  const [all, some] = [await alone.ahead.fixesFor(asked), await among.ahead.fixesFor(asked)];
  expect(some).toEqual(all.slice(0, some.length));
  expect(some.length).toBeGreaterThan(0);
  expect(some.length).toBeLessThan(all.length);
});

test('who is affected while it is being decided is decided on as well', async () => {
  const clocks = [slowThread(), virtualClock()];
  const ends = [];
  for (const clock of clocks) {
    const { directory, controller, rows } = await house(clock);
    await directory.change([give(E3, EMS)], MEGAN);
    for (let turn = 0; turn < 7; turn += 1) await clock.breathe();
    await directory.change([leave('hr', 'person-7'), take(EMS)], MEGAN);
    await controller.idle();
    expect(controller.owes).toBe(false);
    ends.push(rows());
  }
  expect(ends[0]).toEqual(ends[1]);
});

test('what is cancelled while its end is being measured ends as cancelled', async () => {
  const clock = slowThread();
  const { propose, desk, runs, store, controller, rows } = await house(clock);
  const before = rows();
  const { record } = await propose(give(E3, EMS));
  await desk.apply(record, MEGAN);
  await controller.idle();
  const running = (await store.changes.get(record.number)) ?? record;
  expect(running.state).toBe('running');
  await desk.cancel(running, MEGAN);
  await controller.idle();
  await runs.measured();
  expect((await store.changes.get(record.number))?.state).toBe('cancelled');
  expect(rows()).toEqual(before);
});
