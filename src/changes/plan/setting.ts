import type { AssignedLicense } from '../../graph/types.ts';
import type { Change } from '../../licensing/change.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';

/**
 * The smallest part of desired state that one person can change while another changes the one beside it, with a value
 * that it has or had. `plansOff` undefined: the product is not there.
 */
export type Setting =
  | {
      readonly kind: 'groupLicense';
      readonly groupId: string;
      readonly skuId: string;
      readonly plansOff?: readonly string[];
    }
  | {
      readonly kind: 'userLicense';
      readonly userId: string;
      readonly skuId: string;
      readonly plansOff?: readonly string[];
    }
  | { readonly kind: 'membership'; readonly groupId: string; readonly userId: string; readonly member: boolean }
  | { readonly kind: 'usageLocation'; readonly userId: string; readonly usageLocation: string | null }
  | { readonly kind: 'proxyAddresses'; readonly userId: string; readonly proxyAddresses: readonly string[] }
  | { readonly kind: 'seats'; readonly skuId: string; readonly enabled: number };

/** The same for every value of one setting. */
export function settingKey(setting: Setting): string {
  switch (setting.kind) {
    case 'groupLicense':
      return `groupLicense ${setting.groupId} ${setting.skuId}`;
    case 'userLicense':
      return `userLicense ${setting.userId} ${setting.skuId}`;
    case 'membership':
      return `membership ${setting.groupId} ${setting.userId}`;
    case 'usageLocation':
    case 'proxyAddresses':
      return `${setting.kind} ${setting.userId}`;
    case 'seats':
      return `seats ${setting.skuId}`;
  }
}

/** Whether two values of one setting are the same; the order of plans and of addresses carries no meaning. */
export function isSameSetting(a: Setting, b: Setting): boolean {
  return valueText(a) === valueText(b);
}

function valueText(setting: Setting): string {
  switch (setting.kind) {
    case 'groupLicense':
    case 'userLicense':
      return JSON.stringify(setting.plansOff === undefined ? null : [...new Set(setting.plansOff)].sort());
    case 'membership':
      return String(setting.member);
    case 'usageLocation':
      return String(setting.usageLocation);
    case 'proxyAddresses':
      return JSON.stringify([...setting.proxyAddresses].sort());
    case 'seats':
      return String(setting.enabled);
  }
}

/** What a change sets, in its order: looking again at people sets nothing, nor does letting go of what was kept. */
export function settingsOf(change: Change): readonly Setting[] {
  switch (change.kind) {
    case 'assignGroupLicense': {
      const { groupId } = change;
      return licensesOf(change).map((license) => ({ kind: 'groupLicense', groupId, ...license }));
    }
    case 'assignUserLicense': {
      const { userId } = change;
      return licensesOf(change).map((license) => ({ kind: 'userLicense', userId, ...license }));
    }
    case 'addMember':
    case 'removeMember': {
      const { groupId, userId } = change;
      return [{ kind: 'membership', groupId, userId, member: change.kind === 'addMember' }];
    }
    case 'setUsageLocation':
      return [{ ...change, kind: 'usageLocation' }];
    case 'setProxyAddresses':
      return [{ ...change, kind: 'proxyAddresses' }];
    case 'setSeats':
      return [{ ...change, kind: 'seats' }];
    case 'reprocess':
    case 'releaseKeptLicenses':
      return [];
  }
}

interface LicenseEdit {
  readonly addLicenses: readonly AssignedLicense[];
  readonly removeLicenses: readonly string[];
}

/** Removals first: a product that is in both is there afterwards. */
function licensesOf({ addLicenses, removeLicenses }: LicenseEdit) {
  return [
    ...removeLicenses.map((skuId) => ({ skuId })),
    ...addLicenses.map(({ skuId, disabledPlans }) => ({ skuId, plansOff: disabledPlans })),
  ];
}

/** The value that the tenant has now; undefined when the group, person or product is gone. */
export function settingNow(tenant: Tenant, setting: Setting): Setting | undefined {
  switch (setting.kind) {
    case 'groupLicense': {
      const group = tenant.findGroup(setting.groupId);
      if (group === undefined) return undefined;
      return withLicense(setting, tenant.assignedLicenses(group));
    }
    case 'userLicense': {
      const user = tenant.findUser(setting.userId);
      if (user === undefined) return undefined;
      return withLicense(
        setting,
        tenant.read(tenant.rows(user)).filter((row) => row.assignedByGroup === null),
      );
    }
    case 'membership': {
      const [group, user] = [tenant.findGroup(setting.groupId), tenant.findUser(setting.userId)];
      if (group === undefined || user === undefined) return undefined;
      return { ...setting, member: tenant.groupsOf(user).includes(group) };
    }
    case 'usageLocation': {
      const user = tenant.findUser(setting.userId);
      return user === undefined ? undefined : { ...setting, usageLocation: tenant.user(user).usageLocation };
    }
    case 'proxyAddresses': {
      const user = tenant.findUser(setting.userId);
      return user === undefined ? undefined : { ...setting, proxyAddresses: tenant.user(user).proxyAddresses };
    }
    case 'seats': {
      const sku = tenant.findSku(setting.skuId);
      const product = sku === undefined ? undefined : tenant.skus[sku];
      return product && { ...setting, enabled: product.prepaidUnits.enabled };
    }
  }
}

function withLicense<S extends Extract<Setting, { kind: 'groupLicense' | 'userLicense' }>>(
  setting: S,
  licenses: readonly AssignedLicense[],
): S {
  const { plansOff: _, ...place } = setting;
  const there = licenses.find((license) => license.skuId === setting.skuId);
  return { ...place, ...(there === undefined ? {} : { plansOff: there.disabledPlans }) } as S;
}
