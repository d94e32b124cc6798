/**
 * A fleet's day in virtual time: `node test/failover/day.ts`, or with `tenants=5000 people=20000 replicas=3 hours=24 seed=1`.
 *
 * Real are the decisions: who takes a tenant, finds it, passes on to whom, lets it sleep and gives it free (`src/app/fleet/tenants.ts` and
 * `routes.ts`, as each process runs them). Modelled are the database with its claims, the network, processors, people and faults, by these times: a
 * command takes 12 ms of its owner's processor, as was measured, a statement 2 ms, and a tenant of 20,000 people 0.6 s of the processor and 1.5 s of waiting to be opened, which was not.
 * One of twenty tenants has something that is to come by itself, and never sleeps.
 */
import { answeredByTenant } from '../../src/app/fleet/routes.ts';
import type { Tenancy } from '../../src/app/fleet/tenancy.ts';
import { ASLEEP_AFTER_MS, type Tenants, tenants as tenantsOf } from '../../src/app/fleet/tenants.ts';
import type { Conversations } from '../../src/chat/chat.ts';
import { StoreFault } from '../../src/store/fault.ts';
import type { Owner } from '../../src/store/postgres/claim.ts';
import type { Admitted } from '../../src/teams/gate.ts';
import type { Answering, HttpRequest } from '../../src/teams/server.ts';
import { randomOf } from '../simulator/random.ts';
import { clockOf, virtualTime } from '../simulator/time.ts';
import { tenantIds } from './fleet-tenants.ts';

const given = Object.fromEntries(process.argv.slice(2).map((argument) => argument.split('=')));
const wanted = (name: string, otherwise: number) => Number(given[name] ?? otherwise);
const random = randomOf(wanted('seed', 1));
const [PEOPLE, HOURS] = [wanted('people', 20_000), wanted('hours', 24)];
const ids = tenantIds(wanted('tenants', 5_000));

const [SECOND, HOUR] = [1_000, 3_600_000];
const [STATEMENT_MS, COMMAND_MS, CLAIM_MS, RENEWED_MS, BALANCER_MS] = [2, 12, 8_000, 1_500, 2_500];
/** To open a tenant: of the processor, and of waiting for whoever is asked for its people. */
const [OPENED_MS, READ_MS] = [100 + PEOPLE / 40, 1_500];
const STARTED_MS = 5 * SECOND;
const TEAMS_WAITS_MS = 15 * SECOND;
/** Of a tenant on a working day, and how they are spread over its hours. */
const COMMANDS = 40;
const BUSY = [0, 0, 0, 0, 0, 0, 1, 3, 8, 12, 12, 11, 7, 9, 12, 11, 8, 4, 1, 1, 0, 0, 0, 0];

interface Row {
  epoch: number;
  owner: Process | undefined;
  address: string | undefined;
  isAwake: boolean;
  /** Since when somebody should have it and nobody does. */
  missedMs: number | undefined;
}

interface Process {
  readonly address: string;
  isAlive: boolean;
  pausedUntilMs: number;
  isLeaving: boolean;
  renewedMs: number;
  cpuFreeMs: number;
  busyMs: number;
  dumbMs: number;
  readonly waiting: Set<() => void>;
  readonly tenants: Tenants;
  readonly answer: (tenant: string, asked: HttpRequest, id: number) => Promise<number>;
}

const time = virtualTime();
const rows = new Map<string, Row>();
const awake = new Set<string>();
const events = {} as Answering['events'];
const tally = {
  commands: 0,
  late: 0,
  fenced: 0,
  again: 0,
  opened: 0,
  slept: 0,
  kills: 0,
  pauses: 0,
  rolled: 0,
  away: 0,
};
const tookMs: number[] = [];
const takeoversMs: number[] = [];
const done = new Set<number>();
let awayUntilMs = 0;
let mostHot = 0;

const isRunning = (one: Process) => one.isAlive && one.pausedUntilMs <= time.nowMs();
const runsOut = ({ owner }: Row) => owner === undefined || owner.renewedMs + CLAIM_MS < time.nowMs();
const ownerIn = (row: Row): Owner | undefined =>
  runsOut(row)
    ? undefined
    : { name: '', epoch: row.epoch, address: row.address, isConnected: row.owner?.isAlive === true };

function processAt(address: string): Process {
  const world = clockOf(
    time,
    () => one.isAlive,
    () => 0,
  );
  /** Whoever sleeps does nothing until they wake. */
  const clock: typeof world = {
    ...world,
    async sleep(ms, signal) {
      await world.sleep(ms, signal);
      if (one.pausedUntilMs > time.nowMs()) await world.sleep(one.pausedUntilMs - time.nowMs());
    },
  };

  async function statement(): Promise<void> {
    await clock.sleep(STATEMENT_MS);
    if (time.nowMs() < awayUntilMs) throw new StoreFault('Io', 'the database is away');
  }

  async function computed(ms: number): Promise<void> {
    const nowMs = time.nowMs();
    one.cpuFreeMs = Math.max(one.cpuFreeMs, nowMs) + ms;
    one.busyMs += ms;
    await clock.sleep(one.cpuFreeMs - nowMs);
  }

  async function open(tenant: string, abandoned: number | undefined): Promise<Tenancy> {
    await statement();
    const row = rowOf(tenant);
    if (!runsOut(row) && abandoned !== row.epoch) throw new StoreFault('InUse', 'it is another one’s');
    Object.assign(row, { owner: one, epoch: row.epoch + 1, address: undefined, isAwake: true });
    awake.add(tenant);
    const { epoch } = row;
    await computed(OPENED_MS);
    await clock.sleep(READ_MS);
    await statement();
    if (row.epoch !== epoch) throw new StoreFault('InUse', 'it was taken meanwhile');
    row.address = address;
    if (row.missedMs !== undefined) takeoversMs.push(time.nowMs() - row.missedMs);
    row.missedMs = undefined;
    tally.opened += 1;
    return tenancyOf(tenant, row);
  }

  function tenancyOf(tenant: string, row: Row): Tenancy {
    const { epoch } = row;
    const [lost, closed] = [new AbortController(), new AbortController()];
    let [askedMs, underWay] = [time.nowMs(), 0];
    const never = Number(tenant.slice(-3)) % 20 === 0;
    void (async () => {
      for (; !closed.signal.aborted; await clock.sleep(RENEWED_MS, closed.signal))
        if (row.epoch !== epoch) lost.abort();
    })();
    async function command(id: number): Promise<void> {
      await computed(COMMAND_MS);
      await statement();
      // The claim is marked in the same statement.
      if (row.epoch !== epoch) {
        tally.fenced += 1;
        throw new StoreFault('InUse', 'it is another one’s now');
      }
      // A message that was answered is not answered again, whoever has the tenant by now.
      if (done.has(id)) tally.again += 1;
      done.add(id);
    }
    const tenancy = {
      lost: lost.signal,
      notified: undefined,
      answering() {
        askedMs = time.nowMs();
        underWay += 1;
        const ended = () => {
          underWay -= 1;
        };
        const conversations = { onMessage: ({ id }: { id: number }) => command(id) } as unknown as Conversations;
        return { conversations, events, lost: lost.signal, done: ended };
      },
      isAsleep: async (ms: number) => !never && underWay === 0 && time.nowMs() - askedMs >= ms,
      async close() {
        while (underWay > 0) await clock.sleep(50);
        closed.abort();
        await statement();
        if (row.epoch !== epoch) return;
        Object.assign(row, { owner: undefined, address: undefined, missedMs: row.isAwake ? time.nowMs() : undefined });
      },
    };
    return tenancy as unknown as Tenancy;
  }

  const tenants = tenantsOf({
    fleet: {
      async awake() {
        await statement();
        return new Map([...awake].map((tenant) => [tenant, ownerIn(rowOf(tenant))]));
      },
      async ownerOf(tenant) {
        await statement();
        return ownerIn(rowOf(tenant));
      },
      async rest(tenant) {
        await statement();
        rowOf(tenant).isAwake = false;
        awake.delete(tenant);
        tally.slept += 1;
      },
    },
    clock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    random: random.next,
    isOurs: () => true,
    address: () => address,
    open,
    asleepAfterMs: ASLEEP_AFTER_MS,
  });
  const ask: NonNullable<Parameters<typeof answeredByTenant>[0]['ask']> = async (to, asked) => {
    const other = processes.find((each) => each.address === to && isRunning(each));
    if (other === undefined) return void (await clock.sleep(SECOND));
    const { tenant, id } = asked.body as { tenant: string; id: number };
    const passed = { ...asked, headers: { ...asked.headers, 'x-seatkeeper-passed': '1' } };
    const status = await answerOf(other, tenant, passed, id);
    return status === 200 ? { status } : undefined;
  };
  const answeredBy = answeredByTenant({ tenants, clock, own: { events }, ask });
  const one: Process = {
    address,
    isAlive: true,
    pausedUntilMs: 0,
    isLeaving: false,
    renewedMs: time.nowMs(),
    cpuFreeMs: 0,
    busyMs: 0,
    dumbMs: 0,
    waiting: new Set(),
    tenants,
    async answer(tenant, asked, id) {
      const activity = { conversation: { tenantId: tenant } } as unknown as Admitted;
      const answering = await answeredBy(activity, asked);
      if ('status' in answering) return answering.status;
      try {
        await answering.conversations.onMessage({ id } as never);
        return answering.lost.aborted ? 503 : 200;
      } catch {
        return 503;
      } finally {
        answering.done?.();
      }
    },
  };
  tenants.start();
  return one;
}

function rowOf(tenant: string): Row {
  const row = rows.get(tenant) ?? {
    epoch: 0,
    owner: undefined,
    address: undefined,
    isAwake: false,
    missedMs: undefined,
  };
  rows.set(tenant, row);
  return row;
}

const sleep = (ms: number) => new Promise<void>((resolve) => time.at(ms, resolve));

/** The answer, or 503 when whoever waits is cut off by the end of that process, or does not wait for it any longer as it is dumb. */
async function answerOf(one: Process, tenant: string, asked: HttpRequest, id: number): Promise<number> {
  const gone = Promise.withResolvers<number>();
  const hangUp = () => gone.resolve(503);
  one.waiting.add(hangUp);
  const status = await Promise.race([one.answer(tenant, asked, id), gone.promise]);
  one.waiting.delete(hangUp);
  return status;
}

function look(): void {
  for (const one of processes) {
    one.dumbMs = isRunning(one) ? 0 : one.dumbMs + 500;
    if (one.isAlive && one.dumbMs < BALANCER_MS) continue;
    for (const hangUp of one.waiting) hangUp();
  }
  time.at(500, look);
}

const processes: Process[] = Array.from({ length: wanted('replicas', 3) }, (_, at) => processAt(`process ${at}`));

function renew(): void {
  for (const one of processes) if (isRunning(one) && time.nowMs() >= awayUntilMs) one.renewedMs = time.nowMs();
  mostHot = Math.max(mostHot, ...processes.map((one) => one.tenants.here().length));
  time.at(RENEWED_MS, renew);
}

async function say(tenant: string): Promise<void> {
  const [id, startMs] = [tally.commands, time.nowMs()];
  tally.commands += 1;
  const asked: HttpRequest = { method: 'POST', url: '/api/messages', headers: {}, body: { tenant, id } };
  for (;;) {
    const ready = processes.filter((one) => isRunning(one) && !one.isLeaving);
    const one = random.pick(ready.length > 0 ? ready : processes);
    const status = await answerOf(one, tenant, asked, id);
    if (status === 200) break;
    await sleep(50);
  }
  const ms = time.nowMs() - startMs;
  tookMs.push(ms);
  if (ms > TEAMS_WAITS_MS) tally.late += 1;
}

function startAgain(at: number): void {
  time.at(STARTED_MS, () => {
    processes[at] = processAt(`process ${at}`);
  });
}

function kill(at: number): void {
  const one = processes[at];
  if (one === undefined || !one.isAlive) return;
  one.isAlive = false;
  for (const hangUp of one.waiting) hangUp();
  tally.kills += 1;
  for (const row of rows.values()) if (row.owner === one && row.isAwake) row.missedMs ??= time.nowMs();
  startAgain(at);
}

async function roll(): Promise<void> {
  for (const [at, one] of [...processes].entries()) {
    if (!one.isAlive) continue;
    one.isLeaving = true;
    tally.rolled += 1;
    await Promise.race([one.tenants.leave(), sleep(25 * SECOND)]);
    await sleep(3 * SECOND);
    one.isAlive = false;
    startAgain(at);
    await sleep(STARTED_MS + 10 * SECOND);
  }
}

function faults(): void {
  for (let hour = 0; hour < HOURS; hour += 1) {
    const at = (minute: number, act: () => void) => time.at(hour * HOUR + minute * 60_000, act);
    at(7, () => kill(random.below(processes.length)));
    if (hour % 3 === 1) at(20, () => void roll());
    if (hour % 4 === 2) {
      at(35, () => {
        awayUntilMs = time.nowMs() + 5 * SECOND;
        tally.away += 1;
      });
    }
    if (hour % 6 === 3) {
      at(45, () => {
        random.pick(processes).pausedUntilMs = time.nowMs() + 60 * SECOND;
        tally.pauses += 1;
      });
    }
    if (hour === 11) at(55, () => [0, 1].forEach(kill));
  }
}

function load(): void {
  const all = BUSY.reduce((sum, share) => sum + share, 0);
  for (let hour = 0; hour < HOURS; hour += 1) {
    const commands = Math.round((ids.length * COMMANDS * (BUSY[hour % 24] ?? 0)) / all);
    // Few tenants say most.
    const heavy = () => ids[Math.floor(ids.length * random.next() ** 3)] as string;
    for (let each = 0; each < commands; each += 1) time.at(hour * HOUR + random.next() * HOUR, () => void say(heavy()));
  }
}

renew();
look();
faults();
load();
const startMs = performance.now();
while (await time.step(HOURS * HOUR));
// Whoever still waits is answered: nothing fails any more.
while ((await time.step(HOURS * HOUR + 60 * SECOND)) && tookMs.length < tally.commands);

const most = (values: number[], share: number) =>
  `${((values.sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0) / SECOND).toFixed(2)} s`;
const print = (line: string) => process.stdout.write(`${line}\n`);
print(
  `${ids.length} tenants of ${PEOPLE} people, ${processes.length} processes, ${HOURS} hours in ${Math.round((performance.now() - startMs) / SECOND)} s`,
);
print(
  `commands ${tally.commands}, answered ${tookMs.length}, within ${most(tookMs, 0.5)}, 99 in 100 ${most(tookMs, 0.99)}, 999 in 1,000 ${most(tookMs, 0.999)}, all ${most(tookMs, 1)}; later than Teams waits ${tally.late}`,
);
print(`delivered again and known ${tally.again}, refused as another process had the tenant ${tally.fenced}`);
print(
  `faults: killed ${tally.kills}, paused for a minute ${tally.pauses}, replaced ${tally.rolled}, database away ${tally.away}`,
);
print(
  `tenants opened ${tally.opened}, let sleep ${tally.slept}, at most ${mostHot} in one process; had by somebody again within ${most(takeoversMs, 0.5)}, 99 in 100 ${most(takeoversMs, 0.99)}, all ${most(takeoversMs, 1)} (${takeoversMs.length})`,
);
process.exit(tally.late + tally.commands - tookMs.length === 0 ? 0 : 1);
