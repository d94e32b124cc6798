import { causeSentences, reasonText } from '../cards/change/cause-words.ts';
import { recordTitle } from '../cards/change/record.ts';
import { recordState } from '../cards/change/record-state.ts';
import { textOfRuns } from '../cards/runs.ts';
import { countFor, countText, textFor, type ViewContext } from '../cards/text/context.ts';
import { productName } from '../cards/text/names.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { Seats } from '../licensing/model/product-seats.ts';
import { forecastSeats, seatsOverTime } from '../licensing/pages/forecast.ts';
import type { FailingRow, MembersRow } from '../licensing/pages/report-data.ts';
import { formatDay, formatMoment } from '../time/format-moment.ts';
import type { PagePart } from './page.ts';
import { momentOf } from './sheets.ts';

/** Who fails, by cause: how many of each first, then the people, their ids last. */
export function failuresParts(
  context: ViewContext,
  failing: readonly FailingRow[],
  { title, most = Number.POSITIVE_INFINITY }: { readonly title?: string; readonly most?: number } = {},
): readonly PagePart[] {
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
      ...(title === undefined ? {} : { title }),
      bars: named.map(({ title, userIds }) => ({
        label: title,
        said: countText(context, context.texts.cards.counts.people, userIds.length),
        value: userIds.length,
        of: all,
        bad: true,
      })),
    },
    ...named.flatMap(({ cause, userIds, title }): readonly PagePart[] => {
      const products = cause.failedSkuIds.map((skuId) => textOfRuns(productName(context, skuId))).join(', ');
      return [
        {
          kind: 'table',
          title,
          sheet: {
            head: [heads.person, heads.userPrincipalName, heads.products, heads.userId],
            rows: userIds.slice(0, most).map((id) => {
              const { displayName = '', userPrincipalName = '' } = context.labels.user(id) ?? {};
              return [displayName, userPrincipalName, products, id];
            }),
          },
        },
        ...(userIds.length > most
          ? [
              {
                kind: 'text' as const,
                text: textFor(context, context.texts.record.pages.firstOf, { count: most, total: userIds.length }),
              },
            ]
          : []),
        { kind: 'text', text: textOfRuns(causeSentences(context, cause)) },
      ];
    }),
  ];
}

/** Every product by how few seats are left, then those whose seats the record saw change, over time. */
export function seatsParts(
  context: ViewContext,
  products: readonly Seats[],
  {
    records,
    zone,
    title,
  }: { readonly records: readonly ChangeRecord[]; readonly zone: string; readonly title?: string },
): readonly PagePart[] {
  const { language, record: texts } = context.texts;
  const nowMs = Date.parse(context.now);
  const bySeats = products.toSorted((a, b) => a.free - b.free);
  const day = (ms: number) => formatDay({ ms, zone }, language);
  const pointsOf = ({ skuId, used }: Seats) =>
    seatsOverTime(records, skuId, { now: { atMs: nowMs, used }, msOf: Date.parse });
  const said = (product: Seats) => {
    const { used, seats, free } = product;
    const told = forecastSeats(pointsOf(product), free);
    const now = textFor(context, texts.seatsSaid, { used, seats, free });
    if (told.kind !== 'runsOut') return now;
    return `${now}, ${textFor(context, context.texts.watch.digest.goneBy, { day: day(told.atMs) })}`;
  };
  const lines = bySeats.flatMap((product): readonly PagePart[] => {
    const points = pointsOf(product);
    const [first] = points;
    const ys = points.map((point) => point.used);
    if (first === undefined || points.length < 3 || Math.min(...ys) === Math.max(...ys)) return [];
    const isOneDay = day(first.atMs) === day(nowMs);
    const at = (ms: number) => (isOneDay ? formatMoment({ ms, zone }, language) : day(ms));
    const bounds = [Math.min(...ys), Math.max(...ys)].map((value) =>
      textFor(context, texts.inUse, { count: countFor(context, value) }),
    );
    return [
      {
        kind: 'line',
        title: textFor(context, texts.overTime, { product: textOfRuns(productName(context, product.skuId)) }),
        line: {
          points: points.map(({ atMs, used: y }) => ({ x: atMs, y })),
          bounds: [bounds[0] ?? '', bounds[1] ?? ''],
          span: [at(first.atMs), at(nowMs)],
        },
      },
    ];
  });
  return [
    {
      kind: 'bars',
      ...(title === undefined ? {} : { title }),
      bars: bySeats.map((seats) => ({
        label: textOfRuns(productName(context, seats.skuId)),
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
export function historyParts(
  context: ViewContext,
  records: readonly ChangeRecord[],
  title?: string,
): readonly PagePart[] {
  const { heads } = context.texts.record;
  return [
    {
      kind: 'table',
      ...(title === undefined ? {} : { title }),
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
          textOfRuns(recordTitle(context, record)),
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

/** Who is in which group: a table for each, largest first, ids last. */
export function membersParts(context: ViewContext, groups: readonly MembersRow[]): readonly PagePart[] {
  const { heads } = context.texts.record;
  const { members } = context.texts.cards.counts;
  return groups
    .toSorted((a, b) => b.userIds.length - a.userIds.length)
    .map(({ groupId, userIds }) => ({
      kind: 'table',
      title: `${context.labels.group(groupId)?.displayName ?? groupId}: ${countText(context, members, userIds.length)}`,
      sheet: {
        head: [heads.person, heads.userPrincipalName, heads.userId],
        rows: userIds.map((id) => {
          const { displayName = '', userPrincipalName = '' } = context.labels.user(id) ?? {};
          return [displayName, userPrincipalName, id];
        }),
      },
    }));
}
