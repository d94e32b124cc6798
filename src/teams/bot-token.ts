import type { BotCredentials, BotFramework } from '../config/config.ts';
import { ConnectorFault, NOT_ASKED } from './connector.ts';
import { ANSWER_WITHIN_MS, call } from './outgoing.ts';

const ENTRA = 'https://login.microsoftonline.com';
/** Where bots of many tenants are registered. */
const MANY_TENANTS = 'botframework.com';
const SCOPE = 'https://api.botframework.com';
/** A token is renewed this long before its end: it is still good when it arrives. */
const RENEWED_BEFORE_MS = 300_000;

interface Token {
  readonly text: string;
  readonly untilMs: number;
}

interface BotTokenOptions {
  readonly credentials: BotCredentials;
  readonly framework: Pick<BotFramework, 'loginUrl' | 'oauthScope'>;
  readonly now: () => Date;
}

/**
 * The bot's own token for what it writes, renewed in time. Whoever asks meanwhile waits for the same answer. That nobody
 * answers, or that Entra is busy, is a `ConnectorFault`: it passes.
 */
export function botToken({ credentials, framework, now }: BotTokenOptions): () => Promise<string> {
  const scope = `${(framework.oauthScope ?? SCOPE).replace(/\/\.default$/, '')}/.default`;
  let known: Token | undefined;
  let asking: Promise<Token> | undefined;

  const ask = () =>
    credentials.type === 'UserAssignedMSI'
      ? byManagedIdentity(credentials.appId, scope)
      : bySecret(loginUrlOf(credentials, framework), { ...credentials, scope }, now);

  return async () => {
    if (known !== undefined && known.untilMs - RENEWED_BEFORE_MS > now().getTime()) return known.text;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    known = await asking;
    return known.text;
  };
}

function loginUrlOf({ type, tenantId }: BotCredentials, { loginUrl }: BotTokenOptions['framework']): string {
  return loginUrl ?? `${ENTRA}/${type === 'MultiTenant' ? MANY_TENANTS : tenantId}`;
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
async function bySecret(
  loginUrl: string,
  { appId, password = '', scope }: Pick<BotCredentials, 'appId' | 'password'> & { readonly scope: string },
  now: () => Date,
): Promise<Token> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: password,
    scope,
  });
  const response = await call(`${loginUrl}/oauth2/v2.0/token`, { method: 'POST', body }).catch(nobodyAnswers);
  const answer = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
  if (response.status === 429 || response.status >= 500) {
    throw new ConnectorFault(refusal(response.status, answer), { code: NOT_ASKED });
  }
  const { access_token: text, expires_in: seconds } = answer;
  if (!response.ok || typeof text !== 'string') throw new Error(refusal(response.status, answer));
  return { text, untilMs: now().getTime() + Number(seconds ?? 0) * 1_000 };
}

function nobodyAnswers(cause: unknown): never {
  throw new ConnectorFault('the bot gets no token: nobody answers', { code: NOT_ASKED, cause });
}

/** Entra's number says what is wrong; its sentences quote what was sent. */
function refusal(status: number, { error_description: description }: Readonly<Record<string, unknown>>): string {
  const [code = `${status}`] = /AADSTS\d+/.exec(String(description)) ?? [];
  return `the bot gets no token: ${code}`;
}

async function byManagedIdentity(clientId: string, scope: string): Promise<Token> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  // Its own settings do not bound a call: ours does.
  const abortSignal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const late = new Promise<never>((_resolve, reject) => {
    abortSignal.addEventListener('abort', () => reject(new Error('the bot gets no token: nobody answers')));
  });
  const asked = new ManagedIdentityCredential({ clientId }).getToken(scope, { abortSignal });
  const { token, expiresOnTimestamp } = await Promise.race([asked, late]);
  return { text: token, untilMs: expiresOnTimestamp };
}
