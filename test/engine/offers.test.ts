import { describe, expect, it } from 'vitest';
import { ChangeDesk } from '../../src/engine/change-desk.ts';
import { ChangeRuns } from '../../src/engine/change-runs.ts';
import type { Change } from '../../src/licensing/change.ts';
import { simulate } from '../../src/licensing/outcome/simulate.ts';
import { foresight } from '../../src/tenant/foresight.ts';
import { E3, MEGAN } from '../directory/small-tenant.ts';
import { give, join, leave, settledStage, take } from './settled-stage.ts';

const LIFETIME_MS = 86_400_000;
const NOBODY = { userId: 'person-4', displayName: 'person-4' };
/** A License Administrator. */
const PERSON_2 = { userId: 'person-2', displayName: 'person-2' };

/** The desk, and an offer of Megan's: a record that does nothing until somebody presses a button of its card. */
async function deskWithOffer() {
  const { directory, store, controller, clock } = await settledStage();
  const ahead = foresight({ tenant: directory.tenant, controller, clock, effortMs: clock.elapsedMs });
  const runs = new ChangeRuns({ directory, store, controller, clock });
  const desk = new ChangeDesk({
    directory,
    store,
    runs,
    foresight: ahead,
    clock,
    policy: { threshold: 25, lifetimeMs: LIFETIME_MS, always: [] },
  });
  const command = { intent: 'suggest_fixes', slots: {}, reading: '', language: 'en' } as const;
  const plan = { changes: [], notes: [], wholeTenant: false, targetGroupIds: ['hr'], targetUserIds: [] };
  const proposed = await desk.propose({ command, plan, by: MEGAN });
  if (proposed.kind === 'refused') throw new Error('nothing was refused');
  const offerOf = (changes: readonly Change[]) => ({
    changes,
    expected: simulate(directory.tenant, changes, { now: clock.now().toISOString() }).fingerprint,
  });
  const { number, version } = proposed.record;
  return { desk, directory, store, controller, clock, offerOf, reference: { number, version } };
}

describe('an offer of fixes', () => {
  it('becomes the change of whoever presses first and may do it', async () => {
    const { desk, store, offerOf, reference } = await deskWithOffer();
    const decision = await desk.apply(reference, PERSON_2, offerOf([give(E3)]));
    expect(decision.kind).toBe('applied');
    expect(await store.changes.get(reference.number)).toMatchObject({ requestedBy: PERSON_2, changes: [give(E3)] });
    expect(await desk.apply(reference, MEGAN, offerOf([take(E3)]))).toMatchObject({ kind: 'stale' });
  });

  it('is for nobody who may not do it', async () => {
    const { desk, store, offerOf, reference } = await deskWithOffer();
    expect((await desk.apply(reference, NOBODY, offerOf([give(E3)]))).kind).toBe('notAllowed');
    expect((await desk.apply(reference, PERSON_2, offerOf([leave('kiosk', 'person-1')]))).kind).toBe('notAllowed');
    expect(await store.changes.get(reference.number)).toMatchObject({ state: 'previewed', requestedBy: MEGAN });
  });

  it('does not expire: what it does is simulated when it is pressed', async () => {
    const { desk, clock, offerOf, reference } = await deskWithOffer();
    await clock.advance(2 * LIFETIME_MS);
    expect((await desk.apply(reference, PERSON_2, offerOf([give(E3)]))).kind).toBe('applied');
  });

  it('whose outcome has changed is shown again, as a preview of who pressed', async () => {
    const { desk, directory, controller, offerOf, reference } = await deskWithOffer();
    const offer = offerOf([give(E3)]);
    await directory.change([join('hr', 'kiosk-only')], MEGAN);
    await controller.idle();
    const decision = await desk.apply(reference, PERSON_2, offer);
    expect(decision).toMatchObject({ kind: 'changed', record: { requestedBy: PERSON_2, changes: [give(E3)] } });
    if (decision.kind !== 'changed') return;
    const { number, version } = decision.record;
    expect(await desk.apply({ number, version }, MEGAN)).toMatchObject({ kind: 'notYours' });
    expect((await desk.apply({ number, version }, PERSON_2)).kind).toBe('applied');
  });
});
