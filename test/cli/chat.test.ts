import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../directory/snapshot/folder.ts';
import { freePort } from '../free-port.ts';
import { seatkeeper } from './terminal.ts';

/** What is refused before a chat is opened; the chat itself is opened in `test/acceptance`. */

let bot: Server;
let port = '';

beforeAll(async () => {
  bot = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1');
  await once(bot, 'listening');
  port = String((bot.address() as AddressInfo).port);
});

afterAll(() => {
  bot.close();
});

it('is refused with one line where no bot answers', async () => {
  const nobody = await freePort();
  const env = { DATA_DIR: temporaryFolder(), PORT: String(nobody) };
  const { code, out, err } = await seatkeeper(['chat', '--as', 'Alex Wilber'], { env });
  expect(err).toBe(
    `PORT: no Seatkeeper answers at ${nobody}. Start it first (npm start), or set PORT to where it is.\n`,
  );
  expect(out).toBe('');
  expect(code).toBe(78);
});

it('is refused beside a real tenant', async () => {
  const env = { DATA_DIR: temporaryFolder(), PORT: port, DIRECTORY: 'graph' };
  const { code, err } = await seatkeeper(['chat', '--as', 'Alex Wilber'], { env });
  expect(err).toContain('nobody can be played beside Microsoft credentials or DIRECTORY=graph');
  expect(code).toBe(78);
});

it.each([
  ['Nobody At All', 'nobody of Contoso is called Nobody At All.'],
  ['megan', 'nobody of Contoso is called megan.'],
])('is for people of the tenant: %s', async (name, problem) => {
  const env = { DATA_DIR: temporaryFolder(), PORT: port };
  const { code, err } = await seatkeeper(['chat', '--as', name], { env });
  expect(err).toContain(`--as: ${problem}`);
  expect(code).toBe(2);
});

it('is refused where another program has its port', async () => {
  const env = { DATA_DIR: temporaryFolder(), PORT: port };
  const { code, err } = await seatkeeper(['chat', '--as', 'alexw@contoso.com', '--port', port], { env });
  expect(err).toMatch(/^(--port: \d+ is taken by another program|There is no chat in the browser here)/);
  expect(code).toBe(78);
});
