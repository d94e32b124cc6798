import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { seededRandom } from '../directory/demo/random.ts';
import type { Clock } from '../engine/clock.ts';
import type { Snapshot } from '../graph/snapshot-text.ts';
import { giveBack } from '../plain/give-back.ts';
import { type Certificate, selfSigned } from './certificate.ts';
import { type RecordedExchange, recordedExchange } from './exchange.ts';
import type { Faults, InjectedFault } from './faults.ts';
import { answerIdentity } from './identity.ts';
import { type Notifications, notifications } from './notifications.ts';
import { type GraphRequest, type GraphResponse, jsonOf, VERSION } from './request.ts';
import { listen } from './server.ts';
import { answer, errorResponse, type Service } from './service.ts';
import { throttle } from './throttle.ts';
import { accessTokens } from './tokens.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

export interface GraphEmulatorOptions extends WorldOptions {
  readonly snapshot: Snapshot;
  readonly clock: Clock;
  /** 0: one that is free. */
  readonly port: number;
  /** What the tokens of apps allow them; undefined: everything that is served. */
  readonly permissions?: readonly string[];
  /** Undefined: every secret is good. */
  readonly clientSecret?: string;
  readonly tokenLifeSeconds?: number;
  /** False: as much as anybody wants. */
  readonly throttling?: boolean;
  readonly faults?: Faults;
  /** How long a client that is left waiting waits. */
  readonly holdMs?: number;
  /** Of the order in which parts of batches are answered. */
  readonly seed?: number;
  /** Hears of each exchange below `/v1.0` before the client does. */
  readonly onExchange?: (exchange: RecordedExchange) => void;
  /** Hears of what the emulator itself did wrong: the client has no answer, and other requests go on. */
  readonly onBug: (error: unknown) => void;
}

export interface GraphEmulator {
  readonly port: number;
  /** Where Graph is: with `/v1.0`. */
  readonly url: string;
  readonly secureUrl: string;
  /** What clients have to trust for https, as PEM. */
  readonly certificate: string;
  readonly world: World;
  close(): Promise<void>;
}

const HOLD_MS = 60_000;
const CREATED = 201;

/** What an app has that reads and writes everything the emulator serves. */
export const ALL_PERMISSIONS: readonly string[] = [
  'AuditLog.Read.All',
  'Directory.Read.All',
  'Domain.Read.All',
  'Group.Read.All',
  'GroupMember.Read.All',
  'GroupMember.ReadWrite.All',
  'LicenseAssignment.Read.All',
  'LicenseAssignment.ReadWrite.All',
  'Organization.Read.All',
  'RoleManagement.Read.Directory',
  'User.Read.All',
  'User.ReadWrite.All',
];

/** Starts Microsoft Graph over a snapshot, on loopback. @throws when the port is taken */
export async function startGraphEmulator(options: GraphEmulatorOptions): Promise<GraphEmulator> {
  const { snapshot, clock, permissions = ALL_PERMISSIONS, throttling = true, seed = 1 } = options;
  const world = openWorld(snapshot, { startMs: clock.now().getTime(), secret: randomUUID() }, options);
  const { id: tenantId } = world.tenant.organization;
  const { tokenLifeSeconds } = options;
  const tokens = accessTokens(tenantId, {
    roles: permissions,
    ...(tokenLifeSeconds === undefined ? {} : { lifeSeconds: tokenLifeSeconds }),
  });
  const service: Service = {
    world,
    tokens,
    throttle: throttling ? throttle({ users: world.tenant.userCount, tenantId }) : undefined,
    faults: options.faults,
    below: seededRandom(seed).below,
  };
  const certificate = selfSigned();
  const stopping = new AbortController();
  const door: Door = {
    service,
    certificate,
    options,
    tenantId,
    stopping: stopping.signal,
    notifications: notifications(world, clock, stopping.signal),
  };
  const listening = await listen(options.port, certificate, (incoming, outgoing, scheme) => {
    serve(door, incoming, outgoing, scheme).catch((error: unknown) => {
      outgoing.destroy();
      options.onBug(error);
    });
  });
  return {
    port: listening.port,
    url: `http://127.0.0.1:${listening.port}${VERSION}`,
    secureUrl: `https://127.0.0.1:${listening.port}${VERSION}`,
    certificate: certificate.certificate,
    world,
    async close() {
      stopping.abort();
      await listening.close();
    },
  };
}

interface Door {
  readonly service: Service;
  readonly certificate: Certificate;
  readonly options: GraphEmulatorOptions;
  readonly tenantId: string;
  readonly stopping: AbortSignal;
  readonly notifications: Notifications;
}

async function serve(door: Door, incoming: IncomingMessage, outgoing: ServerResponse, scheme: string): Promise<void> {
  const text = await readAll(incoming);
  if (text === undefined) return;
  const nowMs = door.options.clock.now().getTime();
  const headers = headersOf(incoming);
  const method = incoming.method ?? 'GET';
  const url = URL.parse(`${scheme}://${headers['host'] ?? 'localhost'}${incoming.url ?? '/'}`);
  if (url === null) return send(outgoing, { status: 400, headers: {} });
  if (url.pathname.startsWith(`${VERSION}/`)) {
    await serveGraph(door, { method, url, headers, body: bodyOf(text) }, outgoing, nowMs);
    return;
  }
  if (url.pathname === '/certificate.pem') {
    send(outgoing, {
      status: 200,
      headers: { 'Content-Type': 'application/x-pem-file' },
      body: door.certificate.certificate,
    });
    return;
  }
  const { tokens } = door.service;
  const { clientSecret } = door.options;
  const identity = answerIdentity(
    { tokens, tenantId: door.tenantId, clientSecret },
    { method, url, headers, text },
    nowMs,
  );
  send(outgoing, identity ?? { status: 404, headers: {} });
}

/** One exchange, with what goes wrong with it. What was done and did not arrive is recorded as it was meant. */
async function serveGraph(door: Door, request: GraphRequest, outgoing: ServerResponse, nowMs: number): Promise<void> {
  const { faults, clock, holdMs = HOLD_MS, onExchange } = door.options;
  const fault = faults?.next();
  if (fault?.kind === 'reset') {
    outgoing.destroy();
    return;
  }
  if (fault?.kind === 'silent') {
    await clock.sleep(holdMs, door.stopping);
    outgoing.destroy();
    return;
  }
  const response =
    fault?.kind === 'refused' ? errorResponse(request, nowMs, fault.error) : await answered(door, request, nowMs);
  if (onExchange !== undefined) onExchange(recordedExchange(request, response));
  await deliver(outgoing, response, fault, () => clock.sleep(holdMs, door.stopping));
}

/** A subscription is made only if whoever is to be told agrees. */
async function answered({ service, notifications: told }: Door, request: GraphRequest, nowMs: number) {
  const response = answer(service, request, nowMs);
  if (response.status !== CREATED) return response;
  const made = service.world.subscriptions.get((response.body as { readonly id: string }).id);
  const fault = made === undefined ? undefined : await told.begin(made);
  return fault === undefined ? response : errorResponse(request, nowMs, fault);
}

async function deliver(
  outgoing: ServerResponse,
  response: GraphResponse,
  fault: InjectedFault | undefined,
  hold: () => Promise<void>,
): Promise<void> {
  if (fault?.kind === 'late') await hold();
  if (fault?.kind !== 'torn') {
    send(outgoing, response);
    return;
  }
  const body = bytesOf(response);
  if (body === undefined) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(response.status, { ...response.headers, 'Content-Length': body.length + 1 });
  outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
}

function send(outgoing: ServerResponse, response: GraphResponse): void {
  const bytes = bytesOf(response);
  const length = bytes === undefined ? {} : { 'Content-Length': bytes.length };
  outgoing.writeHead(response.status, { ...response.headers, ...length });
  outgoing.end(bytes, () => bytes && giveBack(bytes));
}

function bytesOf({ body }: GraphResponse): Buffer | undefined {
  if (body === undefined) return undefined;
  return typeof body === 'string' ? Buffer.from(body) : jsonOf(body);
}

/** Undefined: the client went away before it had said all. */
async function readAll(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString();
}

function bodyOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
