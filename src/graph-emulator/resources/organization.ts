import type { Tenant } from '../../licensing/model/tenant.ts';
import { type Entity, plainEntity } from './entity.ts';

/** Domains are told from the names of so many people: a snapshot has none. */
const PEOPLE_ASKED = 1_000;

export function organizationEntity(tenant: Tenant): Entity {
  return plainEntity('organization', {
    mobileDeviceManagementAuthority: 'unknown',
    tenantType: 'AAD',
    ...tenant.organization,
    verifiedDomains: domainNames(tenant).map((name, index) => ({
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: index === 0,
      isInitial: index === 0,
      name,
      type: 'Managed',
    })),
  });
}

export function domains(tenant: Tenant): readonly Entity[] {
  return domainNames(tenant).map((id, index) =>
    plainEntity('domain', {
      authenticationType: 'Managed',
      id,
      isAdminManaged: true,
      isDefault: index === 0,
      isInitial: index === 0,
      isRoot: true,
      isVerified: true,
      supportedServices: ['Email', 'OfficeCommunicationsOnline'],
    }),
  );
}

/** The one of most people first. */
function domainNames(tenant: Tenant): readonly string[] {
  const counts = new Map<string, number>();
  for (let user = 0; user < Math.min(tenant.userCount, PEOPLE_ASKED); user++) {
    const [, domain] = tenant.user(user).userPrincipalName.toLowerCase().split('@');
    if (domain) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([domain]) => domain);
}
