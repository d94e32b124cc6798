import type { SubscribedSku } from '../../graph/types.ts';

/** `inGrace`: it has expired, and all of its seats end unless it is renewed. */
type SubscriptionState = 'active' | 'inGrace' | 'suspended' | 'lockedOut' | 'deleted';

/** What stands behind the seats of a product, and how many of them there are of each kind (R56). */
export interface Subscription {
  readonly state: SubscriptionState;
  /** Seats that can be given out, those in their grace period among them. */
  readonly assignable: number;
  /** Those of `assignable` whose subscription has expired. */
  readonly inGrace: number;
  /** Bought as well, suspended or locked out: they can be given out once the subscription is active again. */
  readonly suspended: number;
}

const GONE = { Suspended: 'suspended', LockedOut: 'lockedOut', Deleted: 'deleted' } as const;

/**
 * `Warning` is the grace period after the end; then come `Suspended` and `Deleted`, and `LockedOut` where it was cancelled.
 * https://learn.microsoft.com/graph/api/resources/subscribedsku, https://learn.microsoft.com/graph/api/resources/licenseunitsdetail
 */
export function subscriptionOf({ capabilityStatus, prepaidUnits }: SubscribedSku): Subscription {
  const { enabled, warning, suspended, lockedOut = 0 } = prepaidUnits;
  if (isGone(capabilityStatus)) {
    const state = GONE[capabilityStatus];
    return { state, assignable: 0, inGrace: 0, suspended: enabled + warning + suspended + lockedOut };
  }
  const assignable = enabled + warning;
  const inGrace = capabilityStatus === 'Warning' ? assignable : warning;
  return { state: stateOf(assignable, inGrace, prepaidUnits), assignable, inGrace, suspended: suspended + lockedOut };
}

/** Some units alone may be in another state than the rest: the state is that of all of them. */
function stateOf(
  assignable: number,
  inGrace: number,
  { suspended, lockedOut = 0 }: SubscribedSku['prepaidUnits'],
): SubscriptionState {
  if (assignable > 0) return inGrace === assignable ? 'inGrace' : 'active';
  if (suspended > 0) return 'suspended';
  return lockedOut > 0 ? 'lockedOut' : 'active';
}

function isGone(status: string): status is keyof typeof GONE {
  return Object.hasOwn(GONE, status);
}

/** Whether something is to be said of it wherever its seats stand. */
export function isTroubled({ state, inGrace, suspended }: Subscription): boolean {
  return state !== 'active' || inGrace > 0 || suspended > 0;
}
