import { expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../src/engine/clock.ts';
import type { GraphEmulator } from '../../src/graph-emulator/graph-emulator.ts';
import { connected } from '../directory/graph/connected.ts';
import { identifiedBy } from '../directory/graph/managed-identity.ts';
import { temporaryFolder } from '../directory/snapshot/folder.ts';
import { seatkeeper } from './terminal.ts';

/** The command before an emulator of Graph. */
async function before(emulator: GraphEmulator) {
  const identity = await identifiedBy(emulator.port);
  onTestFinished(() => void vi.unstubAllEnvs());
  const env = { ...identity, DATA_DIR: temporaryFolder(), DIRECTORY: 'graph', GRAPH_BASE_URL: emulator.url };
  const licenseBy = (...args: readonly string[]) => seatkeeper(['tenant', 'license-by', ...args], { env });
  return Object.assign(licenseBy, { env });
}

it('foretells nothing of a group that Entra is still at work on, and leaves it to Entra', async () => {
  const { emulator } = await connected({ clock: systemClock, processingDelayMs: 3_600_000 });
  const licenseBy = await before(emulator);
  const { tenant } = emulator.world;
  for (const how of [[], ['--apply']]) {
    const { out, code } = await licenseBy('seatkeeper', 'Kiosk users', ...how);
    expect(out).toContain('STOPPED: Entra is still at work on it');
    expect(out).not.toContain('fails as before');
    expect(code).toBe(1);
  }
  expect(tenant.assignedLicenses(tenant.findGroup('kiosk') ?? -1)).toHaveLength(1);
  expect(tenant.consumed(0)).toBe(0);
});

it('says what would come to each person, and hands a group over when told to', async () => {
  const { emulator, client } = await connected({ clock: systemClock });
  // Entra comes to rest first.
  const state = () => client.get('/groups/kiosk?$select=licenseProcessingState');
  await vi.waitFor(async () => expect(JSON.stringify(await state())).toContain('ProcessingComplete'), 20_000);
  const licenseBy = await before(emulator);
  const { tenant } = emulator.world;
  const kiosk = tenant.findGroup('kiosk') ?? -1;

  const foreseen = await licenseBy('seatkeeper', 'Kiosk users');
  expect(foreseen.err).toBe('');
  expect(foreseen.out).toContain('Kiosk users: from Microsoft Entra to Seatkeeper, 2 people');
  expect(foreseen.out).toContain('kiosk-only@contoso.com: gets it directly, before Entra takes what it gave');
  expect(foreseen.out).toContain('Nothing was changed.');
  expect(foreseen.code).toBe(0);
  expect(tenant.assignedLicenses(kiosk)).toHaveLength(1);

  const done = await licenseBy('seatkeeper', '--all', '--apply');
  expect(done.out).toContain('Start Seatkeeper with GRAPH_LICENSING=managed.');
  expect(tenant.assignedLicenses(kiosk)).toEqual([]);
  expect(tenant.consumed(0)).toBe(2);

  const doctor = await seatkeeper(['doctor'], { env: { ...licenseBy.env, GRAPH_LICENSING: 'native' } });
  expect(doctor.out).toContain('✕ GRAPH_LICENSING: Seatkeeper licenses groups here (1)');

  const unknown = await licenseBy('entra', 'Nobody');
  expect(unknown.err).toContain('No group that Seatkeeper licenses is called "Nobody".');
  expect(unknown.code).toBe(2);
  const back = await licenseBy('entra', 'kiosk', '--apply', '--json');
  expect(JSON.parse(back.out)).toMatchObject({
    licenseBy: 'entra',
    applied: true,
    groups: [{ group: 'kiosk', keepDirectly: [] }],
  });
  expect(tenant.assignedLicenses(kiosk)).toHaveLength(1);
  expect((await licenseBy('entra', '--all')).out).toContain('Seatkeeper licenses no groups here.');
});
