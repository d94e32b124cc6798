import { flushCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';
import { StoreFault } from '../../store/fault.ts';
import { openForReading } from '../../store/sqlite/database.ts';
import { peoplePages } from './people-pages.ts';
import { AHEAD, type PeopleThread, type Sent } from './people-thread-pages.ts';

const { path, port, sent, taken } = workerData as PeopleThread;

send(() => {
  const database = openForReading(path);
  try {
    database.readOneMoment();
    for (const page of peoplePages(database)) {
      const count = Atomics.load(taken, 0);
      if (Atomics.load(sent, 0) - count >= AHEAD) Atomics.wait(taken, 0, count);
      tell({ page }, [page.texts.buffer, page.licenses.buffer, page.words.buffer]);
    }
  } finally {
    database.close();
  }
  // Whoever takes the last page ends this thread.
  flushCompileCache();
});

function send(pages: () => void): void {
  try {
    pages();
    tell({ end: true });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    tell({ failed: error instanceof StoreFault ? { code: error.code, message } : { message: stack ?? message } });
  }
}

function tell(message: Sent, transfer: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
  Atomics.add(sent, 0, 1);
  Atomics.notify(sent, 0);
}
