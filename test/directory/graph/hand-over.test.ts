import { describe, expect, it, onTestFinished } from 'vitest';
import { foreseeHandOver, groupsToHandOver, handOver, type Licensor } from '../../../src/directory/graph/hand-over.ts';
import { readModel } from '../../../src/directory/graph/read-model.ts';
import type { LicenseAssignmentState } from '../../../src/graph/types.ts';
import type { FaultKind } from '../../../src/graph-emulator/faults.ts';
import { openStore } from '../../../src/store/sqlite/open-store.ts';
import { temporaryDirectory } from '../../store/temporary-directory.ts';
import { E1, E3, EMS, smallTenant } from '../small-tenant.ts';
import { clock, connected } from './connected.ts';

/** HR with E3 of Entra: person-1 is refused it for the E1 of Kiosk, and person-2 has E3 directly as well. */
async function stage(options: Parameters<typeof connected>[0] = {}) {
  const graph = await connected(options);
  const { client, emulator } = graph;
  const dataDir = temporaryDirectory();
  const store = openStore(dataDir, { clock });
  onTestFinished(() => store.close());
  const license = (path: string, add: readonly string[]) => {
    const body = { addLicenses: add.map((skuId) => ({ skuId, disabledPlans: [] })), removeLicenses: [] };
    return client.send({ method: 'POST', path: `${path}/assignLicense`, body, isRepeatable: true });
  };
  const { tenant } = emulator.world;
  const rows = (id: string) => tenant.read(tenant.rows(tenant.findUser(id) ?? -1));
  const effective = (id: string) =>
    [
      ...new Set(
        rows(id)
          .filter(isHeld)
          .map(({ skuId }) => skuId),
      ),
    ].sort();
  const open = async (to: Licensor) => {
    const { tenant: seen, ledger } = await readModel(client, { store, folder: dataDir, clock, licensing: 'managed' });
    if (ledger === undefined) throw new Error('there is no ledger');
    const options = { client, tenant: seen, ledger, clock, to };
    return { ...options, group: seen.findGroup('hr') ?? -1, groups: await groupsToHandOver(options) };
  };
  return { ...graph, license, rows, effective, open, store, dataDir };
}

const isHeld = ({ state }: LicenseAssignmentState) => state === 'Active';
const bySource = (rows: readonly LicenseAssignmentState[]) =>
  rows
    .filter(isHeld)
    .map(({ skuId, assignedByGroup }) => `${skuId} ${assignedByGroup ?? 'direct'}`)
    .sort();
const PEOPLE = Array.from({ length: 10 }, (_, index) => `person-${index + 1}`);

describe('a group that Entra licenses', () => {
  it('is handed to Seatkeeper and back, and nobody is ever without what they had', async () => {
    const { license, client, rows, effective, open, emulator } = await stage();
    await license('/users/person-2', [E3]);
    await license('/groups/hr', [E3, EMS]);
    await clock.sleep(3_000);
    await client.get('/organization');
    const had = Object.fromEntries(PEOPLE.map((id) => [id, effective(id)]));
    expect(had['person-1']).toEqual([E1]);
    expect(had['person-3']).toEqual([E3, EMS].sort());
    const losses: string[] = [];
    const written = emulator.world.tenant;
    const watch = () => {
      for (const id of PEOPLE) if (had[id]?.some((sku) => !effective(id).includes(sku))) losses.push(id);
    };

    const ours = await open('seatkeeper');
    const foreseen = foreseeHandOver(ours).map(({ user, kind }) => [ours.tenant.user(user).id, kind]);
    expect(Object.fromEntries(foreseen)).toMatchObject({
      'person-1': 'fails',
      'person-2': 'written',
      'person-3': 'written',
    });
    expect(await handOver(ours)).toEqual({ kind: 'done', keepDirectly: [] });
    watch();
    expect(written.assignedLicenses(written.findGroup('hr') ?? -1)).toEqual([]);
    expect(bySource(rows('person-3'))).toEqual([`${E3} direct`, `${EMS} direct`].sort());
    expect(bySource(rows('person-1'))).toEqual([`${E1} kiosk`]);
    const [seen] = [await open('entra')];
    expect(bySource(seen.tenant.read(seen.tenant.rows(seen.tenant.findUser('person-3') ?? -1)))).toEqual(
      [`${E3} hr`, `${EMS} hr`].sort(),
    );

    expect(await handOver(seen)).toEqual({ kind: 'done', keepDirectly: [] });
    watch();
    expect(bySource(rows('person-3'))).toEqual([`${E3} hr`, `${EMS} hr`].sort());
    // Somebody else had assigned it before there was any group: theirs it stays.
    expect(bySource(rows('person-2'))).toEqual([`${E3} direct`, `${E3} hr`, `${EMS} hr`].sort());
    expect(losses).toEqual([]);
    expect((await open('entra')).groups).toEqual([]);
  });

  it.each([1, 2, 3])('can be handed over again where it was cut: after %i failures', async (seed) => {
    let failAt = Number.POSITIVE_INFINITY;
    const kind: FaultKind = 'reset';
    const faults = { next: () => (--failAt < 0 ? ({ kind } as const) : undefined), nextOfPart: () => undefined };
    const { license, client, effective, open } = await stage({ faults, mostAttempts: 1 });
    await license('/groups/hr', [EMS]);
    await clock.sleep(3_000);
    await client.get('/organization');
    for (const to of ['seatkeeper', 'entra'] as const) {
      for (let cut = seed; ; cut += 3) {
        failAt = Number.POSITIVE_INFINITY;
        const options = await open(to);
        failAt = cut;
        const ended = await handOver(options).catch(() => undefined);
        failAt = Number.POSITIVE_INFINITY;
        for (const id of PEOPLE) expect(effective(id), `${to}, cut at ${cut}`).toContain(EMS);
        if (ended !== undefined) break;
      }
      const left = await open(to);
      expect(left.groups.map((group) => left.tenant.group(group).id)).not.toContain('hr');
    }
  });

  it('stays with Seatkeeper where Entra may not license groups', async () => {
    const { effective, open, rows } = await stage({ p1: false });
    const ours = await open('entra');
    await ours.ledger.setTemplate('hr', [{ skuId: EMS, disabledPlans: [] }]);
    const ended = await handOver(await open('entra'));
    expect(ended).toMatchObject({ kind: 'stopped', why: expect.stringContaining('P1') });
    expect(effective('person-3')).toEqual([]);
    expect(rows('person-3')).toEqual([]);
    expect((await open('entra')).groups).toHaveLength(1);
  });

  it('is not forgotten by a start that would license nobody', async () => {
    const { open, client, store, dataDir } = await stage({ snapshot: smallTenant() });
    await (await open('entra')).ledger.setTemplate('hr', [{ skuId: EMS, disabledPlans: [] }]);
    const start = readModel(client, { store, folder: dataDir, clock, licensing: 'native' });
    await expect(start).rejects.toThrow('GRAPH_LICENSING: Seatkeeper licenses groups here (1)');
  });
});
