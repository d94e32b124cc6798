/**
 * What one process of a fleet carries, and what two do: `node test/failover/carry-tenants.ts 1200 4`, so many commands each way, of people of four
 * tenants. First all tenants are one's, then each process has half of them, and people ask whoever has theirs, or each in turn.
 * Processor time of each process tells what bounds it, whatever else the machine does.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { MEGAN, TeamsClient } from '../chat/teams-client.ts';
import { programsHere, startServer } from '../store/postgres/server.ts';
import { tenantIds, writeTenants } from './fleet-tenants.ts';
import { type Replica, replica } from './replica.ts';

const COMMANDS = ['who am I', 'show HR Department', 'who failed in HR Department', 'assign Visio to Sales'];
const PEOPLE_EACH = 2;
/** Linux counts in hundredths of a second. */
const TICK_MS = 10;
const count = Number(process.argv[2] ?? 800);
const ids = tenantIds(Number(process.argv[3] ?? 4));

const server = await startServer(programsHere() ?? '');
const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-carry-'));
await writeTenants(join(folder, 'tenants'), Object.fromEntries(ids.map((id) => [id, 'Amber'])));
const settings = { ALLOWED_TENANTS: ids.join(','), TENANT: join(folder, 'tenants') };

/** A place in the database that nothing was kept in. */
async function place(name: string): Promise<string> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE SCHEMA ${name}`);
  await client.end();
  return `${server.url}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
}

async function started(url: string, name: string): Promise<Replica> {
  const one = await replica(url, join(folder, name), settings);
  while (!(await one.isReady())) await setTimeout(50);
  return one;
}

/** Processor time of a process until now: fields 14 and 15 of its line, after its name in brackets. */
function spentMs({ pid }: Replica): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Answers how many commands a second the busiest of the processes bounds all of them to. */
async function play(
  name: string,
  processes: readonly Replica[],
  doorOf: (at: number, turn: number) => Replica,
): Promise<number> {
  const before = processes.map(spentMs);
  const startMs = performance.now();
  let left = count;
  const talk = async (_: unknown, person: number) => {
    const at = person % ids.length;
    const doors = [doorOf(at, 0), doorOf(at, 1)];
    const clients = await Promise.all(doors.map(({ url }) => TeamsClient.start(`${url}/api/messages`)));
    for (let turn = 0; left > 0; turn += 1) {
      left -= 1;
      const client = clients[turn % clients.length] as TeamsClient;
      client.tenant = ids[at] as string;
      const { status } = await client
        .groupChat(MEGAN, `${name}-${person}-${turn % 2}`)
        .send(COMMANDS[left % COMMANDS.length] as string);
      if (status !== 200) throw new Error(`answered with ${status}`);
    }
    for (const client of clients) await client[Symbol.asyncDispose]();
  };
  await Promise.all(Array.from({ length: PEOPLE_EACH * ids.length }, talk));
  const seconds = (performance.now() - startMs) / 1_000;
  const spent = processes.map((one, at) => spentMs(one) - (before[at] ?? 0));
  const bound = (1_000 * count) / Math.max(...spent);
  process.stdout.write(
    `${name}: ${(count / seconds).toFixed(0)} commands/s by the clock; of the processor ${spent.map((ms) => `${(ms / count).toFixed(2)} ms`).join(' and ')} ` +
      `a command, so that they carry ${bound.toFixed(0)} commands/s\n`,
  );
  return bound;
}

const lone = await started(await place('one'), 'lone');
// Whoever is asked first has a tenant.
const both = await place('two');
const halves = [await started(both, 'first'), await started(both, 'second')];
const ownerOf = (at: number) => halves[at % 2] as Replica;
for (let round = 0; round < 2; round += 1) {
  await play('to get warm', [lone], () => lone);
  await play('to get warm', halves, ownerOf);
}
const bounds = { one: 0, own: 0, any: 0 };
for (let round = 0; round < 2; round += 1) {
  const most = (kind: keyof typeof bounds, bound: number) => {
    bounds[kind] = Math.max(bounds[kind], bound);
  };
  most('one', await play('one has all', [lone], () => lone));
  most('own', await play('each has half, and is asked for that', halves, ownerOf));
  most('any', await play('each has half, and is asked for any', halves, (at, turn) => ownerOf(at + turn)));
}
const { one, own, any } = bounds;
process.stdout.write(
  `two carry ${(own / one).toFixed(2)} times what one does; ${(any / one).toFixed(2)} times where half of all is asked of the other one\n`,
);
for (const each of [lone, ...halves]) await each.stop();
await server.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
