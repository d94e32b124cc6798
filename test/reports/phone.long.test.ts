import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
import { reportData } from '../../src/licensing/pages/report-data.ts';
import { reportOf } from '../../src/reports/report.ts';
import type { AuditLog } from '../../src/store/store.ts';
import { CHROMIUM, whatIsMissing } from '../acceptance/requirements.ts';
import { demoWorld, groupId, hostileWorld, previewed } from '../cards/world.ts';

/** Pages as a browser on a phone lays them out: nobody scrolls sideways, also on paper. */

const nothing = { aboutSince: () => [] } as unknown as AuditLog;
const missing = whatIsMissing();
// Where there is no browser to lay pages out; where every change is checked that is a failure.
const isLeftOut = missing !== undefined && process.env['CI'] !== 'true';
if (isLeftOut) console.warn(`The phone is left out: ${missing}.`);

test.skipIf(isLeftOut)('every page fits the width of a phone, and a sheet of paper', async () => {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    for (const world of [demoWorld('nl'), hostileWorld('en')]) {
      const sources = { context: world.context, audit: nothing, zone: 'Europe/Amsterdam' };
      const groupIds = [groupId(world, 'Marketing')];
      const reports = ['tenant', 'group', 'failures', 'members', 'seats', 'users'] as const;
      const pages = await Promise.all(
        reports.map(async (report) => {
          const asked = { ...reportData(world.tenant, { report, groupIds }), format: 'html' as const };
          return { report, content: (await reportOf(sources, asked)).content };
        }),
      );
      const record = previewed(world, {
        intent: 'reprocess',
        slots: { groups: ['Marketing'], ids: { groups: groupIds } },
      });
      const { content } = await reportOf(sources, { report: 'history', format: 'html', records: [record] });
      const change = { report: 'change', content: (await reportOf(sources, { report: 'change', record })).content };
      for (const asked of [...pages, change, { report: 'history', content }]) {
        await page.setContent(asked.content);
        for (const [media, width] of [
          ['screen', 320],
          ['print', 720],
        ] as const) {
          await page.emulateMedia({ media });
          await page.setViewportSize({ width, height: 800 });
          expect(await page.evaluate('document.documentElement.scrollWidth'), `${asked.report}, ${media}`).toBe(width);
        }
      }
    }
  } finally {
    await browser.close();
  }
});
