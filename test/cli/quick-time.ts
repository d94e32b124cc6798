import { syncBuiltinESMExports } from 'node:module';
import promises from 'node:timers/promises';

/**
 * Loaded into a bot before anything else: ten seconds pass for it in one, from `QUICK_SINCE` on, over restarts. What Node
 * times by itself (sockets, HTTP) goes on as ever.
 */
const SPEED = 10;

const [realNow, realDateNow, wait] = [performance.now.bind(performance), Date.now, promises.setTimeout];
const sinceMs = Number(process.env['QUICK_SINCE']);
const wallMs = () => Math.floor(sinceMs + (realDateNow() - sinceMs) * SPEED);

performance.now = () => realNow() * SPEED;
globalThis.Date = new Proxy(Date, {
  construct: (target, given) => Reflect.construct(target, given.length === 0 ? [wallMs()] : given),
  get: (target, name) => (name === 'now' ? wallMs : Reflect.get(target, name)),
});
promises.setTimeout = ((ms: number, ...rest: []) => wait(ms / SPEED, ...rest)) as typeof wait;
syncBuiltinESMExports();
