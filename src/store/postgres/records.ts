import type { Records, Values } from '../store.ts';
import { auditLog } from './audit.ts';
import { changeRecords } from './changes.ts';
import { partOn } from './database.ts';
import { values } from './key-values.ts';
import { outbox } from './outbox.ts';
import type { Connection } from './schema.ts';

/** The records, as whoever has `connection` reads and writes them. */
export type Tables = Omit<Records, 'transaction'>;

/** @param now ISO 8601 */
export function tablesOf(connection: Connection, now: () => string): Tables {
  const audit = auditLog(connection);
  return {
    audit,
    changes: changeRecords(connection, audit, now),
    outbox: outbox(connection),
    values: (namespace) => values(connection, namespace),
  };
}

/** The records of a transaction. Its calls come one after the other, whoever makes them, and end with it. */
export function recordsWithin(connection: Connection, now: () => string): { readonly records: Records; end(): void } {
  const tables = tablesOf(connection, now);
  let last: Promise<unknown> = Promise.resolve();
  let parts = 0;
  let isOver = false;
  const next = <T>(call: () => Promise<T>): Promise<T> => {
    if (isOver) return Promise.reject(new Error('The transaction of these records is over.'));
    const answer = last.then(call);
    last = answer.catch(() => undefined);
    return answer;
  };
  const records: Records = {
    ...calledBy(tables, next),
    transaction: (work) => partOn(connection, `part${++parts}`, () => work(records)),
  };
  return {
    records,
    end() {
      isOver = true;
    },
  };
}

/** The records of the store: what is only read is read `beside` all else, what is written is a transaction of its own. */
export function recordsAlone(
  tables: Tables,
  { beside, transaction }: { readonly beside: Call; readonly transaction: Records['transaction'] },
): Tables {
  const read = calledBy(tables, beside);
  return {
    changes: {
      ...read.changes,
      create: (draft) => transaction(({ changes }) => changes.create(draft)),
      advance: (...step) => transaction(({ changes }) => changes.advance(...step)),
      dropPreviews: (...which) => transaction(({ changes }) => changes.dropPreviews(...which)),
    },
    outbox: {
      ...read.outbox,
      put: (...news) => transaction(({ outbox }) => outbox.put(...news)),
      told: (id) => transaction(({ outbox }) => outbox.told(id)),
      replace: (...news) => transaction(({ outbox }) => outbox.replace(...news)),
    },
    audit: { ...read.audit, append: (entries) => transaction(({ audit }) => audit.append(entries)) },
    values: <Value>(namespace: string): Values<Value> => ({
      get: read.values<Value>(namespace).get,
      put: (key, value) => transaction((records) => records.values<Value>(namespace).put(key, value)),
      remove: (key) => transaction((records) => records.values<Value>(namespace).remove(key)),
    }),
  };
}

type Call = <T>(call: () => Promise<T>) => Promise<T>;

/** The same calls, each made by `call`; what is read page by page is read as it is asked for. */
function calledBy({ changes, audit, outbox, values }: Tables, call: Call): Tables {
  return {
    changes: eachBy(changes, call),
    outbox: eachBy(outbox, call),
    audit: { ...audit, append: (entries) => call(() => audit.append(entries)), about: eachBy(audit, call).about },
    values: (namespace) => eachBy(values(namespace), call) as never,
  };
}

function eachBy<Port extends object>(port: Port, call: Call): Port {
  const calls = Object.entries(port as Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>);
  return Object.fromEntries(
    calls.map(([name, made]) => [name, (...args: unknown[]) => call(() => made(...args))]),
  ) as unknown as Port;
}
