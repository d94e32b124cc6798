import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { graphClient } from '../../src/directory/graph/client.ts';
import { type GraphDirectory, openGraphDirectory } from '../../src/directory/graph/open-graph-directory.ts';
import { tokensFrom } from '../../src/directory/graph/tokens.ts';
import type { Clock } from '../../src/engine/clock.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import { seededFaults } from '../../src/graph-emulator/faults.ts';
import { ALL_PERMISSIONS } from '../../src/graph-emulator/graph-emulator.ts';
import { GraphError } from '../../src/graph-emulator/graph-error.ts';
import { jsonOf } from '../../src/graph-emulator/request.ts';
import { answer, errorResponse, type Service } from '../../src/graph-emulator/service.ts';
import { throttle } from '../../src/graph-emulator/throttle.ts';
import { accessTokens } from '../../src/graph-emulator/tokens.ts';
import { openWorld } from '../../src/graph-emulator/world.ts';
import { write } from '../../src/graph-emulator/write.ts';
import type { Change } from '../../src/licensing/change.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import type { SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { PARENT } from './damage.ts';
import type { Random } from './random.ts';
import { clockOf, type Time } from './time.ts';

/**
 * What becomes of one request to Graph: it is refused, as a whole or some parts of a batch; the connection closes before it is done, or the answer
 * breaks off or never comes though it is; nothing comes; the process ends around it.
 */
export const GRAPH_FATES = [
  'graphBusy',
  'graphFails',
  'graphResets',
  'graphParts',
  'graphTorn',
  'graphSilent',
  'graphLate',
  'graphKilledBefore',
  'graphKilledAfter',
] as const;
export type GraphFate = (typeof GRAPH_FATES)[number] | 'well';

/** Microsoft Graph and the Entra behind it, over all processes of the bot. */
export interface Graph {
  /** As it was written last. */
  readonly tenant: Tenant;
  /** Somebody does this in a portal. */
  change(change: Membership): void;
  rolesOf(userId: string): readonly string[];
  open(options: GraphProcess): Promise<GraphDirectory>;
  close(): void;
}

export type Membership = Extract<Change, { readonly kind: 'addMember' | 'removeMember' }>;

export interface GraphProcess {
  readonly store: SqliteStore;
  readonly clock: Clock;
  readonly isAlive: () => boolean;
  readonly kill: () => void;
  readonly fate: () => GraphFate;
  readonly isQuiet: () => boolean;
}

export interface GraphWorld {
  readonly time: Time;
  readonly random: Random;
  readonly snapshot: Snapshot;
  readonly note: (line: string) => void;
}

const BASE_URL = 'https://graph.example/v1.0';
const AUDIENCE = 'https://graph.microsoft.com';
const WAY_MS = 20;
/** Between two looks for what others changed. */
const OBSERVE_MS = 60_000;

/** Each seed draws how far readers are behind, how fast Entra is, and how long tokens and links are good. */
export function graphModel({ time, random, snapshot, note }: GraphWorld): Graph {
  const wall = clockOf(
    time,
    () => true,
    () => 0,
  );
  const nowMs = () => wall.now().getTime();
  const world = openWorld(
    snapshot,
    { startMs: nowMs(), secret: 'secret' },
    {
      processingDelayMs: random.pick([500, 5_000, 60_000]),
      peoplePerSecond: random.pick([2_000, 1, 0.3]),
      replicationDelayMs: random.pick([0, 2_000, 60_000]),
      deltaTokenLifeMs: random.pick([10 * 60_000, 7 * 24 * 3_600_000]),
    },
  );
  const { id: tenantId } = world.tenant.organization;
  const tokens = accessTokens(tenantId, {
    roles: ALL_PERMISSIONS,
    lifeSeconds: random.pick([400, 3_599]),
  });
  const someParts = seededFaults({ percent: 30, seed: random.below(1_000_000) });
  const service: Service = {
    world,
    tokens,
    throttle: throttle({ users: world.tenant.userCount, tenantId }),
    faults: undefined,
    below: random.below,
  };
  const folder = mkdtempSync(join(PARENT, 'simulated-graph-'));

  /** Graph as one process reaches it. */
  function sendOf({ isAlive, kill, fate }: GraphProcess): typeof fetch {
    return (input, init) =>
      new Promise<Response>((resolve, reject) => {
        const { method = 'GET', headers, body, signal } = init ?? {};
        signal?.addEventListener('abort', () => isAlive() && reject(signal.reason), { once: true });
        const request = {
          method,
          url: new URL(String(input)),
          headers: Object.fromEntries(new Headers(headers)),
          body: typeof body === 'string' ? JSON.parse(body) : undefined,
        };
        const later = (act: () => void) => time.at(WAY_MS + random.below(WAY_MS), () => isAlive() && act());
        later(() => {
          const drawn = fate();
          if (drawn !== 'well') note(`graph ${method} ${request.url.pathname} ${drawn}`);
          if (drawn === 'graphKilledBefore') return kill();
          if (drawn === 'graphResets') return later(() => reject(new TypeError('fetch failed')));
          if (drawn === 'graphSilent') return undefined;
          const fault = REFUSED[drawn];
          const faults = drawn === 'graphParts' ? someParts : undefined;
          const response =
            fault === undefined
              ? answer({ ...service, faults }, request, nowMs())
              : errorResponse(request, nowMs(), fault());
          if (drawn === 'graphKilledAfter') return kill();
          if (drawn === 'graphLate') return undefined;
          const bytes = response.body === undefined ? undefined : bytesOf(response.body);
          const sent = drawn === 'graphTorn' ? bytes?.subarray(0, bytes.length / 2) : bytes;
          return later(() => {
            if (drawn === 'graphTorn' && sent === undefined) reject(new TypeError('terminated'));
            else
              resolve(
                new Response(sent && new Uint8Array(sent), { status: response.status, headers: response.headers }),
              );
          });
        });
      });
  }

  return {
    tenant: world.tenant,
    rolesOf: (userId) =>
      snapshot.directoryRoles
        .filter(({ members }) => members.includes(userId))
        .map(({ roleTemplateId }) => roleTemplateId),
    change(change) {
      world.catchUp(nowMs());
      try {
        write(world, [change], { timeMs: nowMs(), appId: 'portal', correlationId: undefined });
      } catch (error) {
        if (!(error instanceof GraphError)) throw error;
      }
    },
    open(process) {
      const { clock, store, isQuiet } = process;
      const credential = {
        getToken: async () => {
          const { token, expiresAtSeconds } = tokens.issue(AUDIENCE, 'seatkeeper', nowMs());
          return { token, expiresOnTimestamp: expiresAtSeconds * 1_000 };
        },
      };
      const client = graphClient({
        baseUrl: BASE_URL,
        tokens: tokensFrom({ credential, scope: `${AUDIENCE}/.default`, clock }),
        clock,
        random: random.next,
        send: sendOf(process),
      });
      const pace = { observeMs: OBSERVE_MS };
      return openGraphDirectory({ client, store, dataDir: folder, clock, random: random.next, isQuiet, pace });
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const RETRY = { headers: { 'Retry-After': '5' } };

const REFUSED: Partial<Record<GraphFate, () => GraphError>> = {
  graphBusy: () => new GraphError(429, 'TooManyRequests', 'Too many requests.', RETRY),
  graphFails: () => new GraphError(503, 'ServiceUnavailable', 'The service is temporarily unavailable.'),
};

function bytesOf(body: unknown): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : jsonOf(body);
}
