import { networkInterfaces } from 'node:os';
import type { Config } from '../config/config.ts';
import { openStoreOf } from '../directory/embedded/open-store.ts';
import type { Clock } from '../engine/clock.ts';
import { within } from '../engine/within.ts';
import { StoreFault } from '../store/fault.ts';
import type { SqliteStore, StoreOptions } from '../store/sqlite/open-store.ts';
import { type Face, openFace } from './face.ts';
import { listening } from './listening.ts';
import type { Standby } from './standby.ts';

/** Whoever has the store may have gone: looked at so often. */
const TRIED_EVERY_MS = 250;
/** An owner that renews its claim has another connection to the database in this time when it has lost one. */
const CONNECTED_AGAIN_MS = 2_000;
/** A database that does not answer is not waited for. */
const CLOSED_WITHIN_MS = 1_000;
/** Whoever still sends to a process that stops has heard by then that it is not ready. */
const LEAVING_MS = 3_000;

export interface OpeningTurn extends StoreOptions {
  readonly clock: Clock;
  /** Hears that another process has the database, and where this one passes requests on to it. */
  readonly standing: (port: number, owner: string) => void;
  /** Aborted when nobody wants it any more. */
  readonly stopped: AbortSignal;
}

interface Opened {
  readonly store: SqliteStore;
  /** Where this process had to wait: what answers HTTP already, and an end to passing that on, when whoever was held is answered. */
  readonly waited?: { readonly face: Face; readonly close: () => Promise<void> };
}

/**
 * Opens the store; where another process has its database, answers HTTP for that one and takes the store when it is free.
 * @throws StoreFault when it cannot be opened, or is still another's when this one is stopped
 */
export async function openInTurn(config: Config, turn: OpeningTurn): Promise<Opened> {
  try {
    return { store: await openedUnlessStopped(config, turn) };
  } catch (error) {
    if (config.databaseUrl === undefined || !isTaken(error)) throw error;
    return waiting(config, turn);
  }
}

/** What answers for another process, which has the database. */
export interface Beside {
  readonly standby: Standby;
  close(): Promise<void>;
}

export async function besideOwner({ databaseUrl = '' }: Config, clock: Clock, own?: () => string): Promise<Beside> {
  const [{ watchOwner }, { standBy }] = await Promise.all([
    import('../store/postgres/watch-owner.ts'),
    import('./standby.ts'),
  ]);
  const watch = watchOwner(databaseUrl);
  const standby = await standBy(watch, clock, own);
  return {
    standby,
    async close() {
      standby.close();
      await within(CLOSED_WITHIN_MS, watch.close(), clock);
    },
  };
}

/** A database may not answer for long: whoever is stopped does not wait for it. */
async function openedUnlessStopped(
  config: Config,
  { stopped, ...turn }: OpeningTurn & { readonly abandoned?: number | undefined },
): Promise<SqliteStore> {
  const stop = Promise.withResolvers<never>();
  const end = () => stop.reject(new StoreFault('InUse', 'It was stopped before it had the store.'));
  stopped.addEventListener('abort', end, { once: true });
  if (stopped.aborted) end();
  try {
    return await Promise.race([stop.promise, openStoreOf(config, turn)]);
  } finally {
    stopped.removeEventListener('abort', end);
  }
}

async function waiting(config: Config, turn: OpeningTurn): Promise<Opened> {
  const { clock, stopped } = turn;
  const beside = await besideOwner(config, clock);
  const { standby } = beside;
  const face = await listening(openFace(config, standby.listener, clock), config.port);
  turn.standing(face.port, standby.owner()?.name ?? 'another process');
  const close = async () => {
    await face.close();
    await beside.close();
  };
  try {
    return { store: await taken(config, turn, standby), waited: { face, close: beside.close } };
  } catch (error) {
    if (stopped.aborted) await leaving(standby, clock);
    await close();
    throw error;
  }
}

/** The store, when it is free. @throws StoreFault */
async function taken(config: Config, turn: OpeningTurn, standby: Standby): Promise<SqliteStore> {
  const { clock, stopped } = turn;
  let [connectedMs, epoch] = [clock.elapsedMs(), 0];
  for (;;) {
    await clock.sleep(TRIED_EVERY_MS, stopped);
    const owner = standby.owner();
    if (owner?.isConnected === true || owner?.epoch !== epoch) connectedMs = clock.elapsedMs();
    epoch = owner?.epoch ?? 0;
    const isAbandoned = clock.elapsedMs() - connectedMs >= CONNECTED_AGAIN_MS;
    if (owner !== undefined && !isAbandoned && !stopped.aborted) continue;
    try {
      return await openedUnlessStopped(config, { ...turn, abandoned: owner?.epoch });
    } catch (error) {
      if (stopped.aborted) throw error;
      // A database that is away comes back; whoever has the store then is not known now.
      if (!isTaken(error) && !(error instanceof StoreFault && error.code === 'Io')) throw error;
    }
  }
}

/** Passes on what still comes. */
export async function leaving(standby: Standby, clock: Pick<Clock, 'sleep'>): Promise<void> {
  standby.leave();
  await clock.sleep(LEAVING_MS);
}

function isTaken(error: unknown): boolean {
  return error instanceof StoreFault && error.code === 'InUse';
}

/** Where replicas reach what listens there. */
export function addressOf(host: string, port: number): string {
  const isEvery = host === '0.0.0.0' || host === '::';
  const own = Object.values(networkInterfaces())
    .flat()
    .find((address) => address !== undefined && !address.internal && address.family === 'IPv4');
  const name = isEvery ? (own?.address ?? '127.0.0.1') : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
