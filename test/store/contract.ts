import { describe, expect, it } from 'vitest';
import type { ChangeDraft, ChangeRecord, EndState, Step } from '../../src/changes/change-record.ts';
import type { AuditEntry } from '../../src/store/audit.ts';
import type { Store } from '../../src/store/store.ts';

export interface Opened {
  readonly store: Store;
  /** Ends it, and opens another one on the same data: what a restart is. */
  reopened(): Promise<Store>;
}

const MEGAN = { userId: 'megan', displayName: 'Megan Bowen' };
const NESTOR = { userId: 'nestor', displayName: 'Nestor Wilke' };
const AT = '2026-11-24T08:00:00.000Z';
const NOTHING = {
  people: 0,
  succeeded: 0,
  failed: 0,
  byError: {},
  fixed: 0,
  newlyFailing: 0,
  products: [],
  leftGroups: [],
};
const GIVE = {
  kind: 'assignGroupLicense',
  groupId: 'hr',
  addLicenses: [{ skuId: 'e3', disabledPlans: [] }],
  removeLicenses: [],
} as const;
const TAKE = { ...GIVE, addLicenses: [], removeLicenses: ['e3'] };

const asked = (more: Partial<ChangeDraft> = {}): ChangeDraft => ({
  state: 'previewed',
  requestedBy: MEGAN,
  language: 'en',
  command: { intent: 'assign_license', slots: {}, reading: 'Assign Office 365 E3 to HR', language: 'en' },
  reason: 'the pilot begins',
  changes: [GIVE],
  targetGroupIds: ['hr'],
  targetUserIds: ['adele'],
  fingerprint: 'f',
  simulated: NOTHING,
  createdAt: AT,
  ...more,
});

const QUEUED = { state: 'queued', appliedAt: AT } as const;
const DISMISSED = { state: 'dismissed', finishedAt: AT } as const;
const WAITING = {
  state: 'waiting',
  approval: { askedAt: AT, expiresAt: '2026-11-25T08:00:00.000Z', losing: 30 },
} as const;

const entry = (activity: string, target = 'hr'): AuditEntry => ({
  time: AT,
  activity,
  actor: MEGAN,
  target,
  details: { reason: activity },
});

const numbers = (records: readonly ChangeRecord[]) => records.map(({ number }) => number);

const activitiesIn = async ({ audit }: Store, after = 0) =>
  (await Array.fromAsync(audit.since(after))).map(({ activity }) => activity);

function must(record: ChangeRecord | undefined): ChangeRecord {
  return record ?? expect.fail('somebody else was first');
}

/** What every implementation of `Store` does. @param open a store that holds nothing yet */
export function storeContract(open: () => Promise<Opened>): void {
  changesContract(open);
  stepsContract(open);
  auditContract(open);
  transactionContract(open);
  smallContract(open);
}

function changesContract(open: () => Promise<Opened>): void {
  describe('changes', () => {
    it('are numbered from 1001 upward and come back as they were kept', async () => {
      const { changes } = (await open()).store;
      const first = await changes.create(asked());
      expect(first).toEqual({ ...asked(), number: 1001, version: 1 });
      expect((await changes.create(asked())).number).toBe(1002);
      expect(await changes.get(1001)).toEqual(first);
      expect(await changes.get(999)).toBeUndefined();
    });

    it('each get a number of their own, however many are asked for at once', async () => {
      const { changes } = (await open()).store;
      const created = await Promise.all(Array.from({ length: 20 }, () => changes.create(asked())));
      expect(numbers(created).toSorted()).toEqual(Array.from({ length: 20 }, (_, at) => 1001 + at));
    });

    it('are still there, and numbered on, after a restart', async () => {
      const opened = await open();
      await opened.store.changes.create(asked());
      const { changes } = await opened.reopened();
      expect(await changes.get(1001)).toMatchObject(asked());
      expect((await changes.create(asked())).number).toBe(1002);
    });

    it('go on for one of twenty who press at once', async () => {
      const { changes } = (await open()).store;
      const seen = await changes.create(asked());
      const all = await Promise.all(Array.from({ length: 20 }, () => changes.advance(seen, QUEUED)));
      const winners = all.filter((record) => record !== undefined);
      expect(winners).toEqual([{ ...seen, ...QUEUED, version: 2 }]);
      expect(await changes.get(seen.number)).toEqual(winners[0]);
    });

    it('go on for one of two transactions that read the same version', async () => {
      const { store } = await open();
      const seen = await store.changes.create(asked());
      const take = (step: Step) =>
        store.transaction(async ({ changes }) => {
          must(await changes.get(seen.number));
          return changes.advance(seen, step);
        });
      const [first, second] = await Promise.all([take(QUEUED), take(DISMISSED)]);
      expect([first === undefined, second === undefined].toSorted()).toEqual([false, true]);
    });

    it('do not go on from a version that is over, nor when they are unknown', async () => {
      const { changes } = (await open()).store;
      const first = await changes.create(asked());
      const second = must(await changes.advance(first, QUEUED));
      expect(await changes.advance(first, DISMISSED)).toBeUndefined();
      expect((await changes.advance(second, { state: 'running' }))?.version).toBe(3);
      expect(await changes.advance({ ...first, number: 5 }, QUEUED)).toBeUndefined();
    });

    it('are found by state, and by group or person, newest first', async () => {
      const { changes } = (await open()).store;
      const first = await changes.create(asked());
      const second = await changes.create(asked({ targetGroupIds: ['kiosk'] }));
      await changes.advance(first, { state: 'running' });
      expect(numbers(await changes.inState('running', 'queued'))).toEqual([first.number]);
      expect(await changes.inState()).toEqual([]);
      expect(numbers(await changes.about('adele', 10))).toEqual([second.number, first.number]);
      expect(numbers(await changes.about('kiosk', 10))).toEqual([second.number]);
      expect(numbers(await changes.latest(1))).toEqual([second.number]);
      const versions = await changes.versionsOf([second.number, first.number, 999]);
      const expected = await Promise.all(
        [first, second].map(async ({ number }) => (await changes.get(number))?.version),
      );
      expect([versions.size, versions.get(first.number), versions.get(second.number)]).toEqual([2, ...expected]);
      expect(await changes.versionsOf([])).toEqual(new Map());
    });

    it('are found by whom they change too, also when that is known only later', async () => {
      const { changes } = (await open()).store;
      const leave = { kind: 'removeMember', groupId: 'mended elsewhere', userId: 'ann' } as const;
      const fix = await changes.create(asked({ changes: [leave] }));
      const offered = await changes.create(asked({ changes: [] }));
      await changes.advance(offered, { changes: [leave] });
      const found = [offered.number, fix.number];
      expect(numbers(await changes.about('mended elsewhere', 10))).toEqual(found);
      expect(numbers(await changes.about('ann', 10))).toEqual(found);
    });

    it('are to come while something is still to happen by itself', async () => {
      const { changes } = (await open()).store;
      const schedule = { zone: 'UTC', startsAt: '2026-12-01T08:00:00.000Z' };
      const scheduled = must(await changes.advance(await changes.create(asked({ schedule })), { state: 'scheduled' }));
      await changes.advance(await changes.create(asked()), { state: 'finished', finishedAt: AT });
      expect(numbers(await changes.toCome())).toEqual([scheduled.number]);
      await changes.advance(scheduled, { schedule: { ...schedule, over: true } });
      expect(await changes.toCome()).toEqual([]);
    });

    it('are forgotten, the newest apart, when nobody decided them in their time', async () => {
      const { changes } = (await open()).store;
      const ended = async (state: EndState, more: Partial<ChangeDraft> = {}) =>
        must(await changes.advance(await changes.create(asked(more)), { state, finishedAt: AT })).number;
      const schedule = { zone: 'UTC', startsAt: '2026-12-01T08:00:00.000Z' };
      const [old, , waiting] = [
        await changes.create(asked()),
        await changes.create(asked({ changes: [] })),
        must(await changes.advance(await changes.create(asked()), WAITING)),
      ];
      const undecided = [await ended('superseded'), await ended('expired')];
      const decided = [
        await ended('superseded', { schedule }),
        await ended('expired', { approval: { askedAt: AT, expiresAt: AT, losing: 0 } }),
        await ended('dismissed'),
      ];
      const newest = await changes.create(asked());
      const times = { undecidedSince: '2026-11-25T08:00:00.000Z', offeredSince: '2026-11-01T08:00:00.000Z' };
      expect(await changes.dropPreviews(times, 10)).toEqual([old.number, ...undecided]);
      expect(await changes.get(old.number)).toBeUndefined();
      expect(await changes.get(waiting.number)).toBeDefined();
      const left = [newest.number, ...decided.toReversed(), waiting.number, old.number + 1];
      expect(numbers(await changes.about('hr', 10))).toEqual(left);
    });
  });
}

function stepsContract(open: () => Promise<Opened>): void {
  describe('the steps of a change in the audit log', () => {
    it('say who, what, why, before and after, the number, and how it came out', async () => {
      const { changes, audit } = (await open()).store;
      const record = await changes.create(asked());
      const queued = must(await changes.advance(record, { ...QUEUED, inverse: [TAKE] }));
      const running = must(await changes.advance(queued, { state: 'running' }));
      const real = { ...NOTHING, people: 10, succeeded: 9, failed: 1 };
      await changes.advance(running, { state: 'finished', finishedAt: AT, real });
      const lines = (await audit.about('hr', 10)).toReversed();
      expect(lines.map(({ activity, actor }) => `${activity}: ${actor.displayName}`)).toEqual([
        'Change requested: Megan Bowen',
        'Change applied: Megan Bowen',
        'Change started: Seatkeeper',
        'Change finished: Seatkeeper',
      ]);
      expect(lines[0]?.details).toMatchObject({ number: 1001, reason: 'the pilot begins', changes: [GIVE] });
      expect(lines[1]?.details).toMatchObject({ number: 1001, before: [TAKE], after: [GIVE] });
      expect(lines[3]?.details).toMatchObject({ outcome: { succeeded: 9, failed: 1 } });
    });

    it('name who approved, who rejected and who stopped it', async () => {
      const { changes, audit } = (await open()).store;
      const decided = (verdict: 'approved' | 'rejected') => ({
        approval: { ...WAITING.approval, decision: { verdict, by: NESTOR, at: '2026-11-24T09:00:00.000Z' } },
      });
      const waiting = async () => must(await changes.advance(await changes.create(asked()), WAITING));
      const queued = must(await changes.advance(await waiting(), { ...QUEUED, ...decided('approved') }));
      await changes.advance(queued, { state: 'cancelling' }, { userId: 'alex', displayName: 'Alex Wilber' });
      await changes.advance(await waiting(), { state: 'rejected', finishedAt: AT, ...decided('rejected') });
      const lines = (await audit.about('hr', 20)).map(({ activity, actor }) => `${activity}: ${actor.displayName}`);
      expect(lines).toContain('Change applied: Nestor Wilke');
      expect(lines).toContain('Cancellation requested: Alex Wilber');
      expect(lines).toContain('Change rejected: Nestor Wilke');
    });

    it('tell an undo and a fix from other changes', async () => {
      const { store } = await open();
      await store.changes.create(asked({ undoes: 1001 }));
      await store.changes.create(asked({ fixes: 1001 }));
      expect(await activitiesIn(store)).toEqual(['Undo requested', 'Fix requested']);
    });

    it('are as many as there were steps: a lost race, progress and offers of fixes leave none', async () => {
      const { store } = await open();
      const { changes } = store;
      const record = await changes.create(asked());
      await changes.create(asked({ changes: [] }));
      const queued = must(await changes.advance(record, QUEUED));
      expect(await changes.advance(record, DISMISSED)).toBeUndefined();
      await changes.advance(queued, { progress: { total: 10, processed: 1, assigned: 1, failed: 0 } });
      expect(await activitiesIn(store)).toEqual(['Change requested', 'Change applied']);
    });
  });
}

function auditContract(open: () => Promise<Opened>): void {
  describe('the audit log', () => {
    async function written() {
      const { store } = await open();
      await store.audit.append([entry('first'), entry('second', 'kiosk'), entry('third')]);
      await store.audit.append([entry('fourth')]);
      return store;
    }

    it('numbers its records from 1, without gaps, each bound to the one before', async () => {
      const records = await Array.fromAsync((await written()).audit.since(0));
      expect(records.map((record) => record.seq)).toEqual([1, 2, 3, 4]);
      expect(records.slice(1).map(({ prevHash }) => prevHash)).toEqual(records.slice(0, 3).map(({ hash }) => hash));
      expect(records[1]).toMatchObject(entry('second', 'kiosk'));
    });

    it('is read from anywhere, and by what it is about, newest first', async () => {
      const store = await written();
      expect(await activitiesIn(store, 2)).toEqual(['third', 'fourth']);
      expect((await store.audit.about('hr', 2)).map(({ activity }) => activity)).toEqual(['fourth', 'third']);
      expect(await store.audit.about('nobody', 2)).toEqual([]);
      const since = await Array.fromAsync(store.audit.aboutSince('hr', AT));
      expect(since.map(({ activity }) => activity)).toEqual(['first', 'third', 'fourth']);
      expect(await Array.fromAsync(store.audit.aboutSince('hr', '2027'))).toEqual([]);
    });

    it('is whole, however many write at once, and however many records are read', async () => {
      const { store } = await open();
      const entries = (writer: number) => Array.from({ length: 150 }, (_, at) => entry(`${writer} ${at}`));
      await Promise.all(
        Array.from({ length: 10 }, (_, writer) =>
          writer % 2 === 0
            ? store.audit.append(entries(writer))
            : store.transaction(async ({ audit }) => {
                for (const one of entries(writer)) await audit.append([one]);
              }),
        ),
      );
      const activities = await activitiesIn(store);
      expect(activities).toHaveLength(1_500);
      // What one wrote together stands together.
      const first = (writer: number) => activities.indexOf(`${writer} 0`);
      for (let writer = 0; writer < 10; writer += 1) expect(activities[first(writer) + 149]).toBe(`${writer} 149`);
      expect(await store.verifyAudit()).toEqual({ intact: 1_500, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    });

    it('says whether a head that was published is in it', async () => {
      const store = await written();
      const { head } = await store.verifyAudit();
      await store.audit.append([entry('fifth')]);
      expect(await store.verifyAudit(head)).toMatchObject({ intact: 5 });
      expect((await store.verifyAudit('0'.repeat(63).concat('1'))).broken?.reason).toContain('published');
    });

    it('is verified in slices, and sees what is written meanwhile', async () => {
      const { store } = await open();
      await store.audit.append(Array.from({ length: 4_500 }, (_, index) => entry(`act ${index}`)));
      const slices = store.verifyAuditInSlices();
      expect(await slices.next()).toEqual({ done: false, value: undefined });
      await store.audit.append([entry('meanwhile')]);
      let last = await slices.next();
      while (last.done !== true) last = await slices.next();
      expect(last.value).toMatchObject({ intact: 4_501 });
    });
  });
}

function transactionContract(open: () => Promise<Opened>): void {
  describe('a transaction', () => {
    const failed = new Error('the work failed');

    it('that throws leaves nothing: no change, no record, nothing to tell, no value', async () => {
      const { store } = await open();
      const work = store.transaction(async ({ changes, audit, outbox, values }) => {
        const { number } = await changes.create(asked());
        await audit.append([entry('never')]);
        await outbox.put('news', number, {});
        await values('freezes').put('tenant', true);
        throw failed;
      });
      await expect(work).rejects.toBe(failed);
      expect(await store.changes.latest(1)).toEqual([]);
      expect(await activitiesIn(store)).toEqual([]);
      expect(await store.outbox.of('news')).toEqual([]);
      expect(await store.values('freezes').get('tenant')).toBeUndefined();
      await store.audit.append([entry('next')]);
      expect(await store.verifyAudit()).toMatchObject({ intact: 1 });
    });

    it('is seen by nobody before it is committed, and by everybody after', async () => {
      const { store } = await open();
      const record = await store.changes.create(asked());
      const middle = Promise.withResolvers<void>();
      const outside = middle.promise.then(() => store.changes.get(record.number));
      await store.transaction(async ({ changes }) => {
        const queued = must(await changes.advance(record, QUEUED));
        expect((await changes.get(record.number))?.state).toBe('queued');
        middle.resolve();
        await Promise.resolve();
        await changes.advance(queued, { state: 'running' });
      });
      expect(['previewed', 'running']).toContain((await outside)?.state);
      expect((await store.changes.get(record.number))?.state).toBe('running');
    });

    it('comes before or after another one, never within it', async () => {
      const { store } = await open();
      const add = () =>
        store.transaction(async ({ values }) => {
          const count = (await values<number>('counts').get('one')) ?? 0;
          await values<number>('counts').put('one', count + 1);
        });
      await Promise.all(Array.from({ length: 25 }, add));
      expect(await store.values<number>('counts').get('one')).toBe(25);
    });

    it('within another one is a part of it, and is undone alone when what it throws is caught', async () => {
      const { store } = await open();
      await store.transaction(async (whole) => {
        await whole.audit.append([entry('whole')]);
        const part = whole.transaction(async ({ audit }) => {
          await audit.append([entry('part')]);
          throw failed;
        });
        await part.catch(() => undefined);
        await whole.transaction(({ audit }) => audit.append([entry('another part')]));
      });
      expect(await activitiesIn(store)).toEqual(['whole', 'another part']);
    });

    it('is undone when what it was decided on does not stand any more', async () => {
      const { store } = await open();
      const moved = new Error('the tenant has moved');
      const told: unknown[] = [];
      const still = () => {
        throw moved;
      };
      const committed = (number: number) => told.push(number);
      const work = async ({ changes }: Pick<Store, 'changes'>) => (await changes.create(asked())).number;
      await expect(store.transaction(work, { still, committed })).rejects.toBe(moved);
      expect([await store.changes.latest(1), told]).toEqual([[], []]);
      await store.transaction(work, { still: () => undefined, committed });
      expect(told).toEqual([1001]);
    });

    it('tells that it is committed before anybody else writes', async () => {
      const { store } = await open();
      const order: string[] = [];
      const write = (name: string) =>
        store.transaction(
          async ({ audit }) => {
            order.push(`${name} begins`);
            await audit.append([entry(name)]);
          },
          { committed: () => order.push(`${name} is there`) },
        );
      await Promise.all([write('first'), write('second')]);
      expect(order).toEqual(['first begins', 'first is there', 'second begins', 'second is there']);
    });

    it('refuses the store itself, which waits for its end, and records that outlive it', async () => {
      const { store } = await open();
      await expect(store.transaction(() => store.changes.latest(1))).rejects.toThrow('Within a transaction');
      const kept = await store.transaction(async (records) => records);
      await expect(kept.changes.create(asked())).rejects.toThrow('over');
      expect(await store.changes.latest(1)).toEqual([]);
    });
  });
}

function smallContract(open: () => Promise<Opened>): void {
  describe('what is to be told', () => {
    it('is kept, in its order, until it has been told, over restarts', async () => {
      const opened = await open();
      const { outbox } = opened.store;
      const first = await outbox.put('news', 1001, { of: 'start' });
      await outbox.put('news', 1002, { of: 'end' }, 'megan');
      await outbox.put('letters', 1001, {});
      await outbox.replace(first, { of: 'start', begun: 1 }, 'sending');
      const again = (await opened.reopened()).outbox;
      expect((await again.of('news')).map(({ id: _, ...row }) => row)).toEqual([
        { kind: 'news', about: 1001, recipient: '', state: 'sending', news: { of: 'start', begun: 1 } },
        { kind: 'news', about: 1002, recipient: 'megan', state: 'due', news: { of: 'end' } },
      ]);
      expect((await again.of('letters', 'news')).map(({ kind }) => kind)).toEqual(['news', 'news', 'letters']);
      await again.replace(first, {});
      expect(await again.of('news')).toMatchObject([{ state: 'due' }, { recipient: 'megan' }]);
      expect(await again.told(first)).toBe(true);
      expect((await again.of('news')).map(({ about }) => about)).toEqual([1002]);
    });

    it('is taken out by one of many at once, and its id means nothing else', async () => {
      const { outbox } = (await open()).store;
      const id = await outbox.put('news', 1001, {});
      const taken = await Promise.all(Array.from({ length: 10 }, () => outbox.told(id)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      await outbox.replace(id, { not: 'there' });
      expect(await outbox.of('news')).toEqual([]);
      expect(await outbox.put('news', 1002, {})).not.toBe(id);
    });
  });

  describe('values', () => {
    it('are what was put last, each in its namespace, over restarts', async () => {
      const opened = await open();
      const freezes = opened.store.values<{ readonly by: string }>('freezes');
      expect(await freezes.get('tenant')).toBeUndefined();
      await freezes.put('tenant', { by: 'megan' });
      await freezes.put('tenant', { by: 'nestor' });
      await opened.store.values('others').put('tenant', 1);
      const again = (await opened.reopened()).values<{ readonly by: string }>('freezes');
      expect(await again.get('tenant')).toEqual({ by: 'nestor' });
      await again.remove('tenant');
      expect(await again.get('tenant')).toBeUndefined();
    });
  });

  describe('what may be last-writer-wins', () => {
    it('comes back, in the order of the keys, and is gone when it is deleted', async () => {
      const cards = (await open()).store.kv<number>('cards');
      await Promise.all([cards.set('b', 2), cards.set('a', 1), cards.set('c', 3)]);
      expect(await cards.get('b')).toBe(2);
      expect([await cards.delete('b'), await cards.delete('b')]).toEqual([true, false]);
      expect(await cards.entries()).toEqual([
        ['a', 1],
        ['c', 3],
      ]);
    });
  });

  it('answers whether it is there', async () => {
    await expect((await open()).store.check()).resolves.toBeUndefined();
  });
}
