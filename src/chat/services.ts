import type { Watching } from '../notices/alerts/watching.ts';
import type { Approvals } from '../notices/approvals/approvals.ts';
import type { Delivery } from '../notices/delivery.ts';
import type { Digests } from '../notices/digests/digests.ts';
import type { Unsure } from '../notices/unsure.ts';
import type { Foundation } from './foundation.ts';
import type { Listener } from './listener.ts';

/** What a conversation works with. */
export interface Services extends Foundation {
  readonly listener: Listener;
  readonly unsure: Unsure;
  readonly approvals: Approvals;
  readonly watching: Watching;
  readonly digests: Digests;
  readonly news: Delivery;
}
