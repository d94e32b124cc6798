/** Who may speak to the bot, and where its answers may go, before anything of an activity is looked at. */
export interface Gate {
  /** Tenants whose people are heard. */
  readonly tenants: readonly string[];
  /** Origins that answers may be sent to, exact. */
  readonly serviceUrls: readonly string[];
  /** Without credentials this machine is the only other side: answers stay on it. */
  readonly onLoopback: boolean;
}

/** Where an activity says that it comes from. */
export interface Origin {
  readonly channelId: string;
  readonly serviceUrl: string;
  /** As named by the conversation and by Teams, each where it is there: believed only when they agree. */
  readonly tenantIds: readonly unknown[];
}

const CHANNELS = new Set(['msteams', 'emulator']);
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Says why an activity is not for us, or nothing. A tenant that is not named is the embedded one's own chat. */
export function refuser(gate: Gate): (origin: Origin) => string | undefined {
  const tenants = new Set(gate.tenants.map((id) => id.toLowerCase()));
  const isOurs = (id: unknown) => typeof id === 'string' && tenants.has(id.toLowerCase());
  return ({ channelId, serviceUrl, tenantIds }) => {
    if (!CHANNELS.has(channelId)) return 'another channel';
    if (tenantIds.length === 0 ? !gate.onLoopback : !tenantIds.every(isOurs)) return 'another tenant';
    if (new Set(tenantIds.map((id) => String(id).toLowerCase())).size > 1) return 'two tenants';
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
