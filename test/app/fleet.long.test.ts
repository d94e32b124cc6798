import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { askedBy, shown } from '../chat/approval-stage.ts';
import { cardOf, eventually, MEGAN, NESTOR, textOf } from '../chat/teams-client.ts';
import { apply, nextMessage, one } from '../chat/watch-stage.ts';
import { databaseForTest, isLeftOut } from '../store/postgres/database.ts';
import { AMBER, replica, snapshots, teamsOf, VIOLET } from './fleet-stage.ts';

const FOREIGN = '99999999-9999-4999-8999-999999999999';

async function fleet(settings: Readonly<Record<string, string>> = {}) {
  const url = await databaseForTest();
  const TENANT = await snapshots({ [AMBER]: 'Amber', [VIOLET]: 'Violet' });
  const env = { DATABASE_URL: url, ALLOWED_TENANTS: `${AMBER},${VIOLET}`, TENANT, ...settings };
  return { url, env, first: await replica(env), second: await replica(env) };
}

async function rows(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

const ownersIn = async (url: string) =>
  Object.fromEntries(
    (await rows(url, 'SELECT tenant, address FROM tenants WHERE held_until > clock_timestamp()')).map(
      ({ tenant, address }) => [tenant, address],
    ),
  );

async function metricOf(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

describe.skipIf(isLeftOut)('several tenants on one database', { timeout: 60_000 }, () => {
  it('are each answered by whoever has them, whichever process is asked', async () => {
    const { url, first, second } = await fleet();
    const [amber, violet] = [await teamsOf(AMBER, first), await teamsOf(VIOLET, second)];
    expect(shown(await amber.personal(MEGAN).say('show Amber Pilot'))).toContain('Amber Pilot');
    expect(shown(await violet.personal(MEGAN).say('show Violet Pilot'))).toContain('Violet Pilot');
    expect(await ownersIn(url)).toEqual({ [AMBER]: first.url, [VIOLET]: second.url });

    const elsewhere = await teamsOf(AMBER, second);
    expect(shown(await elsewhere.personal(MEGAN).say('show Amber Pilot'))).toContain('Amber Pilot');
    expect(await ownersIn(url)).toEqual({ [AMBER]: first.url, [VIOLET]: second.url });
    expect(await metricOf(first.url, 'seatkeeper_tenants')).toBe(1);
    expect(await metricOf(second.url, 'seatkeeper_tenants')).toBe(1);

    const stranger = await teamsOf(FOREIGN, first);
    expect((await stranger.personal(MEGAN).send('show Amber Pilot')).status).toBe(403);
  });

  it('know nothing of one another: names, changes, requests, alerts, audit', async () => {
    const { url, first } = await fleet();
    const [amber, violet] = [await teamsOf(AMBER, first), await teamsOf(VIOLET, first)];
    const [nestor, other] = [amber.personal(NESTOR), violet.personal(NESTOR)];
    await nestor.say('help');
    await other.say('help');
    const channel = amber.channel(MEGAN, '1');
    await channel.say('ping this channel whenever a license assignment fails in Amber Pilot');
    const alert = await nextMessage(channel, () => apply(amber.personal(MEGAN), `add ${one} to Amber Pilot`));
    expect(shown(alert)).toContain(one);
    const { asked, request } = await askedBy(amber.personal(MEGAN), nestor);
    const number = /#(\d+)/.exec(shown(asked))?.[1] ?? expect.fail('no number');

    const said = await violet.personal(MEGAN).say(`show #${number}`);
    const words = said.states.map(({ activity }) => activity.text ?? textOf(cardOf(said))).join(' ');
    expect(words).not.toContain('pilot has ended');
    const unknown = await violet.personal(MEGAN).say('show Amber Pilot');
    expect(shown(unknown)).toContain('I do not know “Amber Pilot”');
    // The same person of another tenant, with the very button: it is a number of that tenant, where there is no such change.
    const pressed = await other.press(request, 'Approve');
    expect(JSON.stringify(pressed.body)).not.toContain('Finished');
    await nestor.press(request, 'Approve');
    await eventually(() => shown(asked).includes('Finished'), 'what was approved where it was asked for');

    const theirs = violet.messages.map(({ states }) => JSON.stringify(states)).join('\n');
    expect(theirs).not.toMatch(/pilot has ended|Kiosk/);
    expect(violet.channel(MEGAN, '1').messages).toEqual([]);
    const [ours, others] = await Promise.all(
      [AMBER, VIOLET].map(async (tenant) => {
        const [{ schema } = { schema: '' }] = await rows(url, `SELECT schema FROM tenants WHERE tenant = '${tenant}'`);
        return rows(url, `SELECT activity FROM ${schema}.audit WHERE activity LIKE 'Change%'`);
      }),
    );
    expect(ours?.length).toBeGreaterThan(3);
    expect(others).toEqual([]);
  });

  it('move one by one when a process leaves, and nothing that is under way is lost', async () => {
    const { url, first, second } = await fleet({ EMBEDDED_USERS_PER_SECOND: '30' });
    const [amber, violet] = [await teamsOf(AMBER, first), await teamsOf(VIOLET, second)];
    await violet.personal(MEGAN).say('show Violet Pilot');
    const asked = await amber.personal(MEGAN).say('assign Visio to Amber Pilot');
    await amber.personal(MEGAN).press(asked, 'Apply');
    await first.close();
    await eventually(() => shown(asked).includes('Finished'), 'the change to end elsewhere');
    expect(await ownersIn(url)).toEqual({ [AMBER]: second.url, [VIOLET]: second.url });
    const still = await teamsOf(AMBER, second);
    expect(shown(await still.personal(MEGAN).say('show Amber Pilot'))).toContain('Amber Pilot');
  });

  it('say that something went wrong where their directory is another one', async () => {
    const url = await databaseForTest();
    const TENANT = await snapshots({ [AMBER]: 'Amber' });
    const only = await replica({ DATABASE_URL: url, ALLOWED_TENANTS: `${AMBER},${VIOLET}`, TENANT });
    const [amber, violet] = [await teamsOf(AMBER, only), await teamsOf(VIOLET, only)];
    const told = await violet.personal(MEGAN).say('show Violet Pilot');
    expect(told.states[0]?.activity.text).toMatch(/went wrong/);
    expect(shown(await amber.personal(MEGAN).say('show Amber Pilot'))).toContain('Amber Pilot');
  });
});
