import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Database } from '../../src/store/sqlite/database.ts';
import { openStoreOn, type SqliteStore } from '../../src/store/sqlite/open-store.ts';

/** What the disk does with one commit. */
export type Commit = 'well' | 'full' | 'broken' | 'killedBefore' | 'killedAfter';

/** A disk that outlives the processes that write it. */
export interface Disk {
  /** A store for a process; it takes and gives nothing any more when the process is dead. */
  open(options: {
    readonly now: () => Date;
    readonly isAlive: () => boolean;
    readonly commit: () => Commit;
    /** Something was taken, whether or not the process lives to know it. */
    readonly committed?: () => void;
  }): SqliteStore;
  /** Looks at what is there, whoever is alive. */
  readonly connection: DatabaseSync;
}

const ERRCODE = { full: 13, broken: 10 } as const;

/** A process that is dead does nothing: whatever it was doing ends here. */
export class Killed extends Error {}

/** @param image what an earlier one held (`serialize`); absent: nothing was ever there */
export function memoryDisk(image?: Uint8Array): Disk {
  const connection = new DatabaseSync(':memory:');
  if (image !== undefined) connection.deserialize(image);
  connection.exec('PRAGMA foreign_keys = ON');
  const prepared = new Map<string, StatementSync>();
  /** One process after the other asks for the same. */
  function prepare(sql: string): StatementSync {
    const statement = prepared.get(sql) ?? connection.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  }
  return {
    connection,
    open({ now, isAlive, commit, committed }) {
      recover(connection);
      const alive = <T>(work: () => T): T => {
        if (!isAlive()) throw new Killed('the process is dead');
        return work();
      };
      const exec = (sql: string) => {
        if (sql !== 'COMMIT') return connection.exec(sql);
        const fate = commit();
        if (fate === 'full' || fate === 'broken') {
          throw Object.assign(new Error('the disk took nothing'), { errcode: ERRCODE[fate] });
        }
        if (fate === 'killedBefore') connection.exec('ROLLBACK');
        else {
          connection.exec(sql);
          committed?.();
        }
        if (fate !== 'well') throw new Killed(fate);
      };
      const held = {
        exec: (sql: string) => alive(() => exec(sql)),
        prepare: (sql: string) => alive(() => prepare(sql)),
        function: (...given: Parameters<DatabaseSync['function']>) => alive(() => connection.function(...given)),
        get isTransaction() {
          return isAlive() && connection.isTransaction;
        },
        close: () => undefined,
      };
      return openStoreOn(new Database('memory', held as unknown as DatabaseSync), { clock: { now } });
    },
  };
}

/** What a process that was killed had not committed is undone. */
function recover(connection: DatabaseSync): void {
  if (connection.isTransaction) connection.exec('ROLLBACK');
}
