import { Client } from 'pg';
import { quickClock } from '../../chat/quick-clock.ts';

/** While PostgreSQL is asked anything the clock of the bots stands still. Imported for that alone. */
const { query } = Client.prototype;
Client.prototype.query = function asked(this: Client, ...given: unknown[]): unknown {
  const answer: unknown = Reflect.apply(query, this, given);
  if (answer instanceof Promise) quickClock.standsFor(answer);
  return answer;
} as typeof query;
