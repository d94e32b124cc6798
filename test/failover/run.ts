/**
 * Replicas as processes on a real PostgreSQL, with people who talk to them through a balancer, and everything that ends an owner.
 * `npm run simulate:failover -- kill=1000 pause=3 partition=10 database=20 rolling=10`: how often each; `replicas=3 people=4`;
 * `minutes=45`: it ends by then, however often that was.
 * Prints a table and ends with 1 if a request failed, or anything was done or said twice.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { programsHere, startServer } from '../store/postgres/server.ts';
import { balancer } from './balancer.ts';
import { added, load, noTally, type Tally } from './load.ts';
import { type Replica, replica } from './replica.ts';

/** The next fault comes when all that the last one met has come to its end, and so many requests more: no request meets two. */
const ANSWERED_BETWEEN = 10;
const PAUSED_MS = 60_000;
const CUT_MS = 20_000;
/** Longer than a claim lasts. */
const READ_ONLY_MS = 10_000;

const given = Object.fromEntries(process.argv.slice(2).map((argument) => argument.split('=')));
const wanted = (name: string, otherwise: number) => Number(given[name] ?? otherwise);
const say = (line: string) => process.stdout.write(`${line}\n`);

const endMs = performance.now() + wanted('minutes', 24 * 60) * 60_000;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const server = await startServer(programsHere() ?? '');
const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-failover-'));

const replicas: Replica[] = [];
for (let at = 0; at < wanted('replicas', 3); at += 1) {
  replicas.push(await replica(server.url, join(folder, String(at))));
  await readiness(1);
}
await readiness(replicas.length);
const front = await balancer(replicas);
const people = await load(`${front.url}/api/messages`, wanted('people', 4));

interface Owner {
  readonly epoch: number;
  readonly address: string;
}

async function ownerNow(): Promise<Owner> {
  for (;;) {
    const client = new Client({ connectionString: server.url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query('SELECT epoch, address FROM store');
      return rows[0];
    } catch {
      await setTimeout(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

const ownerAmong = async () => {
  const { address } = await ownerNow();
  return replicas.find(({ url }) => url === address) ?? serving();
};

async function serving(): Promise<Replica> {
  const { address } = await nextOwner(-1);
  return replicas.find(({ url }) => url === address) as Replica;
}

/** Who serves with a higher epoch. */
async function nextOwner(epoch: number): Promise<Owner> {
  for (; ; await setTimeout(20)) {
    const owner = await ownerNow();
    if (owner.epoch > epoch && owner.address !== '') return owner;
  }
}

async function setReadOnly(isReadOnly: boolean): Promise<void> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`ALTER SYSTEM SET default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`);
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}

async function readiness(count: number): Promise<void> {
  for (; ; await setTimeout(100)) {
    const ready = await Promise.all(replicas.map((one) => one.isReady()));
    if (ready.filter(Boolean).length >= count) return;
  }
}

interface Outcome {
  /** Replicas that it ended. */
  readonly ended: number;
  /** Until another one served. */
  readonly takeoverMs: number | undefined;
}

async function takeover(epoch: number): Promise<number> {
  const startMs = performance.now();
  await nextOwner(epoch);
  return performance.now() - startMs;
}

const FAULTS: Readonly<Record<string, () => Promise<Outcome>>> = {
  /** Any number of those that are ready, at one moment, the owner mostly among them; one is left. */
  async kill() {
    await readiness(Math.min(replicas.length, 3));
    const [owner, { epoch }] = [await ownerAmong(), await ownerNow()];
    const areReady = await Promise.all(replicas.map((one) => one.isReady()));
    const others = replicas.filter((one, at) => one !== owner && areReady[at]).sort(() => Math.random() - 0.5);
    const isOwnerHit = Math.random() < 0.8;
    const hit = (isOwnerHit ? [owner, ...others] : others).slice(0, 1 + Math.floor(Math.random() * others.length));
    for (const one of hit) one.signal('SIGKILL');
    return { ended: hit.length, takeoverMs: isOwnerHit ? await takeover(epoch) : undefined };
  },
  async pause() {
    const [owner, { epoch }] = [await ownerAmong(), await ownerNow()];
    const { starts } = owner;
    owner.signal('SIGSTOP');
    const takeoverMs = await takeover(epoch);
    await setTimeout(Math.max(0, PAUSED_MS - takeoverMs));
    owner.signal('SIGCONT');
    for (const untilMs = performance.now() + 30_000; owner.starts === starts && performance.now() < untilMs; )
      await setTimeout(50);
    if (owner.end !== '75') say(`  who slept ended with ${owner.end}`);
    return { ended: 1, takeoverMs };
  },
  async partition() {
    const [owner, { epoch }] = [await ownerAmong(), await ownerNow()];
    owner.network.isCut = true;
    const takeoverMs = await takeover(epoch);
    await setTimeout(Math.max(0, CUT_MS - takeoverMs));
    owner.network.isCut = false;
    return { ended: 0, takeoverMs };
  },
  /** Answers to commits are lost; then everybody is disconnected, and it is away for three seconds. */
  async database() {
    const owner = await ownerAmong();
    for (let loss = 0; loss < 3; loss += 1) {
      owner.network.losesAnswer = true;
      await setTimeout(1_000);
    }
    for (const { network } of replicas) network.isDown = true;
    await setTimeout(3_000);
    for (const { network } of replicas) network.isDown = false;
    return { ended: 0, takeoverMs: undefined };
  },
  /** As one that takes the place of another is at first: it answers, and takes nothing. */
  async readOnly() {
    await setReadOnly(true);
    await setTimeout(READ_ONLY_MS);
    await setReadOnly(false);
    await serving();
    return { ended: 0, takeoverMs: undefined };
  },
  /** Each is asked to stop, and followed by a new one, one after the other. */
  async rolling() {
    let takeoverMs: number | undefined;
    for (const one of replicas) {
      const [owner, { epoch }, { starts }] = [await ownerAmong(), await ownerNow(), one];
      one.signal('SIGTERM');
      if (one === owner) takeoverMs = await takeover(epoch);
      while (one.starts === starts) await setTimeout(50);
      if (one.end !== '0') say(`  who was asked to stop ended with ${one.end}`);
      await readiness(replicas.length);
    }
    return { ended: replicas.length, takeoverMs };
  },
};

interface Row extends Tally {
  readonly fault: string;
  readonly times: number;
  readonly ended: number;
  readonly again: number;
  readonly takeoversMs: readonly number[];
}

const most = (values: readonly number[], share: number) => {
  const sorted = values.toSorted((one, other) => one - other);
  const at = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return at === undefined ? '–' : `${(at / 1_000).toFixed(1)} s`;
};

const HEAD = [
  'fault',
  'times',
  'replicas ended',
  'requests',
  'failed',
  'longest',
  'given to another',
  'doubled',
  'lost',
  'perhaps',
  'told a fault',
  'changes',
  'takeovers',
  'takeover p50',
  'p99',
  'most',
];

function print(rows: readonly Row[]): void {
  say(`| ${HEAD.join(' | ')} |`);
  say(`|${HEAD.map(() => ' --- |').join('')}`);
  for (const row of rows) {
    const { fault, times, ended, requests, failed, longestMs, again, doubled, lost, perhaps, faults, changes } = row;
    const { takeoversMs } = row;
    const first = [fault, times, ended, requests, failed, `${(longestMs / 1_000).toFixed(1)} s`, again];
    const then = [doubled, lost, perhaps, faults, changes, takeoversMs.length];
    const last = [most(takeoversMs, 0.5), most(takeoversMs, 0.99), most(takeoversMs, 1)];
    say(`| ${[...first, ...then, ...last].join(' | ')} |`);
  }
}

async function play(fault: string, times: number): Promise<Row> {
  const act = FAULTS[fault] ?? (async () => ({ ended: 0, takeoverMs: undefined }));
  let total = noTally();
  const takeoversMs: number[] = [];
  let [ended, done] = [0, 0];
  people.take();
  const againBefore = front.again;
  const row = () => ({ fault, times: done, ended, again: front.again - againBefore, takeoversMs, ...total });
  while (performance.now() < endMs && (fault === 'kill' ? ended : done) < times) {
    const outcome = await act();
    ended += outcome.ended;
    done += 1;
    if (outcome.takeoverMs !== undefined) takeoversMs.push(outcome.takeoverMs);
    await people.settled();
    if (fault !== 'kill') await readiness(replicas.length);
    for (const enough = people.answered + ANSWERED_BETWEEN; people.answered < enough; ) await setTimeout(50);
    await setTimeout(Math.random() * 500);
    total = added(total, people.take());
    if (done % 20 === 0) print([row()]);
  }
  return row();
}

const OFTEN = { rolling: 5, database: 10, readOnly: 5, partition: 5, pause: 3, kill: 50 };
const rows: Row[] = [];
for (const [fault, otherwise] of Object.entries(OFTEN)) {
  const times = wanted(fault, otherwise);
  if (times === 0) continue;
  rows.push(await play(fault, times));
  print(rows);
}
await people.stop();
const twice = await doneTwice();
say(`Changes applied or finished more than once: ${twice}.`);
for (const one of replicas) await one.stop();
front.close();
const env = { ...process.env, DATABASE_URL: server.url };
const verified = spawnSync(process.execPath, ['src/main.ts', 'audit', 'verify'], { env, encoding: 'utf8' });
say(`${verified.stdout}${verified.stderr}`);
await server.stop();
rmSync(folder, { recursive: true, force: true });
const isFine =
  rows.every(({ failed, doubled, lost }) => failed + doubled + lost === 0) && twice === 0 && verified.status === 0;
process.exit(isFine ? 0 : 1);

/** By the audit log, which says of each change when it was applied and how it ended. */
async function doneTwice(): Promise<number> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const { rows: found } = await client.query(`SELECT count(*)::int AS times FROM (
    SELECT activity, details::json->>'number' FROM audit
    WHERE activity IN ('Change applied', 'Change finished') GROUP BY 1, 2 HAVING count(*) > 1) AS twice`);
  await client.end();
  return found[0].times;
}
