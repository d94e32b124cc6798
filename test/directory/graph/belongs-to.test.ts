import { join } from 'node:path';
import { expect, it } from 'vitest';
import { embeddedOrganization, embeddedStore } from '../../../src/directory/embedded/embedded-store.ts';
import { belongsTo, ownerInGraph } from '../../../src/directory/graph/belongs-to.ts';
import { backUp } from '../../../src/store/sqlite/backup.ts';
import { openStore } from '../../../src/store/sqlite/open-store.ts';
import { temporaryDirectory } from '../../store/temporary-directory.ts';
import { smallTenant } from '../small-tenant.ts';
import { clock } from './connected.ts';

const CONTOSO = { id: 'contoso', displayName: 'Contoso', countryLetterCode: 'US' };

it('a store is of the tenant of Graph that began it, and of no other', async () => {
  const dataDir = temporaryDirectory();
  const store = openStore(dataDir, { clock });
  expect(await ownerInGraph(store)).toBeUndefined();
  await belongsTo(store, CONTOSO, undefined);
  await belongsTo(store, { ...CONTOSO, id: 'CONTOSO' }, undefined);
  await expect(belongsTo(store, { ...CONTOSO, id: 'fabrikam', displayName: 'Fabrikam' }, undefined)).rejects.toThrow(
    'is of Contoso, not of Fabrikam in Microsoft Graph',
  );
  expect(await ownerInGraph(store)).toMatchObject({ displayName: 'Contoso' });
  await store.close();
  expect(await backUp(dataDir, join(temporaryDirectory(), 'backup.sqlite'))).toMatchObject({ organization: 'Contoso' });
});

it('a store that holds an embedded tenant is of that one', async () => {
  const store = openStore(temporaryDirectory(), { clock });
  embeddedStore(store).tenant.fill(smallTenant());
  await expect(belongsTo(store, CONTOSO, embeddedOrganization(store))).rejects.toThrow('the embedded tenant Contoso');
  await store.close();
});
