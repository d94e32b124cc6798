import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a network does with the next commit: nothing wrong, loses it on its way, or loses its answer. */
export type Loss = 'none' | 'commit' | 'answer';

export interface Toxic {
  /** The database, through this network. */
  readonly url: string;
  loses: Loss;
}

/** A network between a program and its database. */
export async function toxicNetwork(databaseUrl: string): Promise<Toxic> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const toxic = { url: '', loses: 'none' as Loss };
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    const cut = () => {
      client.destroy();
      database.destroy();
    };
    let isAnswerLost = false;
    client.on('data', (sent) => {
      const loses = sent.includes('COMMIT') ? toxic.loses : 'none';
      if (loses !== 'none') toxic.loses = 'none';
      if (loses === 'commit') return cut();
      isAnswerLost ||= loses === 'answer';
      return void database.write(sent);
    });
    database.on('data', (answer) => (isAnswerLost ? cut() : void client.write(answer)));
    client.on('close', cut);
    database.on('close', cut);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  toxic.url = url.href;
  return toxic;
}
