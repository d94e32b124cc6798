import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { ACTIVITY } from '../src/changes/activities.ts';
import { writeSnapshot } from '../src/directory/snapshot/write-snapshot.ts';
import { loadTenant } from '../src/licensing/model/load-tenant.ts';
import { reconcile } from '../src/licensing/reconcile/reconcile.ts';
import { type Chat, TeamsClient } from '../test/chat/teams-client.ts';
import { type BotProcess, startBot } from './bot-process.ts';
import { NOW, withReconciliation } from './large-tenant.ts';
import { type Line, line, ms, stopwatch } from './measure.ts';
import { GIVEN_BACK_MS, said, settled, untilFinished } from './spoken.ts';
import { ASKER, GIVER, NEW_PRODUCT, WHOLE_HOUSE, wholeTenant } from './whole-tenant.ts';

const PEOPLE_PER_TRANSACTION = 1_000;
const QUESTION = 'how many PRODUCT_3 are left';

/** A whole change, from a sentence to *Finished*, on the bot of a checkout, beside the least that a disk takes for it. */
export async function* benchWholeChange(scratch: string, people: number, checkout: string): AsyncGenerator<Line> {
  const [tenant, dataDir] = [join(scratch, 'tenant'), join(scratch, 'data')];
  await writeSnapshot(tenant, wholeTenant(people));
  const first = await startBot(checkout, { DATA_DIR: dataDir, TENANT: tenant });
  await settled(first);
  const filling = first.memoryMb().peak;
  await first.end();
  const database = join(dataDir, 'seatkeeper.sqlite');
  const read = readWhole(database);
  const bot = await startBot(checkout, { DATA_DIR: dataDir });
  await settled(bot);
  await setTimeout(GIVEN_BACK_MS);
  const start = { now: bot.memoryMb().now, cpuMs: bot.cpuMs() };
  const change = await wholeChange(bot);
  const { peak } = bot.memoryMb();
  await bot.end();
  const floor = writeSame(database, join(scratch, 'floor.sqlite'), people);
  rmSync(join(scratch, 'floor.sqlite'));
  const named = `${people.toLocaleString('en-US')} people`;
  yield line(
    `a whole change of ${named}, Apply to Finished, against writing its rows and records`,
    change.wallMs / floor.wallMs,
    { unit: 'times', bar: 2, aim: 1.2 },
    `${ms(change.wallMs)} : ${ms(floor.wallMs)}, CPU ${ms(change.cpuMs)} : ${ms(floor.cpuMs)}`,
  );
  yield line('its preview, sentence to card', change.previewMs, { unit: 'ms', bar: 400, aim: 250 });
  const answers = change.answersMs.toSorted((a, b) => a - b);
  yield line(
    'a short question of somebody else meanwhile, p99',
    answers[Math.ceil(answers.length * 0.99) - 1] ?? 0,
    { unit: 'ms', bar: 150, aim: 50 },
    `${answers.length} answers, median ${ms(answers[answers.length >>> 1] ?? 0)}, longest ${ms(answers.at(-1) ?? 0)}`,
  );
  yield line(
    `start on a stored tenant of ${named}, against reading its rows`,
    bot.startMs / read.wallMs,
    { unit: 'times', bar: 3, aim: 1.5 },
    `${ms(bot.startMs)} : ${ms(read.wallMs)}, CPU until at rest ${ms(start.cpuMs)}; first start ${ms(first.startMs)}`,
  );
  yield line(
    'memory of the bot at rest',
    start.now,
    { unit: 'megabytes', bar: 250, aim: 180 },
    `peak of the first start ${Math.round(filling)} MB, of the change ${Math.round(peak)} MB`,
  );
  yield line('disk for one person, without the audit log', read.bytes / people, { unit: 'bytes', bar: 1500, aim: 800 });
}

async function wholeChange(bot: BotProcess) {
  await using teams = await TeamsClient.start(`${bot.url}/api/messages`);
  const [giver, asker] = [teams.personal(GIVER), teams.personal(ASKER)];
  await said(asker, QUESTION);
  await said(giver, 'how many PRODUCT_4 are left');
  const { answer: card, tookMs: previewMs } = await said(giver, `assign ${NEW_PRODUCT} to ${WHOLE_HOUSE}`);
  const answersMs: number[] = [];
  const meanwhile = new AbortController();
  const asking = ask(asker, meanwhile.signal, (took) => answersMs.push(took));
  const cpuMs = bot.cpuMs();
  const pressed = performance.now();
  const finished = await untilFinished(giver, card);
  const taken = { wallMs: finished - pressed, cpuMs: bot.cpuMs() - cpuMs };
  meanwhile.abort();
  await asking;
  return { ...taken, previewMs, answersMs };
}

/** Asks one question after the other. */
async function ask(chat: Chat, over: AbortSignal, took: (ms: number) => void): Promise<void> {
  while (!over.aborted) {
    took((await said(chat, QUESTION)).tookMs);
    await setTimeout(20);
  }
}

/** Every row of the database once, by SQLite; and what it takes on disk without the audit log. */
function readWhole(path: string) {
  const database = new DatabaseSync(path, { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const taken = stopwatch();
  for (const { name } of tables) {
    for (const _ of database.prepare(`SELECT * FROM "${name}"`).iterate());
  }
  const { wallMs } = taken();
  const sizes = database.prepare("SELECT sum(pgsize) AS bytes FROM dbstat WHERE name NOT LIKE 'audit%'").get();
  database.close();
  return { wallMs, bytes: Number(sizes?.['bytes']) };
}

/** The rows of everybody after the change, as Graph says them, and its records, written anew and nothing else. */
function writeSame(from: string, to: string, people: number) {
  const rows = rowsAfter(people);
  const records = recordsIn(from);
  const database = new DatabaseSync(to);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE license_rows (user INTEGER PRIMARY KEY, document);
    CREATE TABLE audit (seq INTEGER PRIMARY KEY, time, activity, actor, target, details, prev_hash, hash)`);
  const putRows = database.prepare('INSERT INTO license_rows VALUES (?, ?)');
  const putRecord = database.prepare('INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const taken = stopwatch();
  for (let first = 0; first < people; first += PEOPLE_PER_TRANSACTION) {
    const next = Math.min(first + PEOPLE_PER_TRANSACTION, people);
    database.exec('BEGIN IMMEDIATE');
    for (let user = first; user < next; user++) putRows.run(user, rows[user] ?? '');
    for (const record of records.slice(first, next)) putRecord.run(...record);
    database.exec('COMMIT');
  }
  const written = taken();
  database.close();
  return written;
}

function rowsAfter(people: number): readonly string[] {
  const tenant = loadTenant(wholeTenant(people));
  reconcile(tenant, { users: 'everyone', now: NOW });
  const addLicenses = [{ skuId: tenant.skus.at(-1)?.skuId ?? '', disabledPlans: [] }];
  const groupId = tenant.group(tenant.groupCount - 1).id;
  withReconciliation(tenant, { kind: 'assignGroupLicense', groupId, addLicenses, removeLicenses: [] });
  return Array.from({ length: people }, (_, user) => JSON.stringify(tenant.read(tenant.rows(user))));
}

/** The newest records of people's licenses. */
function recordsIn(path: string) {
  const database = new DatabaseSync(path, { readOnly: true });
  const sql = 'SELECT * FROM audit WHERE activity = ? AND seq > (SELECT max(seq) FROM audit WHERE activity = ?)';
  const records = database.prepare(sql).all(ACTIVITY.changeUserLicense, ACTIVITY.start);
  database.close();
  return records.map((record) => Object.values(record));
}
