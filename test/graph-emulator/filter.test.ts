import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphError } from '../../src/graph-emulator/graph-error.ts';
import { readODataFilter } from '../../src/graph-emulator/odata/filter.ts';
import { readSearch } from '../../src/graph-emulator/odata/search.ts';
import { plainEntity } from '../../src/graph-emulator/resources/entity.ts';

const ANN = plainEntity('user', {
  id: 'ann',
  displayName: "Ann O'Hara",
  mail: null,
  accountEnabled: true,
  createdDateTime: '2025-03-01T10:00:00Z',
  assignedLicenses: [{ skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900', disabledPlans: [] }],
  proxyAddresses: ['SMTP:ann@contoso.com', 'smtp:hara@contoso.com'],
});

describe('$filter', () => {
  it.each([
    ["displayName eq 'ann o''hara'", true],
    ["displayName ne 'Bob'", true],
    ["startsWith(displayName,'ann') and accountEnabled eq true", true],
    ["startswith(displayName,'Bob') or endswith(displayName,'HARA')", true],
    ["not(startswith(displayName,'Ann'))", false],
    ["not startswith(displayName,'Ann') or id eq 'ann'", true],
    ["id eq 'x' and id eq 'y' or id eq 'ann'", true],
    ["id eq 'x' and (id eq 'y' or id eq 'ann')", false],
    ["id in ('x', 'ann')", true],
    ['mail eq null', true],
    ['mail ne null', false],
    ["mail ne 'x'", true],
    ["mail eq 'x'", false],
    ['createdDateTime ge 2025-01-01T00:00:00Z', true],
    ['createdDateTime lt 2025-01-01', false],
    ['assignedLicenses/any(l:l/skuId eq 6fd2c87f-b296-42f0-b197-1e91e994b900)', true],
    ['assignedLicenses/any(l:l/skuId eq 00000000-0000-0000-0000-000000000000)', false],
    ['assignedLicenses/$count eq 1', true],
    ['assignedLicenses/any()', true],
    ["proxyAddresses/any(p:startswith(p,'smtp:hara'))", true],
    ["proxyAddresses/all(p:endswith(p,'@contoso.com'))", true],
    ["otherMails/any(m:m eq 'x')", false],
  ])('%s', (text, matches) => {
    expect(readODataFilter(text, ['user']).matches(ANN)).toBe(matches);
  });

  it.each([
    ["displayName ne 'x'", true],
    ["not (id eq 'x')", true],
    ["endsWith(mail,'x')", true],
    ['assignedLicenses/$count eq 0', true],
    ["displayName eq 'ne not endsWith'", false],
  ])('%s needs the index: %s', (text, isAdvanced) => {
    expect(readODataFilter(text, ['user']).isAdvanced).toBe(isAdvanced);
  });

  it('reads or refuses any text, and never fails in another way', () => {
    const word = fc.constantFrom(
      'id',
      'eq',
      "'x'",
      '(',
      ')',
      'and',
      'not',
      'any',
      '/',
      ',',
      'in',
      'startswith',
      ' ',
      ':',
      '%',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (filter) => {
        try {
          readODataFilter(filter, ['user']).matches(ANN);
        } catch (error) {
          expect(error).toBeInstanceOf(GraphError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('$search', () => {
  it.each([
    ['"displayName:ann"', true],
    ['"displayName:o\'hara"', true],
    ['"displayName:ara"', false],
    ['"displayName:ann" AND "displayName:bob"', false],
    ['"displayName:ann" AND NOT "displayName:bob"', true],
    ['("displayName:bob" OR "displayName:ann") AND "displayName:hara"', true],
  ])('%s', (text, matches) => {
    expect(readSearch(text)(ANN)).toBe(matches);
  });

  it.each(['displayName:ann', '"ann"', '"id:ann"', '"displayName:ann" "displayName:o"', '("displayName:ann"', ''])(
    '%s is refused',
    (text) => {
      expect(() => readSearch(text)).toThrow(GraphError);
    },
  );
});
