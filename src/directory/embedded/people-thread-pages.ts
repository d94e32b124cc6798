import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { StoreFault, type StoreFaultCode } from '../../store/fault.ts';
import type { PeoplePage } from './people-pages.ts';

/** So many pages at most wait to be taken: half a megabyte each. */
export const AHEAD = 3;
/** What it makes is read at once: with more room V8 would keep more than it needs. */
const NEW_OBJECTS_MB = 4;
/** No page takes so long: the thread is gone. */
const LONGEST_MS = 600_000;

/** What the thread gets to begin with: which store to read, where pages go, and counters of those sent and those taken. */
export interface PeopleThread {
  readonly path: string;
  readonly port: MessagePort;
  readonly sent: Int32Array;
  readonly taken: Int32Array;
}

/** An error is sent as its message: of an error itself less would arrive. */
export type Sent =
  | { readonly page: PeoplePage }
  | { readonly end: true }
  | { readonly failed: { readonly code?: StoreFaultCode; readonly message: string } };

/**
 * The pages of a store as a thread reads and checks them, which begins at once. Whoever asks for one waits for it without
 * letting anybody else have a turn.
 */
export function pagesOfThread(path: string): Generator<PeoplePage> {
  const { port1: own, port2: port } = new MessageChannel();
  const [sent, taken] = [counter(), counter()];
  const workerData: PeopleThread = { path, port, sent, taken };
  const worker = new Worker(new URL('./people-thread.ts', import.meta.url), {
    workerData,
    transferList: [port],
    env: { ...process.env, ...compiledBefore() },
    resourceLimits: { maxYoungGenerationSizeMb: NEW_OBJECTS_MB },
  });
  worker.unref();
  own.unref();
  return received({ worker, own, sent, taken });
}

interface Begun extends Pick<PeopleThread, 'sent' | 'taken'> {
  readonly worker: Worker;
  readonly own: MessagePort;
}

function* received({ worker, own, sent, taken }: Begun): Generator<PeoplePage> {
  try {
    for (let count = 0; ; count += 1) {
      if (Atomics.wait(sent, 0, count, LONGEST_MS) === 'timed-out')
        throw new Error('the thread that reads the stored people does not answer any more: start again');
      const answer = receiveMessageOnPort(own)?.message as Sent | undefined;
      if (answer === undefined) throw new Error('the thread that reads the stored people has sent nothing');
      if ('failed' in answer) throw faultOf(answer.failed);
      if ('end' in answer) return;
      yield answer.page;
      Atomics.add(taken, 0, 1);
      Atomics.notify(taken, 0);
    }
  } finally {
    own.close();
    void worker.terminate();
  }
}

/** What a thread loads, an earlier one or this one compiled. */
function compiledBefore(): Readonly<Record<string, string>> {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

function counter(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

function faultOf({ code, message }: { readonly code?: StoreFaultCode; readonly message: string }): Error {
  return code === undefined
    ? new Error(`the thread that reads the stored people failed: ${message}`)
    : new StoreFault(code, message);
}
