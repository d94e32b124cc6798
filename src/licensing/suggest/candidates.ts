import type { Cause } from '../explain/status.ts';
import type { Tenant } from '../model/tenant.ts';
import type { SimulateOptions } from '../outcome/simulate.ts';
import { buySeats } from './buy-seats.ts';
import { bothCandidates, type Candidate } from './candidate.ts';
import { freeSeats } from './free-seats.ts';
import { leaveSource } from './leave-source.ts';
import { letGoNow } from './let-go-now.ts';
import { reactivate } from './reactivate.ts';
import { releaseKept } from './release-kept.ts';
import { repairAddress } from './repair-address.ts';
import { setUsageLocation } from './set-usage-location.ts';
import { splitTemplate } from './split-template.ts';
import { swapInSource } from './swap-in-source.ts';
import { turnPlansOffHere } from './turn-plans-off-here.ts';
import { turnPlansOffInSource } from './turn-plans-off-in-source.ts';

/** Everything that might help the people of a cause, the gentlest first. Nothing here is known to work: that is for the engine to say. */
export function candidatesFor(tenant: Tenant, cause: Cause, options: SimulateOptions): readonly Candidate[] {
  const [left, released] = [leaveSource(tenant, cause), releaseKept(tenant, cause)];
  return [
    ...left,
    // What conflicts may come from a group and be kept from another.
    ...eachWith(left, released),
    ...setUsageLocation(tenant, cause),
    ...repairAddress(tenant, cause),
    ...turnPlansOffInSource(tenant, cause),
    ...swapInSource(tenant, cause),
    ...turnPlansOffHere(tenant, cause),
    ...released,
    ...letGoNow(tenant, cause),
    ...freeSeats(tenant, cause),
    ...reactivate(tenant, cause),
    ...buySeats(tenant, cause, options),
    ...splitTemplate(tenant, cause),
  ];
}

function eachWith(some: readonly Candidate[], others: readonly Candidate[]): readonly Candidate[] {
  return some.flatMap((first) => others.map((second) => bothCandidates(first, second)));
}
