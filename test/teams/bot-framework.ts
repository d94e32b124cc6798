import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

export const APP_ID = 'b0b0b0b0-0000-4000-8000-000000000001';
export const ISSUER = 'https://api.botframework.com';
export const SECRET = 'canary-secret-of-the-app';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

export interface Signer {
  readonly kid: string;
  readonly keys: KeyPair;
  readonly jwk: JWK;
}

export async function signer(kid: string, endorsements: readonly string[] | null = ['msteams']): Promise<Signer> {
  const keys = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(keys.publicKey)), kid, use: 'sig', ...(endorsements && { endorsements }) };
  return { kid, keys, jwk: jwk as JWK };
}

/**
 * The part of the Bot Framework that says who is who: its metadata, its keys, and tokens for both directions. On loopback,
 * over real HTTP.
 */
export class BotFramework {
  readonly #server: Server;
  origin = '';
  published: readonly JWK[] = [];
  /** How often the keys were read. */
  reads = 0;
  /** Answers nothing while true: a server that hangs. */
  hangs = false;
  status = 200;
  keysUrl: string | undefined;
  /** Bodies of requests for a token of the bot's own. */
  readonly asked: URLSearchParams[] = [];
  tokenAnswer: { readonly status: number; readonly body: object } | undefined;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      if (this.hangs) return;
      let body = '';
      for await (const chunk of request) body += chunk;
      const json = (answer: object, status = this.status) => {
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
      };
      if (request.url === '/openid') return json({ issuer: ISSUER, jwks_uri: this.keysUrl ?? `${this.origin}/keys` });
      if (request.url === '/keys') {
        this.reads += 1;
        return json({ keys: this.published });
      }
      if (request.method === 'POST' && request.url === '/login/oauth2/v2.0/token') {
        this.asked.push(new URLSearchParams(body));
        const { status, body: answer } = this.tokenAnswer ?? {
          status: 200,
          body: { token_type: 'Bearer', expires_in: 3600, access_token: `bot-token-${this.asked.length}` },
        };
        return json(answer, status);
      }
      return json({}, 404);
    });
  }

  static async start(...signers: readonly Signer[]): Promise<BotFramework> {
    const framework = new BotFramework();
    await new Promise<void>((resolve) => framework.#server.listen(0, '127.0.0.1', resolve));
    framework.origin = `http://127.0.0.1:${(framework.#server.address() as AddressInfo).port}`;
    framework.published = signers.map(({ jwk }) => jwk);
    return framework;
  }

  get metadataUrl(): string {
    return `${this.origin}/openid`;
  }

  get loginUrl(): string {
    return `${this.origin}/login`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Seconds since 1970, from now on. */
export function inSeconds(seconds: number, now = new Date()): number {
  return Math.floor(now.getTime() / 1_000) + seconds;
}

/** What the Bot Connector says in a token of a call to this address. */
export function claimsOf(serviceUrl: string, now = new Date()): JWTPayload {
  return { iss: ISSUER, aud: APP_ID, nbf: inSeconds(-60, now), exp: inSeconds(3_600, now), serviceurl: serviceUrl };
}

/** A token as the Bot Connector would sign it, or with something that it would not. */
export function sign({ kid, keys }: Signer, claims: JWTPayload, header: object = {}): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, ...header }).sign(keys.privateKey);
}
