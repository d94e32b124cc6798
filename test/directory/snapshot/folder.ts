import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const WIDGET = 'aaaaaaaa-1111-4000-8000-000000000001';
export const WIDGET_PLAN = 'aaaaaaaa-1111-4000-8000-000000000002';

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
  'users.ndjson': '{"id":"ann"}\n{"id":"bob"}\n',
  'groups.ndjson': '{"id":"makers","members":["ann","bob"]}\n',
  'directoryRoles.json': '[]',
};

/** A small sound snapshot with some of its files replaced, or left out where undefined. */
export function snapshotFolder(files: Readonly<Record<string, string | undefined>> = {}): string {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries({ ...SOUND, ...files })) {
    if (text !== undefined) writeFileSync(join(folder, file), text);
  }
  return folder;
}
