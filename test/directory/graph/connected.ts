import { onTestFinished } from 'vitest';
import { type GraphConnection, graphClient } from '../../../src/directory/graph/client.ts';
import { type Tokens, tokensFrom } from '../../../src/directory/graph/tokens.ts';
import type { Snapshot } from '../../../src/graph/snapshot-text.ts';
import { type GraphEmulatorOptions, startGraphEmulator } from '../../../src/graph-emulator/graph-emulator.ts';
import { keep } from '../../graph-emulator/keep.ts';
import { leapingClock } from '../../leaping-clock.ts';
import { smallTenant } from '../small-tenant.ts';

export const clock = leapingClock('2026-11-24T08:00:00.000Z');

/** Tokens of the emulator's managed identity. */
export function tokensAt(port: number): Tokens {
  const url = `http://127.0.0.1:${port}/msi/token?resource=https://graph.microsoft.com`;
  return tokensFrom({
    scope: 'https://graph.microsoft.com/.default',
    clock,
    credential: {
      async getToken() {
        const answer = (await (await fetch(url)).json()) as { access_token: string; expires_on: string };
        return { token: answer.access_token, expiresOnTimestamp: Number(answer.expires_on) * 1_000 };
      },
    },
  });
}

/** The client, connected to an emulator of its own. */
export async function connected(
  options: Partial<GraphEmulatorOptions> & {
    readonly snapshot?: Snapshot;
    readonly withinMs?: number;
    readonly mostAttempts?: number;
    readonly send?: typeof fetch;
  } = {},
) {
  const exchanges: string[] = [];
  const emulator = await startGraphEmulator({
    snapshot: smallTenant(),
    clock,
    port: 0,
    onBug: (error) => {
      throw error;
    },
    onExchange(exchange) {
      exchanges.push(`${exchange.method} ${exchange.url} ${exchange.status}`);
      keep(emulator.port, exchange, false);
    },
    ...options,
  });
  onTestFinished(() => emulator.close());
  /** Another process of the same app. */
  const again = (): GraphConnection =>
    graphClient({
      baseUrl: emulator.url,
      tokens: tokensAt(emulator.port),
      clock,
      random: Math.random,
      ...(options.withinMs === undefined ? {} : { withinMs: options.withinMs }),
      ...(options.send === undefined ? {} : { send: options.send }),
      ...(options.mostAttempts === undefined ? {} : { mostAttempts: options.mostAttempts }),
    });
  return { client: again(), again, emulator, exchanges };
}
