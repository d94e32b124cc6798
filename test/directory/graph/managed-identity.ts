import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';

/**
 * The library remembers for the life of the process where its managed identity is: one place for all tests that share
 * one, which passes on to the emulator that a test has at present.
 */
interface Endpoint {
  readonly port: number;
  emulatorPort: number;
}

const shared = globalThis as { managedIdentity?: Promise<Endpoint> };

async function open(): Promise<Endpoint> {
  const server = createServer(async (request, response) => {
    const answer = await fetch(`http://127.0.0.1:${endpoint.emulatorPort}${request.url}`, {
      headers: { 'x-identity-header': 'x' },
    });
    response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(await answer.text());
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const endpoint = { port: (server.address() as AddressInfo).port, emulatorPort: 0 };
  return endpoint;
}

/**
 * The managed identity of this machine is that of the emulator at this port, until the environment is put back. As somebody of their
 * own: the library remembers the tokens of each as well.
 */
export async function identifiedBy(emulatorPort: number): Promise<{ readonly AZURE_CLIENT_ID: string }> {
  shared.managedIdentity ??= open();
  const endpoint = await shared.managedIdentity;
  endpoint.emulatorPort = emulatorPort;
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${endpoint.port}/msi/token`);
  vi.stubEnv('IDENTITY_HEADER', 'x');
  return { AZURE_CLIENT_ID: randomUUID() };
}
