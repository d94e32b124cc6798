import type { EnvironmentReader } from './environment.ts';

const TYPES = ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'] as const;

/** Microsoft's hosts of Teams, public and government clouds; an activity's `serviceUrl` is on one of them exactly. */
const SERVICE_URLS: readonly string[] = [
  'https://smba.trafficmanager.net',
  'https://smba.infra.gcc.teams.microsoft.com',
  'https://smba.infra.gov.teams.microsoft.us',
  'https://smba.infra.dod.teams.microsoft.us',
];

/** The bot's own registration, as the Bot Framework calls its parts. */
export interface BotCredentials {
  readonly appId: string;
  readonly type: (typeof TYPES)[number];
  /** Undefined for a managed identity. */
  readonly password: string | undefined;
  /** Undefined for a bot of many tenants. */
  readonly tenantId: string | undefined;
}

/** SDKs whose client can write to the Bot Connector. */
const SDKS = ['botbuilder', 'agents'] as const;

/** Where the Bot Framework is, and who speaks to it; undefined parts are its public cloud's. */
export interface BotFramework {
  readonly sdk: (typeof SDKS)[number];
  readonly openIdMetadataUrl: string | undefined;
  readonly tokenIssuer: string | undefined;
  readonly loginUrl: string | undefined;
  readonly oauthScope: string | undefined;
  readonly serviceUrls: readonly string[];
}

/** Undefined without an app id: the bot then talks to this machine alone. */
export function readBotCredentials(env: EnvironmentReader): BotCredentials | undefined {
  const appId = env.text('MicrosoftAppId');
  const password = env.text('MicrosoftAppPassword');
  const tenantId = env.text('MicrosoftAppTenantId');
  const given = env.oneOf('MicrosoftAppType', TYPES);
  if (appId === undefined) {
    const others = ['MicrosoftAppPassword', 'MicrosoftAppTenantId', 'MicrosoftAppType'].filter((name) =>
      env.isSet(name),
    );
    if (others.length > 0)
      env.fault('MicrosoftAppId', `is not set, but ${others.join(' and ')} is`, 'Set all of them, or none');
    return undefined;
  }
  const type = given ?? (tenantId === undefined ? 'MultiTenant' : 'SingleTenant');
  if (type !== 'UserAssignedMSI' && password === undefined) {
    env.fault(
      'MicrosoftAppPassword',
      `is not set, and a ${type} bot needs it`,
      'Set the secret of the app registration',
    );
  }
  if (type !== 'MultiTenant' && tenantId === undefined) {
    env.fault(
      'MicrosoftAppTenantId',
      `is not set, and a ${type} bot needs it`,
      'Set the id of the tenant of the app registration',
    );
  }
  if (type === 'MultiTenant' && tenantId === undefined && !env.isSet('ALLOWED_TENANTS')) {
    env.fault(
      'ALLOWED_TENANTS',
      'is not set, and a MultiTenant bot would listen to nobody',
      'Name the tenants whose people may speak to the bot',
    );
  }
  return { appId, type, password, tenantId };
}

export function readBotFramework(env: EnvironmentReader): BotFramework {
  return {
    sdk: env.oneOf('BOT_SDK', SDKS) ?? 'botbuilder',
    openIdMetadataUrl: env.url('OPENID_METADATA_URL'),
    tokenIssuer: env.text('TOKEN_ISSUER'),
    loginUrl: env.url('BOT_LOGIN_URL'),
    oauthScope: env.text('BOT_OAUTH_SCOPE'),
    serviceUrls: env.origins('SERVICE_URLS') ?? SERVICE_URLS,
  };
}
