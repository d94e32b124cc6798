const LONGEST_WAIT_MS = 5_000;

/** Whether somebody answers there, whatever they say. */
export async function isReachable(url: string): Promise<boolean> {
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
