import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MEGAN, TeamsClient } from '../chat/teams-client.ts';
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

/** Sends this much and then nothing, and waits to be cut off; what was answered until then. */
function sendsOnly(part: string): Promise<string> {
  const { port } = new URL(stage.endpoint);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(part));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

const POST = 'POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n';

describe('who sends slowly', () => {
  test.concurrent.each([
    ['half a line', 'POST /api/mess'],
    ['no end of the headers', POST],
    ['no end of the body', `${POST}Content-Length: 100000\r\n\r\n{"type":`],
    ['no end of a body in pieces', `${POST}Transfer-Encoding: chunked\r\n\r\n5\r\n{"typ\r\n`],
  ])('%s: is cut off', async (_what, part) => {
    expect(await sendsOnly(part)).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
  });

  test.concurrent('keeps nobody else waiting', async () => {
    const slow = Array.from({ length: 200 }, () => sendsOnly(POST));
    expect((await teams.personal(MEGAN).say('hello')).states[0]?.activity.text).toBe('heard: hello');
    await Promise.all(slow);
  });
});

test.each([
  ['headers of a megabyte', `${POST}X: ${'x'.repeat(1024 * 1024)}\r\n\r\n`],
  ['no HTTP', 'hello\r\n\r\n'],
  ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  ['a length and pieces', `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`],
])('%s: is refused at once', async (_what, request) => {
  const answer = await sendsOnly(request).catch(() => '');
  expect(answer).toMatch(/^(?:HTTP\/1\.1 4\d\d |$)/);
  expect(stage.heard.filter(({ text }) => text !== 'hello')).toEqual([]);
});
