import type { Finding } from './finding.ts';

const LONGEST_WAIT_MS = 5_000;

/** Somebody answers there, whatever they say. */
interface Reached {
  /** How far this machine's clock is ahead of theirs, to a second; undefined: they do not say. */
  readonly clockAheadMs: number | undefined;
}

/** Undefined: nobody answers. */
export async function reach(url: string): Promise<Reached | undefined> {
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    await response.body?.cancel();
    const theirs = Date.parse(response.headers.get('date') ?? '');
    return { clockAheadMs: Number.isNaN(theirs) ? undefined : Date.now() - theirs };
  } catch {
    return undefined;
  }
}

export async function reachabilityOf(subject: string, url: string): Promise<Finding> {
  return reachability(subject, url, await reach(url));
}

export function reachability(subject: string, url: string, reached: Reached | undefined): Finding {
  return reached !== undefined
    ? { subject, state: 'good', detail: `${new URL(url).host} answers` }
    : {
        subject,
        state: 'wrong',
        detail: `${new URL(url).host} does not answer. Check the network, a proxy, or the address.`,
      };
}

/** Tokens are good from a moment on, and until another: https://learn.microsoft.com/entra/identity-platform/access-tokens. */
const TOKENS_BEAR_MS = 5 * 60_000;
const WORTH_TELLING_MS = 30_000;

export function clockFinding({ clockAheadMs }: Reached): Finding {
  const subject = 'Clock';
  if (clockAheadMs === undefined) return { subject, state: 'note', detail: 'nothing to compare it with' };
  const offMs = Math.abs(clockAheadMs);
  if (offMs < WORTH_TELLING_MS) return { subject, state: 'good', detail: 'as that of Microsoft Graph' };
  const far = `${Math.round(offMs / 1_000)} s ${clockAheadMs > 0 ? 'ahead of' : 'behind'} that of Microsoft Graph`;
  return offMs < TOKENS_BEAR_MS
    ? { subject, state: 'note', detail: `${far}: from 5 minutes on tokens are refused. Set it by a time server.` }
    : { subject, state: 'wrong', detail: `${far}: tokens are refused. Set it by a time server.` };
}
