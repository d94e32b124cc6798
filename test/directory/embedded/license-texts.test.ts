import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../../src/directory/embedded/embedded-store.ts';
import type { LicenseAssignmentState } from '../../../src/graph/types.ts';
import { openForTest } from '../../store/open-for-test.ts';
import { E1, E3, smallTenant } from '../small-tenant.ts';

const row = (lastUpdatedDateTime?: string, skuId = E3): LicenseAssignmentState => ({
  skuId,
  disabledPlans: [],
  assignedByGroup: 'hr',
  state: 'Active',
  error: null,
  ...(lastUpdatedDateTime === undefined ? {} : { lastUpdatedDateTime }),
});

function filled() {
  const opened = openForTest();
  const store = { ...opened, ...embeddedStore(opened) };
  store.tenant.fill(smallTenant());
  const rowsOf = (place: number) => [...(store.tenant.snapshot()?.users ?? [])][place]?.licenseAssignmentStates;
  return { ...store, rowsOf };
}

describe('licenses of people', () => {
  it('come back as they were, however their times were written', () => {
    const { tenant, rowsOf } = filled();
    const rows = [
      row(),
      row('2026-09-14T07:30:00Z'),
      row('2026-09-14T07:30:00Z', E1),
      row('2026-09-14T07:30:00.000Z'),
      row('2026-09-14T07:30:00.123Z'),
      row('2026-09-14T07:30:00.1234567Z'),
      row('2026-09-14T09:30:00+02:00'),
      row('1969-07-20T20:17:40Z'),
      row('yesterday'),
      row(),
      row('2026-09-14T07:30:00Z'),
    ];
    tenant.setLicenseRowsOf([
      [0, rows],
      [1, rows.toReversed()],
      [2, []],
    ]);
    expect([rowsOf(0), rowsOf(1), rowsOf(2)]).toEqual([rows, rows.toReversed(), []]);
  });

  it('are there once, however many have them and whenever they got them', () => {
    const { tenant, dataDir } = filled();
    const times = ['2026-09-14T07:30:00Z', '2026-09-15T07:30:00Z'];
    tenant.setLicenseRowsOf(times.map((time, place) => [place, [row(time)]]));
    const database = new DatabaseSync(join(dataDir, 'seatkeeper.sqlite'), { readOnly: true });
    expect(database.prepare('SELECT count(*) AS texts FROM license_texts').get()).toEqual({ texts: 1 });
    database.close();
  });

  it('stand on the disk before people are said to have them, also after that was undone', () => {
    const { tenant, transaction, rowsOf } = filled();
    const rows = [row('2026-09-14T07:30:00Z')];
    const undone = () =>
      transaction(() => {
        tenant.setLicenseRowsOf([[0, rows]]);
        throw new Error('undone');
      });
    expect(undone).toThrow('undone');
    expect(rowsOf(0)).toBeUndefined();
    tenant.setLicenseRowsOf([[0, rows]]);
    expect(rowsOf(0)).toEqual(rows);
  });
});
