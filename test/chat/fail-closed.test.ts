import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, serve } from '../../src/app/serve.ts';
import { readConfig } from '../../src/config/config.ts';
import { PARENT } from '../store/temporary-directory.ts';
import { quickClock } from './quick-clock.ts';
import { type Chat, cardOf, MEGAN, TeamsClient, textOf } from './teams-client.ts';

let dataDir: string;
let bot: Running;
let teams: TeamsClient;
let megan: Chat;

beforeAll(async () => {
  dataDir = mkdtempSync(join(PARENT, 'seatkeeper-'));
  const read = readConfig({ DATA_DIR: dataDir, PORT: '0', CHAT: 'off', LOG_LEVEL: 'error' });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  bot = await serve(read.config, quickClock);
  teams = await TeamsClient.start(`http://127.0.0.1:${bot.port}/api/messages`);
  megan = teams.personal(MEGAN);
});

afterAll(async () => {
  await teams[Symbol.asyncDispose]();
  await bot.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Plays while a table of the store cannot be read or written. */
async function without(table: string, play: () => Promise<void>): Promise<void> {
  const database = new DatabaseSync(join(dataDir, 'seatkeeper.sqlite'));
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON');
  database.exec(`ALTER TABLE ${table} RENAME TO ${table}_away`);
  try {
    await play();
  } finally {
    database.exec(`ALTER TABLE ${table}_away RENAME TO ${table}`);
    database.close();
  }
}

const productsOfInterns = async () => textOf(cardOf(await megan.say('show Interns')));

test.each([
  ['the audit log', 'audit'],
  ['the records of changes', 'changes'],
  ['the small values', 'kv'],
  ['the roles of people', 'role_members'],
])('without %s nothing changes, and the person is told', async (_what, table) => {
  const preview = await megan.say('assign Power BI Pro to Interns');
  const before = megan.messages.length;
  await without(table, async () => {
    const { status, body } = await megan.press(preview, 'Apply');
    expect(status).toBe(200);
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.error', value: { code: 'Fault' } });
    expect(JSON.stringify(body)).toMatch(/Something went wrong here\. Nothing was lost/);
    expect((await megan.send('assign Visio to Interns')).status).toBe(200);
  });
  const said = megan.messages.slice(before).map(({ states }) => states.at(-1)?.activity.text ?? 'a card');
  expect(said).toContainEqual(expect.stringMatching(/^Something went wrong here/));
  expect(await productsOfInterns()).not.toContain('Power BI Pro');
});

test('afterwards it is done as ever', async () => {
  const preview = await megan.say('assign Power BI Pro to Interns');
  expect((await megan.press(preview, 'Apply')).body?.type).toBe('application/vnd.microsoft.card.adaptive');
  expect(await productsOfInterns()).toContain('Power BI Pro');
});
