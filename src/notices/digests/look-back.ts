import { applied } from '../../chat/find-record.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { type DigestTold, digestOf } from '../../licensing/pages/digest.ts';
import type { LastSummary } from './digests.ts';

/** More changes than a quarter has. */
const LONGEST_RECORD = 10_000;

/** What there is to tell since then, as the tenant stands. */
export async function lookBack(
  services: Pick<Foundation, 'host' | 'store' | 'clock'>,
  { since, known }: Pick<LastSummary, 'since'> & Partial<LastSummary>,
): Promise<DigestTold> {
  const { host, store, clock } = services;
  const { seen: failures } = await host.report({ report: 'failures', groupIds: [] });
  const { seen: seats } = await host.seats();
  return digestOf({
    nowMs: clock.now().getTime(),
    sinceMs: Date.parse(since),
    known,
    failing: failures.report === 'failures' ? failures.rows : [],
    seats,
    applied: await applied(services, undefined, LONGEST_RECORD),
    toCome: await store.changes.toCome(),
    msOf: Date.parse,
  });
}
