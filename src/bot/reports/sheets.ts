import type { ChangeRecord } from '../../core/change-record.ts';
import { causesOf } from '../../core/licensing/causes.ts';
import { failureCauses } from '../../core/licensing/failure-cause.ts';
import { isHeld } from '../../core/licensing/holdings.ts';
import { seatsOf } from '../../core/licensing/seats.ts';
import type { Cause } from '../../core/licensing/status.ts';
import type { GroupIndex, Tenant, UserIndex } from '../../core/licensing/tenant.ts';
import { textOf } from '../cards/runs.ts';
import { explain, reasonText } from '../views/cause-words.ts';
import type { ViewContext } from '../views/context.ts';
import { productName } from '../views/names.ts';
import { recordTitle } from '../views/record.ts';
import { recordState } from '../views/record-state.ts';
import { offerMark } from '../views/subscription.ts';
import type { Sheet } from './csv.ts';

/** Who fails, where and why: a row for each person and cause. Without groups, of the whole tenant. */
export function failuresSheet(context: ViewContext, groups: readonly GroupIndex[]): Sheet {
  const { tenant, texts } = context;
  const { heads } = texts.record;
  const causes = causesOf(tenant, groups.length === 0 ? 'everywhere' : { groups });
  return {
    head: [
      heads.person,
      heads.userPrincipalName,
      heads.userId,
      heads.group,
      heads.groupId,
      heads.error,
      heads.why,
      heads.products,
    ],
    rows: failureCauses(tenant, causes).flatMap((said, place) => {
      const cause = causes[place] as Cause;
      const group = tenant.group(cause.group);
      const why = `${reasonText(context, said)}. ${textOf(explain(context, said))}`;
      const products = cause.failedSkuIds.map((skuId) => textOf(productName(context, skuId))).join(', ');
      return cause.users.map((user) => {
        const { id, displayName, userPrincipalName } = tenant.user(user);
        return [displayName, userPrincipalName, id, group.displayName, group.id, cause.error, why, products];
      });
    }),
  };
}

/** What was changed, newest first: a row for each change. */
export function historySheet(context: ViewContext, records: readonly ChangeRecord[]): Sheet {
  const { heads } = context.texts.record;
  return {
    head: [
      heads.number,
      heads.what,
      heads.state,
      heads.askedBy,
      heads.asked,
      heads.approvedBy,
      heads.applied,
      heads.ended,
      heads.reason,
      heads.succeeded,
      heads.failed,
      heads.groups,
      heads.people,
      heads.undoes,
      heads.fixes,
    ],
    rows: records.map((record) => [
      record.number,
      textOf(recordTitle(context, record)),
      recordState(context, record).word,
      record.requestedBy.displayName,
      record.createdAt,
      record.approval?.decision?.by.displayName ?? '',
      record.appliedAt ?? '',
      record.finishedAt ?? '',
      record.reason ?? '',
      record.real?.succeeded ?? '',
      record.real?.failed ?? '',
      groupNamesOf(context.tenant, record.targetGroupIds),
      peopleOf(context.tenant, record.targetUserIds),
      record.undoes ?? '',
      record.fixes ?? '',
    ]),
  };
}

/** Who is in which group. */
export function membersSheet({ tenant, texts }: ViewContext, groups: readonly GroupIndex[]): Sheet {
  const { heads } = texts.record;
  return {
    head: [heads.group, heads.groupId, heads.person, heads.userPrincipalName, heads.userId],
    rows: groups.flatMap((group) => {
      const { id: groupId, displayName: groupName } = tenant.group(group);
      return tenant.members(group).map((user) => {
        const { id, displayName, userPrincipalName } = tenant.user(user);
        return [groupName, groupId, displayName, userPrincipalName, id];
      });
    }),
  };
}

/** People with their groups and products: a row for each person. */
export function usersSheet(context: ViewContext, users: readonly UserIndex[]): Sheet {
  const { tenant, texts } = context;
  const { heads } = texts.record;
  return {
    head: [
      heads.person,
      heads.userPrincipalName,
      heads.account,
      heads.usageLocation,
      heads.groups,
      heads.licenses,
      heads.userId,
    ],
    rows: users.map((user) => {
      const { id, displayName, userPrincipalName, accountEnabled, usageLocation } = tenant.user(user);
      const groupIds = tenant.groupsOf(user).map((group) => tenant.group(group).id);
      const held = new Set(
        tenant
          .read(tenant.rows(user))
          .filter(isHeld)
          .map((row) => row.skuId),
      );
      const licenses = tenant.skus.flatMap(({ skuId }) =>
        held.has(skuId) ? [textOf(productName(context, skuId))] : [],
      );
      return [
        displayName,
        userPrincipalName,
        accountEnabled ? heads.enabled : heads.disabled,
        usageLocation ?? '',
        groupNamesOf(tenant, groupIds),
        licenses.join('; '),
        id,
      ];
    }),
  };
}

/** Products with their seats and what stands behind them. */
export function seatsSheet(context: ViewContext): Sheet {
  const { tenant, texts } = context;
  const { heads } = texts.record;
  return {
    head: [
      heads.product,
      heads.skuPartNumber,
      heads.seats,
      heads.inUse,
      heads.free,
      heads.state,
      heads.inGrace,
      heads.suspended,
      heads.kind,
    ],
    rows: tenant.skus.map((sku, index) => {
      const { seats, used, subscription, forOrganization } = seatsOf(context.tenant, index);
      const { state, inGrace, suspended } = subscription;
      const kinds = [offerMark(context, sku.skuId), forOrganization ? texts.cards.products.forOrganization : ''];
      return [
        textOf(productName(context, sku.skuId)),
        sku.skuPartNumber,
        seats,
        used,
        seats - used,
        state === 'active' ? texts.cards.states.active : texts.cards.subscriptions.marks[state],
        inGrace,
        suspended,
        kinds.filter((kind) => kind !== '').join(', '),
      ];
    }),
  };
}

function groupNamesOf(tenant: Tenant, ids: readonly string[]): string {
  return ids
    .map((id) => {
      const group = tenant.findGroup(id);
      return group === undefined ? id : tenant.group(group).displayName;
    })
    .join('; ');
}

function peopleOf(tenant: Tenant, ids: readonly string[]): string {
  return ids
    .map((id) => {
      const user = tenant.findUser(id);
      return user === undefined ? id : tenant.user(user).userPrincipalName;
    })
    .join('; ');
}
