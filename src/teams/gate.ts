import type { IncomingHttpHeaders } from 'node:http';
import type { Activity } from './wire.ts';

declare const admitted: unique symbol;

/** An activity whose sender, tenant and way back are known to be what it says. Only a gate makes one. */
export type Admitted = Activity & { readonly [admitted]: true };

/** `reason` is for the log: whoever is refused hears the status alone. */
export interface RefusedActivity {
  readonly status: 401 | 403 | 503;
  readonly reason: string;
}

/** What is left to be looked at once the body may be read. */
export type Admission = (activity: Activity) => Admitted | RefusedActivity;

/** Who may speak to the bot, and where its answers may go. Every activity of every kind passes it before all else. */
export interface Gate {
  /** By the headers alone: nothing of a body is read for somebody unknown. */
  authenticate(headers: IncomingHttpHeaders): Promise<Admission | RefusedActivity>;
  /** Whether the bot may write there: asked of each activity, and again whenever a place that was kept is used. */
  allows(serviceUrl: string): boolean;
  /** Whether a file may be put there: an address of one time, which Teams gives. */
  allowsUpload(url: string): boolean;
}

export function refusedActivity(status: RefusedActivity['status'], reason: string): RefusedActivity {
  return { status, reason };
}

export function isRefusedActivity(result: object): result is RefusedActivity {
  return 'status' in result;
}

/**
 * Exact origins, and nothing in an address that two readers could take differently: it is written as a URL is read, with
 * no user, question or fragment.
 */
export function addressRule(isOrigin: (url: URL) => boolean): (address: string) => boolean {
  return (address) => {
    const url = URL.parse(address);
    if (url === null || (url.href !== address && url.href !== `${address}/`)) return false;
    return url.username === '' && url.password === '' && !/[?#]/.test(address) && isOrigin(url);
  };
}

/** The same without the demand on what comes after the host: addresses of uploads carry their permission there. */
export function uploadRule(isOrigin: (url: URL) => boolean): (address: string) => boolean {
  return (address) => {
    const url = URL.parse(address);
    return url !== null && url.username === '' && url.password === '' && isOrigin(url);
  };
}

/** Tenant ids as named by the conversation and by Teams, each where it is there. Not checked: whatever was sent. */
export function tenantIdsOf({ conversation, channelData }: Activity): readonly unknown[] {
  return [conversation.tenantId, channelData?.tenant?.id].filter((id) => id !== undefined && id !== null);
}

/** Whether something is the id of one of these tenants, in any letters. */
export function oneOfTenants(tenants: readonly string[]): (id: unknown) => boolean {
  const ours = new Set(tenants.map((id) => id.toLowerCase()));
  return (id) => typeof id === 'string' && ours.has(id.toLowerCase());
}
