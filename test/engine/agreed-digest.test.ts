import { expect, test } from 'vitest';
import { agreedDigest } from '../../src/engine/agreed-digest.ts';
import type { Preview } from '../../src/licensing/outcome/preview.ts';

const preview = {
  shape: 'give',
  facts: [{ kind: 'loses', people: 2, skuIds: ['E1', 'E3'], plans: [] }],
} as unknown as Preview;
const change = { kind: 'addMember', groupId: 'hr', userId: 'megan' } as const;
const agreed = { fingerprint: 'a', preview, changes: [change] };

test('what a second person agrees to has the same digest in whatever order its members are written', () => {
  const { kind, groupId, userId } = change;
  const { facts, ...others } = preview;
  const again = { changes: [{ userId, groupId, kind }], preview: { facts, ...others } as Preview, fingerprint: 'a' };
  expect(agreedDigest(again)).toBe(agreedDigest(agreed));
  expect(agreedDigest(agreed)).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  ['another fingerprint', { ...agreed, fingerprint: 'b' }],
  ['another change', { ...agreed, changes: [{ ...change, userId: 'adele' }] }],
  ['a change more', { ...agreed, changes: [change, change] }],
  ['a fact less', { ...agreed, preview: { ...preview, facts: [] } }],
])('%s has another one', (_, other) => {
  expect(agreedDigest(other)).not.toBe(agreedDigest(agreed));
});
