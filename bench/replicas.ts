import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { MEGAN, TeamsClient } from '../test/chat/teams-client.ts';
import { tenantIds, writeTenants } from '../test/failover/fleet-tenants.ts';
import { type Replica, replica } from '../test/failover/replica.ts';
import { programsHere, type Server, startServer } from '../test/store/postgres/server.ts';
import { type Line, line, ms, unmeasured } from './measure.ts';

const COMMANDS = ['who am I', 'show HR Department', 'who failed in HR Department', 'assign Visio to Sales'];
const [TENANTS, PEOPLE_EACH] = [4, 2];
/** Linux counts in hundredths of a second. */
const TICK_MS = 10;
const [ROUNDS_TO_GET_WARM, ROUNDS] = [2, 3];
const IDLE_MS = 10_000;
const ASKED = { unit: 'times', bar: 1.8, atLeast: true } as const;

/** Processor time of processes for so many commands, in milliseconds. */
interface Played {
  readonly each: readonly number[];
  readonly database: number;
  readonly client: number;
}

/**
 * What one process of a fleet carries, and what two do, so many commands each way of people of four tenants. First all tenants are one's, then
 * each process has half of them, and people ask whoever has theirs, or each in turn. Processor time tells what bounds them, whatever else the
 * machine does: the busiest process does.
 */
export async function* benchReplicas(scratch: string, count: number): AsyncGenerator<Line> {
  const programs = programsHere();
  if (programs === undefined) {
    yield unmeasured('two processes against one, several tenants', 'there is no PostgreSQL', ASKED);
    return;
  }
  const server = await startServer(programs);
  const ids = tenantIds(TENANTS);
  await writeTenants(join(scratch, 'tenants'), Object.fromEntries(ids.map((id) => [id, 'Amber'])));
  const settings = { ALLOWED_TENANTS: ids.join(','), TENANT: join(scratch, 'tenants') };
  const started = async (url: string, name: string) => {
    const one = await replica(url, join(scratch, name), settings);
    while (!(await one.isReady())) await setTimeout(50);
    return one;
  };
  const lone = await started(await place(server, 'one'), 'lone');
  // Whoever is asked first has a tenant.
  const both = await place(server, 'two');
  const halves = [await started(both, 'first'), await started(both, 'second')];
  const ownerOf = (at: number) => halves[at % 2] as Replica;
  try {
    const postmaster = await postmasterOf(server);
    const measured = (name: string, processes: readonly Replica[], doorOf: DoorOf) =>
      spending(processes, postmaster, () => play({ name, ids, count, doorOf }));
    const one = () => measured('one', [lone], () => lone);
    const own = () => measured('own', halves, ownerOf);
    const any = () => measured('any', halves, (at, turn) => ownerOf(at + turn));
    for (let round = 0; round < ROUNDS_TO_GET_WARM; round++) for (const way of [one, own]) await way();
    const best = { one: await one(), own: await own(), any: await any() };
    for (let round = 1; round < ROUNDS; round++) {
      best.one = lesser(best.one, await one());
      best.own = lesser(best.own, await own());
      best.any = lesser(best.any, await any());
    }
    const idle = await spending([lone, ...halves], postmaster, () => setTimeout(IDLE_MS));
    const told = (played: Played) => toldOf(played, count);
    yield line(
      'two processes of a fleet against one, commands by processor time',
      busiest(best.one) / busiest(best.own),
      ASKED,
      `${told(best.one)}; ${told(best.own)}`,
    );
    yield line(
      '… where half of all is asked of the other one',
      busiest(best.one) / busiest(best.any),
      ASKED,
      told(best.any),
    );
    const perSecond = ms(Math.max(...idle.each) / (IDLE_MS / 1_000));
    yield {
      what: '… of each of them while nobody asks, a second',
      value: perSecond,
      against: '',
      asked: '',
      met: undefined,
    };
  } finally {
    for (const each of [lone, ...halves]) await each.stop();
    await server.stop();
  }
}

/** Which process the person of this tenant asks at this turn. */
type DoorOf = (at: number, turn: number) => Replica;

const busiest = ({ each }: Played) => Math.max(...each);
const lesser = (one: Played, other: Played) => (busiest(one) <= busiest(other) ? one : other);

function toldOf({ each, database, client }: Played, count: number): string {
  const [processes, rest] = [
    each.map((spent) => ms(spent / count)).join(' and '),
    [database, client].map((spent) => ms(spent / count)),
  ];
  return `a command ${processes}, of the database ${rest[0]}, of who asks ${rest[1]}`;
}

async function spending(
  processes: readonly Replica[],
  postmaster: number,
  work: () => Promise<unknown>,
): Promise<Played> {
  const spent = () => ({
    each: processes.map(({ pid }) => ofProcess(pid)),
    database: ofAll(postmaster),
    client: ofProcess(process.pid),
  });
  const before = spent();
  await work();
  const after = spent();
  return {
    each: after.each.map((all, at) => all - (before.each[at] ?? 0)),
    database: after.database - before.database,
    client: after.client - before.client,
  };
}

/** A place in the database that nothing was kept in. */
async function place({ url }: Server, name: string): Promise<string> {
  await asked(url, `CREATE SCHEMA ${name}`);
  return `${url}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
}

async function postmasterOf({ url }: Server): Promise<number> {
  const [row] = await asked(url, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid");
  return Number(row?.['pid']);
}

async function asked(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Of a process's line: who started it, and its processor time, with that of those it started which are gone. */
function fieldsOf(pid: number | string) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ').map(Number);
  const at = (place: number) => fields[place] ?? 0;
  return { parent: at(1), ownMs: (at(11) + at(12)) * TICK_MS, goneMs: (at(13) + at(14)) * TICK_MS };
}

const ofProcess = (pid: number) => fieldsOf(pid).ownMs;

/** Of a process and all that it started. */
function ofAll(pid: number): number {
  const { ownMs, goneMs } = fieldsOf(pid);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.reduce((sum, one) => {
    try {
      const { parent, ownMs: its } = fieldsOf(one);
      return parent === pid ? sum + its : sum;
    } catch {
      return sum;
    }
  }, ownMs + goneMs);
}

interface Play {
  readonly name: string;
  readonly ids: readonly string[];
  readonly count: number;
  readonly doorOf: DoorOf;
}

async function play({ name, ids, count, doorOf }: Play): Promise<void> {
  let left = count;
  const talk = async (_: unknown, person: number) => {
    const at = person % ids.length;
    const doors = [doorOf(at, 0), doorOf(at, 1)];
    const clients = await Promise.all(doors.map(({ url }) => TeamsClient.start(`${url}/api/messages`)));
    for (let turn = 0; left > 0; turn += 1) {
      left -= 1;
      const client = clients[turn % clients.length] as TeamsClient;
      client.tenant = ids[at] as string;
      const chat = client.groupChat(MEGAN, `${name}-${person}-${turn % 2}`);
      const { status } = await chat.send(COMMANDS[left % COMMANDS.length] as string);
      if (status !== 200) throw new Error(`answered with ${status}`);
    }
    for (const client of clients) await client[Symbol.asyncDispose]();
  };
  await Promise.all(Array.from({ length: PEOPLE_EACH * ids.length }, talk));
}
