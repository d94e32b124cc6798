import { describe, expect, it } from 'vitest';
import { seatkeeper } from './terminal.ts';

const ASSIGN = 'assign E3 and EMS to HR Department without Yammer';

describe('parse', () => {
  it('prints the intent, the slots and what was understood, on one line', async () => {
    const { code, out } = await seatkeeper(['parse', 'remove E1 from Kiosk users', '--json']);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    const parsed = JSON.parse(out);
    expect(Object.keys(parsed)).toEqual(['intent', 'slots', 'reading']);
    expect(parsed).toMatchObject({
      intent: 'remove_license',
      slots: { groups: ['Kiosk users'], products: ['STANDARDPACK'] },
    });
  });

  it('takes a sentence with a bullet before it', async () => {
    const { out } = await seatkeeper(['parse', '- remove E1 from Kiosk users', '--json']);
    expect(JSON.parse(out)).toMatchObject({ intent: 'remove_license' });
  });

  it('answers each line of standard input with a line', async () => {
    const input = ['{"text":"remove E1 from Kiosk users"}', '', '{"text":"who failed"}'];
    const { code, out } = await seatkeeper(['parse', '-'], { input });
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).intent),
    ).toEqual(['remove_license', 'list_failures']);
    expect(code).toBe(0);
  });

  it.each([['{'], ['{"txt":"who failed"}'], ['7']])('names a line that says nothing: %s', async (line) => {
    const { code, err } = await seatkeeper(['parse', '-'], { input: ['{"text":"who failed"}', line] });
    expect(err).toMatch(/^Line 2 of standard input /);
    expect(code).toBe(2);
  });
});

describe('simulate', () => {
  it('prints some of the people who change first, and the outcome last', async () => {
    const { out } = await seatkeeper(['simulate', ASSIGN]);
    expect(out).toMatch(/^… and 990 people more: --people names all of them$/m);
    expect(out.indexOf('990 people more')).toBeLessThan(out.indexOf('990 ✓, 10 failed'));
  });

  it('prints counts, causes, seats, fixes and everybody who changes', async () => {
    const { code, out } = await seatkeeper(['simulate', ASSIGN, '--people']);
    expect(code).toBe(1);
    expect(out).toContain('HR Department: 1,000 members, 990 ✓, 10 failed');
    expect(out).toContain('▲ Conflicting service plans: 10 people');
    expect(out).toMatch(/^Office 365 E3 +112 +1,102 +148$/m);
    expect(out).toMatch(/^1\. Take the 10 out of Kiosk users\. Fixes 10 of 10\.$/m);
    expect(out).toMatch(
      /^Adele Vance <adelev@contoso\.com> {2}\+Office 365 E3 {2}\+Enterprise Mobility \+ Security E3$/m,
    );
    expect(out).toMatch(/^Ann Beebe <ann\.beebe@contoso\.com> {2}▲ HR Department$/m);
  });

  it('prints the same for programs, on one line', async () => {
    const { out } = await seatkeeper(['simulate', ASSIGN, '--json']);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    const simulation = JSON.parse(out);
    expect(simulation).toMatchObject({
      intent: 'assign_license',
      groups: [{ displayName: 'HR Department', after: { members: 1_000, assigned: 990, failed: 10 } }],
      causes: [{ error: 'MutuallyExclusiveViolation' }],
    });
    expect(simulation.people).toHaveLength(1_000);
    expect(simulation.newlyFailing).toHaveLength(10);
    expect(simulation.suggestions[0]).toMatchObject({ kind: 'leaveSourceGroup', of: 10 });
  });

  it('ends with 0 when nobody would fail', async () => {
    expect((await seatkeeper(['simulate', 'remove E1 from Kiosk users'])).code).toBe(0);
  });

  it('says why the directory would refuse', async () => {
    const { code, out } = await seatkeeper(['simulate', 'assign E3 to Newsletter']);
    expect(out).toContain('✕ Newsletter cannot carry licenses');
    expect(code).toBe(1);
  });

  it('asks back where the sentence is not clear', async () => {
    const { code, out } = await seatkeeper(['simulate', 'assign E3', '--json']);
    expect(JSON.parse(out)).toMatchObject({ intent: 'clarify' });
    expect(code).toBe(1);
  });

  it('has nothing to simulate for a question', async () => {
    const { code, err } = await seatkeeper(['simulate', 'who failed']);
    expect(err).toContain('there is nothing to simulate');
    expect(code).toBe(2);
  });
});
