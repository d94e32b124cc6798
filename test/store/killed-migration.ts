/** Opens a store and is killed at the nth thing that a statement asks to do. `node killed-migration.ts N DATA_DIR` */
import { constants, DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../src/engine/clock.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';

const [at = '', dataDir = ''] = process.argv.slice(2);
let left = Number(at);

const open = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function exec(sql: string) {
  this.setAuthorizer(() => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return constants.SQLITE_OK;
  });
  return open.call(this, sql);
};

openStore(dataDir, { clock: systemClock }).close();
process.stdout.write('open\n');
