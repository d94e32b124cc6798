import { catalogue } from '../catalogue/catalogue.ts';
import { goneProduct } from '../licensing/model/gone-products.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import type { Taking, TakingCause } from '../licensing/outcome/takings.ts';

const TAKINGS_NAMED = 20;
const PEOPLE_NAMED = 3;

/** With what, from which group. */
const WORDS: Readonly<Record<TakingCause, (what: string, group: string) => string>> = {
  unsure: (what, group) => `${what} from ${group}, in a state that nobody knows`,
  groupGone: (what, group) => `${what} from ${group}, a group that is not there`,
  notMember: (what, group) => `${what} from ${group}, who are not members of it`,
  notGiven: (what, group) => `${what} from ${group}, which does not give it`,
  forOrganization: (what, group) => `${what} from ${group}: a product for the organization, which nobody is given`,
  givesLess: (what, group) => `services of ${what} from ${group}, which turns them off`,
};

/** A line for each product, group and cause, with the first of the people; of many, the first of them, unless everybody is asked for. */
export function takingLines(tenant: Tenant, takings: readonly Taking[], everybody = false): readonly string[] {
  const named = everybody ? takings : takings.slice(0, TAKINGS_NAMED);
  const lines = named.map((taking) => `  ${lineOf(tenant, taking, everybody ? taking.users.length : PEOPLE_NAMED)}`);
  const more = takings.length - named.length;
  return more === 0 ? lines : [...lines, `  … and ${more.toLocaleString('en-US')} more of the kind`];
}

function lineOf(tenant: Tenant, { cause, groupId, skuId, users }: Taking, most: number): string {
  const sku = tenant.skus[tenant.findSku(skuId) ?? -1] ?? goneProduct(skuId);
  const group = tenant.findGroup(groupId);
  const groupName = group === undefined ? groupId : tenant.group(group).displayName || groupId;
  const what = WORDS[cause](catalogue.productName(skuId, sku.skuPartNumber), groupName);
  const names = users.slice(0, most).map((user) => tenant.user(user).displayName || tenant.user(user).id);
  const which = users.length > most ? [...names, '…'] : names;
  return `${what}: ${users.length.toLocaleString('en-US')} (${which.join(', ')})`;
}
