import { describe, expect, it } from 'vitest';
import { groupResults } from '../../src/directory/rows-difference.ts';
import type { LicenseAssignmentState } from '../../src/graph/types.ts';

const active = (assignedByGroup: string | null, skuId = 'e3', disabledPlans: readonly string[] = []) =>
  ({ skuId, disabledPlans, assignedByGroup, state: 'Active', error: null }) satisfies LicenseAssignmentState;
const failed = (assignedByGroup: string, skuId = 'e3') =>
  ({
    skuId,
    disabledPlans: [],
    assignedByGroup,
    state: 'Error',
    error: 'CountViolation',
  }) satisfies LicenseAssignmentState;

describe('the groups that a change of rows is about', () => {
  it.each<[string, LicenseAssignmentState[], LicenseAssignmentState[], unknown[]]>([
    ['a product given', [], [active('hr')], [{ groupId: 'hr', failed: false }]],
    ['a product refused', [], [failed('hr')], [{ groupId: 'hr', failed: true }]],
    ['a product taken', [active('hr')], [], [{ groupId: 'hr', failed: false }]],
    ['an error that went', [failed('hr')], [active('hr')], [{ groupId: 'hr', failed: false }]],
    ['other plans', [active('hr', 'e3', ['p'])], [active('hr', 'e3', ['q'])], [{ groupId: 'hr', failed: false }]],
    ['one product of two failing', [], [active('hr'), failed('hr', 'ems')], [{ groupId: 'hr', failed: true }]],
    [
      'a move from one group to another',
      [active('kiosk', 'e1')],
      [active('hr')],
      [
        { groupId: 'kiosk', failed: false },
        { groupId: 'hr', failed: false },
      ],
    ],
    ['a direct product', [], [active(null)], []],
    [
      'nothing but order and time',
      [active('hr'), active('x')],
      [{ ...active('x'), lastUpdatedDateTime: 't' }, active('hr')],
      [],
    ],
    ['plans in another order', [active('hr', 'e3', ['p', 'q'])], [active('hr', 'e3', ['q', 'p'])], []],
  ])('%s', (_, before, after, results) => {
    expect(groupResults(before, after)).toEqual(results);
  });
});
