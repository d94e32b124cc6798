import type { Change, Refusal } from '../change.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import { affectedBy } from './affected.ts';
import { applyChange } from './apply-change.ts';
import { invert } from './invert.ts';
import type { Tenant, UserIndex } from './tenant.ts';

/**
 * Why the directory would not take the changes back once they stand; nothing where it would. A template that was loaded may
 * lack what no command may leave out of it (R13), and a seat that comes free may go to who waits for it.
 */
export function refusedBack(tenant: Tenant, changes: readonly Change[], now: string): readonly Refusal[] {
  const inverse = invert(tenant, changes);
  if (inverse.length === 0) return [];
  const givesSeats = inverse.some((change) => change.kind === 'assignUserLicense' && change.addLicenses.length > 0);
  return tenant.attempt(
    () => {
      const users = new Set<UserIndex>();
      for (const change of changes) {
        if (givesSeats) for (const user of affectedBy(tenant, change)) users.add(user);
        if (applyChange(tenant, change, now).length > 0) return [];
      }
      if (givesSeats) reconcile(tenant, { users, now });
      return inverse.flatMap((change) => applyChange(tenant, change, now));
    },
    { discardRows: true },
  );
}
