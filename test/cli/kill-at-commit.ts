/** Loaded into a bot before anything else: once `KILL_FILE` says `before N` or `after N`, the Nth commit from then on is its last. */
import { readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const file = process.env['KILL_FILE'] ?? '';
const exec = DatabaseSync.prototype.exec;
let point: { readonly when: string; left: number } | undefined;

function read(): typeof point {
  try {
    const [when = '', number = ''] = readFileSync(file, 'utf8').split(' ');
    rmSync(file);
    return { when, left: Number(number) };
  } catch {
    return undefined;
  }
}

DatabaseSync.prototype.exec = function execOrDie(sql: string) {
  if (sql !== 'COMMIT') return exec.call(this, sql);
  point ??= read();
  if (point !== undefined) point.left -= 1;
  const isLast = point?.left === 0;
  if (isLast && point?.when === 'before') process.kill(process.pid, 'SIGKILL');
  exec.call(this, sql);
  if (isLast) process.kill(process.pid, 'SIGKILL');
};
