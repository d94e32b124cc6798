/**
 * Loaded into a bot before anything else. Once `KILL_FILE` says `before N` or `after N`, the Nth commit from then on is its
 * last; once it says `fail N M`, the disk takes none of M commits from the Nth on.
 */
import { readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

interface Point {
  readonly when: string;
  left: number;
  readonly fails: number;
}

const SQLITE_IOERR = 10;
const file = process.env['KILL_FILE'] ?? '';
const exec = DatabaseSync.prototype.exec;
let point: Point | undefined;

function read(): Point | undefined {
  try {
    const [when = '', number = '', fails = '1'] = readFileSync(file, 'utf8').split(' ');
    rmSync(file);
    return { when, left: Number(number), fails: Number(fails) };
  } catch {
    return undefined;
  }
}

DatabaseSync.prototype.exec = function execOrFail(sql: string) {
  if (sql !== 'COMMIT') return exec.call(this, sql);
  point = read() ?? point;
  if (point !== undefined) point.left -= 1;
  const { when, left, fails } = point ?? { when: '', left: -1, fails: 0 };
  if (when === 'before' && left === 0) process.kill(process.pid, 'SIGKILL');
  if (when === 'fail' && left <= 0 && left > -fails) {
    throw Object.assign(new Error('disk I/O error'), { errcode: SQLITE_IOERR });
  }
  exec.call(this, sql);
  if (when === 'after' && left === 0) process.kill(process.pid, 'SIGKILL');
};
