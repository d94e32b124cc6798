import { onTestFinished } from 'vitest';
import { type EmbeddedDirectory, openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import { type Controller, type ControllerEvent, controller } from '../../src/engine/controller.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import { openStore, type SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { smallTenant } from '../directory/small-tenant.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

/** A store, the tenant in it and the controller: the whole shell of the engine, on a clock that stands still. */
export interface Stage {
  readonly clock: VirtualClock;
  readonly dataDir: string;
  readonly store: SqliteStore;
  readonly directory: EmbeddedDirectory;
  readonly controller: Controller;
  readonly events: ControllerEvent[];
  /** Ends the process's part in it, as a kill would: nothing is finished, nothing is told. */
  close(): void;
}

export interface StageOptions {
  readonly snapshot?: Snapshot;
  readonly usersPerSecond?: number;
  /** Of a stage before, to go on from. */
  readonly dataDir?: string;
  readonly clock?: VirtualClock;
}

export async function stage({ snapshot = smallTenant(), usersPerSecond, ...rest }: StageOptions = {}): Promise<Stage> {
  const { dataDir = temporaryDirectory(), clock = virtualClock() } = rest;
  const store = openStore(dataDir, { clock });
  const directory = await openEmbeddedDirectory(store, { snapshot: () => snapshot, clock, usersPerSecond });
  const steering = controller({ directory, actuator: directory, clock, random: () => 0 });
  const events: ControllerEvent[] = [];
  steering.onEvent((event) => events.push(event));
  let isOpen = true;
  const close = () => {
    if (isOpen) {
      isOpen = false;
      void steering.stop();
      void store.close();
    }
  };
  onTestFinished(close);
  return { clock, dataDir, store, directory, controller: steering, events, close };
}
