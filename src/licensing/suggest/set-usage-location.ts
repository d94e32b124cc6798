import type { Change } from '../change.ts';
import type { Cause } from '../explain/status.ts';
import { planReader } from '../model/holdings.ts';
import type { Tenant } from '../model/tenant.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { type Candidate, reasonsOfKind, userIds } from './candidate.ts';

/**
 * Sets the usage location of the failing people to one where the group's whole template is allowed: the organization's
 * country, else the commonest among the other members. Subject: the people and the location.
 */
export function setUsageLocation(tenant: Tenant, cause: Cause): readonly Candidate[] {
  if (reasonsOfKind(cause, 'location').length === 0) return [];
  const usageLocation = allowedLocation(tenant, cause);
  if (usageLocation === undefined) return [];
  const people = userIds(tenant, cause);
  const changes = people.map((userId): Change => ({ kind: 'setUsageLocation', userId, usageLocation }));
  return [{ kind: 'setUsageLocation', changes, subject: { userIds: people, usageLocation }, canApply: true }];
}

function allowedLocation(tenant: Tenant, cause: Cause): string | undefined {
  const rules = rulesOf(tenant);
  const plans = tenant.givenLicenses(cause.group).flatMap(planReader(tenant));
  const allowed = (country: string) => !plans.some((plan) => rules.isRestricted(plan, country));
  const home = tenant.organization.countryLetterCode;
  if (home !== null && allowed(home)) return home;
  const counts = new Map<string, number>();
  for (const user of tenant.members(cause.group)) {
    const country = tenant.user(user).usageLocation;
    if (country !== null) counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).find(([country]) => allowed(country))?.[0];
}
