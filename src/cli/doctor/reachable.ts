import type { Finding } from './finding.ts';

const LONGEST_WAIT_MS = 5_000;

/** Whether somebody answers there, whatever they say. */
async function isReachable(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

export async function reachabilityOf(subject: string, url: string): Promise<Finding> {
  return (await isReachable(url))
    ? { subject, state: 'good', detail: `${new URL(url).host} answers` }
    : {
        subject,
        state: 'wrong',
        detail: `${new URL(url).host} does not answer. Check the network, a proxy, or the address.`,
      };
}
