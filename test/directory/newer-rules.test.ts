import { describe, expect, it } from 'vitest';
import { ruleProfile } from '../../src/catalogue/rule-profile.ts';
import { openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import type { RulesRenewed } from '../../src/directory/embedded/newer-rules.ts';
import { readSnapshot } from '../../src/directory/snapshot/read-snapshot.ts';
import type { RuleData } from '../../src/graph/types.ts';
import { type Stage, stage } from '../engine/stage.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { randomTenant } from '../licensing/random-tenant.ts';
import { openForTest } from '../store/open-for-test.ts';
import { MEGAN } from './small-tenant.ts';
import { groups, people, snapshotFolder, WIDGET, WIDGET_PLAN } from './snapshot/folder.ts';

const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 20);
/** What an earlier version shipped: a set that is dead since, and none of those that came later. */
const OLD: RuleData = {
  ...ruleProfile('stacking-2023'),
  mutuallyExclusive: [
    { set: 'skype-user', plans: ['afc06cb0-b4f4-4473-8286-d644f70d8faf', '0feaeb32-d00e-4d66-bd5a-43b5b83db82c'] },
  ],
  dependsOn: [],
};
const OWN_SET = { set: 'ours', plans: [WIDGET_PLAN, '0feaeb32-d00e-4d66-bd5a-43b5b83db82c'] };

/** A store that an earlier version filled, opened by this one. */
async function reopened(rulesFile: object | undefined) {
  const store = openForTest();
  const clock = virtualClock();
  const snapshot = await readSnapshot(
    snapshotFolder({ 'rules.json': rulesFile === undefined ? undefined : JSON.stringify(rulesFile) }),
  );
  const { tenant } = await openEmbeddedDirectory(store, { clock, snapshot: () => snapshot });
  const { rules } = tenant;
  const ownSets = rulesFile !== undefined && 'mutuallyExclusive' in rulesFile;
  const { mutuallyExclusive, dependsOn } = OLD;
  embeddedStore(store).tenant.setRules({
    rulesFile,
    rules: { ...rules, ...(ownSets ? {} : { mutuallyExclusive }), dependsOn },
  });
  const renewed: RulesRenewed[] = [];
  const open = () => openEmbeddedDirectory(store, { clock, onRulesRenewed: (news) => renewed.push(news) });
  return { rules: (await open()).tenant.rules, again: (await open()).tenant.rules, renewed };
}

describe('a tenant that an earlier version stored', () => {
  it('follows the rules of this version from the next start on, once and for all', async () => {
    const { rules, again, renewed } = await reopened(undefined);
    expect(rules).toEqual(ruleProfile('stacking-2023'));
    expect(again).toEqual(rules);
    expect(renewed).toEqual([{ profile: 'stacking-2023', keeping: 0 }]);
  });

  it('stays on the profile that its file names', async () => {
    expect((await reopened({ profile: 'doc-2025' })).rules).toEqual(ruleProfile('doc-2025'));
  });

  it('keeps the lists that its file gives, and nothing else of before', async () => {
    const { rules } = await reopened({ mutuallyExclusive: [OWN_SET] });
    expect(rules.mutuallyExclusive).toEqual([OWN_SET]);
    expect(rules.dependsOn).toEqual(ruleProfile('stacking-2023').dependsOn);
  });

  it('is as it was where its file names a profile that is not there any more', async () => {
    const { dataDir, close } = await stage();
    close();
    state(dataDir, { profile: 'lost' });
    const { directory } = await stage({ dataDir });
    expect(directory.tenant.rules).toEqual(ruleProfile('classic-2017'));
  });
});

describe('nobody loses anything by rules of another version', () => {
  it('as random tenants show, whatever the rules were and become', async () => {
    let keeping = 0;
    for (let seed = 1; seed <= COUNT; seed++) {
      const first = await stage({ snapshot: randomTenant(seed) });
      await atRest(first);
      const had = holdings(first);
      first.close();
      const { rules } = randomTenant(seed + 5_000);
      state(first.dataDir, rules);
      const again = await stage({ dataDir: first.dataDir, clock: first.clock });
      await atRest(again);
      expect(again.directory.tenant.rules.mutuallyExclusive).toEqual(rules.mutuallyExclusive);
      expect(holdings(again), `tenant ${seed}`).toEqual(expect.arrayContaining([...had]));
      keeping += keptRows(again);
      await again.close();
    }
    expect(keeping).toBeGreaterThan(0);
  });

  it('but for what was asked for before the stop', async () => {
    const snapshot = await readSnapshot(
      snapshotFolder({
        'users.ndjson': people({ id: 'ann' }, { id: 'bob' }),
        'groups.ndjson': groups({ id: 'makers', assignedLicenses: [{ skuId: WIDGET }], members: ['ann', 'bob'] }),
      }),
    );
    const first = await stage({ snapshot });
    await atRest(first);
    expect(holdings(first)).toEqual([`ann ${WIDGET}`, `bob ${WIDGET}`]);
    await first.controller.stop();
    await first.directory.change([{ kind: 'removeMember', groupId: 'makers', userId: 'ann' }], MEGAN);
    first.close();
    state(first.dataDir, { profile: 'classic-2017' });
    const again = await stage({ dataDir: first.dataDir, clock: first.clock });
    await atRest(again);
    expect(holdings(again)).toEqual([`bob ${WIDGET}`]);
  });
});

/** The tenant's file states this from now on, while nobody runs. */
function state(dataDir: string, rulesFile: object): void {
  const store = openForTest({ dataDir });
  const { rules } = embeddedStore(store).tenant.snapshot() ?? expect.fail('the store holds no tenant');
  embeddedStore(store).tenant.setRules({ rules, rulesFile });
  void store.close();
}

async function atRest({ controller }: Stage): Promise<void> {
  controller.start();
  await controller.idle();
}

/** Who holds what, as `ann E3`. */
function holdings({ directory: { tenant } }: Stage): readonly string[] {
  return everybody(tenant.userCount).flatMap((user) => {
    const held = tenant
      .read(tenant.rows(user))
      .filter(({ state }) => state === 'Active' || state === 'ActiveWithError');
    return [...new Set(held.map(({ skuId }) => `${tenant.user(user).id} ${skuId}`))].sort();
  });
}

function keptRows({ directory: { tenant } }: Stage): number {
  return everybody(tenant.userCount).flatMap((user) =>
    tenant.read(tenant.rows(user)).filter(({ kept }) => kept === true),
  ).length;
}

function everybody(count: number): readonly number[] {
  return Array.from({ length: count }, (_, user) => user);
}
