import type { Config } from '../../config/config.ts';
import { counted } from '../../words/counted.ts';
import type { Finding } from './finding.ts';
import { reachabilityOf } from './reachable.ts';

/** Where the keys of the Bot Framework's tokens are, public cloud. */
const OPENID_METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

/** Who the bot is to Teams, who may speak to it, and where it listens. */
export async function checkBot(config: Config): Promise<readonly Finding[]> {
  const { host, port, credentials, chat, approval, allowedTenants } = config;
  const hours = approval.ttlMs / 3_600_000;
  return [
    {
      subject: 'Address',
      state: 'good',
      detail: `http://${host.includes(':') ? `[${host}]` : host}:${port}/api/messages`,
    },
    ...(credentials === undefined
      ? [WITHOUT_CREDENTIALS]
      : [
          { subject: 'Bot', state: 'good', detail: `${credentials.type} app ${credentials.appId}` } as const,
          await reachabilityOf('Bot Framework', config.botFramework.openIdMetadataUrl ?? OPENID_METADATA),
        ]),
    { subject: 'Who may speak', state: 'good', detail: allowedTenants?.join(', ') ?? 'people of the tenant' },
    { subject: 'Chat in the browser', state: 'note', detail: chat === undefined ? 'off' : `on, at port ${chat.port}` },
    {
      subject: 'Approval',
      state: 'good',
      detail: `a second person from more than ${counted(approval.threshold, 'people')} on, within ${hours} h`,
    },
  ];
}

const WITHOUT_CREDENTIALS: Finding = {
  subject: 'Bot',
  state: 'note',
  detail:
    'no Microsoft credentials: only this machine can reach it. Set MicrosoftAppId and what belongs to it for Teams',
};
