import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { type Chat, cardOf, MEGAN, textOf } from './teams-client.ts';

let stage: Stage;
let megan: Chat;

beforeAll(async () => {
  stage = await Stage.started();
  megan = stage.teams.personal(MEGAN);
});

afterAll(() => stage.close());

/** Plays while a table of the store cannot be read or written. */
async function without(table: string, play: () => Promise<void>): Promise<void> {
  const database = new DatabaseSync(join(stage.dataDir, 'seatkeeper.sqlite'));
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
