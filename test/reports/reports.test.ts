import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { reportData } from '../../src/licensing/pages/report-data.ts';
import { csvOf } from '../../src/reports/csv.ts';
import { htmlPage } from '../../src/reports/page.ts';
import { reportOf } from '../../src/reports/report.ts';
import { reportFiles } from '../../src/reports/report-files.ts';
import type { AuditLog } from '../../src/store/store.ts';
import { demoWorld, groupId, recordOf, skuId } from '../cards/world.ts';
import { openForTest } from '../store/open-for-test.ts';
import { PARENT } from '../store/temporary-directory.ts';

const world = demoWorld('en');
const kiosk = groupId(world, 'Kiosk users');
const record = recordOf(
  world,
  [{ kind: 'assignGroupLicense', groupId: kiosk, addLicenses: [], removeLicenses: [skuId(world, 'STANDARDPACK')] }],
  { intent: 'remove_license', targetGroupIds: [kiosk] },
  { state: 'finished', appliedAt: '2026-11-22T13:02:20Z', finishedAt: '2026-11-22T13:02:44Z' },
);
const nothing = { aboutSince: () => [] } as unknown as AuditLog;
const sources = { context: world.context, audit: nothing, zone: 'Europe/Amsterdam' };

const numberOf = (text: string) => Number(text.replace(/[.,]/g, ''));
const english = { language: 'en', zone: 'UTC' } as const;
const dutch = { language: 'nl', zone: 'Europe/Amsterdam' } as const;

function linesOf(csv: string): readonly string[] {
  return csv.replace('\uFEFF', '').trimEnd().split('\r\n');
}

describe('a table as CSV', () => {
  test.each(['=1+1', '+31 20', '-2', '@SUM(A1)', '\t=1', ' =1', '＝1'])('keeps %j from being computed', (text) => {
    for (const reader of [english, dutch]) expect(csvOf({ head: [], rows: [[text]] }, reader)).toContain(`'${text}`);
  });

  test('leaves numbers numbers, and quotes what would break a row', () => {
    const sheet = { head: ['a', 'b'], rows: [[-5, 'x,"y"']] };
    expect(linesOf(csvOf(sheet, english))).toEqual(['a,b', '-5,"x,""y"""']);
  });

  test('opens in columns in an Excel of either language, moments as its dates', () => {
    const sheet = { head: ['Name', 'Asked at'], rows: [['Ann; Bob', { at: '2026-11-29T20:06:17.514Z' }]] };
    expect(csvOf(sheet, english)).toBe('\uFEFFName,Asked at (UTC)\r\n"Ann; Bob",2026-11-29 20:06:17\r\n');
    expect(csvOf(sheet, dutch)).toBe('\uFEFFName;Asked at (Europe/Amsterdam)\r\n"Ann; Bob";2026-11-29 21:06:17\r\n');
  });
});

describe('a page', () => {
  const hostile = '<img src=x onerror=alert(1)>"\'&';

  test('prints what stands in the directory as text, and loads nothing', () => {
    const page = htmlPage({
      ...english,
      title: hostile,
      parts: [
        { kind: 'text', text: hostile },
        { kind: 'facts', title: hostile, facts: [[hostile, hostile]] },
        { kind: 'table', title: hostile, sheet: { head: [hostile], rows: [[hostile]] } },
      ],
    });
    expect(page).not.toContain('<img');
    expect(page.match(/&lt;img src=x onerror=alert\(1\)&gt;&quot;&#39;&amp;/g)?.length).toBeGreaterThanOrEqual(8);
    expect(page).toContain("default-src 'none'");
  });
});

describe('reports', () => {
  test('of failures have a row for each person and cause', async () => {
    const asked = { ...reportData(world.tenant, { report: 'failures', groupIds: [] }), format: 'csv' } as const;
    const { name, content } = await reportOf(sources, asked);
    expect(name).toBe('failures-2026-11-22-130500.csv');
    const lines = linesOf(content);
    expect(lines[0]).toMatch(/^Person,User principal name,/);
    expect(content).toContain('CountViolation');
    // As many as the page says, cause by cause.
    const page = await reportOf(sources, { ...asked, format: 'html' });
    const causes = [...page.content.matchAll(/<\/span><span>(\d+) (?:person|people)</g)].map(([, count]) =>
      Number(count),
    );
    expect(causes.length).toBeGreaterThan(3);
    expect(lines.length - 1).toBe(causes.reduce((sum, count) => sum + count, 0));
  });

  test('of history have a row for each change, with its counts', async () => {
    const real = { ...record.simulated, succeeded: 30, failed: 10 };
    const asked = { report: 'history', format: 'csv', records: [{ ...record, real }] } as const;
    const [, row = ''] = linesOf((await reportOf(sources, asked)).content);
    expect(row).toContain('1042,Remove Office 365 E1 from Kiosk users,');
    expect(row).toContain(',30,10,Kiosk users,');
  });

  test('of members and of seats count like the tenant', async () => {
    const groupIds = [groupId(world, 'Kiosk users')];
    const members = await reportOf(sources, {
      ...reportData(world.tenant, { report: 'members', groupIds }),
      format: 'csv',
    });
    expect(linesOf(members.content)).toHaveLength(41);
    const seats = await reportOf(sources, {
      ...reportData(world.tenant, { report: 'seats', groupIds: [] }),
      format: 'html',
    });
    expect(seats.content).toContain(
      '>Office 365 E1</td><td data-head="SKU">STANDARDPACK</td><td class="number" data-head="Seats">',
    );
  });

  test('as pages are looked at first: failures by cause, seats least free first, times in words', async () => {
    const failures = await reportOf(sources, {
      ...reportData(world.tenant, { report: 'failures', groupIds: [] }),
      format: 'html',
    });
    const bars = [...failures.content.matchAll(/<p><span>([^<]+)<\/span><span>(\d+) (?:person|people)/g)];
    const people = bars.map(([, , count]) => Number(count));
    expect(people.length).toBeGreaterThan(2);
    expect(people).toEqual(people.toSorted((a, b) => b - a));
    expect(failures.content).not.toContain('CountViolation');

    const seats = await reportOf(sources, {
      ...reportData(world.tenant, { report: 'seats', groupIds: [] }),
      format: 'html',
    });
    const free = [...seats.content.matchAll(/<span>[\d,]+ of [\d,]+ in use, ([\d,]+) free/g)].map(([, count = '']) =>
      Number(count.replace(',', '')),
    );
    expect(free).toEqual(free.toSorted((a, b) => a - b));
    expect(seats.content).toContain('>1,250</td>');

    const history = await reportOf(sources, { report: 'history', format: 'html', records: [record] });
    expect(history.content).toContain('Sunday 22 November 2026, 14:02 (Europe/Amsterdam)');
    expect(history.content).not.toContain('2026-11-22T');
  });

  test('of seats draw what the record saw, over time', async () => {
    const before = { skuId: skuId(world, 'STANDARDPACK'), gained: 0, lost: 40, seats: 50, before: 40, after: 0 };
    const changed = { ...record, real: { ...record.simulated, products: [before] } };
    const asked = { ...reportData(world.tenant, { report: 'seats', groupIds: [] }), format: 'html' } as const;
    const { content } = await reportOf({ ...sources, records: [changed] }, asked);
    expect(content).toMatch(
      /<h2>Office 365 E1 over time<\/h2>.*40 in use.*<path class="course" d="M[\d.]+ [\d.]+H.*0 in use/,
    );
    expect((await reportOf(sources, asked)).content).not.toContain('over time');
  });

  test('of a change tell what it came to for each person, who failed first', async () => {
    const store = openForTest();
    const [ann, bob, eve] = ['ann', 'bob', 'eve'];
    const line = {
      activity: 'Change requested',
      actor: { displayName: 'Megan' },
      target: kiosk,
      time: '2026-11-22T13:02:20Z',
    };
    const row = (error: string | null) => ({ skuId: skuId(world, 'STANDARDPACK'), assignedByGroup: kiosk, error });
    const of = (target: string, groupId: string, was: readonly object[], is: readonly object[]) => ({
      ...line,
      activity: 'Change user license',
      target,
      details: {
        groupIds: [groupId],
        modifiedProperties: [{ oldValue: JSON.stringify(was), newValue: JSON.stringify(is) }],
      },
    });
    await store.audit.append([
      { ...line, details: { number: record.number } },
      of(ann, kiosk, [row(null)], []),
      of(bob, kiosk, [], [row('CountViolation')]),
      of(eve, 'another group', [row(null)], []),
      { ...line, details: { number: record.number } },
      of(eve, kiosk, [row(null)], []),
    ]);
    const { content } = await reportOf(
      { ...sources, audit: store.audit },
      { report: 'change', record: { ...record, createdAt: line.time } },
    );
    expect(content).toContain('2 people');
    expect(content).toMatch(
      /Not enough licenses<\/td><td[^>]*>bob[\s\S]*>Office 365 E1<\/td><td[^>]*><\/td><td[^>]*>ann/,
    );
    expect(content).not.toContain('>eve<');
  });

  test('of a change tell who asked, who approved, what was foretold and what happened, and its audit lines', async () => {
    const store = openForTest();
    const nestor = { userId: 'nestor', displayName: 'Nestor Wilke' };
    const { number: _, version: __, ...draft } = record;
    const kept = await store.changes.create({ ...draft, state: 'previewed' });
    const at = '2026-11-22T13:02:00Z';
    const ended = await store.changes.advance(kept, {
      state: 'finished',
      finishedAt: at,
      reason: 'the kiosk closes',
      real: record.simulated,
      approval: { askedAt: at, expiresAt: at, losing: 40, decision: { verdict: 'approved', by: nestor, at } },
    });
    if (ended === undefined) throw new Error('somebody else was first');
    const lines = { ...sources, audit: store.audit };
    const { name, content } = await reportOf(lines, { report: 'change', record: { ...ended, createdAt: at } });
    expect(name).toBe('change-1001-2026-11-22-130500.html');
    for (const text of ['Megan Bowen', 'Nestor Wilke (nestor)', 'the kiosk closes', 'Foretold', 'Happened'])
      expect(content).toContain(text);
    expect(content).toContain('Sunday 22 November 2026, 14:02 (Europe/Amsterdam)');
    expect(content).toMatch(
      /Change requested<\/td><td[^>]*>Megan Bowen[\s\S]*Change finished<\/td><td[^>]*>Seatkeeper/,
    );
  });

  test.each(['en', 'nl'] as const)('of a group and the tenant add up, in %s', async (language) => {
    const told = demoWorld(language);
    const all = { ...sources, context: told.context };
    const seen: number[] = [];
    const groupIds = Array.from({ length: told.tenant.groupCount }, (_, group) => told.tenant.group(group).id);
    for (const id of groupIds) {
      const data = reportData(told.tenant, { report: 'group', groupIds: [id] });
      const { content } = await reportOf(all, { ...data, format: 'html' });
      const licenses = content.slice(content.indexOf('class="bars"'), content.indexOf('</div>\n<p>'));
      const said = /<span>([\d.,]+) (?:of|van) ([\d.,]+) (?:have it|hebben het)([^<]*)</g;
      for (const [line, have = '', total = '', rest = ''] of licenses.matchAll(said)) {
        seen.push(numberOf(total));
        const others = [...rest.matchAll(/[\d.,]*\d/g)].map(([count]) => numberOf(count));
        expect(numberOf(have) + others.reduce((sum, count) => sum + count, 0), line).toBe(numberOf(total));
      }
    }
    expect(seen.length).toBeGreaterThan(15);
    const tenant = await reportOf(all, {
      ...reportData(told.tenant, { report: 'tenant', groupIds: [] }),
      format: 'html',
    });
    expect(tenant.content).toContain(language === 'en' ? '1,200 people, ' : '1.200 personen, ');
    const [, failing = ''] = tenant.content
      .split('<h2>')
      .slice(1)
      .join('<h2>')
      .split(/<h2>(?:Failures by cause|Mislukte)/);
    const causes = [...failing.matchAll(/<span>([\d.,]+) (?:person|people|persoon|personen)</g)].map(([, n = '']) =>
      numberOf(n),
    );
    const rows = [...failing.matchAll(/<td data-head="(?:Products not given|Niet gegeven producten)">/g)].length;
    expect(causes.reduce((sum, count) => sum + count, 0)).toBe(rows);
    expect(rows).toBeGreaterThan(5);
  });

  test('of members are a table for each group; of seats those of the products that were named', async () => {
    const members = { ...reportData(world.tenant, { report: 'members', groupIds: [] }), format: 'html' } as const;
    expect((await reportOf(sources, members)).content).toContain('<h2>HR Department: 1,000 members</h2>');
    const slots = { ids: { skus: [skuId(world, 'STANDARDPACK')] } };
    const seats = { ...reportData(world.tenant, { report: 'seats', groupIds: [], slots }), format: 'csv' } as const;
    expect(linesOf((await reportOf(sources, seats)).content)).toHaveLength(2);
  });

  test('of several groups name each of them', async () => {
    const groupIds = ['Marketing', 'Sales'].map((name) => groupId(world, name));
    const { content } = await reportOf(sources, {
      ...reportData(world.tenant, { report: 'group', groupIds }),
      format: 'html',
    });
    expect(content).toMatch(/<h2>Marketing<\/h2>[\s\S]*<h2>Sales<\/h2>/);
  });

  test('of a group say who waits for a seat, in the order in which seats go to them', async () => {
    const marketing = groupId(world, 'Marketing');
    const data = reportData(world.tenant, { report: 'group', groupIds: [marketing] });
    const { name, content } = await reportOf(sources, { ...data, format: 'html' });
    expect(name).toBe('group-2026-11-22-130500.html');
    expect(content).toContain('<h2>Waiting for Visio Plan 2: 3 people</h2>');
    expect([...content.matchAll(/data-head="Place">(\d+)</g)].map(([, place]) => Number(place))).toEqual([1, 2, 3]);
  });

  test('are written whole, for the process alone', () => {
    const dataDir = mkdtempSync(join(PARENT, 'seatkeeper-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true }));
    const path = reportFiles(dataDir).write({ name: 'seats.csv', content: 'a,b\r\n' });
    expect(path).toBe(join(dataDir, 'reports', 'seats.csv'));
    expect(readFileSync(path, 'utf8')).toBe('a,b\r\n');
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('of one second take no place of each other: somebody was told where each of them is', () => {
    const dataDir = mkdtempSync(join(PARENT, 'seatkeeper-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true }));
    const files = reportFiles(dataDir);
    const paths = ['HR', 'Marketing', 'Sales'].map((content) => files.write({ name: 'group-1.html', content }));
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['HR', 'Marketing', 'Sales']);
  });
});
