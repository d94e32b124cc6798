/**
 * What one replica carries, and what two do: `node test/failover/carry.ts 2000`, so many commands each way. Processor time of each process
 * tells what bounds it, whatever else the machine does.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { MEGAN, TeamsClient } from '../chat/teams-client.ts';
import { programsHere, startServer } from '../store/postgres/server.ts';
import { type Replica, replica } from './replica.ts';

const COMMANDS = ['who am I', 'show HR Department', 'who failed in HR Department', 'assign Visio to Sales'];
const PEOPLE = 8;
/** Linux counts in hundredths of a second. */
const TICK_MS = 10;
const count = Number(process.argv[2] ?? 1_000);

const server = await startServer(programsHere() ?? '');
const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-carry-'));

async function ready(one: Replica): Promise<Replica> {
  while (!(await one.isReady())) await setTimeout(50);
  return one;
}

const owner = await ready(await replica(server.url, join(folder, 'owner')));
const other = await ready(await replica(server.url, join(folder, 'other')));

/** Processor time of a process until now: fields 14 and 15 of its line, after its name in brackets. */
function spentMs({ pid }: Replica): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

async function play(name: string, doors: readonly Replica[]): Promise<void> {
  const before = [owner, other].map(spentMs);
  const startMs = performance.now();
  const clients = await Promise.all(doors.map(({ url }) => TeamsClient.start(`${url}/api/messages`)));
  let left = count;
  const talk = async (_: unknown, person: number) => {
    const client = clients[person % clients.length] as TeamsClient;
    const chat = client.groupChat(MEGAN, `${name}-${person}`);
    for (; left > 0; ) {
      left -= 1;
      const { status } = await chat.send(COMMANDS[left % COMMANDS.length] as string);
      if (status !== 200) throw new Error(`answered with ${status}`);
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, talk));
  const seconds = (performance.now() - startMs) / 1_000;
  const [owners = 0, others = 0] = [owner, other].map((one, at) => (spentMs(one) - (before[at] ?? 0)) / count);
  process.stdout.write(
    `${name}: ${(count / seconds).toFixed(0)} commands/s by the clock; a command takes ${owners.toFixed(2)} ms of the owner and ` +
      `${others.toFixed(2)} ms of who stands by, so that the owner bounds it at ${(1_000 / owners).toFixed(0)} commands/s\n`,
  );
  for (const client of clients) await client[Symbol.asyncDispose]();
}

await play('to get warm', [owner, other]);
for (let round = 0; round < 2; round += 1) {
  await play('through the owner', [owner]);
  await play('through both', [owner, other]);
}
for (const one of [owner, other]) await one.stop();
await server.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
