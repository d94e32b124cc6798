import { describe, expect, it } from 'vitest';
import { planId } from '../../../src/catalogue/products.ts';
import { ruleProfile } from '../../../src/catalogue/rule-profile.ts';
import { LEARNT_FROM, learnFrom, withLearntRules } from '../../../src/licensing/rules/learnt-rules.ts';

const DATE = '2026-11-30';
const [SWAY, FORMS, PHONE, TEAMS, SKYPE] = ['SWAY', 'FORMS_PLAN_E3', 'MCOEV', 'TEAMS1', 'MCOSTANDARD'].map(planId) as [
  string,
  string,
  string,
  string,
  string,
];
const rules = ruleProfile('stacking-2023');

describe('what an error text of the directory teaches', () => {
  it('is a pair of plans that exclude each other', () => {
    const text = `License assignment failed because service plans [${SWAY.toUpperCase()}], [${FORMS}] are mutually exclusive.`;
    expect(learnFrom(text, DATE)).toEqual({ kind: 'exclusive', plans: [SWAY, FORMS], date: DATE });
  });

  it('is what a plan needs', () => {
    const text = `License assignment failed because service plan [${PHONE}] depends on the service plan(s) [${TEAMS}], [${SKYPE}].`;
    expect(learnFrom(text, DATE)).toEqual({
      kind: 'dependency',
      plan: PHONE,
      requiresAnyOf: [TEAMS, SKYPE],
      date: DATE,
    });
  });

  it.each([
    'Not enough licenses are available to complete this operation.',
    'License assignment failed because service plans are mutually exclusive.',
    `License assignment failed because service plan ${PHONE} depends on the service plan(s) .`,
    '',
  ])('is nothing where it names no plans: “%s”', (text) => {
    expect(learnFrom(text, DATE)).toBeUndefined();
  });
});

describe('rule data with what was learnt', () => {
  it('has the pair as a set of its own, with its source and date', () => {
    const { mutuallyExclusive } = withLearntRules(rules, [{ kind: 'exclusive', plans: [SWAY, FORMS], date: DATE }]);
    expect(mutuallyExclusive.slice(0, -1)).toEqual(rules.mutuallyExclusive);
    expect(mutuallyExclusive.at(-1)).toMatchObject({ plans: [SWAY, FORMS], source: LEARNT_FROM, date: DATE });
  });

  it('is the same where the pair was known, also when it is taught twice', () => {
    const [set] = rules.mutuallyExclusive;
    const [one = '', other = ''] = set?.plans ?? [];
    expect(withLearntRules(rules, [{ kind: 'exclusive', plans: [other, one], date: DATE }])).toBe(rules);
    const taught = { kind: 'exclusive', plans: [SWAY, FORMS], date: DATE } as const;
    expect(withLearntRules(rules, [taught, taught])).toEqual(withLearntRules(rules, [taught]));
  });

  it('takes the directory’s word for what a plan needs, and keeps what it needs besides', () => {
    const other = { plan: PHONE, requiresAnyOf: [SWAY] };
    const data = { ...rules, dependsOn: [...rules.dependsOn, other] };
    const taught = { kind: 'dependency', plan: PHONE, requiresAnyOf: [TEAMS], date: DATE } as const;
    const ofPhone = withLearntRules(data, [taught]).dependsOn.filter(({ plan }) => plan === PHONE);
    expect(ofPhone).toEqual([other, { plan: PHONE, requiresAnyOf: [TEAMS], source: LEARNT_FROM, date: DATE }]);
  });
});
