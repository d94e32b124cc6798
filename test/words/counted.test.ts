import { expect, it } from 'vitest';
import { counted } from '../../src/words/counted.ts';

it.each([
  [0, 'people', '0 people'],
  [1, 'people', '1 person'],
  [1, 'license rows', '1 license row'],
  [1, 'more groups', '1 more group'],
  [1, 'rows of licenses from groups that are not here', '1 row of licenses from groups that are not here'],
  [
    1,
    'memberships of what is neither one of the people nor a group',
    '1 membership of what is neither one of the people nor a group',
  ],
  [1, 'rows of people (CSV)', '1 row of people (CSV)'],
  [1, 'members (CSV)', '1 member (CSV)'],
  [1, 'times', '1 time'],
  [2, 'license rows', '2 license rows'],
  [1_200_000, 'people', '1,200,000 people'],
])('%i %s is said as it is read', (count, what, said) => expect(counted(count, what)).toBe(said));
