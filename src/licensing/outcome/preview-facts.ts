import type { Change } from '../change.ts';
import type { Cause } from '../explain/status.ts';
import { planReader } from '../model/holdings.ts';
import type { GroupIndex, Tenant, UserIndex } from '../model/tenant.ts';
import type { Outcome } from './outcome.ts';

/** What a preview of a template change says about one of the groups that it names. */
interface PreviewFacts {
  readonly group: GroupIndex;
  readonly members: number;
  /** Members who get, or keep, every product of the template. */
  readonly getAll: number;
  readonly fail: number;
  readonly causes: readonly Cause[];
  /** Members for whom the organization's country stands in (R33). */
  readonly inheritsUsageLocation: number;
  /** People of nested groups, who get nothing (R3). */
  readonly onlyNested: number;
  /** People who keep a plan that was to go off, through another source or product (R12). */
  readonly keepPlan: readonly { readonly servicePlanId: string; readonly users: readonly UserIndex[] }[];
  /** Plans that stay on although their twin goes off: the same service by a newer name. */
  readonly twins: readonly TwinPlan[];
}

export interface TwinPlan {
  readonly skuId: string;
  readonly servicePlanId: string;
  readonly twinOf: string;
}

/** Plan names of one service: whoever turns the first off seldom wants to keep the second. */
const TWINS: readonly (readonly [string, string])[] = [['YAMMER_ENTERPRISE', 'VIVAENGAGE_CORE']];

/** The facts of every group whose template the changes alter, from their outcome. Empty when it was refused. */
export function previewFacts(tenant: Tenant, changes: readonly Change[], outcome: Outcome): readonly PreviewFacts[] {
  return outcome.groups.flatMap(({ after }) => {
    const { id } = tenant.group(after.group);
    const own = changes
      .filter((change) => change.kind === 'assignGroupLicense')
      .filter(({ groupId }) => groupId === id);
    if (own.length === 0) return [];
    const plansOff = new Set(
      own.flatMap(({ addLicenses }) => addLicenses.flatMap(({ disabledPlans }) => disabledPlans)),
    );
    const keepSome = outcome.keepPlan.filter(({ servicePlanId }) => plansOff.has(servicePlanId));
    const members = new Set(keepSome.length === 0 ? [] : tenant.members(after.group));
    return [
      {
        group: after.group,
        members: after.members,
        getAll: after.assigned,
        fail: after.failed,
        causes: after.causes,
        inheritsUsageLocation: after.inheritsUsageLocation,
        onlyNested: after.onlyNested,
        keepPlan: keepSome
          .map(({ servicePlanId, users }) => ({ servicePlanId, users: users.filter((user) => members.has(user)) }))
          .filter(({ users }) => users.length > 0),
        twins: twinsLeftOn(tenant, own),
      },
    ];
  });
}

/** Twins that the changed licenses leave on, of plans that they turn off. */
function twinsLeftOn(
  tenant: Tenant,
  changes: readonly Extract<Change, { kind: 'assignGroupLicense' }>[],
): readonly TwinPlan[] {
  const plansOf = planReader(tenant);
  return changes.flatMap(({ addLicenses }) =>
    addLicenses.flatMap((license) => {
      const plans = tenant.skus[tenant.findSku(license.skuId) ?? -1]?.servicePlans ?? [];
      const idOf = (name: string) => plans.find((plan) => plan.servicePlanName === name)?.servicePlanId;
      const enabled = plansOf(license);
      return TWINS.flatMap(([name, twin]) => {
        const [twinOf, servicePlanId] = [idOf(name), idOf(twin)];
        if (twinOf === undefined || servicePlanId === undefined) return [];
        const left = license.disabledPlans.includes(twinOf) && enabled.includes(servicePlanId);
        return left ? [{ skuId: license.skuId, servicePlanId, twinOf }] : [];
      });
    }),
  );
}
