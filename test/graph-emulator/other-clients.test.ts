import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  GraphError,
  PageIterator,
} from '@microsoft/microsoft-graph-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { seededFaults } from '../../src/graph-emulator/faults.ts';
import type { GraphEmulatorOptions } from '../../src/graph-emulator/graph-emulator.ts';
import { E3, EMS } from '../directory/small-tenant.ts';
import { type Json, openGraph } from './graph.ts';

/** Microsoft's own client, as it comes, over https. */

const HR = 'bbbbbbbb-0000-4000-8000-000000000001';
const KIOSK = 'bbbbbbbb-0000-4000-8000-000000000002';
const ADELE = 'aaaaaaaa-0000-4000-8000-000000000004';

async function microsoftsClient(options: Partial<GraphEmulatorOptions> = {}) {
  const { emulator, clock } = await openGraph(options);
  const trusted = getCACertificates();
  setDefaultCACertificates([...trusted, emulator.certificate]);
  onTestFinished(() => setDefaultCACertificates(trusted));
  const token = `http://127.0.0.1:${emulator.port}/msi/token?resource=https://graph.microsoft.com`;
  const { access_token: accessToken } = (await (await fetch(token)).json()) as Json;
  const client = Client.init({
    baseUrl: `https://127.0.0.1:${emulator.port}/`,
    customHosts: new Set(['127.0.0.1']),
    authProvider: (done) => done(null, accessToken),
  });
  return { client, clock };
}

describe('@microsoft/microsoft-graph-client', () => {
  it('reads everybody, page by page', async () => {
    const { client } = await microsoftsClient();
    const first = await client.api('/users').select('id,displayName').top(400).get();
    const ids = new Set<string>();
    await new PageIterator(client, first, ({ id }: Json) => ids.add(id).size > 0).iterate();
    expect(ids.size).toBe(1_200);
  });

  it('filters, searches and counts', async () => {
    const { client } = await microsoftsClient();
    const { value } = await client.api('/groups').filter("displayName eq 'HR Department'").select('id').get();
    expect(value).toEqual([{ id: HR }]);
    const found = await client
      .api('/users')
      .header('ConsistencyLevel', 'eventual')
      .search('"displayName:megan"')
      .count()
      .select('displayName')
      .get();
    expect(found['@odata.count']).toBe(found.value.length);
    expect(found.value[0].displayName).toBe('Megan Bowen');
  });

  it('licenses a group, and sees it processed', async () => {
    const { client, clock } = await microsoftsClient();
    await client.api(`/groups/${HR}/assignLicense`).post({
      addLicenses: [
        { skuId: E3, disabledPlans: [] },
        { skuId: EMS, disabledPlans: [] },
      ],
      removeLicenses: [],
    });
    await clock.advance(60_000);
    const { licenseProcessingState } = await client.api(`/groups/${HR}`).select('licenseProcessingState').get();
    expect(licenseProcessingState).toEqual({ state: 'ProcessingComplete' });
    const { value } = await client.api(`/groups/${HR}/membersWithLicenseErrors`).select('id').get();
    expect(value).toHaveLength(10);
  });

  it('adds a member, and is told of one who is there already', async () => {
    const { client } = await microsoftsClient();
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${ADELE}` };
    await client.api(`/groups/${KIOSK}/members/$ref`).post(reference);
    const refused: unknown = await client
      .api(`/groups/${KIOSK}/members/$ref`)
      .post(reference)
      .catch((error) => error);
    expect(refused).toBeInstanceOf(GraphError);
    expect(refused).toMatchObject({ statusCode: 400, code: 'Request_BadRequest' });
    await client.api(`/groups/${KIOSK}/members/${ADELE}/$ref`).delete();
  });

  // In its batches the version is left out: the client adds none, and takes none away.
  it('sends batches, and reads the error of a part', async () => {
    const { client } = await microsoftsClient();
    const content = new BatchRequestContent([
      { id: '1', request: new Request('https://graph.microsoft.com/users/meganb@contoso.com') },
      { id: '2', request: new Request('https://graph.microsoft.com/users/nobody') },
    ]);
    const answers = new BatchResponseContent(await client.api('/$batch').post(await content.getContent()));
    expect(await answers.getResponseById('1').json()).toMatchObject({ displayName: 'Megan Bowen' });
    expect(await answers.getResponseById('2').json()).toMatchObject({ error: { code: 'Request_ResourceNotFound' } });
  });

  it('tries again where it is told to', async () => {
    const often = seededFaults({ percent: 100, kinds: ['429'], seed: 3 });
    let refusals = 1;
    const faults = { next: () => (refusals-- > 0 ? often.next() : undefined), nextOfPart: () => undefined };
    const { client } = await microsoftsClient({ faults });
    const { displayName } = await client.api(`/users/${ADELE}`).get();
    expect(displayName).toBe('Adele Vance');
  });
});
