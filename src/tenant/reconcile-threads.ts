import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort, receiveMessageOnPort, type Transferable, Worker } from 'node:worker_threads';
import type { Helper, HelperSteps } from '../licensing/reconcile/helper.ts';

/** Fewer people are decided for sooner by one thread alone. */
const FROM_PEOPLE = 50_000;
/** Each takes memory for itself, and the rounds in which people compete gain nothing by more. */
const MOST = 3;
/** Nothing takes so long: the thread is gone. */
const LONGEST_MS = 600_000;

/** What a thread gets to begin with: where tasks come from, and a counter of the answers that it has sent there. */
export interface ThreadStart {
  readonly port: MessagePort;
  readonly answered: Int32Array;
}

export interface Task {
  readonly stage: keyof HelperSteps;
  readonly task: HelperSteps[keyof HelperSteps][0];
}

/** An error is sent as its message: of an error itself less would arrive. */
export type ThreadAnswer = { readonly result: HelperSteps[keyof HelperSteps][1] } | { readonly failed: string };

/** Threads that help with reconciling everybody. */
interface ReconcileThreads {
  readonly helpers: readonly Helper[];
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts as many threads as help with so many people on this machine: none for few. They begin at once, beside whatever
 * this one does, and do not keep the process alive.
 */
export function startReconcileThreads(people: number): ReconcileThreads {
  const count = people < FROM_PEOPLE ? 0 : Math.min(availableParallelism() - 1, MOST);
  return startThreads(count);
}

export function startThreads(count: number): ReconcileThreads {
  const workers: Worker[] = [];
  const helpers = Array.from({ length: count }, () => {
    const { port1: own, port2: port } = new MessageChannel();
    const answered = new Int32Array(new SharedArrayBuffer(4));
    const transferList: Transferable[] = [port];
    const workerData: ThreadStart = { port, answered };
    const worker = new Worker(new URL('./reconcile-thread.ts', import.meta.url), { workerData, transferList });
    worker.unref();
    own.unref();
    workers.push(worker);
    return helperAt(own, answered);
  });
  return {
    helpers,
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** Waits without letting anybody else have a turn: reconciliation is one step for all who see the tenant. */
function helperAt(port: MessagePort, answered: Int32Array): Helper {
  let asked = 0;
  let received = 0;
  return <K extends keyof HelperSteps>(stage: K, task: HelperSteps[K][0]) => {
    port.postMessage({ stage, task } satisfies Task);
    const number = asked++;
    return () => {
      if (Atomics.wait(answered, 0, number, LONGEST_MS) === 'timed-out')
        throw new Error('a thread that helps to reconcile does not answer any more: start again');
      let answer: ThreadAnswer | undefined;
      // Answers come in order. One that nobody waited for, because another thread failed, is none to this task.
      for (; received <= number; received++) answer = receiveMessageOnPort(port)?.message as ThreadAnswer | undefined;
      if (answer === undefined) throw new Error('a thread that helps to reconcile has sent no answer');
      if ('failed' in answer) throw new Error(`a thread that helps to reconcile failed: ${answer.failed}`);
      return answer.result as HelperSteps[K][1];
    };
  };
}
