import { connect } from 'node:net';

/** The head of a message, without the line that ends it. */
export const POST = 'POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n';

/** Sends this much and then nothing, and waits to be cut off; what was answered until then. */
export function sendsOnly(endpoint: string, part: string): Promise<string> {
  const { port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(part));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
