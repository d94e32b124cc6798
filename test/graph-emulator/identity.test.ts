import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { describe, expect, it } from 'vitest';
import { smallTenant } from '../directory/small-tenant.ts';
import { type Graph, type Json, openGraph } from './graph.ts';

const TENANT = 'contoso';

async function grant({ emulator }: Graph, form: Record<string, string>): Promise<{ status: number; body: Json }> {
  const response = await fetch(`http://127.0.0.1:${emulator.port}/${TENANT}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: await response.json() };
}

const CLIENT = { grant_type: 'client_credentials', client_id: 'app', scope: 'https://graph.microsoft.com/.default' };

const asked = ({ get }: Graph, token: string | undefined) =>
  get('/users/megan?$select=id', { headers: { Authorization: token === undefined ? '' : `Bearer ${token}` } });

describe('a token', () => {
  it('of a managed identity names the resource letter for letter', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    for (const resource of ['https://graph.microsoft.com', 'https://graph.microsoft.com/']) {
      const url = `http://127.0.0.1:${graph.emulator.port}/msi/token?api-version=2019-08-01&client_id=mine&resource=${resource}`;
      const body = (await (await fetch(url, { headers: { 'X-IDENTITY-HEADER': 'any' } })).json()) as Json;
      expect(body).toMatchObject({ resource, token_type: 'Bearer', client_id: 'mine' });
      expect(Number(body.expires_on)).toBe(Math.floor(graph.clock.now().getTime() / 1_000) + 3_599);
      expect((await asked(graph, body.access_token)).status).toBe(200);
    }
  });

  it('is given for a secret, for a proof, and on behalf of a person', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    const proofs = [
      { ...CLIENT, client_secret: 'anything' },
      {
        ...CLIENT,
        client_assertion: 'a.b.c',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      },
      { ...CLIENT, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client_secret: 'x', assertion: 'a.b.c' },
    ];
    for (const form of proofs) {
      const { status, body } = await grant(graph, form);
      expect([status, body.token_type, body.expires_in]).toEqual([200, 'Bearer', 3_599]);
      expect((await asked(graph, body.access_token)).status).toBe(200);
    }
  });

  it.each([
    [{ ...CLIENT, client_secret: 'wrong' }, 401, 'invalid_client', 'AADSTS7000215'],
    [CLIENT, 401, 'invalid_client', 'AADSTS7000218'],
    [{ ...CLIENT, client_secret: 'right', grant_type: 'password' }, 400, 'unsupported_grant_type', 'AADSTS70003'],
    [{ ...CLIENT, client_secret: 'right', scope: '' }, 400, 'invalid_request', 'AADSTS900144'],
  ])('is not given for %j', async (form, status, error, code) => {
    const graph = await openGraph({ snapshot: smallTenant(), clientSecret: 'right' });
    const answer = await grant(graph, form);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toBe(error);
    expect(answer.body.error_description).toContain(code);
    expect((await grant(graph, { ...CLIENT, client_secret: 'right' })).status).toBe(200);
  });

  it('is found where clients look for it first', async () => {
    const { emulator } = await openGraph({ snapshot: smallTenant() });
    const origin = `http://127.0.0.1:${emulator.port}`;
    const { issuer, token_endpoint: endpoint } = (await (
      await fetch(`${origin}/${TENANT}/v2.0/.well-known/openid-configuration`)
    ).json()) as Json;
    expect([issuer, endpoint]).toEqual([`${origin}/${TENANT}/v2.0`, `${origin}/${TENANT}/oauth2/v2.0/token`]);
  });

  it('is refused when it is missing, another’s, touched, old or for something else', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    const { body: good } = await grant(graph, { ...CLIENT, client_secret: 'x' });
    const { body: other } = await grant(graph, {
      ...CLIENT,
      client_secret: 'x',
      scope: 'https://vault.azure.net/.default',
    });
    const [head, claims] = good.access_token.split('.');
    for (const token of [undefined, 'x', `${head}.${claims}.AAAA`, other.access_token]) {
      const { status, body, headers } = await asked(graph, token);
      expect(status, token).toBe(401);
      expect(body.error.code).toBe('InvalidAuthenticationToken');
      expect(headers.get('www-authenticate')).toContain('Bearer');
    }
    await graph.clock.advance(3_598_000);
    expect((await asked(graph, good.access_token)).status).toBe(200);
    await graph.clock.advance(2_000);
    expect((await asked(graph, good.access_token)).body.error.message).toContain('the token is expired');
  });

  it('is good after a restart, too', async () => {
    const before = await openGraph({ snapshot: smallTenant() });
    const { body } = await grant(before, { ...CLIENT, client_secret: 'x' });
    const after = await openGraph({ snapshot: smallTenant() });
    expect((await asked(after, body.access_token)).status).toBe(200);
  });

  it('allows what the app was given, and nothing else', async () => {
    const graph = await openGraph({
      snapshot: smallTenant(),
      permissions: ['LicenseAssignment.Read.All', 'GroupMember.Read.All'],
    });
    expect((await graph.get('/subscribedSkus')).status).toBe(200);
    expect((await graph.get('/groups/hr/members')).status).toBe(200);
    for (const path of ['/users', '/auditLogs/directoryAudits', '/directoryRoles']) {
      const { status, body } = await graph.refused.get(path);
      expect([status, body.error.code]).toEqual([403, 'Authorization_RequestDenied']);
    }
    const body = { addLicenses: [], removeLicenses: [] };
    expect((await graph.refused.post('/groups/hr/assignLicense', body)).status).toBe(403);
  });
});

describe('https', () => {
  it('is at the same port, with a certificate of its own for this machine and Microsoft’s names', async () => {
    const { emulator } = await openGraph({ snapshot: smallTenant(), isDescribed: false });
    const certificate = new X509Certificate(emulator.certificate);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    for (const host of ['localhost', 'graph.microsoft.com', 'login.microsoftonline.com']) {
      expect(certificate.checkHost(host)).toBe(host);
    }
    expect([certificate.checkIP('127.0.0.1'), certificate.checkIP('::1')]).toEqual(['127.0.0.1', '::1']);
    expect(certificate.ca).toBe(true);
    const status = await new Promise((resolve, reject) => {
      const url = `${emulator.secureUrl}/subscribedSkus`;
      request(url, { ca: emulator.certificate }, (response) => resolve(response.statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(401);
  });

  it('is another certificate at each start', async () => {
    const [one, other] = [await openGraph({ snapshot: smallTenant() }), await openGraph({ snapshot: smallTenant() })];
    expect(one.emulator.certificate).not.toBe(other.emulator.certificate);
  });
});
