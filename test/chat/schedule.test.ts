import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Running, serve } from '../../src/app/serve.ts';
import type { Schedule } from '../../src/changes/schedule.ts';
import { readConfig } from '../../src/config/config.ts';
import { openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import { systemClock } from '../../src/engine/clock.ts';
import type { Change } from '../../src/licensing/change.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { PARENT } from '../store/temporary-directory.ts';
import { quickClock } from './quick-clock.ts';
import { type Chat, eventually, MEGAN, PATTI, TeamsClient } from './teams-client.ts';
import { groupId, shown, textIn, titles } from './watch-stage.ts';

/** What people hear of their scheduled changes, when their time comes while the bot is down. */

const LATER = 'assign Project to Interns from 1 May 2031 until 1 June 2031';
const OVER = '2026-01-01T00:00:00.000Z';

let dataDir: string;
let bot: Running;
let teams: TeamsClient;
let megan: Chat;

async function start(port = '0'): Promise<Running> {
  const read = readConfig({ DATA_DIR: dataDir, PORT: port, CHAT: 'off', LOG_LEVEL: 'error' });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return serve(read.config, quickClock);
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(PARENT, 'seatkeeper-'));
  bot = await start();
  teams = await TeamsClient.start(`http://127.0.0.1:${bot.port}/api/messages`);
  megan = teams.personal(MEGAN);
});

afterEach(async () => {
  await teams[Symbol.asyncDispose]();
  await bot.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The bot is down; meanwhile times pass, and somebody may change something. Then it starts again. */
async function meanwhile(number: number, times: Partial<Schedule>, changes: readonly Change[] = []): Promise<void> {
  const { port } = bot;
  await bot.close();
  const store = openStore(dataDir, { clock: systemClock });
  const record = await store.changes.get(number);
  if (record?.schedule === undefined) throw new Error(`#${number} is not scheduled`);
  await store.changes.advance(record, { schedule: { ...record.schedule, ...times } });
  const directory = await openEmbeddedDirectory(store, { clock: systemClock, usersPerSecond: undefined });
  await directory.change(changes, { userId: PATTI.aadObjectId, displayName: PATTI.name });
  await store.close();
  bot = await start(String(port));
}

/** Confirms a change for 2031. */
async function scheduled(): Promise<void> {
  const preview = await megan.say(LATER);
  await megan.press(preview, 'Apply');
  await eventually(() => shown(preview).includes('Scheduled'), 'the change to be scheduled');
}

const texts = () => megan.messages.map(textIn);
const told = (text: string) => eventually(() => texts().find((said) => said.includes(text)), `to hear “${text}”`);

test('who confirmed it hears that it has begun, and that it was taken back', async () => {
  await scheduled();
  await meanwhile(1001, { startsAt: OVER });
  await told('#1001 has begun, as planned: Assign Project Plan 3 to Interns.');
  await eventually(
    () => megan.messages.some((message) => isCard(message) && shown(message).includes('Finished')),
    'its end',
  );
  await meanwhile(1001, { endsAt: OVER });
  await told('#1001 has been taken back, as planned: Assign Project Plan 3 to Interns.');
});

test('what would come out otherwise is previewed anew, and can be applied from there', async () => {
  await scheduled();
  const joins = { kind: 'addMember', groupId: groupId('Interns'), userId: MEGAN.aadObjectId } as const;
  await meanwhile(1001, { startsAt: OVER }, [joins]);
  await told('The time of #1001 has come, but its outcome would not be what you confirmed any more.');
  const preview = await eventually(
    () => megan.messages.findLast((message) => isCard(message) && titles(message).includes('Apply')),
    'the new preview',
  );
  expect(shown(preview)).toContain('Is taken back by itself on Sunday 1 June 2031, 00:00 (UTC)');
  expect(shown(preview)).not.toContain('Begins on');
  await megan.press(preview, 'Apply');
  await eventually(() => shown(preview).includes('Finished'), 'the end');
});

function isCard({ states }: Chat['messages'][number]): boolean {
  return states.at(-1)?.activity.attachments !== undefined;
}
