import { workerData } from 'node:worker_threads';
import { helping } from '../licensing/reconcile/helper.ts';
import type { Task, ThreadAnswer, ThreadStart } from './reconcile-threads.ts';

const { port, answered } = workerData as ThreadStart;
const help = helping();

port.on('message', ({ stage, task }: Task) => {
  port.postMessage(answerTo(stage, task));
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
});

function answerTo(stage: Task['stage'], task: Task['task']): ThreadAnswer {
  try {
    return { result: help(stage, task) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
