import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

/** Answers a request; the connection may be cut instead. */
type RequestHandler = (request: IncomingMessage, response: ServerResponse, scheme: 'http' | 'https') => void;

interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
/** A TLS connection begins with a handshake record. */
const HANDSHAKE = 0x16;

/** Serves http and https at one port of this machine: which one a client speaks, its first byte tells. @throws when the port is taken */
export async function listen(
  port: number,
  { certificate, key }: Certificate,
  handle: RequestHandler,
): Promise<Listening> {
  const http = createHttpServer((request, response) => handle(request, response, 'http'));
  const https = createHttpsServer({ cert: certificate, key }, (request, response) =>
    handle(request, response, 'https'),
  );
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // A client that goes away in the middle is its own business.
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first: Buffer | null = socket.read(1);
      if (first === null) return;
      socket.unshift(first);
      (first[0] === HANDSHAKE ? https : http).emit('connection', socket);
    });
  });
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
