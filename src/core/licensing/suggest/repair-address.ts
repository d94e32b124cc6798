import type { Cause } from '../status.ts';
import type { Tenant, UserIndex } from '../tenant.ts';
import { type Candidate, reasonsOfKind } from './candidate.ts';

/**
 * Takes the doubled proxy address off one of its bearers: off the one who fails, or off all others, so that the admin sees
 * both and decides who keeps it. Subject: the address, the person who keeps it first, then those who lose it.
 */
export function repairAddress(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const [duplicate] = reasonsOfKind(cause, 'duplicateAddress');
  const [failing] = cause.users;
  if (!duplicate || failing === undefined) return [];
  const { address, others } = duplicate.detail;
  const [other] = others;
  if (other === undefined) return [];
  return [
    takeOff(tenant, address, failing, others),
    ...(others.length > 1 ? [takeOff(tenant, address, other, [failing, ...others.slice(1)])] : []),
    takeOff(tenant, address, other, [failing]),
  ];
}

function takeOff(tenant: Tenant, address: string, keeper: UserIndex, losers: readonly UserIndex[]): Candidate {
  const changes = losers.map((user) => ({
    kind: 'setProxyAddresses' as const,
    userId: tenant.user(user).id,
    proxyAddresses: tenant.user(user).proxyAddresses.filter((own) => own.toLowerCase() !== address.toLowerCase()),
  }));
  const userIds = [keeper, ...losers].map((user) => tenant.user(user).id);
  return { kind: 'repairAddress', changes, subject: { address, userIds }, canApply: true };
}
