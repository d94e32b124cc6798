import { expect, it, onTestFinished } from 'vitest';
import { StoreFault } from '../../../src/store/fault.ts';
import { silence } from '../../../src/store/postgres/silence.ts';
import { virtualClock } from '../../engine/virtual-clock.ts';

function listening() {
  const clock = virtualClock();
  const ear = silence(clock, 8_000);
  const over = new AbortController();
  onTestFinished(() => over.abort());
  let told = 0;
  ear.onLasting(() => {
    told += 1;
  });
  void ear.listen(over.signal);
  return { clock, ear, told: () => told };
}

const fault = (reason: object) =>
  new StoreFault('Io', 'it cannot be reached', { cause: Object.assign(new Error('no'), reason) });

it('a silence is told when it has lasted, and each time it has lasted as long again, until something is heard', async () => {
  const { clock, ear, told } = listening();
  await clock.advance(7_000);
  ear.heard();
  await clock.advance(7_000);
  expect([told(), ear.lasts()]).toEqual([0, false]);
  await clock.advance(2_000);
  expect([told(), ear.lasts()]).toEqual([1, true]);
  await clock.advance(8_000);
  expect(told()).toBe(2);
  ear.heard();
  expect(ear.lasts()).toBe(false);
});

it('a process that is woken late hears as little as any, and one that slept has not listened', async () => {
  const clock = virtualClock();
  const over = new AbortController();
  onTestFinished(() => over.abort());
  let leapMs = 0;
  const late = { sleep: clock.sleep, elapsedMs: () => clock.elapsedMs() + leapMs };
  const ear = silence(late, 8_000);
  void ear.listen(over.signal);
  leapMs += 60_000;
  await clock.advance(1_000);
  expect(ear.lasts()).toBe(false);
  for (let second = 0; second < 8; second += 1) {
    leapMs += 900;
    await clock.advance(100);
  }
  for (let tick = 0; tick < 4; tick += 1) {
    leapMs += 1_000;
    await clock.advance(250);
  }
  expect(ear.lasts()).toBe(true);
});

it.each<[object, boolean]>([
  [{ severity: 'FATAL', code: '57P03' }, true],
  [{ code: 'ECONNREFUSED', syscall: 'connect' }, true],
  [{ message: 'Connection terminated unexpectedly' }, true],
  [{ message: 'timeout expired' }, false],
  [{ message: 'Query read timeout' }, false],
  [{ code: 'EAI_AGAIN', syscall: 'getaddrinfo' }, false],
])('of what a database fails with, some comes from where it is: %o, %s', async (reason, isHeard) => {
  const { clock, ear } = listening();
  await clock.advance(7_000);
  ear.failed(fault(reason));
  await clock.advance(7_000);
  expect(ear.lasts()).toBe(!isHeard);
});

it('somewhere among the addresses of a name is enough', async () => {
  const { clock, ear } = listening();
  await clock.advance(7_000);
  const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
  ear.failed(
    new StoreFault('Io', 'it cannot be reached', { cause: new AggregateError([new Error('timeout'), refused]) }),
  );
  await clock.advance(7_000);
  expect(ear.lasts()).toBe(false);
});
