import { pagesFrom } from '../audit-rows.ts';
import type { AuditLog, Moment, Records, Values } from '../store.ts';
import { attempt, type Turns } from '../turns.ts';
import type { AtOnce } from './at-once.ts';
import { auditLog, type SqliteAudit } from './audit.ts';
import { changeRecords, type SqliteChanges } from './changes.ts';
import type { Database } from './database.ts';
import { outbox, type SqliteOutbox } from './outbox.ts';
import { values } from './values.ts';

/** The records of a file, at once: for whoever has the connection to themselves. */
export interface Tables {
  readonly changes: SqliteChanges;
  readonly audit: SqliteAudit;
  readonly outbox: SqliteOutbox;
  values<Value>(namespace: string): AtOnce<Values<Value>>;
}

/** @param now ISO 8601 */
export function tablesOf(database: Database, now: () => string): Tables {
  const audit = auditLog(database);
  return {
    audit,
    changes: changeRecords(database, audit, now),
    outbox: outbox(database),
    values: (namespace) => values(database, namespace),
  };
}

/** The records behind promises: each call is made when it is its turn. */
export function recordsIn(
  { changes, audit, outbox, values }: Tables,
  take: Turns['take'],
  transaction: Records['transaction'],
): Records {
  return {
    changes: { ...inTurn(changes, take), inState: (...states) => take(() => changes.inState(...states)) },
    audit: auditIn(audit, take),
    outbox: { ...inTurn(outbox, take), of: (...kinds) => take(() => outbox.of(...kinds)) },
    values: (namespace) => inTurn(values(namespace), take) as never,
    transaction,
  };
}

/** Everything that is written by `work`, which gets records of its own: they end with it. Nobody else uses the connection. */
export async function transactionOf<T>(
  database: Database,
  tables: Tables,
  work: (records: Records) => Promise<T>,
  moment?: Moment<T>,
): Promise<T> {
  let isOver = false;
  const take: Turns['take'] = (call) =>
    isOver ? Promise.reject(new Error('The transaction of these records is over.')) : attempt(call);
  const records = recordsIn(tables, take, (part) => database.transactionOver(() => part(records)));
  try {
    return await database.transactionOver(() => work(records), moment);
  } finally {
    isOver = true;
  }
}

type Calls = Readonly<Record<string, (...args: never[]) => unknown>>;

type InTurn<T> = {
  readonly [Call in keyof T]: T[Call] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Answer>
    : never;
};

function inTurn<T extends object>(calls: T, take: Turns['take']): InTurn<T> {
  const later = ([name, call]: [string, Calls[string]]) => [name, (...args: never[]) => take(() => call(...args))];
  return Object.fromEntries(Object.entries(calls as Calls).map(later)) as InTurn<T>;
}

function auditIn(audit: SqliteAudit, take: Turns['take']): AuditLog {
  return {
    append: (entries) => take(() => audit.append(entries)),
    about: (target, limit) => take(() => audit.about(target, limit)),
    since: (seq) => pagesFrom(seq, (after, limit) => take(() => audit.since(after, limit))),
    aboutSince: (target, time) =>
      pagesFrom(0, (after, limit) => take(() => audit.aboutSince(target, time, after, limit))),
  };
}
