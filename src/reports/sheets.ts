import { causeSentences, reasonText } from '../cards/change/cause-words.ts';
import { recordTitle } from '../cards/change/record.ts';
import { recordState } from '../cards/change/record-state.ts';
import { offerMark } from '../cards/page/subscription.ts';
import { textOfRuns } from '../cards/runs.ts';
import type { ViewContext } from '../cards/text/context.ts';
import { ownedSku, productName } from '../cards/text/names.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { Seats } from '../licensing/model/product-seats.ts';
import type { FailingRow, MembersRow, PersonRow } from '../licensing/pages/report-data.ts';
import type { Cell, Sheet } from './csv.ts';

/** Who fails, where and why: a row for each person and cause. */
export function failuresSheet(context: ViewContext, failing: readonly FailingRow[]): Sheet {
  const { heads } = context.texts.record;
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
    rows: failing.flatMap(({ cause, userIds }) => {
      const { groupId, error } = cause;
      const why = `${reasonText(context, cause)}. ${textOfRuns(causeSentences(context, cause))}`;
      const products = cause.failedSkuIds.map((skuId) => textOfRuns(productName(context, skuId))).join(', ');
      const group = groupIn(context, groupId);
      return userIds.map((id) => [...personIn(context, id), id, group, groupId, error, why, products]);
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
      textOfRuns(recordTitle(context, record)),
      recordState(context, record).word,
      record.requestedBy.displayName,
      momentOf(record.createdAt),
      record.approval?.decision?.by.displayName ?? '',
      momentOf(record.appliedAt),
      momentOf(record.finishedAt),
      record.reason ?? '',
      record.real?.succeeded ?? '',
      record.real?.failed ?? '',
      groupNamesOf(context, record.targetGroupIds),
      peopleOf(context, record.targetUserIds),
      record.undoes ?? '',
      record.fixes ?? '',
    ]),
  };
}

/** Who is in which group. */
export function membersSheet(context: ViewContext, groups: readonly MembersRow[]): Sheet {
  const { heads } = context.texts.record;
  return {
    head: [heads.group, heads.groupId, heads.person, heads.userPrincipalName, heads.userId],
    rows: groups.flatMap(({ groupId, userIds }) => {
      const group = groupIn(context, groupId);
      return userIds.map((id) => [group, groupId, ...personIn(context, id), id]);
    }),
  };
}

/** People with their groups and products: a row for each person. */
export function usersSheet(context: ViewContext, people: readonly PersonRow[]): Sheet {
  const { heads } = context.texts.record;
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
    rows: people.map(({ userId, groupIds, skuIds }) => {
      const user = context.labels.user(userId);
      return [
        ...personIn(context, userId),
        user?.accountEnabled === false ? heads.disabled : heads.enabled,
        user?.usageLocation ?? '',
        groupNamesOf(context, groupIds),
        skuIds.map((skuId) => textOfRuns(productName(context, skuId))).join('; '),
        userId,
      ];
    }),
  };
}

/** Products with their seats and what stands behind them. */
export function seatsSheet(context: ViewContext, products: readonly Seats[]): Sheet {
  const { texts } = context;
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
    rows: products.map(({ skuId, seats, used, subscription, forOrganization }) => {
      const { state, inGrace, suspended } = subscription;
      const kinds = [offerMark(context, skuId), forOrganization ? texts.cards.products.forOrganization : ''];
      return [
        textOfRuns(productName(context, skuId)),
        ownedSku(context, skuId)?.skuPartNumber ?? skuId,
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

/** Nothing where nothing has happened yet. */
export function momentOf(at: string | undefined): Cell {
  return at === undefined ? '' : { at };
}

/** Display name and user principal name; what is not there has none. */
function personIn({ labels }: ViewContext, userId: string): readonly [string, string] {
  const { displayName = '', userPrincipalName = '' } = labels.user(userId) ?? {};
  return [displayName, userPrincipalName];
}

function groupIn({ labels }: ViewContext, groupId: string): string {
  return labels.group(groupId)?.displayName ?? groupId;
}

function groupNamesOf(context: ViewContext, groupIds: readonly string[]): string {
  return groupIds.map((id) => groupIn(context, id)).join('; ');
}

function peopleOf({ labels }: ViewContext, userIds: readonly string[]): string {
  return userIds.map((id) => labels.user(id)?.userPrincipalName ?? id).join('; ');
}
