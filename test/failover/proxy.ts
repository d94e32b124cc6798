import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between one replica and the database. */
export interface Network {
  /** The database, through it. */
  readonly url: string;
  /** While true nothing gets through, and nobody is told. */
  isCut: boolean;
  /** While true whoever is connected is not any more, and nobody else gets to it. */
  isDown: boolean;
  /** The answer to the next commit is lost, with all connections. */
  losesAnswer: boolean;
  close(): void;
}

export async function networkTo(databaseUrl: string): Promise<Network> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isDown = false;
  const hangUp = () => sockets.forEach((socket) => void socket.destroy());
  const network = {
    url: '',
    isCut: false,
    losesAnswer: false,
    get isDown() {
      return isDown;
    },
    set isDown(value) {
      isDown = value;
      if (value) hangUp();
    },
    close,
  };
  const server = createServer((client) => {
    if (isDown) return void client.destroy();
    const database = connect(Number(port), hostname);
    let isLosing = false;
    const pass = (from: Socket, to: Socket, look: (bytes: Buffer) => void) => {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        // Whoever is cut off hears of no end either.
        if (!network.isCut) to.destroy();
      });
      from.on('data', (bytes) => {
        look(bytes);
        if (!network.isCut && !isLosing) to.write(bytes);
      });
    };
    pass(client, database, (bytes) => {
      if (!network.losesAnswer || !bytes.includes('COMMIT')) return;
      network.losesAnswer = false;
      // It is committed; nobody hears of it.
      database.write(bytes);
      isLosing = true;
      database.once('data', hangUp);
    });
    pass(database, client, () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  network.url = url.href;
  return network;

  function close() {
    hangUp();
    server.close();
  }
}
