import { describe, expect, it } from 'vitest';
import { restlessness } from '../../../src/notices/alerts/restlessness.ts';

const about = (...groupIds: readonly string[]) => ({
  groups: groupIds.map((groupId) => ({ groupId, total: 1, processed: 1, assigned: 1, failed: 0 })),
  total: 1,
  processed: 1,
});

describe('a tenant', () => {
  it('is at rest from the end of a decision until something is asked of it', () => {
    const unrest = restlessness();
    expect(unrest.restingSince()).toBeUndefined();
    unrest.heard({ type: 'settled', ...about() });
    const first = unrest.restingSince();
    expect(first).toBeDefined();
    unrest.begin();
    expect(unrest.restingSince()).toBeUndefined();
    unrest.heard({ type: 'started', ...about('hr') });
    unrest.heard({ type: 'progress', ...about('hr') });
    expect(unrest.restingSince()).toBeUndefined();
    expect([unrest.isMoving('hr'), unrest.isMoving('sales')]).toEqual([false, false]);
    unrest.heard({ type: 'settled', ...about('hr') });
    expect(unrest.restingSince()).not.toBe(first);
  });

  it('has moved everywhere at first, then where decisions touched it, those that were cut short included', () => {
    const unrest = restlessness();
    expect(unrest.take().scope).toBe('everywhere');
    unrest.begin();
    unrest.heard({ type: 'started', ...about('hr') });
    expect([unrest.isMoving('hr'), unrest.isMoving('sales')]).toEqual([true, false]);
    unrest.heard({ type: 'settled', ...about('sales') });
    expect(unrest.take().scope).toEqual(new Set(['hr', 'sales']));
    expect(unrest.take().scope).toEqual(new Set());
  });
});
