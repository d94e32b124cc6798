import type { Planned } from '../core/command/plan.ts';
import { planCommand } from '../core/command/plan-command.ts';
import type { Intent, Reading } from '../core/language/command.ts';
import {
  type HelpOptions,
  type HelpTopic,
  helpFor,
  type Names,
  type UnderstandOptions,
  understand,
} from '../core/language/index.ts';
import { findTargets, type Targets } from '../core/licensing/find-targets.ts';
import { type GoodExamples, goodExamples } from '../core/licensing/good-examples.ts';
import { type GroupPage, groupPage } from '../core/licensing/group-page.ts';
import { type PersonPage, personPage } from '../core/licensing/person-page.ts';
import { type ProductPage, productPage } from '../core/licensing/product-page.ts';
import { type Seats, seatsOf } from '../core/licensing/seats.ts';
import type { Tenant } from '../core/licensing/tenant.ts';

/** What can be said about one subject, or all, by somebody who may do these things. */
export interface HelpAsked extends Pick<HelpOptions, 'language' | 'topic'> {
  readonly may: readonly Intent[];
}

/** An answer, and the revision of the tenant that it was read from. */
export interface Seen<T> {
  readonly revision: number;
  readonly seen: T;
}

/**
 * The one owner of the tenant's model, as everybody else asks it: asynchronously, in ids, answered with plain, bounded
 * data. Nothing that it answers changes with the tenant, and nothing of it is a place in the tenant's columns.
 */
export interface TenantHost {
  /** What a sentence means in this tenant. */
  understand(text: string, options: Omit<UnderstandOptions, 'names'>): Promise<Reading>;
  /** What can be said, by topic, with the tenant's own names. */
  help(options: HelpAsked): Promise<readonly HelpTopic[]>;
  /** What a command does to desired state, as the tenant stands. */
  plan(command: Pick<Reading, 'intent' | 'slots'>): Promise<Seen<Planned>>;
  /** Of every product, in the tenant's order. */
  seats(): Promise<Seen<readonly Seats[]>>;
  /** Undefined for a product that the tenant does not own. */
  product(skuId: string): Promise<Seen<ProductPage | undefined>>;
  /** Undefined for a group, or somebody, whom the tenant does not have. */
  group(groupId: string): Promise<Seen<GroupPage | undefined>>;
  person(userId: string): Promise<Seen<PersonPage | undefined>>;
  /** Plans that a group's template turns off; undefined where it does not give the product. */
  plansOff(groupId: string, skuId: string): Promise<Seen<readonly string[] | undefined>>;
  /** Groups and people whose names hold the words, at most `limit` of them. */
  find(query: string, limit: number): Promise<Seen<Targets>>;
  examples(): Promise<Seen<GoodExamples | undefined>>;
}

export interface TenantHostOptions {
  readonly tenant: Tenant;
  readonly names: Names;
}

/** In the process of who asks; behind promises, so that it need not be. */
export function tenantHost({ tenant, names }: TenantHostOptions): TenantHost {
  const seen = async <T>(look: () => T): Promise<Seen<T>> => ({ revision: tenant.revision, seen: look() });
  return {
    understand: async (text, options) => understand(text, { ...options, names }),
    help: async ({ may, ...options }) => helpFor({ ...options, names, may: (intent) => may.includes(intent) }),
    plan: (command) => seen(() => planCommand(tenant, command)),
    seats: () => seen(() => tenant.skus.map((_, sku) => seatsOf(tenant, sku))),
    product: (skuId) => seen(() => productPage(tenant, skuId)),
    group: (groupId) => seen(() => groupPage(tenant, groupId)),
    person: (userId) => seen(() => personPage(tenant, userId)),
    plansOff: (groupId, skuId) =>
      seen(() => {
        const group = tenant.findGroup(groupId);
        const licenses = group === undefined ? [] : tenant.assignedLicenses(group);
        return licenses.find((license) => license.skuId === skuId)?.disabledPlans;
      }),
    find: (query, limit) => seen(() => findTargets(tenant, query, limit)),
    examples: () => seen(() => goodExamples(tenant)),
  };
}
