import { readFileSync } from 'node:fs';
import { catalogueProducts } from '../../src/catalogue/products.ts';
import { ruleProfile, ruleProfileOn } from '../../src/catalogue/rule-profile.ts';
import type {
  AssignedLicense,
  LicenseAssignmentError,
  LicenseAssignmentState,
  SnapshotGroup,
  SnapshotUser,
  SubscribedSku,
} from '../../src/graph/types.ts';
import { LICENSE_ASSIGNMENT_ERRORS } from '../../src/graph/types.ts';
import type { Refusal } from '../../src/licensing/change.ts';
import { causesOf } from '../../src/licensing/explain/causes.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { NOW } from './small-tenant.ts';

/** A product of the public list by its `skuPartNumber`, less the plans `off`, or with `only` these. */
interface Given {
  readonly sku: string;
  readonly off?: readonly string[];
  readonly only?: readonly string[];
}

/** One outcome that somebody reported in public, or that Microsoft documents: who had what, was given what, and what came of it. */
export interface ReportedCase {
  readonly id: string;
  readonly date: string;
  readonly source: string;
  /** `left`: the person left the group, or the product left its template. */
  readonly has?: readonly {
    readonly to?: 'person' | 'group';
    readonly products: readonly Given[];
    readonly left?: true | 'template';
  }[];
  readonly gets?: readonly Given[];
  /** `command`: asked of the directory, not found by it while it works. */
  readonly via?: 'command';
  readonly direct?: readonly Given[];
  readonly seats?: Readonly<Record<string, number>>;
  readonly location?: string | null;
  readonly sharedAddress?: boolean;
  readonly outcome: 'works' | 'fails';
  readonly reason?: LicenseAssignmentError;
  /** Pairs of plans that the report names. */
  readonly plans?: readonly (readonly [string, string])[];
  /** Another report says otherwise. */
  readonly disputed?: boolean;
}

export const REPORTED_CASES: readonly ReportedCase[] = readFileSync(
  new URL('reported-outcomes.jsonl', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as ReportedCase);

export interface Foretold {
  readonly outcome: 'works' | 'fails';
  readonly reason: LicenseAssignmentError | null;
  /** Plans that stand in each other's way. */
  readonly plans: readonly (readonly [string, string])[];
}

const PERSON = 'alex';
const WORKS: Foretold = { outcome: 'works', reason: null, plans: [] };

/** What comes of the case by the rules of its date: a tenant of one person with the products that it needs. */
export function foretell(reported: ReportedCase): Foretold {
  const { tenant, given } = tenantFor(reported);
  const licenses = (reported.gets ?? reported.direct ?? []).map(licenseOf);
  if (reported.direct !== undefined) {
    const change = { kind: 'assignUserLicense', userId: PERSON, addLicenses: licenses, removeLicenses: [] } as const;
    return refused(applyChange(tenant, change, NOW));
  }
  if (reported.via === 'command') {
    const change = { kind: 'assignGroupLicense', groupId: given, addLicenses: licenses, removeLicenses: [] } as const;
    return refused(applyChange(tenant, change, NOW));
  }
  reconcile(tenant, { users: 'everyone', now: NOW });
  const errors = tenant.read(tenant.rows(0)).flatMap(({ error, assignedByGroup }) => {
    return error !== null && (reported.gets === undefined || assignedByGroup === given) ? [error] : [];
  });
  const reason = LICENSE_ASSIGNMENT_ERRORS.find((error) => errors.includes(error));
  return reason === undefined ? WORKS : { outcome: 'fails', reason, plans: plansInTheWay(tenant) };
}

function refused(refusals: readonly Refusal[]): Foretold {
  const [first] = refusals;
  if (first === undefined) return WORKS;
  if (first.kind === 'noUsageLocation') {
    return { outcome: 'fails', reason: 'ProhibitedInUsageLocationViolation', plans: [] };
  }
  if (first.kind !== 'templateLacksPrerequisite') throw new Error(`refused for another reason: ${first.kind}`);
  const plans = first.requiresAnyOf.map((needed) => [first.servicePlanId, needed] as const);
  return { outcome: 'fails', reason: 'DependencyViolation', plans };
}

function plansInTheWay(tenant: Tenant): Foretold['plans'] {
  return causesOf(tenant, { users: [0] })
    .flatMap((cause) => [cause, ...(cause.further ?? [])])
    .flatMap(({ detail }) => {
      if (detail.kind === 'conflict') return detail.pairs.map(({ plan, otherPlan }) => [plan, otherPlan] as const);
      return detail.kind === 'dependency' ? detail.requiresAnyOf.map((needed) => [detail.plan, needed] as const) : [];
    });
}

function tenantFor(reported: ReportedCase): { tenant: Tenant; given: string } {
  const groups: SnapshotGroup[] = [];
  const rows: LicenseAssignmentState[] = [];
  const addGroup = (assignedLicenses: readonly AssignedLicense[], members: readonly string[]) => {
    const id = `g${groups.length}`;
    groups.push({ id, displayName: id, securityEnabled: true, assignedLicenses, members });
    return id;
  };
  for (const { to = 'person', products, left } of reported.has ?? []) {
    const licenses = products.map(licenseOf);
    const source =
      to === 'person' ? null : addGroup(left === 'template' ? [] : licenses, left === true ? [] : [PERSON]);
    for (const license of licenses) rows.push({ ...license, assignedByGroup: source, state: 'Active', error: null });
  }
  const given = addGroup(reported.via === 'command' ? [] : (reported.gets ?? []).map(licenseOf), [PERSON]);
  const all = [
    ...(reported.has ?? []).flatMap(({ products }) => products),
    ...(reported.gets ?? []),
    ...(reported.direct ?? []),
  ];
  const person: SnapshotUser = {
    id: PERSON,
    usageLocation: reported.location === undefined ? 'NL' : reported.location,
    proxyAddresses: ['SMTP:alex@contoso.com'],
    licenseAssignmentStates: rows,
  };
  const other = { ...person, id: 'robin', licenseAssignmentStates: [] };
  const tenant = loadTenant({
    organization: { id: 'o', displayName: 'Contoso', countryLetterCode: 'NL' },
    subscribedSkus: [...new Set(all.map(({ sku }) => sku))].map((sku) =>
      subscription(sku, reported.seats?.[sku] ?? 10),
    ),
    users: reported.sharedAddress ? [person, other] : [person],
    groups,
    directoryRoles: [],
    rules: ruleProfile(ruleProfileOn(reported.date)),
  });
  return { tenant, given };
}

const products = new Map(catalogueProducts.map((product) => [product.skuPartNumber, product]));

function productOf(sku: string) {
  const product = products.get(sku);
  if (product === undefined) throw new Error(`the public list has no ${sku}`);
  return product;
}

function subscription(sku: string, enabled: number): SubscribedSku {
  const { skuId, skuPartNumber, servicePlans } = productOf(sku);
  const prepaidUnits = { enabled, warning: 0, suspended: 0 };
  return { skuId, skuPartNumber, capabilityStatus: 'Enabled', prepaidUnits, servicePlans };
}

function licenseOf({ sku, off = [], only }: Given): AssignedLicense {
  const { skuId, servicePlans } = productOf(sku);
  const isOff = (name: string) => (only === undefined ? off.includes(name) : !only.includes(name));
  return {
    skuId,
    disabledPlans: servicePlans.filter((plan) => isOff(plan.servicePlanName)).map((plan) => plan.servicePlanId),
  };
}
