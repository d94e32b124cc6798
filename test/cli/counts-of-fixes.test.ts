import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueProduct } from '../../src/catalogue/products.ts';
import { temporaryFolder } from '../directory/snapshot/folder.ts';
import { seatkeeper } from './terminal.ts';

const PEOPLE = ['Ann', 'Bob', 'Cem', 'Dora'] as const;

/** Four people in Sales, with the products owned, and who has which proxy address. */
function snapshot(seats: Readonly<Record<string, number>>, addresses: Readonly<Record<string, string>> = {}): string {
  const folder = join(temporaryFolder(), 'tenant');
  mkdirSync(folder);
  const write = (file: string, ...values: readonly unknown[]) =>
    writeFileSync(join(folder, file), values.map((value) => `${JSON.stringify(value)}\n`).join(''));
  write('organization.json', { id: 'o', displayName: 'Contoso', countryLetterCode: 'NL' });
  write(
    'subscribedSkus.json',
    Object.entries(seats).map(([skuPartNumber, enabled]) => ({
      ...catalogueProduct(skuPartNumber),
      capabilityStatus: 'Enabled',
      prepaidUnits: { enabled, warning: 0, suspended: 0 },
    })),
  );
  write('directoryRoles.json', []);
  const users = PEOPLE.map((name) => ({
    id: name,
    displayName: name,
    userPrincipalName: `${name}@contoso.com`,
    usageLocation: 'NL',
    accountEnabled: true,
    proxyAddresses: addresses[name] === undefined ? [] : [addresses[name]],
    licenseAssignmentStates: [],
  }));
  write('users.ndjson', ...users);
  write('groups.ndjson', {
    id: 'sales',
    displayName: 'Sales',
    securityEnabled: true,
    assignedLicenses: [],
    members: PEOPLE,
  });
  return folder;
}

async function simulate(text: string, folder: string): Promise<string> {
  return (await seatkeeper(['simulate', text, '--tenant', folder])).out;
}

describe('the fixes of a simulation', () => {
  it('call nobody more who fails already, for a shared address in the default profile', async () => {
    const shared = { Ann: 'SMTP:info@contoso.com', Bob: 'smtp:Info@contoso.com', Cem: 'X500:/o=x', Dora: 'X500:/O=X' };
    const out = await simulate('assign E3 to Sales', snapshot({ ENTERPRISEPACK: 9 }, shared));
    expect(out).toContain('0 ✓, 4 failed');
    expect(out).toContain('Fixes 2 of 4.');
    expect(out).not.toContain('more people then fail');
  });

  it('say who still waits where a fix gives a part', async () => {
    const out = await simulate('assign E3 and Visio Plan 2 to Sales', snapshot({ ENTERPRISEPACK: 9, VISIOCLIENT: 1 }));
    expect(out).toContain('They get Office 365 E3. 3 still wait for Visio Plan 2.');
    expect(out).not.toContain('more people then fail');
  });

  it('and its reasons say as JSON which rule is behind them', async () => {
    const folder = snapshot({ STANDARDPACK: 9, ENTERPRISEPACK: 9 });
    writeFileSync(join(folder, 'rules.json'), JSON.stringify({ profile: 'classic-2017' }));
    const { out } = await seatkeeper(['simulate', 'assign E1 and E3 to Sales', '--tenant', folder, '--json']);
    expect(JSON.parse(out).causes[0].rule).toEqual({
      source: 'Microsoft: Service plans that cannot be assigned at the same time',
      date: '2019-04-15',
    });
  });
});
