import { type KeptLicenses, keptLicenses, keptOf } from '../model/kept.ts';
import type { Tenant } from '../model/tenant.ts';
import type { PageAsked } from './list-pages.ts';
import { type PageOf, pageOf } from './page.ts';

/** What people keep of one group. */
export interface KeptLine {
  readonly groupId: string;
  readonly people: number;
  readonly products: readonly { readonly skuId: string; readonly people: number }[];
}

/** A page of the groups that people keep something of. Plain JSON, in ids. */
export interface KeptPage extends PageOf<KeptLine> {
  /** Who keeps something, of whatever group: each once. */
  readonly people: number;
  /** Whether some is of a group that the tenant does not have. */
  readonly isSomeUnknown: boolean;
}

/** A page of the people who keep something of one group, with the products that they keep. Plain JSON, in ids. */
export interface KeptOfGroup extends PageOf<{ readonly userId: string; readonly skuIds: readonly string[] }> {
  readonly groupId: string;
}

export function keptPage(tenant: Tenant, asked: PageAsked): KeptPage {
  return pageOfKept(keptLicenses(tenant), asked);
}

export function pageOfKept(kept: readonly KeptLicenses[], { page, size }: PageAsked): KeptPage {
  const shown = pageOf(kept, page, size);
  return {
    page: shown.page,
    items: shown.items.map(({ groupId, users, products }) => ({
      groupId,
      people: users.length,
      products: products.map(({ skuId, users: having }) => ({ skuId, people: having.length })),
    })),
    people: new Set(kept.flatMap(({ users }) => users)).size,
    isSomeUnknown: kept.some(({ isKnown }) => !isKnown),
  };
}

/** Undefined where nobody keeps anything of the group. */
export function keptOfGroup(tenant: Tenant, groupId: string, asked: PageAsked): KeptOfGroup | undefined {
  const kept = keptOf(tenant, groupId);
  return kept === undefined ? undefined : pageOfKeptOfGroup(tenant, kept, asked);
}

export function pageOfKeptOfGroup(
  tenant: Tenant,
  { groupId, users, products }: KeptLicenses,
  { page, size }: PageAsked,
): KeptOfGroup {
  const shown = pageOf(users, page, size);
  return {
    groupId,
    page: shown.page,
    items: shown.items.map((user) => ({
      userId: tenant.user(user).id,
      skuIds: products.flatMap(({ skuId, users: having }) => (having.includes(user) ? [skuId] : [])),
    })),
  };
}
