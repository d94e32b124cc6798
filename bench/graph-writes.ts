import { subscribe } from 'node:diagnostics_channel';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { graphClient } from '../src/directory/graph/client.ts';
import { openGraphDirectory } from '../src/directory/graph/open-graph-directory.ts';
import { tokensFrom } from '../src/directory/graph/tokens.ts';
import type { Clock } from '../src/engine/clock.ts';
import { controller } from '../src/engine/controller.ts';
import type { RecordedExchange } from '../src/graph-emulator/exchange.ts';
import { startGraphEmulator } from '../src/graph-emulator/graph-emulator.ts';
import { openStore } from '../src/store/sqlite/open-store.ts';
import { EMS, MEGAN, smallTenant } from '../test/directory/small-tenant.ts';
import { type Line, line, ms } from './measure.ts';

/** https://learn.microsoft.com/graph/throttling-limits: 3,000 writes at once, then 20 in a second. */
const publishedFloorMs = (writes: number) => Math.max(writes - 3_000, 0) * 50;
const TOO_MANY = 429;
const SCOPE = 'https://graph.microsoft.com';

/**
 * A group of so many people is licensed by Seatkeeper itself, before the emulator of Graph and its limits: a write to each of
 * them. Time passes as it does, and leaps where nothing is done but wait.
 */
export async function* benchGraphWrites(scratch: string, people: number): AsyncGenerator<Line> {
  const clock = leapingClock();
  const parts: Part[] = [];
  const emulator = await startGraphEmulator({
    ...{ snapshot: smallTenant({ people }), clock, port: 0 },
    onExchange: (exchange) => void parts.push(...partsOf(exchange)),
    onBug: rethrown,
  });
  const getToken = async () => {
    const answer = await fetch(`http://127.0.0.1:${emulator.port}/msi/token?resource=${SCOPE}`);
    const { access_token: token, expires_on: end } = (await answer.json()) as Record<string, string>;
    return { token: String(token), expiresOnTimestamp: Number(end) * 1_000 };
  };
  const tokens = tokensFrom({ credential: { getToken }, scope: `${SCOPE}/.default`, clock });
  const store = openStore(scratch, { clock });
  const random = Math.random;
  const directory = await openGraphDirectory({
    client: graphClient({ baseUrl: emulator.url, tokens, clock, random }),
    ...{ store, dataDir: scratch, clock, random, licensing: 'managed' },
  });
  const steering = controller({ directory, actuator: directory, clock, random });
  directory.start();
  steering.start();
  await steering.idle();
  const [startMs, begunMs] = [clock.elapsedMs(), performance.now()];
  const addLicenses = [{ skuId: EMS, disabledPlans: [] }];
  await directory.change([{ kind: 'assignGroupLicense', groupId: 'hr', addLicenses, removeLicenses: [] }], MEGAN);
  await steering.idle();
  const tookMs = clock.elapsedMs() - startMs;
  const { tenant } = emulator.world;
  const given = tenant.consumed(tenant.skus.findIndex(({ skuId }) => skuId === EMS));
  const writes = parts.filter(({ method }) => method === 'POST').length;
  const refused = parts.filter(({ status }) => status === TOO_MANY).length;
  await Promise.all([steering.stop(), directory.stop()]);
  await store.close();
  await emulator.close();
  const named = people.toLocaleString('en-US');
  const floorMs = publishedFloorMs(people);
  yield line(
    `licenses for ${named} people one by one, against the published floor`,
    tookMs / floorMs,
    { unit: 'times', bar: 1.02 },
    `${ms(tookMs)} : ${ms(floorMs)}, computed in ${ms(performance.now() - begunMs)}`,
  );
  yield line('  given, of those people', given / people, { unit: 'times', bar: 1, atLeast: true }, `${given}`);
  yield line('  writes for each of them', writes / people, { unit: 'times', bar: 1 }, `${writes}`);
  yield line('  requests that were too many', refused, { unit: 'times', bar: 0 });
}

function rethrown(error: unknown): never {
  throw error;
}

interface Part {
  readonly method: string;
  readonly status: number;
}

function partsOf({ method, url, requestBody, status, responseBody }: RecordedExchange): readonly Part[] {
  if (!url.endsWith('/$batch') || status === TOO_MANY)
    return [{ method: method === 'POST' ? 'batch' : method, status }];
  const { requests } = requestBody as {
    readonly requests: readonly { readonly id: string; readonly method: string }[];
  };
  const { responses } = responseBody as {
    readonly responses: readonly { readonly id: string; readonly status: number }[];
  };
  const methods = new Map(requests.map((request) => [request.id, request.method]));
  return responses.map((part) => ({ method: methods.get(part.id) ?? '', status: part.status }));
}

/** Nothing is done but wait when nothing was done for so long. */
const QUIET_MS = 3;

/** Real time, and beside it all the time in which no request is under way and everybody sleeps: that is leapt over. */
function leapingClock(): Clock {
  const sleepers = new Set<{ readonly dueMs: number; readonly wake: () => void }>();
  const underWay = requestsUnderWay();
  let leaptMs = 0;
  let isLeaping = false;
  const elapsedMs = () => leaptMs + performance.now();
  const start = Date.now() - elapsedMs();

  async function leaping(): Promise<void> {
    isLeaping = true;
    for (let worked = performance.eventLoopUtilization(); sleepers.size > 0; ) {
      await setTimeout(QUIET_MS);
      const { active } = performance.eventLoopUtilization(worked);
      worked = performance.eventLoopUtilization();
      if (underWay() > 0 || active > QUIET_MS / 2) continue;
      const dueMs = Math.min(...[...sleepers].map((sleeper) => sleeper.dueMs));
      leaptMs += Math.max(0, dueMs - elapsedMs());
      for (const sleeper of sleepers) if (sleeper.dueMs <= dueMs) sleeper.wake();
    }
    isLeaping = false;
  }

  return {
    now: () => new Date(start + elapsedMs()),
    elapsedMs,
    sleep(pauseMs, signal) {
      if (pauseMs <= 0 || signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper = {
          dueMs: elapsedMs() + pauseMs,
          wake() {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake);
        if (!isLeaping) void leaping();
      });
    },
    breathe: () => setImmediate(),
  };
}

/** How many requests of this process have no answer yet, or not all of it. */
function requestsUnderWay(): () => number {
  let count = 0;
  subscribe('undici:request:create', () => void count++);
  for (const end of ['undici:request:trailers', 'undici:request:error']) subscribe(end, () => void count--);
  return () => count;
}
