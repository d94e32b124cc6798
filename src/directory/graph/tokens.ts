import type { Clock } from '../../engine/clock.ts';
import { DirectoryError } from '../port.ts';

/** What a credential of `@azure/identity` does for us. */
export interface Credential {
  getToken(
    scope: string,
    options?: { readonly claims?: string; readonly enableCae?: boolean },
  ): Promise<{ readonly token: string; readonly expiresOnTimestamp: number } | null>;
}

/** Tokens for Graph, renewed before they end. */
export interface Tokens {
  /**
   * A token that is good. Whoever asks meanwhile waits for the same one.
   * @throws DirectoryError `Forbidden` where Entra gives none, `Unreachable` where nobody answers in time
   */
  get(): Promise<string>;
  /** Graph refused this token: the next one is another, that meets these claims where Graph asked for some. */
  refused(token: string, claims?: string): void;
}

interface TokenOptions {
  readonly credential: Credential;
  /** `https://graph.microsoft.com/.default`. */
  readonly scope: string;
  readonly clock: Clock;
  /** The time-outs of the credentials themselves do not bound a call: this does. */
  readonly withinMs?: number;
}

/** A token is still good when it arrives. */
const RENEWED_BEFORE_MS = 300_000;
const WITHIN_MS = 30_000;

export function tokensFrom({ credential, scope, clock, withinMs = WITHIN_MS }: TokenOptions): Tokens {
  let known: { readonly token: string; readonly expiresOnTimestamp: number } | undefined;
  let asking: Promise<string> | undefined;
  let wanted: string | undefined;

  async function ask(): Promise<string> {
    const options = wanted === undefined ? {} : { claims: wanted, enableCae: true };
    const finished = new AbortController();
    const late = clock.sleep(withinMs, finished.signal).then(() => 'late' as const);
    try {
      const given = await Promise.race([credential.getToken(scope, options), late]);
      if (given === 'late')
        throw new DirectoryError('Unreachable', `Entra gives no token: no answer within ${withinMs / 1_000} s`);
      if (given === null) throw new DirectoryError('Forbidden', 'Entra gives no token, and does not say why.');
      known = given;
      wanted = undefined;
      return given.token;
    } catch (error) {
      throw error instanceof DirectoryError ? error : faultOf(error);
    } finally {
      finished.abort();
    }
  }

  return {
    get() {
      if (known !== undefined && known.expiresOnTimestamp - RENEWED_BEFORE_MS > clock.now().getTime()) {
        return Promise.resolve(known.token);
      }
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    refused(token, claims) {
      if (known?.token !== token) return;
      known = undefined;
      wanted = claims;
    },
  };
}

/**
 * Numbers of what passes by itself: https://learn.microsoft.com/entra/identity-platform/reference-error-codes calls it transient, or
 * the service unavailable, out of time or asked too much.
 */
const PASSING: ReadonlySet<string> = new Set(['50033', '90006', '90012', '90024', '90033', '90055']);

/** Entra's number says what is wrong; its sentences quote what was sent. Without one, nobody answered. */
function faultOf(error: unknown): DirectoryError {
  const text = error instanceof Error ? error.message : String(error);
  const [code, number = ''] = /AADSTS(\d+)/.exec(text) ?? [];
  if (code === undefined) {
    return new DirectoryError('Unreachable', 'Entra gives no token: the credential cannot be used, or nobody answers', {
      cause: error,
    });
  }
  const kind = PASSING.has(number) ? 'Unreachable' : 'Forbidden';
  return new DirectoryError(kind, `Entra gives no token: ${code}`, { cause: error });
}
