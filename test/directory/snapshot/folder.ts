import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory as temporaryFolder } from '../../store/temporary-directory.ts';

/** A folder that goes away with the test. */
export { temporaryFolder };

export const WIDGET = 'aaaaaaaa-1111-4000-8000-000000000001';
export const WIDGET_PLAN = 'aaaaaaaa-1111-4000-8000-000000000002';

/** Lines of people, with what must be there; one of `undefined` is left out. */
export function people(...records: readonly object[]): string {
  return lines(...records.map((record) => ({ licenseAssignmentStates: [], ...record })));
}

/** The same of groups. */
export function groups(...records: readonly object[]): string {
  return lines(...records.map((record) => ({ assignedLicenses: [], members: [], ...record })));
}

export function lines(...records: readonly unknown[]): string {
  return records.map((record) => JSON.stringify(record)).join('\n');
}

const SOUND = {
  'organization.json': JSON.stringify({ id: 'tenant', displayName: 'Contoso', countryLetterCode: 'US' }),
  'subscribedSkus.json': JSON.stringify(
    [
      {
        skuId: WIDGET,
        skuPartNumber: 'WIDGET',
        capabilityStatus: 'Enabled',
        prepaidUnits: { enabled: 5, warning: 0, suspended: 0 },
        servicePlans: [{ servicePlanId: WIDGET_PLAN, servicePlanName: 'WIDGET_P1' }],
        consumedUnits: 99,
      },
    ],
    undefined,
    1,
  ),
  'users.ndjson': people({ id: 'ann' }, { id: 'bob' }),
  'groups.ndjson': groups({ id: 'makers', members: ['ann', 'bob'] }),
  'directoryRoles.json': '[]',
};

/** A small sound snapshot with some of its files replaced, or left out where undefined. */
export function snapshotFolder(files: Readonly<Record<string, string | Uint8Array | undefined>> = {}): string {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries({ ...SOUND, ...files })) {
    if (text !== undefined) writeFileSync(join(folder, file), text);
  }
  return folder;
}
