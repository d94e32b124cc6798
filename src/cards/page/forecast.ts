import type { Seats } from '../../licensing/model/product-seats.ts';
import type { Forecast, SeatsAt } from '../../licensing/pages/forecast.ts';
import { formatDay } from '../../time/format-moment.ts';
import { civilAt } from '../../time/zone.ts';
import type { Chart } from '../card.ts';
import { type TextRuns, textOfRuns, words } from '../runs.ts';
import { textFor, type ViewContext } from '../text/context.ts';
import { productName } from '../text/names.ts';
import { seatsBar } from './products.ts';

/** How the seats of a product went, and what comes of it. */
export interface SeatsForetold {
  readonly told: Forecast;
  /** Oldest first; the last is now. */
  readonly points: readonly SeatsAt[];
  /** In which days are told (IANA). */
  readonly zone: string;
}

/** More than these nobody can tell apart on a phone. */
const MOST_POINTS = 12;

/** How long the seats last, in a sentence that says all that the chart shows. */
export function forecastSentence(
  context: ViewContext,
  { skuId, used, free }: Pick<Seats, 'skuId' | 'used' | 'free'>,
  { told, zone }: Pick<SeatsForetold, 'told' | 'zone'>,
): TextRuns {
  const { language, record } = context.texts;
  const { forecast: patterns } = record;
  const day = (ms: number) => formatDay({ ms, zone }, language);
  const since = told.kind === 'gone' ? undefined : told.since;
  const pattern = told.kind === 'unknown' && since === undefined ? patterns.unrecorded : patterns[told.kind];
  return words(
    textFor(context, pattern, {
      product: textOfRuns(productName(context, skuId)),
      used,
      free: Math.max(0, free),
      from: since?.used ?? 0,
      since: since === undefined ? '' : day(since.atMs),
      perWeek: told.kind === 'runsOut' ? Math.max(1, Math.round(told.perWeek)) : 0,
      out: told.kind === 'runsOut' ? day(told.atMs) : '',
    }),
  );
}

/**
 * Seats in use over the days that the record knows, how many there are, and where it leads at this pace. Undefined where all that is known
 * is of one day: that is no course.
 */
export function forecastChart(
  context: ViewContext,
  seats: Seats,
  { told, points, zone }: SeatsForetold,
): Chart | undefined {
  const dayOf = (ms: number) => {
    const { year, month, day } = civilAt(ms, zone);
    return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
  };
  const ofDays = new Map(points.map(({ atMs, used }) => [dayOf(atMs), used]));
  const inUse = thinned([...ofDays].map(([x, y]) => ({ x, y })));
  const [first, last] = [inUse[0], inUse.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const out = told.kind === 'runsOut' ? dayOf(told.atMs) : last.x;
  const ahead = out > last.x ? [last, { x: out, y: seats.seats }] : [];
  const { charts } = context.texts.cards;
  const lines = [
    { legend: charts.inUse, color: 'sequential3', values: inUse },
    { legend: charts.ahead, color: 'warning', values: ahead },
    {
      legend: charts.seats,
      color: 'neutral',
      values: [first.x, out].map((x) => ({ x, y: seats.seats })),
    },
  ];
  return {
    type: 'Chart.Line',
    data: lines.filter(({ values }) => values.length > 0),
    fallback: seatsBar(context, seats),
  };
}

/** The first, the last, and evenly between. */
function thinned<T>(points: readonly T[]): readonly T[] {
  if (points.length <= MOST_POINTS) return points;
  const step = (points.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, place) => points[Math.round(place * step)] as T);
}
