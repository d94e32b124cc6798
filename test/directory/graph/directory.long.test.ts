import { describe, expect, it } from 'vitest';
import type { GraphCall } from '../../../src/directory/graph/answer.ts';
import type { GraphDirectory } from '../../../src/directory/graph/open-graph-directory.ts';
import type { Directory, LaterAnswer } from '../../../src/directory/port.ts';
import type { Snapshot } from '../../../src/graph/snapshot-text.ts';
import { seededFaults } from '../../../src/graph-emulator/faults.ts';
import type { Change } from '../../../src/licensing/change.ts';
import type { Tenant, UserIndex } from '../../../src/licensing/model/tenant.ts';
import { rowsOf } from '../../licensing/snapshot-of.ts';
import { describeDirectory } from '../contract.ts';
import { E1, E3, EMS, MEGAN, smallTenant } from '../small-tenant.ts';
import { clock } from './connected.ts';
import { type GraphStage, graphStage } from './graph-stage.ts';

/** `npm run test:graph-faults` tries many. */
const seeds = (few: number) => Array.from({ length: Number(process.env['SEEDS'] ?? few) }, (_, index) => index + 1);
const ELSEWHERE: readonly Change['kind'][] = ['setProxyAddresses', 'setSeats'];

const WITHOUT_P1 = { p1: false, licensing: 'managed' } as const;
/** Three requests of ten come to nothing, or to half of it, or are done without an answer, and readers see a write a minute later. */
const FORGETFUL = () => ({
  faults: seededFaults({ percent: 30, seed: 1 }),
  replicationDelayMs: 60_000,
  holdMs: 10_000,
  withinMs: 5_000,
});

describe.each<[string, Parameters<typeof graphStage>[0]]>([
  ['that Entra licenses', {}],
  ['that Seatkeeper licenses', WITHOUT_P1],
  ['that forgets and is behind', FORGETFUL()],
  ['that Seatkeeper licenses, and that forgets and is behind', { ...WITHOUT_P1, ...FORGETFUL() }],
])('Microsoft Graph', (name, options) => {
  const open = async (snapshot: Snapshot) => asAnswered((await graphStage({ snapshot, ...options })).directory);
  const untilShown = () => clock.sleep(options?.replicationDelayMs ?? 0);
  describeDirectory(`a tenant ${name}`, open, { changesElsewhere: ELSEWHERE, untilShown });
});

/** As whoever waits for the answer sees it. */
function asAnswered(directory: GraphDirectory): Directory {
  const answered = (request: number) =>
    new Promise<LaterAnswer>((resolve) => directory.later?.onAnswer((one) => one.request === request && resolve(one)));
  let requests = 0;
  return {
    ...directory,
    async change(changes, by, how) {
      const request = ++requests;
      const end = answered(request);
      const refusals = await directory.change(changes, by, { ...how, request: () => request });
      if (refusals.length > 0) return refusals;
      return (await end).refused.map(({ refusal }) => refusal);
    },
  };
}

const assign = (...skuIds: readonly string[]): Change => ({
  kind: 'assignGroupLicense',
  groupId: 'hr',
  addLicenses: skuIds.map((skuId) => ({ skuId, disabledPlans: [] })),
  removeLicenses: [],
});
const remove = (...removeLicenses: readonly string[]): Change => ({
  kind: 'assignGroupLicense',
  groupId: 'hr',
  addLicenses: [],
  removeLicenses,
});

async function change({ directory, atRest }: GraphStage, ...changes: readonly Change[]): Promise<void> {
  expect(await directory.change(changes, MEGAN, { request: () => 1 })).toEqual([]);
  await atRest();
}

/** Products that people hold directly, by id of the person: what Graph has. */
function direct(tenant: Tenant): Record<string, readonly string[]> {
  const skus = (user: UserIndex) =>
    tenant
      .read(tenant.rows(user))
      .filter(({ assignedByGroup }) => assignedByGroup === null)
      .map(({ skuId }) => skuId)
      .sort();
  return Object.fromEntries(
    Array.from({ length: tenant.userCount }, (_, user) => [tenant.user(user).id, skus(user)] as const).filter(
      ([, held]) => held.length > 0,
    ),
  );
}

/** Times apart: those are Entra's. */
function held(tenant: Tenant) {
  return JSON.parse(
    JSON.stringify(rowsOf(tenant), (key, value) => (key === 'lastUpdatedDateTime' ? undefined : value)),
  );
}

describe('Entra licenses a group', () => {
  it('and what it came to is what the tenant shows', async () => {
    const stage = await graphStage();
    await change(stage, assign(E3, EMS));
    const { directory, emulator } = stage;
    expect(held(directory.tenant)).toEqual(held(emulator.world.tenant));
    expect(emulator.world.tenant.consumed(1)).toBe(9);
  });

  it.each(seeds(3))('the same, whatever goes wrong on the way: seed %i', async (seed) => {
    const quiet = await graphStage();
    await change(quiet, assign(E3, EMS), { kind: 'removeMember', groupId: 'kiosk', userId: 'person-1' });
    const faults = seededFaults({ percent: 30, seed });
    const stage = await graphStage({ faults, holdMs: 10_000, withinMs: 5_000 });
    await change(stage, assign(E3, EMS), { kind: 'removeMember', groupId: 'kiosk', userId: 'person-1' });
    expect(held(stage.emulator.world.tenant)).toEqual(held(quiet.emulator.world.tenant));
    expect(held(stage.directory.tenant)).toEqual(held(stage.emulator.world.tenant));
  });

  it('and readers see it a minute later', async () => {
    const stage = await graphStage({ replicationDelayMs: 60_000 });
    await change(stage, assign(E3));
    expect(held(stage.directory.tenant)).toEqual(held(stage.emulator.world.tenant));
  });

  it('after a minute, and readers see it a minute after that', async () => {
    const stage = await graphStage({ replicationDelayMs: 60_000, processingDelayMs: 60_000 });
    await change(stage, assign(E3));
    expect(held(stage.directory.tenant)).toEqual(held(stage.emulator.world.tenant));
  });

  it('slowly, and then as if it were stuck, and tells so until it moves', async () => {
    const stage = await graphStage({ processingDelayMs: 30_000, patience: { slowMs: 3_000, stuckMs: 10_000 } });
    await stage.atRest();
    const { later } = stage.directory;
    const told: unknown[] = [];
    later?.onStall(() => told.push(later.stallIn(['HR'])?.kind));
    await change(stage, assign(E3));
    // On a busy machine the first look may come when it is stuck already.
    expect(told.slice(-2)).toEqual(['stuck', undefined]);
    expect(held(stage.directory.tenant)).toEqual(held(stage.emulator.world.tenant));
  });

  it('though it refuses for a reason that no rule of ours knows, which is learnt from its words', async () => {
    const snapshot = smallTenant();
    const stage = await graphStage({ snapshot });
    expect(stage.directory.tenant.rules.profile).not.toBe('classic-2017');
    await change(stage, assign(E3, EMS));
    const user = stage.directory.tenant.findUser('person-1') ?? -1;
    const errors = stage.directory.tenant.read(stage.directory.tenant.rows(user)).map(({ error }) => error);
    expect(errors).toContain('MutuallyExclusiveViolation');
    expect(stage.directory.tenant.rules.mutuallyExclusive.some(({ set }) => set.startsWith('learnt'))).toBe(true);
  });

  it('of what was taken before a restart after it', async () => {
    const stage = await graphStage();
    await stage.atRest();
    await stage.directory.stop();
    expect(await stage.directory.change([assign(E3)], MEGAN, { request: () => 7 })).toEqual([]);
    const { tenant } = stage.emulator.world;
    expect(tenant.assignedLicenses(tenant.findGroup('hr') ?? -1)).toEqual([]);
    const next = await stage.again();
    await next.atRest();
    expect(next.directory.later?.isOpen(7)).toBe(false);
    expect(tenant.assignedLicenses(tenant.findGroup('hr') ?? -1)).toHaveLength(1);
    expect(held(next.directory.tenant)).toEqual(held(tenant));
  });
});

describe('Seatkeeper licenses a group in place of Entra', () => {
  const managed = (options: Parameters<typeof graphStage>[0] = {}) =>
    graphStage({ ...options, p1: false, licensing: 'managed' });

  it('person by person, with one call for each, and takes back what it gave and nothing else', async () => {
    const stage = await managed();
    const { emulator, exchanges, directory } = stage;
    await change(stage, {
      kind: 'assignUserLicense',
      userId: 'person-2',
      addLicenses: [{ skuId: EMS, disabledPlans: [] }],
      removeLicenses: [],
    });
    exchanges.length = 0;
    await change(stage, assign(EMS));
    const everybody = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`person-${index + 1}`, [EMS]]));
    expect(direct(emulator.world.tenant)).toEqual(everybody);
    expect(emulator.world.tenant.assignedLicenses(emulator.world.tenant.findGroup('hr') ?? -1)).toEqual([]);
    expect(directory.tenant.assignedLicenses(directory.tenant.findGroup('hr') ?? -1)).toHaveLength(1);
    await change(stage, remove(EMS));
    expect(direct(emulator.world.tenant)).toEqual({ 'person-2': [EMS] });
  });

  it('gives who has no usage location that of the organization, and records it as nobody else’s', async () => {
    const snapshot = smallTenant();
    const users = [...snapshot.users].map((user) => (user.id === 'person-4' ? { ...user, usageLocation: null } : user));
    const stage = await managed({ snapshot: { ...snapshot, users } });
    await change(stage, assign(EMS));
    const { tenant } = stage.emulator.world;
    expect(direct(tenant)['person-4']).toEqual([EMS]);
    expect(tenant.user(tenant.findUser('person-4') ?? -1).usageLocation).toBe('US');
    await stage.directory.observe();
    expect(await stage.store.audit.about('person-4', 5)).toEqual([]);
  });

  it.each(seeds(2))('the same, whatever goes wrong on the way: seed %i', async (seed) => {
    const faults = seededFaults({ percent: 30, seed });
    const stage = await managed({ faults, holdMs: 10_000, withinMs: 5_000 });
    await change(stage, assign(EMS), { kind: 'removeMember', groupId: 'hr', userId: 'person-3' });
    expect(Object.keys(direct(stage.emulator.world.tenant))).toHaveLength(9);
    await change(stage, remove(EMS));
    expect(direct(stage.emulator.world.tenant)).toEqual({});
  });

  it('and knows after a restart what it gave', async () => {
    const stage = await managed();
    await change(stage, assign(EMS));
    const next = await stage.again();
    await next.atRest();
    expect(Object.keys(direct(next.directory.tenant))).toEqual([]);
    await change(next, remove(EMS));
    expect(direct(next.emulator.world.tenant)).toEqual({});
  });

  it('gives nobody what Entra gives them, until Entra takes it', async () => {
    const stage = await graphStage({ licensing: 'managed' });
    const { client, directory, emulator } = stage;
    await change(stage, assign(E1));
    const given = () => Object.keys(direct(emulator.world.tenant)).length;
    expect(direct(emulator.world.tenant)['person-1']).toBeUndefined();
    expect(given()).toBe(9);
    await client.send({ method: 'DELETE', path: '/groups/kiosk/members/person-1/$ref' });
    const { tenant } = emulator.world;
    const rows = () => tenant.read(tenant.rows(tenant.findUser('person-1') ?? -1));
    for (let looks = 0; looks < 20 && !rows().some(({ assignedByGroup }) => assignedByGroup === null); looks++) {
      await clock.sleep(5_000);
      await directory.observe();
      await stage.atRest();
    }
    expect(direct(tenant)['person-1']).toEqual([E1]);
    expect(given()).toBe(10);
  });

  it('gives again what somebody took who had assigned it beside the group', async () => {
    const stage = await managed();
    const { client, directory, emulator } = stage;
    const path = '/users/person-2/assignLicense';
    const own = { addLicenses: [{ skuId: EMS, disabledPlans: [] }], removeLicenses: [] };
    await client.send({ method: 'POST', path, body: own });
    await directory.observe();
    await change(stage, assign(EMS));
    await clock.sleep(130_000);
    await client.send({ method: 'POST', path, body: { addLicenses: [], removeLicenses: [EMS] } });
    await directory.observe();
    await stage.atRest();
    expect(direct(emulator.world.tenant)['person-2']).toEqual([EMS]);
    await change(stage, remove(EMS));
    expect(direct(emulator.world.tenant)).toEqual({});
  });

  it.each(['reset', 'late'] as const)(
    'after Graph was away for long, be it that it did its part or not: %s',
    async (kind) => {
      let isAway = false;
      const faults = { next: () => (isAway ? { kind } : undefined), nextOfPart: () => undefined };
      const stage = await managed({ faults, mostAttempts: 2, withinMs: 5_000, holdMs: 10_000 });
      const away = async (...changes: readonly Change[]) => {
        isAway = true;
        const faulted = new Promise<void>((resolve) => {
          stage.controller.onEvent(({ type }) => type === 'faulted' && resolve());
        });
        expect(await stage.directory.change(changes, MEGAN, { request: () => 1 })).toEqual([]);
        await faulted;
        isAway = false;
        await stage.atRest();
      };
      await away(assign(EMS));
      expect(Object.keys(direct(stage.emulator.world.tenant))).toHaveLength(10);
      await away(remove(EMS));
      expect(direct(stage.emulator.world.tenant)).toEqual({});
      const { tenant } = stage.directory;
      expect(tenant.read(tenant.rows(tenant.findUser('person-4') ?? -1))).toEqual([]);
    },
  );

  it('is done with somebody when Entra is, whose own groups they joined, and has it look again at what is in the way no more', async () => {
    const stage = await managed();
    const { tenant } = stage.directory;
    const byKiosk = (world: Tenant, userId: string) =>
      world
        .read(world.rows(world.findUser(userId) ?? -1))
        .filter(({ assignedByGroup }) => assignedByGroup === 'kiosk')
        .map(({ state }) => state);
    const moves = (kind: 'addMember' | 'removeMember', userId: string): Change => ({ kind, groupId: 'kiosk', userId });
    await change(stage, moves('addMember', 'megan'));
    expect(byKiosk(tenant, 'megan')).toEqual(['Active']);
    await change(stage, moves('removeMember', 'person-1'), assign(E3));
    await change(stage, moves('addMember', 'person-1'));
    expect(byKiosk(tenant, 'person-1')).toEqual(['Error']);
    await change(stage, remove(E3));
    expect(byKiosk(tenant, 'person-1')).toEqual(['Active']);
    expect(byKiosk(stage.emulator.world.tenant, 'person-1')).toEqual(['Active']);
    expect(direct(stage.emulator.world.tenant)).toEqual({});
  });

  it('leaves a group to Entra that Entra licenses', async () => {
    const { directory } = await managed();
    const more: Change = { ...assign(E3), groupId: 'kiosk' } as Change;
    expect(await directory.change([more], MEGAN)).toEqual([{ kind: 'changedElsewhere', what: 'groupOfEntra' }]);
    expect(directory.tenant.assignedLicenses(directory.tenant.findGroup('kiosk') ?? -1)).toMatchObject([{ skuId: E1 }]);
  });
});

describe('what others change', () => {
  const joins: GraphCall = {
    method: 'POST',
    path: '/groups/kiosk/members/$ref',
    body: { '@odata.id': 'https://graph.microsoft.com/v1.0/directoryObjects/megan' },
  };

  it('is noticed with few requests, told, and recorded with who did it', async () => {
    const { client, directory, exchanges, store, atRest } = await graphStage();
    await atRest();
    const heard: number[] = [];
    directory.onChange(({ affected }) => heard.push(...affected));
    await client.send(joins);
    exchanges.length = 0;
    await directory.observe();
    expect(exchanges.length).toBeLessThanOrEqual(4);
    const { tenant } = directory;
    expect(tenant.members(tenant.findGroup('kiosk') ?? -1)).toContain(tenant.findUser('megan'));
    expect(heard).toContain(tenant.findUser('megan'));
    expect(await store.audit.about('kiosk', 5)).toMatchObject([
      { activity: 'Add member to group', actor: { displayName: expect.not.stringContaining('somebody') } },
    ]);
    exchanges.length = 0;
    await directory.observe();
    expect(await store.audit.about('kiosk', 5)).toHaveLength(1);
    await atRest();
  });

  it.each(['native', 'managed'] as const)(
    'is recorded where somebody gives a person a license, and takes it: %s',
    async (licensing) => {
      const { client, directory, store, atRest } = await graphStage({ licensing });
      await atRest();
      const before = await store.audit.about('megan', 5);
      const path = '/users/megan/assignLicense';
      const gives = { addLicenses: [{ skuId: EMS, disabledPlans: [] }], removeLicenses: [] };
      expect(await client.send({ method: 'POST', path, body: gives })).toMatchObject({ kind: 'done' });
      await directory.observe();
      await directory.observe();
      const takes = { addLicenses: [], removeLicenses: [EMS] };
      expect(await client.send({ method: 'POST', path, body: takes })).toMatchObject({ kind: 'done' });
      await directory.observe();
      const others = {
        activity: 'Change user license',
        actor: { displayName: expect.not.stringContaining('somebody') },
      };
      expect((await store.audit.about('megan', 5)).slice(0, 2)).toMatchObject([others, others]);
      expect(await store.audit.about('megan', 5)).toHaveLength(before.length + 2);
    },
  );

  it('is noticed where Graph has forgotten what changed, by reading everything again', async () => {
    const { client, directory, atRest } = await graphStage({ deltaTokenLifeMs: 1 });
    await atRest();
    await client.send(joins);
    await clock.sleep(1_000);
    await directory.observe();
    await atRest();
    const { tenant } = directory;
    expect(tenant.members(tenant.findGroup('kiosk') ?? -1)).toContain(tenant.findUser('megan'));
  });

  it.each([
    ['', 0],
    [' and the clock was set ahead meanwhile', 3_600_000],
    [' and the clock was set back meanwhile', -3_600_000],
  ])('is not what a process before this one did, though readers show it later%s', async (_, aheadMs) => {
    const stage = await graphStage({ replicationDelayMs: 60_000 });
    await stage.atRest();
    await asAnswered(stage.directory).change(
      [
        assign(E3),
        { kind: 'addMember', groupId: 'kiosk', userId: 'megan' },
        { kind: 'setUsageLocation', userId: 'person-5', usageLocation: 'FR' },
      ],
      MEGAN,
    );
    const next = await stage.again(aheadMs);
    const { tenant } = next.directory;
    expect(tenant.members(tenant.findGroup('kiosk') ?? -1)).toContain(tenant.findUser('megan'));
    await next.client.send({ method: 'DELETE', path: '/groups/kiosk/members/person-1/$ref' });
    await clock.sleep(180_000);
    await next.directory.observe();
    await next.atRest();
    const records = await Array.fromAsync(next.store.audit.since(0));
    const others = records.filter(({ actor }) => actor.displayName !== MEGAN.displayName);
    expect(others.map(({ activity, target }) => `${activity}: ${target}`)).toEqual(['Remove member from group: kiosk']);
    expect(held(tenant)).toEqual(held(next.emulator.world.tenant));
  });

  it('is not what was written a moment before something older about the same group is read again', async () => {
    const stage = await graphStage({ replicationDelayMs: 60_000, pace: { observeMs: 3_600_000 } });
    await asAnswered(stage.directory).change([{ kind: 'addMember', groupId: 'hr', userId: 'megan' }], MEGAN);
    const next = await stage.again();
    await clock.sleep(90_000);
    await asAnswered(next.directory).change([assign(EMS)], MEGAN);
    await clock.sleep(31_000);
    await next.directory.observe();
    const { tenant } = next.directory;
    expect(tenant.assignedLicenses(tenant.findGroup('hr') ?? -1).map(({ skuId }) => skuId)).toContain(EMS);
    await clock.sleep(120_000);
    await next.directory.observe();
    expect(held(tenant)).toEqual(held(next.emulator.world.tenant));
    const records = await Array.fromAsync(next.store.audit.since(0));
    expect(records.filter(({ actor }) => actor.displayName !== MEGAN.displayName)).toEqual([]);
  });

  it('is not what Graph did at last, long after it was asked for', async () => {
    let isAway = false;
    const faults = { next: () => (isAway ? { kind: 'reset' as const } : undefined), nextOfPart: () => undefined };
    const stage = await graphStage({
      ...{ faults, mostAttempts: 2, replicationDelayMs: 60_000, deltaTokenLifeMs: 60_000 },
      pace: { observeMs: 3_600_000 },
    });
    isAway = true;
    const answer = asAnswered(stage.directory).change([assign(EMS)], MEGAN);
    await clock.sleep(180_000);
    isAway = false;
    await answer;
    await stage.directory.observe();
    const { tenant } = stage.directory;
    expect(tenant.assignedLicenses(tenant.findGroup('hr') ?? -1).map(({ skuId }) => skuId)).toEqual([EMS]);
    await clock.sleep(120_000);
    await stage.directory.observe();
    expect(held(tenant)).toEqual(held(stage.emulator.world.tenant));
    const records = await Array.fromAsync(stage.store.audit.since(0));
    expect(records.filter(({ actor }) => actor.displayName !== MEGAN.displayName)).toEqual([]);
  });

  it('is not what Graph could not be asked for yet, however long that takes', async () => {
    let isAway = true;
    const send: typeof fetch = async (input, init) => {
      if (isAway && init?.method === 'POST' && !String(input).endsWith('$batch')) throw new TypeError('fetch failed');
      return fetch(input, init);
    };
    const stage = await graphStage({ send, mostAttempts: 2, deltaTokenLifeMs: 60_000, pace: { observeMs: 3_600_000 } });
    const answer = asAnswered(stage.directory).change([assign(EMS)], MEGAN);
    const { tenant } = stage.directory;
    const hr = () => tenant.assignedLicenses(tenant.findGroup('hr') ?? -1).map(({ skuId }) => skuId);
    for (let minutes = 0; minutes < 10; minutes += 3) {
      await clock.sleep(180_000);
      await stage.directory.observe();
      expect(hr()).toEqual([EMS]);
    }
    isAway = false;
    await answer;
    await clock.sleep(180_000);
    await stage.directory.observe();
    expect(hr()).toEqual([EMS]);
    const records = await Array.fromAsync(stage.store.audit.since(0));
    expect(records.filter(({ actor }) => actor.displayName !== MEGAN.displayName)).toEqual([]);
  });

  it.each(['/groups/kiosk', '/users/person-5', '/users/person-1?'])(
    'is read at last where Graph could not be asked for it when its readers had had their time: %s',
    async (path) => {
      let isAway = false;
      const isLost = (url: string, body: unknown) =>
        isAway && (url.includes(path) || (url.endsWith('$batch') && String(body).includes(path)));
      const send: typeof fetch = async (input, init) => {
        if (isLost(String(input), init?.body)) throw new TypeError('fetch failed');
        return fetch(input, init);
      };
      const stage = await graphStage({ send, mostAttempts: 2, pace: { observeMs: 3_600_000 } });
      const { client, directory } = stage;
      const { tenant } = directory;
      await change(
        stage,
        { kind: 'addMember', groupId: 'kiosk', userId: 'megan' },
        { kind: 'setUsageLocation', userId: 'person-5', usageLocation: 'FR' },
        { kind: 'setUsageLocation', userId: 'person-1', usageLocation: 'FR' },
      );
      await client.send({ method: 'DELETE', path: '/groups/kiosk/members/megan/$ref' });
      for (const id of ['person-5', 'person-1'])
        await client.send({ method: 'PATCH', path: `/users/${id}`, body: { usageLocation: 'NL' } });
      await directory.observe();
      await clock.sleep(180_000);
      isAway = true;
      await expect(directory.observe()).rejects.toMatchObject({ code: 'Unreachable' });
      isAway = false;
      await directory.observe();
      expect(tenant.members(tenant.findGroup('kiosk') ?? -1)).not.toContain(tenant.findUser('megan'));
      for (const id of ['person-5', 'person-1'])
        expect(tenant.user(tenant.findUser(id) ?? -1).usageLocation).toBe('NL');
    },
  );

  it('while no process runs is what the next one reads, once readers have shown what was done before', async () => {
    const stage = await graphStage({ replicationDelayMs: 60_000 });
    await asAnswered(stage.directory).change([{ kind: 'addMember', groupId: 'kiosk', userId: 'megan' }], MEGAN);
    await clock.sleep(120_000);
    await stage.directory.observe();
    await stage.client.send({ method: 'DELETE', path: '/groups/kiosk/members/megan/$ref' });
    await clock.sleep(59_000);
    const { directory } = await stage.again();
    const { tenant } = directory;
    await clock.sleep(2_000);
    await directory.observe();
    expect(tenant.members(tenant.findGroup('kiosk') ?? -1)).not.toContain(tenant.findUser('megan'));
  });

  it('is not taken for undone because a reader is behind', async () => {
    const stage = await graphStage({ replicationDelayMs: 60_000 });
    const { client, directory } = stage;
    await client.send({ method: 'PATCH', path: '/users/person-5', body: { usageLocation: 'NL' } });
    await change(stage, { kind: 'setUsageLocation', userId: 'person-5', usageLocation: 'FR' });
    const location = () => directory.tenant.user(directory.tenant.findUser('person-5') ?? -1).usageLocation;
    for (let looks = 0; looks < 4; looks++) {
      await directory.observe();
      expect(location()).toBe('FR');
      await clock.sleep(35_000);
    }
    expect(location()).toBe('FR');
  });
});
