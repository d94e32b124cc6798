import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { botToken } from '../../src/teams/bot-token.ts';
import { ConnectorFault } from '../../src/teams/connector.ts';
import { identifiedBy } from '../directory/graph/managed-identity.ts';
import { APP_ID, BotFramework, SECRET } from './bot-framework.ts';

const credentials = { appId: APP_ID, type: 'SingleTenant', password: SECRET, tenantId: 't' } as const;

let framework: BotFramework;
let nowMs: number;
beforeEach(async () => {
  framework = await BotFramework.start();
  nowMs = 1_000_000;
});
afterEach(() => framework[Symbol.asyncDispose]());

const tokens = (oauthScope?: string) =>
  botToken({ credentials, framework: { loginUrl: framework.loginUrl, oauthScope }, now: () => new Date(nowMs) });

describe("the bot's own token", () => {
  test('is asked for by the app, its secret and the scope of the Bot Framework', async () => {
    expect(await tokens()()).toBe('bot-token-1');
    expect(Object.fromEntries(framework.asked[0] ?? [])).toEqual({
      grant_type: 'client_credentials',
      client_id: APP_ID,
      client_secret: SECRET,
      scope: 'https://api.botframework.com/.default',
    });
  });

  test.each(['https://api.botframework.us', 'https://api.botframework.us/.default'])('for %s', async (scope) => {
    await tokens(scope)();
    expect(framework.asked[0]?.get('scope')).toBe('https://api.botframework.us/.default');
  });

  test('serves everybody until shortly before its end', async () => {
    const token = tokens();
    const first = await Promise.all(Array.from({ length: 20 }, () => token()));
    expect(new Set(first)).toEqual(new Set(['bot-token-1']));
    nowMs += 54 * 60_000;
    expect(await token()).toBe('bot-token-1');
    nowMs += 2 * 60_000;
    expect(await token()).toBe('bot-token-2');
  });

  test('is asked for again after it was refused, and the refusal quotes nothing', async () => {
    const token = tokens();
    const description = `AADSTS7000215: Invalid client secret provided: ${SECRET}`;
    framework.tokenAnswer = { status: 401, body: { error: 'invalid_client', error_description: description } };
    await expect(token()).rejects.toThrow(/^the bot gets no token: AADSTS7000215$/);
    framework.tokenAnswer = undefined;
    expect(await token()).toBe('bot-token-2');
  });

  test('that cannot be had just now is a fault like that of the connector, which is tried again', async () => {
    framework.tokenAnswer = { status: 503, body: {} };
    await expect(tokens()()).rejects.toBeInstanceOf(ConnectorFault);
    framework.tokenAnswer = { status: 400, body: {} };
    await expect(tokens()()).rejects.not.toBeInstanceOf(ConnectorFault);
    await framework[Symbol.asyncDispose]();
    await expect(tokens()()).rejects.toBeInstanceOf(ConnectorFault);
  });

  test('comes from the managed identity where the bot has one', async () => {
    const asked: string[] = [];
    const endpoint = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('Content-Type', 'application/json');
      const expires_on = String(Math.floor(Date.now() / 1_000) + 3_600);
      response.end(JSON.stringify({ access_token: 'managed', expires_on, token_type: 'Bearer', resource: 'x' }));
    });
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    await identifiedBy((endpoint.address() as AddressInfo).port);
    try {
      const managed = { ...credentials, type: 'UserAssignedMSI', password: undefined } as const;
      const framework = { loginUrl: undefined, oauthScope: undefined };
      expect(await botToken({ credentials: managed, framework, now: () => new Date() })()).toBe('managed');
      expect(decodeURIComponent(asked[0] ?? '')).toContain('resource=https://api.botframework.com');
      expect(asked[0]).toContain(`client_id=${APP_ID}`);
    } finally {
      vi.unstubAllEnvs();
      endpoint.close();
    }
  });
});
