import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { programsHere, type Server, startServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A socket that answers where the PostgreSQL of this run is, and starts it for whoever asks first. */
    postgresSocket: string;
  }
}

/** One PostgreSQL for all files of a run, and none where nobody asks for it. */
export function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-postgres-'));
  const path = join(folder, 'where');
  let server: Promise<Server> | undefined;
  const listener = createServer((socket) => {
    socket.on('error', () => undefined);
    server ??= startServer(programsHere() ?? '');
    server.then(
      ({ url }) => socket.end(JSON.stringify({ url })),
      (error) => socket.end(JSON.stringify({ fault: String(error) })),
    );
  });
  listener.listen(path);
  project.provide('postgresSocket', path);
  return async () => {
    listener.close();
    await (await server?.catch(() => undefined))?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
