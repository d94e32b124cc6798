import type { Cause } from '../explain/status.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { type Candidate, reasonsOfKind } from './candidate.ts';

/**
 * Takes a doubled proxy address off everybody but one. Whoever has it as the primary address (`SMTP:`) keeps it, else the
 * one who was there first; where that does not tell them apart by the address itself, the other way round is offered too.
 * Subject: the address, the people who lose it, and who keeps it.
 */
export function repairAddress(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const [duplicate] = reasonsOfKind(cause, 'duplicateAddress');
  if (!duplicate) return [];
  const { address } = duplicate.detail;
  const bearers = [...tenant.usersWithAddress(address)].sort((a, b) => a - b);
  const primary = bearers.filter((user) => hasAsPrimary(tenant, user, address));
  const keepers = primary.length === 1 ? primary : bearers.slice(0, 2);
  return keepers.map((keeper) =>
    takeOff(
      tenant,
      address,
      keeper,
      bearers.filter((user) => user !== keeper),
    ),
  );
}

function hasAsPrimary(tenant: Tenant, user: UserIndex, address: string): boolean {
  return tenant
    .user(user)
    .proxyAddresses.some((own) => own.startsWith('SMTP:') && own.toLowerCase() === address.toLowerCase());
}

function takeOff(tenant: Tenant, address: string, keeper: UserIndex, losers: readonly UserIndex[]): Candidate {
  const changes = losers.map((user) => ({
    kind: 'setProxyAddresses' as const,
    userId: tenant.user(user).id,
    proxyAddresses: tenant.user(user).proxyAddresses.filter((own) => own.toLowerCase() !== address.toLowerCase()),
  }));
  const userIds = changes.map(({ userId }) => userId);
  return {
    kind: 'repairAddress',
    changes,
    subject: { address, userIds, keeperId: tenant.user(keeper).id },
    canApply: true,
  };
}
