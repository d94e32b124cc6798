import { errors, jwtVerify } from 'jose';
import {
  type Admission,
  type Admitted,
  addressRule,
  type Gate,
  oneOfTenants,
  type RefusedActivity,
  refusedActivity,
  tenantIdsOf,
  uploadRule,
} from './gate.ts';
import { KeysUnavailable, type SigningKey, type SigningKeys } from './signing-keys.ts';
import type { Activity } from './wire.ts';

const CHANNEL = 'msteams';
/** Clocks may differ by this much (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication). */
const CLOCK_TOLERANCE_S = 300;

/** Where the files of people of an organization are: each tenant has hosts of its own below these. */
const ONE_DRIVE = /^[a-z\d-]+\.sharepoint(?:-mil)?\.(?:com|us)$/;

function isOneDrive({ protocol, port, hostname }: URL): boolean {
  return protocol === 'https:' && port === '' && ONE_DRIVE.test(hostname);
}

interface TeamsGateOptions {
  readonly keys: SigningKeys;
  /** The bot's own id: what tokens must be meant for. */
  readonly appId: string;
  readonly issuer: string;
  /** Tenants whose people are heard. */
  readonly tenants: readonly string[];
  /** Origins that answers may be sent to, exact. */
  readonly serviceUrls: readonly string[];
  readonly now: () => Date;
}

interface Caller {
  readonly serviceUrl: unknown;
  readonly key: SigningKey;
}

/**
 * Microsoft Teams and nobody else: a token of the Bot Connector for this bot, signed by a key that is endorsed for Teams,
 * and an activity that comes from where the token says and from a tenant of ours.
 */
export function teamsGate(options: TeamsGateOptions): Gate {
  const isOurs = oneOfTenants(options.tenants);
  const isConnector = (url: URL) => options.serviceUrls.includes(url.origin);
  const allows = addressRule(isConnector);

  function admit(activity: Activity, { serviceUrl, key }: Caller): Admitted | RefusedActivity {
    if (activity.serviceUrl !== serviceUrl) return refusedActivity(401, 'the token is of another serviceUrl');
    if (!key.endorsements.includes(activity.channelId))
      return refusedActivity(401, 'the key is not endorsed for the channel');
    if (activity.channelId !== CHANNEL) return refusedActivity(403, 'another channel');
    if (!allows(activity.serviceUrl)) return refusedActivity(403, 'serviceUrl is not allowed');
    const tenantIds = tenantIdsOf(activity);
    if (tenantIds.length < 2 || !tenantIds.every(isOurs)) return refusedActivity(403, 'another tenant');
    if (new Set(tenantIds.map((id) => String(id).toLowerCase())).size > 1) return refusedActivity(403, 'two tenants');
    return activity as Admitted;
  }

  return {
    allows,
    allowsUpload: uploadRule((url) => isConnector(url) || isOneDrive(url)),
    async authenticate({ authorization = '' }) {
      const [, token] = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization) ?? [];
      if (token === undefined) return refusedActivity(401, 'no bearer token');
      const caller = await callerOf(token, options);
      return 'status' in caller ? caller : (((activity) => admit(activity, caller)) satisfies Admission);
    },
  };
}

/** Who signed the token, for which address; or what is wrong with it, by jose's own code. */
async function callerOf(
  token: string,
  { keys, appId, issuer, now }: TeamsGateOptions,
): Promise<Caller | RefusedActivity> {
  let key: SigningKey | undefined;
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        key = kid === undefined ? undefined : await keys.find(kid);
        if (key === undefined) throw new errors.JWKSNoMatchingKey();
        return key.publicKey;
      },
      {
        issuer,
        audience: appId,
        algorithms: ['RS256'],
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['exp', 'serviceurl'],
        currentDate: now(),
      },
    );
    return key === undefined ? refusedActivity(401, 'no key') : { serviceUrl: payload['serviceurl'], key };
  } catch (error) {
    if (error instanceof KeysUnavailable) return refusedActivity(503, error.message);
    if (error instanceof errors.JOSEError) return refusedActivity(401, reasonOf(error));
    throw error;
  }
}

function reasonOf(error: errors.JOSEError): string {
  return 'claim' in error ? `${error.code} ${String(error.claim)}` : error.code;
}
