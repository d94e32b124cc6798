import { readFileSync } from 'node:fs';
import { planAliases, productAliases } from '../../src/catalogue/aliases.ts';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import type { SnapshotGroup, SnapshotUser, SubscribedSku } from '../../src/graph/types.ts';
import { buildNames, type Names } from '../../src/language/names/build-names.ts';
import { type NameSource, namesOf } from '../../src/language/names/source.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';

type SomeGroup = Pick<SnapshotGroup, 'id' | 'displayName' | 'members' | 'assignedLicenses'>;
type SomeUser = Pick<SnapshotUser, 'id' | 'displayName' | 'userPrincipalName'>;

/** A tenant of which only the names and who is in what matters. */
export function sourceOf(
  groups: readonly SomeGroup[],
  users: readonly SomeUser[],
  skus: readonly SubscribedSku[],
): NameSource {
  return {
    groupCount: groups.length,
    userCount: users.length,
    group: (index) => ({ id: groups[index]?.id ?? '', displayName: groups[index]?.displayName ?? '' }),
    user: (index) => ({
      id: users[index]?.id ?? '',
      displayName: users[index]?.displayName ?? '',
      userPrincipalName: users[index]?.userPrincipalName ?? '',
    }),
    skus,
    productName: (sku) => catalogue.productName(sku.skuId, sku.skuPartNumber),
    planName: (id, name) => catalogue.planName(id, name),
    productAliases,
    planAliases,
    memberCount: (group) => groups[group]?.members?.length ?? 0,
    isMember: (group, user) => groups[group]?.members?.includes(users[user]?.id ?? '') ?? false,
    assignedSkuIds: (group) => groups[group]?.assignedLicenses?.map((license) => license.skuId) ?? [],
  };
}

function lines<T>(path: string): T[] {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
}

export function sourceIn(tenant: 'chat' | 'chat-b'): NameSource {
  const folder = `../tenants/${tenant}`;
  const skus = JSON.parse(
    readFileSync(new URL(`${folder}/subscribedSkus.json`, import.meta.url), 'utf8'),
  ) as SubscribedSku[];
  return sourceOf(lines<SomeGroup>(`${folder}/groups.ndjson`), lines<SomeUser>(`${folder}/users.ndjson`), skus);
}

export const chat: Names = buildNames(sourceIn('chat'));
/** The tenant that Seatkeeper shows when it has none of its own. */
export const demo: Names = buildNames(namesOf(loadTenant(demoTenant())));
export const chatB: Names = buildNames(sourceIn('chat-b'));
export { lines as readLines };
