import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { snapshotFolder, temporaryFolder, WIDGET } from '../directory/snapshot/folder.ts';
import { seatkeeper } from './terminal.ts';

/** Ann and Bob have a product of a group that was not exported. */
function partialExport(): string {
  const row = { skuId: WIDGET, assignedByGroup: 'lost', disabledPlans: [], state: 'Active', error: 'None' };
  const user = (id: string) => JSON.stringify({ id, displayName: id, licenseAssignmentStates: [row] });
  return snapshotFolder({
    'users.ndjson': `${user('ann')}\n${user('bob')}\n`,
    'groups.ndjson': `${JSON.stringify({ id: 'makers', displayName: 'Makers', securityEnabled: true, assignedLicenses: [], members: ['ann'] })}\n`,
  });
}

function rowsIn(folder: string): readonly unknown[] {
  const lines = readFileSync(join(folder, 'users.ndjson'), 'utf8').trim().split('\n');
  return lines.flatMap((line) => JSON.parse(line).licenseAssignmentStates);
}

const NOTE = '2 people have licenses of 1 group that is not in the export: kept.';

describe('an export that lacks a group', () => {
  it('is reconciled with what people have of it, and says so', async () => {
    const [folder, out] = [partialExport(), join(temporaryFolder(), 'out')];
    const ran = await seatkeeper(['reconcile', '--tenant', folder, '--out', out, '--json']);
    expect(ran.err).toContain(NOTE);
    expect(JSON.parse(ran.out)).toMatchObject({ changes: 0 });
    expect(rowsIn(out)).toEqual(rowsIn(folder));
    expect(readFileSync(join(out, 'subscribedSkus.json'), 'utf8')).toContain('"consumedUnits": 2');
    expect(readFileSync(join(out, 'audit.ndjson'), 'utf8')).toBe('');
  });

  it('lets go of it when somebody says that there are no other groups', async () => {
    const out = join(temporaryFolder(), 'out');
    const args = ['reconcile', '--tenant', partialExport(), '--groups-complete', '--out', out, '--json'];
    const ran = await seatkeeper(args);
    expect(ran.err.trimEnd().split('\n')).toEqual([
      'Taken away from 2 people:',
      '  WIDGET from lost, a group that is not there: 2 (ann, bob)',
    ]);
    expect(JSON.parse(ran.out)).toMatchObject({ changes: 2 });
    expect(rowsIn(out)).toEqual([]);
  });

  it('keeps its seats in a simulation, until somebody says the same there', async () => {
    const args = ['simulate', 'assign WIDGET to Makers', '--tenant', partialExport(), '--json'];
    const [kept, gone] = [await seatkeeper(args), await seatkeeper([...args, '--groups-complete'])];
    expect(kept.err).toContain(NOTE);
    expect(JSON.parse(kept.out).seats).toMatchObject([{ before: 2, after: 2 }]);
    expect(gone.err).toBe('');
    expect(JSON.parse(gone.out).seats).toMatchObject([{ before: 0, after: 1 }]);
  });

  it('is noted by the doctor', async () => {
    const env = { DATA_DIR: temporaryFolder(), TENANT: partialExport() };
    expect((await seatkeeper(['doctor'], { env })).out).toContain(`○ Licenses: ${NOTE}`);
  });
});
