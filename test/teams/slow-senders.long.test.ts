import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MEGAN, TeamsClient } from '../chat/teams-client.ts';
import { POST, sendsOnly } from './raw-request.ts';
import { type ServerStage, serverStage } from './server-stage.ts';

let stage: ServerStage;
let teams: TeamsClient;
beforeAll(async () => {
  stage = await serverStage();
  teams = await TeamsClient.start(stage.endpoint);
});
afterAll(async () => {
  await teams[Symbol.asyncDispose]();
  await stage[Symbol.asyncDispose]();
});

describe('who sends slowly', () => {
  test.concurrent.each([
    ['half a line', 'POST /api/mess'],
    ['no end of the headers', POST],
    ['no end of the body', `${POST}Content-Length: 100000\r\n\r\n{"type":`],
    ['no end of a body in pieces', `${POST}Transfer-Encoding: chunked\r\n\r\n5\r\n{"typ\r\n`],
  ])('%s: is cut off', async (_what, part) => {
    expect(await sendsOnly(stage.endpoint, part)).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
  });

  test.concurrent('keeps nobody else waiting', async () => {
    const slow = Array.from({ length: 200 }, () => sendsOnly(stage.endpoint, POST));
    expect((await teams.personal(MEGAN).say('hello')).states[0]?.activity.text).toBe('heard: hello');
    await Promise.all(slow);
  });
});
