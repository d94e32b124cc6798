import { describe, expect, it } from 'vitest';
import type { User } from '../../../src/graph/types.ts';
import { readMembershipRule } from '../../../src/licensing/rules/membership-rule.ts';

const ann = {
  id: 'a1',
  displayName: 'Ann Beebe',
  userPrincipalName: 'ann.beebe@contoso.com',
  usageLocation: 'NL',
  userType: 'Member',
  accountEnabled: true,
  proxyAddresses: [],
  department: 'Sales',
  jobTitle: null,
} satisfies User;

const takes = (rule: string, user: User = ann) => {
  const read = readMembershipRule(rule);
  return read.kind === 'rule' ? read.takes(user) : read.part;
};

describe('a rule of a dynamic group', () => {
  it.each([
    ['user.department -eq "sales"', true],
    ['(user.department -ne "Sales")', false],
    ['user.department -eq "Sales" -and user.accountEnabled -eq false', false],
    ['user.department -eq "Field" -or user.accountEnabled -eq true', true],
    ['not (user.department -eq "Field")', true],
    ['user.department -eq "X" -and user.department -eq "Sales" -or user.usageLocation -eq "NL"', true],
    ['user.department -eq "X" -and (user.department -eq "Sales" -or user.usageLocation -eq "NL")', false],
    ['user.usageLocation -in ["DE", "NL"]', true],
    ['user.usageLocation -notIn ["DE","NL"]', false],
    ['user.userPrincipalName -startsWith "ann."', true],
    ['user.userPrincipalName -notContains "@contoso"', false],
    ['user.jobTitle -eq null', true],
    ['user.jobTitle -contains "a"', false],
    ['user.department -eq “Sales”', true],
  ])('%s', (rule, holds) => {
    expect(takes(rule)).toBe(holds);
  });

  it.each([
    ['user.city -eq "Delft"', 'user.city -eq "Delft"'],
    ['user.department -eq "Sales" -and device.deviceOwnership -eq "Company"', 'device.deviceOwnership -eq "Company"'],
    ['user.displayName -match "A.*"', 'user.displayName -match "A.*"'],
    ['user.department -eq Sales', 'user.department -eq Sales'],
    ['user.department -eq "Sales" user.userType', 'user.userType'],
    ['', ''],
  ])('is not guessed where it says what cannot be told: %s', (rule, part) => {
    expect(takes(rule)).toBe(part);
  });

  it('names what it asks for', () => {
    const read = readMembershipRule('user.department -eq "Sales" -and user.JobTitle -ne null');
    expect(read.kind === 'rule' && [...read.properties]).toEqual(['department', 'jobTitle']);
  });
});
