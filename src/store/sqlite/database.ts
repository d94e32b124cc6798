import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { damaged, StoreFault, type StoreFaultCode, storeFault } from '../fault.ts';
import type { Moment } from '../store.ts';

/** Earlier ones can damage a WAL that two connections write (https://www.sqlite.org/wal.html#walresetbug). */
const FIRST_SAFE_SQLITE = '3.51.3';
const BUSY_TIMEOUT_MS = 5_000;

/** Refuses an SQLite whose WAL is not safe: that is Node before 24.15. */
export function checkSqliteVersion(version: string | undefined): void {
  if (version === undefined || compareVersions(version, FIRST_SAFE_SQLITE) < 0) {
    throw new StoreFault(
      'SqliteTooOld',
      `This Node brings SQLite ${version ?? 'of an unknown version'}, which can damage the store; ` +
        `SQLite ${FIRST_SAFE_SQLITE} is needed: use Node 24.15 or later.`,
    );
  }
}

function compareVersions(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}

/** One connection, its statements prepared once, its transactions nested by savepoints. Errors are `StoreFault`s. */
export class Database {
  readonly path: string;
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;
  #mayWrite = () => {};
  #damage: StoreFault | undefined;
  #refusedBy: StoreFault | undefined;
  #undone = 0;

  constructor(path: string, connection: DatabaseSync) {
    this.path = path;
    this.#connection = connection;
  }

  exec(sql: string): void {
    this.#named(() => this.#connection.exec(sql));
  }

  run(sql: string, ...values: SqlValue[]): number {
    if (this.#depth === 0) return this.transaction(() => this.run(sql, ...values));
    return this.#named(() => Number(this.#prepare(sql).run(...values).changes));
  }

  /** From now on asked within each transaction, before anything is written: what it throws undoes the transaction. */
  writeOnlyIf(mayWrite: () => void): void {
    this.#mayWrite = mayWrite;
  }

  /** From now on nothing is written: what it holds is not what was written. */
  refuse(damage: StoreFault): void {
    this.#damage = damage;
  }

  /** @throws StoreFault when it was found to be damaged */
  mayWrite(): void {
    if (this.#damage !== undefined) throw this.#damage;
  }

  /** Why the disk did not take what was written last; undefined when it did. */
  get refusedBy(): StoreFault | undefined {
    return this.#refusedBy;
  }

  /** Grows whenever something that was written is undone: what was remembered of it may not be there any more. */
  get undone(): number {
    return this.#undone;
  }

  /** For statements of this connection. */
  defineFunction(name: string, call: (...values: SqlValue[]) => SqlValue): void {
    const options = { varargs: true, deterministic: true };
    this.#connection.function(name, options, (...values) => call(...(values as SqlValue[])));
  }

  /** Everything read from now on is of one moment, whatever others write meanwhile. */
  readOneMoment(): void {
    if (!this.#connection.isTransaction) this.exec('BEGIN');
  }

  /** Another connection to its file sees what this one sees: nothing is in hand here. */
  get isSeenByOthers(): boolean {
    return this.path !== '' && !this.#connection.isTransaction;
  }

  /** The first row, or undefined when there is none. Its shape is the caller's claim about the schema. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#named(() => this.#prepare(sql).get(...values) as Row | undefined);
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#named(() => this.#prepare(sql).all(...values) as Row[]);
  }

  /** Rows one at a time, for tables too large to hold. A statement of its own, so that two loops do not meet. */
  *each<Row>(sql: string, ...values: SqlValue[]): Generator<Row> {
    const rows = this.#named(() => this.#connection.prepare(sql).iterate(...values));
    try {
      for (let next = this.#named(() => rows.next()); !next.done; next = this.#named(() => rows.next())) {
        yield next.value as Row;
      }
    } finally {
      // A statement left in the middle would keep its snapshot, and with it the WAL, for ever.
      rows.return?.();
    }
  }

  /** All of `work` durably, or, when it or the commit throws, nothing of it. Inside another one it is a part of that. */
  transaction<T>(work: () => T): T {
    const level = this.#begin();
    try {
      this.#mayBegin(level);
      const result = work();
      this.#commit(level);
      return result;
    } catch (error) {
      this.#undo(level, error);
      throw error;
    }
  }

  /** The same of work that awaits. Nobody else uses this connection meanwhile. */
  async transactionOver<T>(work: () => Promise<T>, { still, committed }: Moment<T> = {}): Promise<T> {
    const level = this.#begin();
    let result: T;
    try {
      this.#mayBegin(level);
      result = await work();
      still?.();
      this.#commit(level);
    } catch (error) {
      this.#undo(level, error);
      throw error;
    }
    committed?.(result);
    return result;
  }

  /** Notes what changes in the tables from now on, whoever changes it. */
  recording(): Recording {
    const session = this.#connection.createSession();
    return { changes: () => session.changeset(), end: () => session.close() };
  }

  /**
   * Makes the changes that another database with these tables recorded, all or none. What follows from a reference is among
   * them. @throws StoreFault where they do not fit
   */
  replay(changes: Uint8Array): void {
    this.exec('PRAGMA foreign_keys = OFF');
    try {
      this.transaction(() => {
        if (!this.#named(() => this.#connection.applyChangeset(changes))) throw damaged('a recorded change');
      });
    } finally {
      this.exec('PRAGMA foreign_keys = ON');
    }
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  /** Answers how many transactions are around it. */
  #begin(): number {
    const level = this.#depth;
    this.exec(level > 0 ? `SAVEPOINT level${level}` : 'BEGIN IMMEDIATE');
    this.#depth = level + 1;
    return level;
  }

  #mayBegin(level: number): void {
    if (level > 0) return;
    this.mayWrite();
    this.#mayWrite();
  }

  #commit(level: number): void {
    this.exec(level > 0 ? `RELEASE level${level}` : 'COMMIT');
    this.#depth = level;
    this.#refusedBy = undefined;
  }

  #undo(level: number, error: unknown): void {
    this.#rollBack(level);
    this.#depth = level;
    if (error instanceof StoreFault && OF_THE_DISK.has(error.code)) this.#refusedBy = error;
  }

  /**
   * SQLite rolls back by itself on some errors, a full disk for one: then there is nothing left to undo. Where undoing
   * fails too, the first error is the one to tell; the next transaction will not begin.
   */
  #rollBack(level: number): void {
    this.#undone += 1;
    if (!this.#connection.isTransaction) {
      return;
    }
    try {
      this.#connection.exec(level > 0 ? `ROLLBACK TO level${level}; RELEASE level${level}` : 'ROLLBACK');
    } catch {
      return;
    }
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #named<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeFault(error, this.path);
    }
  }
}

/** What changed, as SQLite has it (https://www.sqlite.org/sessionintro.html). */
interface Recording {
  /** Empty when nothing did. */
  changes(): Uint8Array;
  end(): void;
}

const OF_THE_DISK: ReadonlySet<StoreFaultCode> = new Set(['Full', 'Io', 'NotWritable', 'InUse']);

export type SqlValue = string | number | null;

/** The one writing connection: an fsync for every commit. */
export function openForWriting(path: string): Database {
  return open(path, false, 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
}

/** Tables of this process alone, which nobody finds after it. */
export function openAside(): Database {
  return open('', false, 'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON');
}

/** For tools beside a running process: reads, never checkpoints. */
export function openForReading(path: string): Database {
  return open(path, true, 'PRAGMA query_only = ON');
}

function open(path: string, readOnly: boolean, pragmas: string): Database {
  try {
    const connection = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS });
    try {
      connection.exec(pragmas);
    } catch (error) {
      connection.close();
      throw error;
    }
    return new Database(path, connection);
  } catch (error) {
    throw storeFault(error, path);
  }
}
