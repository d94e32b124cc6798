import type { Conflicts } from './conflicts.ts';
import type { Groups } from './groups.ts';
import type { Column } from './growable.ts';
import type { LicenseRows } from './license-rows.ts';
import type { Memberships } from './memberships.ts';
import type { MemoryTenant } from './memory-tenant.ts';
import type { People } from './people.ts';
import type { RowTable } from './row-table.ts';
import type { Template } from './template.ts';
import type { Rows, SkuIndex, UserIndex } from './tenant.ts';

/** What deciding about one person reads of a tenant: each thread has one, over columns that all of them share. */
export interface DecidingTenant
  extends Pick<MemoryTenant, 'rules' | 'skuPlans' | 'countryCode' | 'groupCount' | 'handles'> {
  readonly skus: { readonly length: number };
  readonly seatCounts: { readonly consumed: Int32Array };
  readonly groups: Pick<Groups, 'templates' | 'products' | 'rank'>;
  readonly licenses: Pick<LicenseRows, 'withError' | 'refused' | 'atRest' | 'kept' | 'comesBefore'>;
  readonly table: RowTable;
  readonly conflicts: Conflicts;
  readonly store: { readonly words: { readonly data: Column } };
  readonly memberships: Pick<Memberships, 'start' | 'count'> & {
    readonly groups: { readonly data: Column };
    readonly places: { readonly data: Column };
  };
  readonly people: Pick<People, 'location' | 'sharesAddress'> & {
    readonly locations: { value(location: number): string };
  };
  seats(sku: SkuIndex): number;
  rows(user: UserIndex): Rows;
}

/** Is a plan of the template's product restricted in this location (R34)? */
export function isProhibited(tenant: DecidingTenant, template: Template, slot: number, location: number): boolean {
  if (location === 0 || tenant.rules.restrictedLocations.length === 0) return false;
  const place = location * template.rows.length + slot;
  const known = template.prohibited[place];
  if (known !== undefined) return known;
  const { table, people } = tenant;
  const prohibited = table.isRestrictedIn(template.rows[slot] as number, people.locations.value(location));
  template.prohibited[place] = prohibited;
  return prohibited;
}
