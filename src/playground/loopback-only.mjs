// Preloaded into the Agents Playground, which listens on every interface: here it listens on 127.0.0.1 and nowhere else.
import { Server } from 'node:net';

const listen = Server.prototype.listen;

Server.prototype.listen = function listenOnLoopback(...args) {
  const callback = args.findLast((argument) => typeof argument === 'function');
  const first = args[0];
  const port = typeof first === 'object' && first !== null ? first.port : first;
  if (port === undefined || Number.isNaN(Number(port))) return listen.apply(this, args);
  return listen.call(this, { port: Number(port), host: '127.0.0.1' }, callback);
};
