import { describe, expect, it } from 'vitest';
import { STATES_FOLDER } from '../tenants/states-world.ts';
import { seatkeeper } from './terminal.ts';

const simulate = (text: string, ...rest: readonly string[]) =>
  seatkeeper(['simulate', text, '--tenant', STATES_FOLDER, ...rest]);

describe('simulate, of seats that are not simply bought', () => {
  it('tells of a suspended subscription, and to reactivate it', async () => {
    const { code, out } = await simulate('assign CRMSTANDARD to Sales');
    expect(code).toBe(1);
    expect(out).toContain('Microsoft Dynamics CRM Online has 25 seats, suspended: none can be given out');
    expect(out).toContain('Microsoft Dynamics CRM Online: 25 seats, suspended, 3 in use');
    expect(out).toContain('1. Reactivate the subscription of Microsoft Dynamics CRM Online.');
    expect(out).not.toMatch(/\b0 bought|[Bb]uy/);
  });

  it('tells of the grace period before it offers the last seat, and before it says to buy', async () => {
    const last = await simulate('assign Business Standard to Kira Wolf');
    expect(last.out).toContain('has Microsoft 365 Business Standard already');
    const { out } = await simulate('assign Business Standard to Sales');
    const [grace, buy] = [out.indexOf('is in its grace period'), out.indexOf('Buy ')];
    expect(grace).toBeGreaterThan(-1);
    expect(grace).toBeLessThan(buy);
    expect(out).toContain('renew it first');
  });

  it('tells seats of the three kinds apart', async () => {
    const { out } = await simulate('assign E3 to Sales');
    expect(out).toContain('3 of the 6 seats of Office 365 E3 are in their grace period');
    expect(out).toContain('3 more seats of Office 365 E3 are suspended');
    expect(out).toMatch(/Office 365 E3 \(3 in grace, 3 suspended\) +0 +\d/);
  });

  it('gives programs the same facts', async () => {
    const { seats } = JSON.parse((await simulate('assign E3 to Sales', '--json')).out) as {
      seats: { subscription: unknown }[];
    };
    expect(seats[0]?.subscription).toEqual({ state: 'active', assignable: 6, inGrace: 3, suspended: 3 });
  });

  it('refuses a product for the organization', async () => {
    const { code, out } = await simulate('assign CDS_DB_CAPACITY to Sales');
    expect(code).toBe(1);
    expect(out).toContain('is for the organization, not for people');
    expect(out).not.toContain('Seats');
  });
});

describe('simulate, of what is refused or comes through a group', () => {
  it('prints what is in the way of a direct license', async () => {
    const { code, out } = await simulate('give Kira Wolf Visio');
    expect(code).toBe(1);
    expect(out).toContain('✕ Kira Wolf cannot get Visio Plan 2: Not enough licenses.');
    expect(out).toContain('1 seat is held by a blocked account: Ruben Singh.');
  });

  it('says how to take what is inherited, with the outcome, and prints no empty line before it', async () => {
    const { code, out } = await simulate('remove E1 from Ann Visser');
    expect(code).toBe(1);
    expect(out).toMatch(/^Ann Visser has Office 365 E1 through Licensed staff/);
    expect(out).toContain('Instead: take Ann Visser out of Licensed staff. Ann Visser loses Office 365 E1.');
  });

  it('gives programs both', async () => {
    const refused = JSON.parse((await simulate('give Dora Klein E3', '--json')).out);
    expect(refused.reasons).toMatchObject([
      { error: 'UniquenessViolation', detail: { others: ['aaaa0000-0000-4000-8000-000000000006'] } },
    ]);
    const inherited = JSON.parse((await simulate('remove E1 from Ann Visser', '--json')).out);
    expect(inherited.instead.changes).toMatchObject([{ kind: 'removeMember' }]);
  });
});
