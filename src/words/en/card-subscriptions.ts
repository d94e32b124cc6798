/** What cards say of the subscriptions behind seats: how many seats of which kind, and what is wrong. */
export const subscriptions = {
  subscriptions: {
    bought: '{count} bought',
    inGrace: { one: '{count} seat, in its grace period', other: '{count} seats, all in their grace period' },
    someInGrace: '{count} seats, {grace} of them in their grace period',
    suspended: { one: '{count} seat, suspended', other: '{count} seats, suspended' },
    lockedOut: { one: '{count} seat, locked out', other: '{count} seats, locked out' },
    deleted: 'no seats, the subscription is deleted',
    andSuspended: '{seats}, {count} more suspended',
    marks: {
      inGrace: 'in grace',
      someInGrace: '{count} in grace',
      suspended: 'suspended',
      someSuspended: '{count} suspended',
      lockedOut: 'locked out',
      deleted: 'deleted',
      trial: 'trial',
      free: 'free',
    },
    numbers: {
      inGrace: 'in grace',
      assignable: 'can be given',
      suspended: 'suspended',
      lockedOut: 'locked out',
      deleted: 'deleted',
    },
    sentences: {
      inGrace: {
        one: 'The subscription of **{product}** has expired and is in its grace period: its seat ends unless it is renewed.',
        other:
          'The subscription of **{product}** has expired and is in its grace period: its {count} seats end unless it is renewed.',
      },
      someInGrace: {
        one: '{count} of the {total} seats of **{product}** is in its grace period: its subscription has expired.',
        other:
          '{count} of the {total} seats of **{product}** are in their grace period: their subscription has expired.',
      },
      someSuspended: {
        one: '{count} more seat of **{product}** is suspended: it comes back when its subscription is reactivated.',
        other:
          '{count} more seats of **{product}** are suspended: they come back when their subscription is reactivated.',
      },
      suspended: {
        one: '**{product}** has {count} seat, suspended: it cannot be given out until the subscription is reactivated.',
        other:
          '**{product}** has {count} seats, suspended: none can be given out until the subscription is reactivated.',
      },
      lockedOut: {
        one: '**{product}** has {count} seat, locked out: it cannot be given out until the subscription is reactivated.',
        other:
          '**{product}** has {count} seats, locked out: none can be given out until the subscription is reactivated.',
      },
      deleted: 'The subscription of **{product}** is deleted: it has no seats any more.',
    },
    answers: {
      suspended: {
        one: '{count} subscription is suspended, locked out or deleted.',
        other: '{count} subscriptions are suspended, locked out or deleted.',
      },
      noneSuspended: 'No subscription is suspended, locked out or deleted.',
      inGrace: {
        one: '{count} subscription has expired and is in its grace period.',
        other: '{count} subscriptions have expired and are in their grace period.',
      },
      noneInGrace: 'No subscription is in its grace period.',
      endedAlready: 'Ended already: {products}.',
      endUnknown: 'When the others end is not in these data: Graph tells it at /directory/subscriptions.',
      endUnknownOfOne: 'When a subscription ends is not in these data: Graph tells it at /directory/subscriptions.',
      trial: { one: '{count} product is a trial.', other: '{count} products are trials.' },
      noneTrial: 'No product bears the name of a trial.',
      alsoFree: 'Free of charge: {products}.',
      trialUnknown: 'Who tries out a paid product has it by its usual name: these data do not tell it apart.',
    },
    /** Before a fix that buys. */
    renewFirst: 'Its subscription has expired and is in its grace period: renew it first.',
  },
} as const;
