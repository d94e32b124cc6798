import {
  type Admitted,
  addressRule,
  type Gate,
  oneOfTenants,
  refusedActivity,
  tenantIdsOf,
  uploadRule,
} from './gate.ts';

const CHANNELS = new Set(['msteams', 'emulator']);
const THIS_MACHINE = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The door of a bot without credentials. Programs of this machine are believed: the browser's chat, and tests. A page in
 * a browser is not: it would send an `Origin`, or come under the name of another host.
 */
export function loopbackGate({ tenants }: { readonly tenants: readonly string[] }): Gate {
  const isOurs = oneOfTenants(tenants);
  const isHere = (url: URL) => url.protocol === 'http:' && THIS_MACHINE.has(url.hostname);
  const allows = addressRule(isHere);
  return {
    allows,
    allowsUpload: uploadRule(isHere),
    async authenticate({ host, origin }) {
      if (origin !== undefined) return refusedActivity(403, 'a page in a browser');
      if (!THIS_MACHINE.has(URL.parse(`http://${host}`)?.hostname ?? '')) return refusedActivity(403, 'another host');
      return (activity) => {
        const tenantIds = tenantIdsOf(activity);
        if (!CHANNELS.has(activity.channelId)) return refusedActivity(403, 'another channel');
        if (!tenantIds.every(isOurs)) return refusedActivity(403, 'another tenant');
        if (new Set(tenantIds.map((id) => String(id).toLowerCase())).size > 1)
          return refusedActivity(403, 'two tenants');
        return allows(activity.serviceUrl) ? (activity as Admitted) : refusedActivity(403, 'serviceUrl is not allowed');
      };
    },
  };
}
