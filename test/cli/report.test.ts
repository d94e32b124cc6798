import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { openForTest } from '../store/open-for-test.ts';
import { seatkeeper } from './terminal.ts';

function usedStore(): string {
  const store = openForTest();
  embeddedStore(store).tenant.fill(demoTenant());
  void store.close();
  return store.dataDir;
}

describe('report', () => {
  it('is a file below DATA_DIR, or where --out says', async () => {
    const env = { DATA_DIR: usedStore() };
    const { code, out } = await seatkeeper(['report', 'failures'], { env });
    expect(code).toBe(0);
    expect(out).toBe(`Wrote ${join(env.DATA_DIR, 'reports', 'failures-2026-11-24-080000.csv')}.\n`);
    const to = join(env.DATA_DIR, 'seats.html');
    const json = await seatkeeper(['report', 'seats', '--format', 'html', '--out', to, '--json'], { env });
    expect(JSON.parse(json.out)).toEqual({ path: to });
    expect(readFileSync(to, 'utf8')).toContain('<td data-head="Product">Office 365 E1</td>');
    const again = await seatkeeper(['report', 'seats', '--out', to], { env });
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('exists already') });
  });

  it.each([
    [['report'], 'The report is missing.'],
    [
      ['report', 'weather'],
      'Name a report: failures, history, members, seats, users, tenant, group NAME or change NUMBER.',
    ],
    [['report', 'change'], 'The number of the change is missing.'],
    [['report', 'group'], 'The name or id of the group is missing.'],
    [['report', 'group', 'Nowhere'], 'There is no group Nowhere.'],
    [['report', 'change', '7'], 'There is no change 7.'],
    [['report', 'seats', '--format', 'pdf'], '--format is csv or html, not pdf.'],
  ])('%j is wrong use', async (args, problem) => {
    const { code, err } = await seatkeeper(args, { env: { DATA_DIR: usedStore() } });
    expect(err).toContain(problem);
    expect(code).toBe(2);
  });
});
