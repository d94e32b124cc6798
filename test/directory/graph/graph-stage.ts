import { onTestFinished } from 'vitest';
import type { GraphConnection } from '../../../src/directory/graph/client.ts';
import { type GraphDirectory, openGraphDirectory } from '../../../src/directory/graph/open-graph-directory.ts';
import type { Clock } from '../../../src/engine/clock.ts';
import { type Controller, controller } from '../../../src/engine/controller.ts';
import type { GraphEmulator } from '../../../src/graph-emulator/graph-emulator.ts';
import { openStore, type SqliteStore } from '../../../src/store/sqlite/open-store.ts';
import { temporaryDirectory } from '../../store/temporary-directory.ts';
import { connected, clock as time } from './connected.ts';

/** A directory of Graph and its controller, beside the emulator that plays Graph and Entra. */
export interface GraphStage {
  /** Another app that uses the same Graph. */
  readonly client: GraphConnection;
  readonly directory: GraphDirectory;
  readonly controller: Controller;
  readonly emulator: GraphEmulator;
  readonly exchanges: string[];
  readonly store: SqliteStore;
  /** Resolves when everything was answered, decided and done. */
  atRest(): Promise<void>;
  /** Another process goes on with the same store and the same Graph; its machine's clock is so far ahead of Graph's. */
  again(aheadMs?: number, otherwise?: Pick<Options, 'notificationUrl'>): Promise<GraphStage>;
}

type Options = Parameters<typeof connected>[0] & {
  readonly licensing?: 'native' | 'managed';
  readonly pace?: Parameters<typeof openGraphDirectory>[0]['pace'];
  readonly patience?: Parameters<typeof openGraphDirectory>[0]['patience'];
  readonly notificationUrl?: string | undefined;
  readonly isQuiet?: () => boolean;
};

export async function graphStage(options: Options = {}): Promise<GraphStage> {
  const { licensing: _, pace: __, patience: ___, notificationUrl: ____, isQuiet: _____, ...graph } = options;
  return stageOn(await connected(graph), temporaryDirectory(), options);
}

async function stageOn(
  graph: Awaited<ReturnType<typeof connected>>,
  dataDir: string,
  options: Options,
  aheadMs = 0,
): Promise<GraphStage> {
  const clock: Clock = { ...time, now: () => new Date(time.now().getTime() + aheadMs) };
  const { client, emulator, exchanges } = graph;
  const store = openStore(dataDir, { clock });
  const { licensing = 'native', pace = { observeMs: 60_000 }, patience = {}, notificationUrl } = options;
  const { isQuiet = () => false } = options;
  const directory = await openGraphDirectory({
    ...{ client, store, dataDir, clock, licensing, pace, patience, notificationUrl, isQuiet },
    random: () => 0,
  });
  const steering = controller({ directory, actuator: directory, clock, random: () => 0 });
  directory.start();
  steering.start();
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await Promise.all([steering.stop(), directory.stop()]);
    await store.close();
  };
  onTestFinished(close);
  return {
    client,
    directory,
    controller: steering,
    emulator,
    exchanges,
    store,
    async atRest() {
      await steering.idle();
    },
    async again(aheadMs, otherwise = {}) {
      await close();
      return stageOn(graph, dataDir, { ...options, ...otherwise }, aheadMs);
    },
  };
}
