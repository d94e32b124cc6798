import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../engine/clock.ts';
import { within } from '../engine/within.ts';
import { TIMEOUTS } from '../teams/http.ts';

/** Whoever is in the middle of a request when the port is closed is waited for so long. */
const CLOSED_WITHIN_MS = 3_000;

/** The port of this process, whoever answers at it: between two of them nobody is refused. */
export interface Face {
  readonly port: number;
  /** From now on this one answers. Resolves when all is answered that the one before it was asked. */
  turnTo(listener: RequestListener): Promise<void>;
  /** Hangs up on whoever was not answered: they ask another process, which may answer sooner. */
  letGo(): void;
  /** @param withinMs how long whoever is in the middle of a request is waited for */
  close(withinMs?: number): Promise<void>;
}

/** Rejects with `EADDRINUSE` where the port is taken. */
export async function openFace(
  { host, port }: { readonly host: string; readonly port: number },
  listener: RequestListener,
  clock: Pick<Clock, 'sleep'>,
): Promise<Face> {
  let answering = answeredBy(listener);
  const server = createServer(TIMEOUTS, (request, response) => {
    if (!server.listening) response.setHeader('Connection', 'close');
    answering.take(request, response);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    turnTo(next) {
      const before = answering;
      answering = answeredBy(next);
      return before.end();
    },
    letGo: () => answering.letGo(),
    async close(withinMs = CLOSED_WITHIN_MS) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await within(withinMs, closed, clock);
      server.closeAllConnections();
      await closed;
    },
  };
}

function answeredBy(listener: RequestListener) {
  const ended = Promise.withResolvers<void>();
  const open = new Set<ServerResponse>();
  let isOver = false;
  const look = () => isOver && open.size === 0 && ended.resolve();
  const take: RequestListener = (request, response) => {
    open.add(response);
    response.once('close', () => {
      open.delete(response);
      look();
    });
    void listener(request, response);
  };
  return {
    take,
    letGo: () => open.forEach((response) => void response.destroy()),
    end() {
      isOver = true;
      look();
      return ended.promise;
    },
  };
}
