import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { serve } from '../../src/app/serve.ts';
import { catalogueProduct } from '../../src/catalogue/products.ts';
import { readConfig } from '../../src/config/config.ts';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { type GraphEmulatorOptions, startGraphEmulator } from '../../src/graph-emulator/graph-emulator.ts';
import type { World } from '../../src/graph-emulator/world.ts';
import type { Tenant, UserIndex } from '../../src/licensing/model/tenant.ts';
import { identifiedBy } from '../directory/graph/managed-identity.ts';
import { keep } from '../graph-emulator/keep.ts';
import { PARENT } from '../store/temporary-directory.ts';
import { actionsOf, cardOf, eventually, MEGAN, type SentMessage, TeamsClient, textOf } from './teams-client.ts';

/**
 * The article's story with Microsoft Graph as the directory, over real HTTP: the bot knows Graph alone, and Entra, which the emulator
 * plays, does the work.
 */

afterAll(() => void vi.unstubAllEnvs());

async function graph(options: Partial<GraphEmulatorOptions> = {}) {
  const emulator = await startGraphEmulator({
    snapshot: await demoTenant(),
    clock: systemClock,
    port: 0,
    onBug: (error) => {
      throw error;
    },
    onExchange: (exchange) => keep(emulator.port, exchange, false),
    ...options,
  });
  onTestFinished(() => emulator.close());
  await identifiedBy(emulator.port);
  return emulator;
}

async function botOn(url: string, variables: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(PARENT, 'seatkeeper-'));
  const read = readConfig({
    ...{ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', DIRECTORY: 'graph', GRAPH_BASE_URL: url },
    ...variables,
  });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  const bot = await serve(read.config);
  const teams = await TeamsClient.start(`http://127.0.0.1:${bot.port}/api/messages`);
  onTestFinished(async () => {
    await teams[Symbol.asyncDispose]();
    await bot.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { bot, megan: teams.personal(MEGAN), dataDir };
}

const HR = 'bbbbbbbb-0000-4000-8000-000000000001';
const EMS = catalogueProduct('EMS').skuId;
const COMMAND = 'assign E3 and EMS to HR Department without Yammer';
const shown = (message: SentMessage) => textOf(cardOf(message));

/** Everybody's licenses and where they come from, in Entra. */
const everything = ({ tenant }: World) =>
  Array.from({ length: tenant.userCount }, (_, user) =>
    tenant.read(tenant.rows(user)).map(({ skuId, assignedByGroup, state }) => [skuId, assignedByGroup, state].join()),
  ).map((rows) => rows.sort());

/** What everybody in HR Department has of the group, as Entra has it. */
function heldInHr(tenant: Tenant): readonly number[] {
  const hr = tenant.findGroup(HR) ?? -1;
  const held = (user: UserIndex) =>
    tenant.read(tenant.rows(user)).filter((row) => row.assignedByGroup === HR && row.error === null).length;
  return tenant.members(hr).map(held);
}

describe('the story of the article, on Microsoft Graph', () => {
  test('is previewed by the rules that explain the tenant, done by Entra, read back, and mended', async () => {
    const { url, world } = await graph();
    const { megan } = await botOn(url);
    const preview = await megan.say(COMMAND);
    expect(shown(preview)).toContain('990');
    expect(shown(preview)).toContain('Conflicting service plans');
    expect(heldInHr(world.tenant).every((products) => products === 0)).toBe(true);
    await megan.press(preview, 'Apply');
    const ended = () => megan.messages.find((message) => shown(message).includes('Finished with failures'));
    const finished = await eventually(ended, 'an end');
    expect(heldInHr(world.tenant).filter((products) => products === 2)).toHaveLength(990);
    const fix = actionsOf(cardOf(finished)).find(({ title }) => String(title).startsWith('Fix'));
    const mended = await megan.press(finished, String(fix?.['title']));
    const isMended = () => [textOf(mended.body?.value), shown(finished)].some((text) => text.includes('✓ Finished'));
    await eventually(isMended, 'the end of the fix');
    expect(heldInHr(world.tenant).every((products) => products === 2)).toBe(true);
    expect(shown(await megan.say('who failed in HR Department'))).not.toContain('Conflicting');
  });

  test('what Graph would not do is told in its words, and has not happened', async () => {
    const { url, world } = await graph({ p1: false });
    const { bot, megan } = await botOn(url);
    const preview = await megan.say(COMMAND);
    const answer = await megan.press(preview, 'Apply');
    const refused = () =>
      [textOf(answer.body?.value), ...megan.messages.map(shown)].find((text) => text.includes('Microsoft Entra ID P1'));
    expect(await eventually(refused, 'a refusal')).toContain('Nothing has changed');
    expect(world.tenant.assignedLicenses(world.tenant.findGroup(HR) ?? -1)).toEqual([]);
    expect(shown(await megan.say('show HR Department'))).toContain('No licenses');
    // It is an end like any other: whoever is told of ends hears of it now.
    const metrics = await (await fetch(`http://127.0.0.1:${bot.port}/metrics`)).text();
    expect(metrics).toContain('seatkeeper_changes_total{result="refused"} 1');
  });

  test('is done by Seatkeeper itself where Entra does not license groups', async () => {
    const { url, world } = await graph({ p1: false });
    const { megan } = await botOn(url, { GRAPH_LICENSING: 'managed' });
    const preview = await megan.say('assign EMS to Facilities');
    const answer = await megan.press(preview, 'Apply');
    const ended = () =>
      [textOf(answer.body?.value), ...megan.messages.map(shown)].find((text) => text.includes('Finished'));
    await eventually(ended, 'an end');
    const { tenant } = world;
    const facilities = tenant.groupOrder().find((group) => tenant.group(group).displayName === 'Facilities') ?? -1;
    const hasDirectly = (user: UserIndex) =>
      tenant.read(tenant.rows(user)).some(({ skuId, assignedByGroup }) => skuId === EMS && assignedByGroup === null);
    expect(tenant.members(facilities).every(hasDirectly)).toBe(true);
    expect(tenant.assignedLicenses(facilities)).toEqual([]);
    expect(shown(await megan.say('show Facilities'))).toContain('8 of 8');
  });

  test.each([
    ['native', {}],
    ['managed', {}],
    ['managed', { p1: false }],
  ] as const)('and everything is taken back, with licensing %s and %j', async (licensing, options) => {
    const { url, world } = await graph(options);
    const before = everything(world);
    const { megan } = await botOn(url, { GRAPH_LICENSING: licensing });
    const carryOut = async (said: string) => {
      const asked = await megan.say(said);
      // An undo names what it undoes before itself.
      const number = /· #(\d+)/.exec(shown(asked))?.[1] ?? '';
      const answer = await megan.press(asked, 'Apply');
      const ended = () =>
        [textOf(answer.body?.value), ...megan.messages.map(shown)].some(
          (text) => text.includes('Finished') && text.includes(`#${number}`),
        );
      await eventually(ended, `the end of "${said}"`);
      return number;
    };
    const given = await carryOut('assign EMS to Facilities and R&D');
    const moved = await carryOut('move Ann Beebe from Kiosk users to Facilities');
    const taken = await carryOut('remove EMS from Facilities');
    expect(everything(world)).not.toEqual(before);
    for (const number of [taken, moved, given]) await carryOut(`undo ${number}`);
    expect(everything(world)).toEqual(before);
    expect(shown(await megan.say('show Facilities'))).toContain('No licenses');
  });
});
