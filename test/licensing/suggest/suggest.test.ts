import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/licensing/change.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { simulate } from '../../../src/licensing/outcome/simulate.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { suggest, suggestFor } from '../../../src/licensing/suggest/suggest.ts';
import type { Suggestion } from '../../../src/licensing/suggest/suggestion.ts';
import { ASSIGN, beforeAssigning, THE_TEN } from '../kiosk-and-hr.ts';
import { direct, license, NOW, namesOf, type PlainTenant, people } from '../plain-tenant.ts';

function afterAssigning(more: Partial<PlainTenant> = {}): Tenant {
  const tenant = beforeAssigning(more);
  for (const change of ASSIGN) expect(applyChange(tenant, change, NOW)).toEqual([]);
  reconcile(tenant, { users: 'everyone', now: NOW });
  return tenant;
}

function suggestionsFor(tenant: Tenant, groupId: string): readonly Suggestion[] {
  return suggest(tenant, { groups: [tenant.findGroup(groupId) ?? -1] }, { now: NOW, limit: 20 });
}

function ofKind(suggestions: readonly Suggestion[], kind: Suggestion['kind']): Suggestion {
  const found = suggestions.find((suggestion) => suggestion.kind === kind);
  if (!found) throw new Error(`no ${kind} among ${suggestions.map((suggestion) => suggestion.kind).join()}`);
  return found;
}

describe('ten of a thousand hold E1 through Kiosk users', () => {
  const suggestions = suggestionsFor(afterAssigning(), 'HR Department');
  const tenant = afterAssigning();

  it('best takes the ten out of Kiosk users, which fixes 10 of 10, touches nobody else and frees ten seats', () => {
    const [best] = suggestions;
    expect(best).toMatchObject({
      kind: 'leaveSourceGroup',
      groupId: 'HR Department',
      subject: { groupIds: ['Kiosk users'], skuIds: ['E1'] },
      of: 10,
      partlyFixes: [],
      alsoTouched: [],
      canApply: true,
    });
    expect(namesOf(tenant, best?.fixes ?? [])).toEqual(THE_TEN);
    expect(best?.changes).toEqual(THE_TEN.map((userId) => ({ kind: 'removeMember', groupId: 'Kiosk users', userId })));
    expect(best?.outcome.seats).toEqual([
      { skuId: 'E1', seats: 100_000, before: 40, after: 30 },
      { skuId: 'E3', seats: 100_000, before: 990, after: 1000 },
      { skuId: 'EMS', seats: 100_000, before: 990, after: 1000 },
    ]);
  });

  it('says that they lose E1 and with it Yammer', () => {
    const people = suggestions[0]?.outcome.people ?? [];
    expect(people).toHaveLength(10);
    for (const person of people) {
      expect(person).toMatchObject({ gainedSkuIds: ['E3', 'EMS'], lostSkuIds: ['E1'], leftGroupIds: ['Kiosk users'] });
      expect(person.lostPlans).toEqual(['EXCHANGE_S_STANDARD', 'SHAREPOINTSTANDARD', 'YAMMER_ENTERPRISE']);
    }
    expect(suggestions[0]?.outcome.loseSomething).toHaveLength(10);
  });

  it('otherwise turns the two plans off in Kiosk users, and Office for the web that needs one of them', () => {
    const suggestion = ofKind(suggestions, 'turnPlansOffInSource');
    expect(suggestion.subject).toEqual({
      groupIds: ['Kiosk users'],
      skuIds: ['E1'],
      plans: ['EXCHANGE_S_STANDARD', 'SHAREPOINTSTANDARD', 'SHAREPOINTWAC'],
    });
    expect([suggestion.fixes.length, suggestion.alsoTouched.length]).toEqual([10, 30]);
  });

  it('otherwise gives Kiosk users E3 instead of E1', () => {
    const suggestion = ofKind(suggestions, 'swapInSource');
    expect(suggestion.changes).toEqual([
      {
        kind: 'assignGroupLicense',
        groupId: 'Kiosk users',
        addLicenses: [license('E3', ['YAMMER_ENTERPRISE'])],
        removeLicenses: ['E1'],
      },
    ]);
    expect([suggestion.fixes.length, suggestion.alsoTouched.length]).toEqual([10, 30]);
  });

  it('otherwise takes mail and SharePoint of E3 from the whole department, and says how many that touches', () => {
    const suggestion = ofKind(suggestions, 'turnPlansOffHere');
    expect(suggestion.subject.plans).toEqual(['EXCHANGE_S_ENTERPRISE', 'SHAREPOINTENTERPRISE', 'SHAREPOINTWAC']);
    expect([suggestion.fixes.length, suggestion.alsoTouched.length]).toEqual([10, 990]);
  });

  it('last gives EMS through a group of its own, which an admin has to make', () => {
    const suggestion = suggestions.at(-1);
    expect(suggestion).toMatchObject({
      kind: 'splitTemplate',
      canApply: false,
      fixes: [],
      subject: { skuIds: ['EMS'] },
    });
    expect(namesOf(tenant, suggestion?.partlyFixes ?? [])).toEqual(THE_TEN);
  });

  it('splits at once where an unlicensed group with just these members exists', () => {
    const suggestion = ofKind(
      suggestionsFor(
        afterAssigning({
          groups: [
            { id: 'HR Department', members: people(0, 1000) },
            { id: 'Kiosk users', members: people(990, 1030), assignedLicenses: [license('E1')] },
            { id: 'All of HR', members: people(0, 1000) },
          ],
        }),
        'HR Department',
      ),
      'splitTemplate',
    );
    expect(suggestion).toMatchObject({
      canApply: true,
      subject: { groupIds: ['HR Department', 'All of HR'], skuIds: ['EMS'] },
    });
    expect([suggestion.partlyFixes.length, suggestion.outcome.loseSomething.length]).toEqual([10, 0]);
  });

  it('removes a direct copy of E1 in the same step, since the conflict stays with it', () => {
    const suggestion = suggestionsFor(
      afterAssigning({
        users: people(0, 1030).map((id) => ({
          id,
          usageLocation: 'US',
          licenseAssignmentStates: THE_TEN.includes(id) ? [direct('E1')] : [],
        })),
      }),
      'HR Department',
    )[0];
    expect(suggestion).toMatchObject({
      kind: 'leaveSourceGroup',
      also: [{ kind: 'removeDirectCopy', subject: { skuIds: ['E1'] } }],
    });
    expect([suggestion?.fixes.length, suggestion?.changes.length]).toEqual([10, 20]);
  });

  it('is foretold before anything is applied, with the outcome of both steps together', () => {
    const before = beforeAssigning();
    const [best] = suggestFor(before, ASSIGN, { now: NOW });
    expect(best).toMatchObject({ kind: 'leaveSourceGroup', of: 10, alsoTouched: [] });
    expect(namesOf(before, best?.fixes ?? [])).toEqual(THE_TEN);
    expect(best?.outcome.groups[0]?.after).toMatchObject({ members: 1000, assigned: 1000, failed: 0 });
    const together = simulate(before, [...ASSIGN, ...(best?.changes ?? [])], { now: 'another time' });
    expect(together.fingerprint).toBe(best?.outcome.fingerprint);
  });

  it('is the best of those found, with the outcome of both steps, also when the time is over by then', () => {
    let asked = 0;
    const [best, ...others] = suggestFor(beforeAssigning(), ASSIGN, { now: NOW, mayGoOn: () => asked++ < 2 });
    expect(best).toMatchObject({ kind: 'leaveSourceGroup', of: 10 });
    expect(best?.outcome.groups[0]?.after).toMatchObject({ assigned: 1000, failed: 0 });
    expect(others).toEqual([]);
  });

  it('is nothing for failures that were there before the change', () => {
    const elsewhere: Change = {
      kind: 'assignGroupLicense',
      groupId: 'Kiosk users',
      addLicenses: [license('EMS')],
      removeLicenses: [],
    };
    expect(
      suggestFor(afterAssigning(), [elsewhere], { now: NOW }).filter(({ groupId }) => groupId === 'HR Department'),
    ).toEqual([]);
  });
});
