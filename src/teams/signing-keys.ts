import { importJWK, type JWK } from 'jose';
import { call } from './outgoing.ts';

/** Both documents together: a request that waits for them is answered within two seconds. */
const LOAD_WITHIN_MS = 1_500;
/** Looked at again after this time, and used for this long when nobody answers. */
const FRESH_MS = 3_600_000;
const KEPT_MS = 24 * 3_600_000;
/** After a look that did not find a key, or failed: tokens of made-up keys do not become requests of ours. */
const PAUSE_MS = 30_000;

export interface SigningKey {
  readonly publicKey: Awaited<ReturnType<typeof importJWK>>;
  /** Channels for which the key may sign. */
  readonly endorsements: readonly string[];
}

/** The keys with which the Bot Connector signs, as its OpenID metadata publishes them. */
export interface SigningKeys {
  /** Undefined: there is no such key. @throws KeysUnavailable when that cannot be said */
  find(kid: string): Promise<SigningKey | undefined>;
}

export class KeysUnavailable extends Error {
  constructor(cause: unknown) {
    super('the signing keys cannot be had', { cause });
    this.name = 'KeysUnavailable';
  }
}

interface SigningKeysOptions {
  readonly metadataUrl: string;
  readonly now: () => Date;
}

type KeySet = ReadonlyMap<string, SigningKey>;

export function signingKeys({ metadataUrl, now }: SigningKeysOptions): SigningKeys {
  let known: { readonly keys: KeySet; readonly atMs: number } | undefined;
  let loading: Promise<KeySet> | undefined;
  let pausedUntilMs = Number.NEGATIVE_INFINITY;

  const nowMs = () => now().getTime();

  /** One look at a time, shared by all who wait for it. */
  function load(): Promise<KeySet> {
    loading ??= readKeys(metadataUrl)
      .then((keys) => {
        known = { keys, atMs: nowMs() };
        return keys;
      })
      .catch((error) => {
        throw new KeysUnavailable(error);
      })
      .finally(() => {
        loading = undefined;
      });
    return loading;
  }

  function pause(): void {
    pausedUntilMs = nowMs() + PAUSE_MS;
  }

  async function current(): Promise<KeySet> {
    const ageMs = known === undefined ? Number.POSITIVE_INFINITY : nowMs() - known.atMs;
    if (known === undefined || ageMs > KEPT_MS) return load();
    if (ageMs > FRESH_MS && nowMs() >= pausedUntilMs) load().catch(pause);
    return known.keys;
  }

  return {
    async find(kid) {
      const before = known;
      const key = (await current()).get(kid);
      if (key !== undefined) return key;
      if (loading === undefined && nowMs() < pausedUntilMs) return undefined;
      const published = known === before ? (await load()).get(kid) : undefined;
      if (published === undefined) pause();
      return published;
    },
  };
}

/** The set is of the same origin as the metadata: nothing else is configured, so nothing else is believed. */
async function readKeys(metadataUrl: string): Promise<KeySet> {
  const signal = AbortSignal.timeout(LOAD_WITHIN_MS);
  const { jwks_uri: keysUrl } = (await jsonAt(metadataUrl, signal)) as { jwks_uri?: unknown };
  if (typeof keysUrl !== 'string' || URL.parse(keysUrl)?.origin !== new URL(metadataUrl).origin) {
    throw new Error('jwks_uri is not of the origin of the metadata');
  }
  const { keys } = (await jsonAt(keysUrl, signal)) as { keys?: unknown };
  if (!Array.isArray(keys)) throw new Error('there is no list of keys');
  const usable = keys.filter(isSigningKey);
  const read = usable.map(async ({ kid, endorsements, ...jwk }) => {
    const names = Array.isArray(endorsements) ? endorsements.filter((name) => typeof name === 'string') : [];
    return [kid, { publicKey: await importJWK(jwk, 'RS256'), endorsements: names }] as const;
  });
  return new Map(await Promise.all(read));
}

function isSigningKey(key: unknown): key is JWK & { readonly kid: string; readonly endorsements?: unknown } {
  const { kty, kid, use = 'sig', alg = 'RS256' } = (key ?? {}) as JWK;
  return kty === 'RSA' && typeof kid === 'string' && use === 'sig' && alg === 'RS256';
}

async function jsonAt(url: string, signal: AbortSignal): Promise<object> {
  const response = await call(url, { signal });
  const body: unknown = response.ok ? await response.json() : undefined;
  if (typeof body !== 'object' || body === null) throw new Error(`${new URL(url).host} answered ${response.status}`);
  return body;
}
