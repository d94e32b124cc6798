/** Opens the store of a database in a process of its own, which dies before its statement AT. `node killed-migration.ts AT URL` */
import { Client } from 'pg';
import { systemClock } from '../../../src/engine/clock.ts';
import { openPostgresStore } from '../../../src/store/postgres/open-store.ts';

const [at = '', url = ''] = process.argv.slice(2);

const send = Client.prototype.query as (...query: unknown[]) => unknown;
let sent = 0;
Client.prototype.query = function (this: Client, ...query: unknown[]) {
  sent += 1;
  if (sent === Number(at)) process.kill(process.pid, 'SIGKILL');
  return send.apply(this, query);
} as never;

const store = await openPostgresStore(url, systemClock);
process.stdout.write('open\n');
await store.close();
