import { onTestFinished } from 'vitest';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import type { RecordedExchange } from '../../src/graph-emulator/exchange.ts';
import {
  type GraphEmulator,
  type GraphEmulatorOptions,
  startGraphEmulator,
} from '../../src/graph-emulator/graph-emulator.ts';
import { type VirtualClock, virtualClock } from '../engine/virtual-clock.ts';
import { keep } from './keep.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as any client reads them
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export interface Ask {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A client of an emulator of its own, with a token and a clock that stands still. */
export interface Graph {
  readonly emulator: GraphEmulator;
  readonly clock: VirtualClock;
  readonly exchanges: readonly RecordedExchange[];
  /** @param path below the version, or a whole link */
  get(path: string, ask?: Ask): Promise<Answer>;
  post(path: string, body?: unknown, ask?: Ask): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  remove(path: string): Promise<Answer>;
  /** The same requests, which Graph is expected to refuse. */
  readonly refused: Pick<Graph, 'get' | 'post' | 'patch' | 'remove'>;
  /** The items of all pages. */
  all(path: string, ask?: Ask): Promise<Json[]>;
  /** Lets group-based licensing come to its end. */
  settle(): Promise<void>;
}

/** Tokens are good for about an hour. */
const TOKEN_MS = 3_000_000;

export const EVENTUAL = { ConsistencyLevel: 'eventual' };

interface Opening extends Partial<GraphEmulatorOptions> {
  readonly snapshot?: Snapshot;
  /** False: what is said goes beyond what Microsoft's description of the service has, and is not kept for who judges by it. */
  readonly isDescribed?: boolean;
}

/** An emulator over the demo tenant, or another, for the length of a test. */
export async function openGraph({ isDescribed = true, ...options }: Opening = {}): Promise<Graph> {
  const clock = virtualClock();
  const exchanges: RecordedExchange[] = [];
  let isExpectedToFail = false;
  const emulator = await startGraphEmulator({
    snapshot: demoTenant(),
    clock,
    port: 0,
    onBug: (error) => {
      throw error;
    },
    onExchange(exchange) {
      exchanges.push(exchange);
      if (isDescribed) keep(emulator.port, exchange, isExpectedToFail);
    },
    ...options,
  });
  onTestFinished(() => emulator.close());
  let token = { value: '', goodUntilMs: 0 };
  const freshToken = async (): Promise<string> => {
    const nowMs = clock.now().getTime();
    if (nowMs >= token.goodUntilMs) token = { value: await tokenOf(emulator), goodUntilMs: nowMs + TOKEN_MS };
    return token.value;
  };

  async function call(method: string, path: string, { headers = {}, body }: Ask): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${emulator.url}${path}`;
    const hasBody = body !== undefined;
    const response = await fetch(url, {
      method,
      headers: {
        Authorization: `Bearer ${await freshToken()}`,
        ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
        ...headers,
      },
      ...(hasBody ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  }

  const verbs: Pick<Graph, 'get' | 'post' | 'patch' | 'remove'> = {
    get: (path, ask = {}) => call('GET', path, ask),
    post: (path, body, ask = {}) => call('POST', path, { ...ask, body }),
    patch: (path, body) => call('PATCH', path, { body }),
    remove: (path) => call('DELETE', path, {}),
  };
  const expecting = async (work: () => Promise<Answer>): Promise<Answer> => {
    isExpectedToFail = true;
    return work().finally(() => {
      isExpectedToFail = false;
    });
  };
  return {
    emulator,
    clock,
    exchanges,
    ...verbs,
    refused: {
      get: (path, ask) => expecting(() => verbs.get(path, ask)),
      post: (path, body, ask) => expecting(() => verbs.post(path, body, ask)),
      patch: (path, body) => expecting(() => verbs.patch(path, body)),
      remove: (path) => expecting(() => verbs.remove(path)),
    },
    async all(path, ask) {
      const items: Json[] = [];
      for (let next: string | undefined = path; next !== undefined; ) {
        const { body } = await verbs.get(next, ask);
        items.push(...body.value);
        next = body['@odata.nextLink'];
      }
      return items;
    },
    async settle() {
      await clock.advance(60_000);
    },
  };
}

async function tokenOf({ port }: GraphEmulator): Promise<string> {
  const url = `http://127.0.0.1:${port}/msi/token?api-version=2019-08-01&resource=https://graph.microsoft.com`;
  const answer = (await (await fetch(url, { headers: { 'X-IDENTITY-HEADER': 'any' } })).json()) as Json;
  return answer.access_token;
}

function parsed(text: string): Json {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
