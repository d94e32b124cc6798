/** Who may speak to the bot, and where its answers may go, before anything of an activity is looked at. */
export interface Gate {
  /** Tenants whose people are heard. */
  readonly tenants: readonly string[];
  /** Origins that answers may be sent to, exact. */
  readonly serviceUrls: readonly string[];
  /** Without credentials this machine is the only other side: answers stay on it. */
  readonly onLoopback: boolean;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Says why an activity is not for us, or nothing. A tenant that is not named is the embedded one's own chat. */
export function refuser(gate: Gate) {
  const tenants = new Set(gate.tenants.map((id) => id.toLowerCase()));
  return ({ tenantId, serviceUrl }: { tenantId: string | undefined; serviceUrl: string }): string | undefined => {
    if (tenantId === undefined ? !gate.onLoopback : !tenants.has(tenantId.toLowerCase())) return 'another tenant';
    return isAllowed(serviceUrl, gate) ? undefined : 'serviceUrl is not allowed';
  };
}

function isAllowed(serviceUrl: string, { serviceUrls, onLoopback }: Gate): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const url = new URL(serviceUrl);
  if (url.username !== '' || url.password !== '') return false;
  if (onLoopback) return url.protocol === 'http:' && LOOPBACK.has(url.hostname);
  return serviceUrls.includes(url.origin);
}
