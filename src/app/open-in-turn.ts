import { networkInterfaces } from 'node:os';
import type { Config } from '../config/config.ts';
import { openStoreOf } from '../directory/embedded/open-store.ts';
import type { Clock } from '../engine/clock.ts';
import { StoreFault } from '../store/fault.ts';
import type { SqliteStore, StoreOptions } from '../store/sqlite/open-store.ts';
import { listening } from './listening.ts';
import type { Standby } from './standby.ts';

/** Whoever has the store may have gone: looked at so often. */
const TRIED_EVERY_MS = 500;

export interface Turn extends StoreOptions {
  readonly clock: Clock;
  /** Hears that another process has the database, and where this one passes requests on to it. */
  readonly standing: (port: number, owner: string) => void;
  /** Aborted when nobody wants it any more. */
  readonly stopped: AbortSignal;
}

export interface Opened {
  readonly store: SqliteStore;
  /** What answered HTTP until now, where this process had to wait. */
  readonly standby?: Standby;
}

/**
 * Opens the store; where another process has its database, answers HTTP for that one and takes the store when it is free.
 * @throws StoreFault when it cannot be opened, or is still another's when this one is stopped
 */
export async function openInTurn(config: Config, turn: Turn): Promise<Opened> {
  const { databaseUrl } = config;
  try {
    return { store: await openStoreOf(config, turn) };
  } catch (error) {
    if (databaseUrl === undefined || !isTaken(error)) throw error;
    return waiting(config, { ...turn, databaseUrl });
  }
}

async function waiting(config: Config, turn: Turn & { readonly databaseUrl: string }): Promise<Opened> {
  const { clock, stopped } = turn;
  const [{ watchOwner }, { standBy }] = await Promise.all([
    import('../store/postgres/watch-owner.ts'),
    import('./standby.ts'),
  ]);
  const watch = watchOwner(turn.databaseUrl);
  const standby = await listening(standBy(config, watch, clock), config.port);
  const close = async () => {
    await standby.close();
    await watch.close();
  };
  turn.standing(standby.port, (await watch.owner().catch(() => undefined))?.name ?? 'another process');
  for (;;) {
    await clock.sleep(TRIED_EVERY_MS, stopped);
    try {
      if (!stopped.aborted && (await watch.owner()) !== undefined) continue;
      return { store: await openStoreOf(config, turn), standby: { ...standby, close } };
    } catch (error) {
      // A database that is away comes back; whoever has the store then is not known now.
      const isOver = stopped.aborted || !(isTaken(error) || (error instanceof StoreFault && error.code === 'Io'));
      if (!isOver) continue;
      await close();
      throw error;
    }
  }
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
