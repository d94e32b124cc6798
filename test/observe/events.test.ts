import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Running, serve } from '../../src/app/serve.ts';
import { readConfig } from '../../src/config/config.ts';
import { quickClock } from '../chat/quick-clock.ts';
import { ADELE, cardOf, eventually, MEGAN, TeamsClient, textOf } from '../chat/teams-client.ts';
import { PARENT } from '../store/temporary-directory.ts';

let dataDir: string;
let bot: Running;
let teams: TeamsClient;
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(PARENT, 'seatkeeper-'));
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    for (const line of String(chunk).split('\n').filter(Boolean)) lines.push(JSON.parse(line));
    return true;
  });
  const read = readConfig({ DATA_DIR: dataDir, PORT: '0', CHAT: 'off', LOG_LEVEL: 'debug' });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  bot = await serve(read.config, quickClock);
  teams = await TeamsClient.start(`http://127.0.0.1:${bot.port}/api/messages`);
});

afterAll(async () => {
  await teams[Symbol.asyncDispose]();
  await bot.close();
  vi.restoreAllMocks();
  rmSync(dataDir, { recursive: true, force: true });
});

const events = (event: string) => lines.filter((line) => line['event'] === event);
const TRACE = /^[\da-f]{32}$/;

describe('what is done leaves a line and a count', () => {
  test('a press and the change that it began, by number and object id', async () => {
    const megan = teams.personal(MEGAN);
    const preview = await megan.say('assign Power BI Pro to Interns');
    await megan.press(preview, 'Apply');
    await eventually(() => /Finished/.test(textOf(cardOf(preview))), 'the end');
    const [press] = events('press');
    expect(press).toMatchObject({ level: 'info', verb: 'apply', who: MEGAN.aadObjectId, outcome: 'card' });
    expect(press?.['trace_id']).toMatch(TRACE);
    const [change] = await eventually(() => events('change').length > 0 && events('change'), 'its line');
    expect(change).toMatchObject({ number: press?.['number'], who: MEGAN.aadObjectId, what: 'assign_license' });
    expect(change?.['outcome']).toMatch(/^finished/);
    expect(change?.['ms']).toEqual(expect.any(Number));
  });

  test('a message, only when more is asked for, and never what it says', () => {
    expect(events('message')[0]).toMatchObject({ level: 'debug', who: MEGAN.aadObjectId, place: 'personal' });
    expect(JSON.stringify(lines)).not.toMatch(/Power BI|Interns|Megan/);
  });

  test('who is refused for want of a role', async () => {
    await teams.personal(ADELE).say('show HR Department');
    expect(events('request refused').at(-1)).toMatchObject({ status: 'role', who: ADELE.aadObjectId });
  });

  test('a request that is part of a trace stays part of it', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await fetch(teams.endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', traceparent: `00-${traceId}-b7ad6b7169203331-01`, origin: 'x' },
      body: '{}',
    });
    expect(events('request refused').at(-1)).toMatchObject({ status: 403, trace_id: traceId });
  });

  test('all are counted in Prometheus’ words, without a name or an id of anybody', async () => {
    const text = await (await fetch(new URL('/metrics', teams.endpoint))).text();
    expect(text).toMatch(/^seatkeeper_changes_total\{result="finished[^"]*"\} 1$/m);
    expect(text).toMatch(/^seatkeeper_presses_total\{outcome="card"\} 1$/m);
    expect(text).toMatch(/^seatkeeper_refusals_total\{status="role"\} 1$/m);
    expect(text).toMatch(/^http_server_requests_total\{route="\/api\/messages",status="200"\} \d+$/m);
    expect(text).toMatch(/^http_server_request_duration_seconds_bucket\{le="\+Inf"\} \d+$/m);
    expect(text).not.toMatch(/aaaaaaaa|Megan|Adele|Interns|Power BI/);
    const comments = text.split('\n').filter((line) => line.startsWith('# TYPE'));
    expect(new Set(comments).size).toBe(comments.length);
  });
});
