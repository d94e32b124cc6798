import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../src/licensing/change.ts';
import { EMS, MEGAN, smallTenant } from '../directory/small-tenant.ts';
import { cutFrom, heal } from './cut.ts';
import { HOUR_MS, productsOf, type Scene, SOON, scene } from './schedule-stage.ts';
import { give, join } from './settled-stage.ts';

describe('a process that is gone from any write on, when the time of a change has come', () => {
  const nths = [1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 25, 30, 36];

  /** A process that stops at the `nth` write, and what is told until the next one is at rest. */
  async function cutAt(
    nth: number,
    from: Scene,
    { afterMs, refuses }: { readonly afterMs: number; readonly refuses?: readonly Refusal[] },
  ): Promise<{ scene: Scene; news: readonly string[] }> {
    cutFrom(nth, from);
    await from.clock.advance(afterMs);
    from.close();
    heal(from);
    const again = await scene({ dataDir: from.dataDir, clock: from.clock, ...(refuses && { refuses }) });
    await again.clock.advance(2 * 60_000);
    const news = again.news.filter((line) => !line.startsWith('remind'));
    return { scene: again, news };
  }

  test.each(nths)('from write %i: what would come out otherwise is asked again, and told', async (nth) => {
    const before = await scene({ snapshot: smallTenant({ people: 3 }) });
    const { number } = await before.confirm(give(EMS), { startsAt: SOON });
    await before.directory.change([join('hr', 'kiosk-only')], MEGAN);
    await before.clock.advance(HOUR_MS);
    const { scene: after, news } = await cutAt(nth, before, { afterMs: 2 * HOUR_MS });
    expect(after.record(number).state).toBe('superseded');
    expect(after.record(number + 1).state).toBe('previewed');
    expect(news).toEqual([`#${number} start asks`]);
    expect(productsOf(after)).toEqual([]);
  });

  test.each(nths)('from write %i: what the directory would not take is refused, and told', async (nth) => {
    const refuses = [{ kind: 'changedElsewhere', what: 'groupOfEntra' }] as const;
    const before = await scene({ snapshot: smallTenant({ people: 3 }), refuses });
    const { number } = await before.confirm(give(EMS), { startsAt: SOON });
    const { scene: after, news } = await cutAt(nth, before, { afterMs: 3 * HOUR_MS, refuses });
    expect(after.record(number).state).toBe('refused');
    expect(news).toEqual([`#${number} start refused`]);
  });

  test.each(nths)('from write %i: what is to be taken back is, once, and told', async (nth) => {
    const before = await scene({ snapshot: smallTenant({ people: 3 }) });
    const { number } = await before.confirm(give(EMS), { endsAt: SOON });
    await before.clock.advance(HOUR_MS);
    const { scene: after, news } = await cutAt(nth, before, { afterMs: 2 * HOUR_MS });
    expect(productsOf(after)).toEqual([]);
    expect(after.record(number + 1)).toMatchObject({ undoes: number, state: 'finished' });
    expect((await after.store.changes.latest(1))[0]?.number).toBe(number + 1);
    expect(news).toEqual([`#${number} end tookBack`]);
  });
});
