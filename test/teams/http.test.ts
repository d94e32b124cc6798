import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST, sendsOnly } from './raw-request.ts';
import { type ServerStage, serverStage } from './server-stage.ts';

let stage: ServerStage;
beforeAll(async () => {
  stage = await serverStage();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

test.each([
  ['headers of a megabyte', `${POST}X: ${'x'.repeat(1024 * 1024)}\r\n\r\n`],
  ['no HTTP', 'hello\r\n\r\n'],
  ['two lengths', `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  ['a length and pieces', `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`],
])('%s: is refused at once', async (_what, request) => {
  const answer = await sendsOnly(stage.endpoint, request).catch(() => '');
  expect(answer).toMatch(/^(?:HTTP\/1\.1 4\d\d |$)/);
  expect(stage.heard).toEqual([]);
});
