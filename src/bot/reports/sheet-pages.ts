import type { ChangeRecord } from '../../core/change-record.ts';
import { seatsOverTime } from '../../core/forecast.ts';
import type { Seats } from '../../core/licensing/seats.ts';
import type { FailingRow } from '../../core/report-data.ts';
import { formatDay } from '../../core/time/format-moment.ts';
import { textOf } from '../cards/runs.ts';
import { explain, reasonText } from '../views/cause-words.ts';
import { count, countText, textFor, type ViewContext } from '../views/context.ts';
import { productName } from '../views/names.ts';
import { recordTitle } from '../views/record.ts';
import { recordState } from '../views/record-state.ts';
import type { Part } from './page.ts';
import { momentOf } from './sheets.ts';

/** Who fails, by cause: how many of each first, then the people, their ids last. */
export function failuresParts(context: ViewContext, failing: readonly FailingRow[]): readonly Part[] {
  const { heads } = context.texts.record;
  const all = failing.reduce((sum, { userIds }) => sum + userIds.length, 0);
  const named = failing
    .map(({ cause, userIds }) => ({
      cause,
      userIds,
      title: `${reasonText(context, cause)}: ${context.labels.group(cause.groupId)?.displayName ?? cause.groupId}`,
    }))
    .sort((a, b) => b.userIds.length - a.userIds.length);
  return [
    {
      kind: 'bars',
      bars: named.map(({ title, userIds }) => ({
        label: title,
        said: countText(context, context.texts.cards.counts.people, userIds.length),
        value: userIds.length,
        of: all,
        bad: true,
      })),
    },
    ...named.flatMap(({ cause, userIds, title }): readonly Part[] => {
      const products = cause.failedSkuIds.map((skuId) => textOf(productName(context, skuId))).join(', ');
      return [
        {
          kind: 'table',
          title,
          sheet: {
            head: [heads.person, heads.userPrincipalName, heads.products, heads.userId],
            rows: userIds.map((id) => {
              const { displayName = '', userPrincipalName = '' } = context.labels.user(id) ?? {};
              return [displayName, userPrincipalName, products, id];
            }),
          },
        },
        { kind: 'text', text: textOf(explain(context, cause)) },
      ];
    }),
  ];
}

/** Every product by how few seats are left, then those whose seats the record saw change, over time. */
export function seatsParts(
  context: ViewContext,
  products: readonly Seats[],
  { records, zone }: { readonly records: readonly ChangeRecord[]; readonly zone: string },
): readonly Part[] {
  const { language, record: texts } = context.texts;
  const nowMs = Date.parse(context.now);
  const bySeats = products.toSorted((a, b) => a.free - b.free);
  const day = (ms: number) => formatDay({ ms, zone }, language);
  const said = ({ used, seats, free }: Seats) =>
    textFor(context, texts.seatsSaid, {
      used: count(context, used),
      seats: count(context, seats),
      free: count(context, free),
    });
  const lines = bySeats.flatMap(({ skuId, used }): readonly Part[] => {
    const points = seatsOverTime(records, skuId, { now: { atMs: nowMs, used }, msOf: Date.parse });
    const [first] = points;
    if (first === undefined || points.length < 3) return [];
    const ys = points.map((point) => point.used);
    const bounds = [Math.min(...ys), Math.max(...ys)].map((value) =>
      textFor(context, texts.inUse, { count: count(context, value) }),
    );
    return [
      {
        kind: 'line',
        title: textFor(context, texts.overTime, { product: textOf(productName(context, skuId)) }),
        line: {
          points: points.map(({ atMs, used: y }) => ({ x: atMs, y })),
          bounds: [bounds[0] ?? '', bounds[1] ?? ''],
          span: [day(first.atMs), day(nowMs)],
        },
      },
    ];
  });
  return [
    {
      kind: 'bars',
      bars: bySeats.map((seats) => ({
        label: textOf(productName(context, seats.skuId)),
        said: said(seats),
        value: seats.used,
        of: seats.seats,
        bad: seats.free <= 0,
      })),
    },
    ...lines,
  ];
}

/** What was changed, newest first, with times as people say them. */
export function historyParts(context: ViewContext, records: readonly ChangeRecord[]): readonly Part[] {
  const { heads } = context.texts.record;
  return [
    {
      kind: 'table',
      sheet: {
        head: [
          heads.what,
          heads.state,
          heads.askedBy,
          heads.approvedBy,
          heads.applied,
          heads.succeeded,
          heads.failed,
          heads.reason,
          heads.number,
        ],
        rows: records.map((record) => [
          textOf(recordTitle(context, record)),
          recordState(context, record).word,
          record.requestedBy.displayName,
          record.approval?.decision?.by.displayName ?? '',
          momentOf(record.appliedAt),
          record.real?.succeeded ?? '',
          record.real?.failed ?? '',
          record.reason ?? '',
          `#${record.number}`,
        ]),
      },
    },
  ];
}
