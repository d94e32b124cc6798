import { describe, expect, it } from 'vitest';
import type { Approvers } from '../../src/changes/approval-policy.ts';
import { ChangeDesk } from '../../src/engine/change-desk.ts';
import { ChangeRuns } from '../../src/engine/change-runs.ts';
import { foresight } from '../../src/tenant/foresight.ts';
import { E1, MEGAN, smallTenant, USER_ADMINISTRATOR } from '../directory/small-tenant.ts';
import { atOnce } from '../store/at-once.ts';
import { cutFrom, heal } from './cut.ts';
import { settledStage } from './settled-stage.ts';
import { type Stage, stage } from './stage.ts';

/** Two who may license groups, and may agree to what Megan asks. */
const FIRST = { userId: 'person-2', displayName: 'person-2' };
const SECOND = { userId: 'person-3', displayName: 'person-3' };

const DAY_MS = 86_400_000;

/** Writes from asking to the end of what was approved. */
const WRITES = 36;

/** Kiosk users lose their E1: a second person must agree, since one person alone may take nothing from anybody. */
const change = {
  kind: 'assignGroupLicense',
  groupId: 'kiosk',
  addLicenses: [],
  removeLicenses: [E1],
} as const;

function deskOn({ directory, store, controller, clock }: Stage, approvers?: Approvers) {
  const ahead = foresight({ tenant: directory.tenant, controller, clock, effortMs: clock.elapsedMs });
  const runs = new ChangeRuns({ directory, store, controller, clock });
  const policy = { threshold: 0, lifetimeMs: DAY_MS, always: [], approvers };
  const desk = new ChangeDesk({ directory, store, runs, foresight: ahead, clock, policy });
  return { runs, desk };
}

async function propose(desk: ChangeDesk) {
  const command = { intent: 'remove_license', slots: {}, reading: '', language: 'en' } as const;
  const plan = { changes: [change], notes: [], wholeTenant: false, targetGroupIds: ['kiosk'], targetUserIds: [] };
  const proposed = await desk.propose({ command, plan, by: MEGAN });
  if (proposed.kind === 'refused') throw new Error('nothing was refused');
  return proposed.record;
}

/** How often the template of Kiosk users was changed, and how often somebody agreed to it. */
function counted({ store }: Stage, activity: string): number {
  return atOnce(store)
    .audit.since(0)
    .filter((record) => record.activity === activity).length;
}

describe('a process that is gone from any write on', () => {
  it.each(Array.from({ length: WRITES }, (_, index) => index + 1))(
    'from write %i: after a restart the change comes once, approved, or not at all',
    async (nth) => {
      const first = await settledStage({ snapshot: smallTenant({ people: 3 }) });
      const before = deskOn(first);
      const preview = await propose(before.desk);
      cutFrom(nth, first);
      const gone = await (async () => {
        const asked = await before.desk.ask(preview, MEGAN);
        if (asked.kind !== 'asked') return;
        const approvals = [FIRST, SECOND].map((by) => before.desk.approvals.approve(asked.record, by));
        // The other one may be within its transaction still.
        await Promise.allSettled(approvals);
        await Promise.all(approvals);
        await first.clock.advance(1_000);
      })().then(
        () => false,
        () => true,
      );
      first.close();
      heal(first);

      const again = await stage({ dataDir: first.dataDir, clock: first.clock });
      const { runs, desk } = deskOn(again);
      await runs.resume();
      again.controller.start();
      await again.clock.advance(60_000);
      const record = await again.store.changes.get(preview.number);
      const state = record?.state;
      expect(['previewed', 'waiting', 'finished']).toContain(state);
      expect(counted(again, 'Set group license')).toBe(state === 'finished' ? 1 : 0);
      expect(counted(again, 'Change approved')).toBe(state === 'finished' ? 1 : 0);
      expect(state === 'finished' || gone).toBe(true);

      if (record?.state === 'waiting') {
        expect((await desk.approvals.approve(record, SECOND)).kind).toBe('approved');
        await again.clock.advance(60_000);
        expect((await again.store.changes.get(preview.number))?.state).toBe('finished');
      }
      if (state !== 'previewed') {
        expect(counted(again, 'Set group license')).toBe(1);
        const decided = await desk.approvals.approve(preview, FIRST);
        expect(decided).toMatchObject({ kind: 'notApproved', because: 'decided' });
      }
      expect((await again.store.verifyAudit()).broken).toBeUndefined();
    },
  );

  it('covers every write: without a cut, none is left over', async () => {
    const set = await settledStage({ snapshot: smallTenant({ people: 3 }) });
    const { desk } = deskOn(set);
    const preview = await propose(desk);
    cutFrom(WRITES + 1, set);
    const asked = await desk.ask(preview, MEGAN);
    if (asked.kind === 'asked') await desk.approvals.approve(asked.record, FIRST);
    await set.clock.advance(60_000);
    expect((await set.store.changes.get(preview.number))?.state).toBe('finished');
  });
});

describe('a decision', () => {
  it('of somebody whose role was taken away meanwhile is refused', async () => {
    const set = await settledStage();
    const { desk } = deskOn(set);
    const asked = await desk.ask(await propose(desk), MEGAN);
    if (asked.kind !== 'asked') throw new Error('it was not asked');
    await set.directory.setDirectoryRoles(FIRST.userId, [], MEGAN);
    expect(await desk.approvals.approve(asked.record, FIRST)).toMatchObject({ because: 'notAllowed' });
    await set.directory.setDirectoryRoles(MEGAN.userId, [], SECOND);
    expect(await desk.approvals.approve(asked.record, SECOND)).toMatchObject({ because: 'requesterNotAllowed' });
    expect((await set.store.changes.get(asked.record.number))?.state).toBe('waiting');
  });

  it('of somebody who is not of the tenant, or its guest, is refused', async () => {
    const snapshot = smallTenant();
    const users = [...snapshot.users].map((user) => (user.id === FIRST.userId ? { ...user, userType: 'guest' } : user));
    const set = await settledStage({ snapshot: { ...snapshot, users } });
    const { desk } = deskOn(set);
    const asked = await desk.ask(await propose(desk), MEGAN);
    if (asked.kind !== 'asked') throw new Error('it was not asked');
    const stranger = { userId: 'nobody', displayName: 'Nobody' };
    expect(await desk.approvals.approve(asked.record, stranger)).toMatchObject({ because: 'notAllowed' });
    expect(await desk.approvals.approve(asked.record, FIRST)).toMatchObject({ because: 'notAllowed' });
    expect(await desk.approvals.approve(asked.record, SECOND)).toMatchObject({ kind: 'approved' });
  });

  it('of somebody who left the group of approvers meanwhile, or whose group is gone, is refused', async () => {
    const set = await settledStage();
    const { desk } = deskOn(set, { roles: [], groupIds: ['hr', 'gone'] });
    const asked = await desk.ask(await propose(desk), MEGAN);
    if (asked.kind !== 'asked') throw new Error('it was not asked');
    expect(
      await deskOn(set, { roles: [], groupIds: ['gone'] }).desk.approvals.approve(asked.record, FIRST),
    ).toMatchObject({
      because: 'notAllowed',
    });
    await set.directory.change([{ kind: 'removeMember', groupId: 'hr', userId: FIRST.userId }], MEGAN);
    expect(await desk.approvals.approve(asked.record, FIRST)).toMatchObject({ because: 'notAllowed' });
    expect(await desk.approvals.approve(asked.record, SECOND)).toMatchObject({ kind: 'approved' });
  });

  it('about what the directory would not take any more ends the request', async () => {
    const set = await settledStage();
    const { desk } = deskOn(set);
    const command = { intent: 'remove_member', slots: {}, reading: '', language: 'en' } as const;
    const removal = { kind: 'removeMember', groupId: 'kiosk', userId: 'person-1' } as const;
    const plan = { changes: [removal], notes: [], wholeTenant: false, targetGroupIds: ['kiosk'], targetUserIds: [] };
    const proposed = await desk.propose({ command, plan, by: MEGAN });
    if (proposed.kind === 'refused') throw new Error('nothing was refused');
    const asked = await desk.ask(proposed.record, MEGAN);
    if (asked.kind !== 'asked') throw new Error('it was not asked');
    await set.directory.setDirectoryRoles(FIRST.userId, [USER_ADMINISTRATOR], MEGAN);
    await set.directory.change([removal], MEGAN);
    expect(await desk.approvals.approve(asked.record, FIRST)).toMatchObject({ kind: 'impossible' });
    expect((await set.store.changes.get(asked.record.number))?.state).toBe('refused');
  });
});
