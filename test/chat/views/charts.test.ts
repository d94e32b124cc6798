import { describe, expect, test } from 'vitest';
import { outcomeChart } from '../../../src/cards/change/outcome-chart.ts';
import { forecastChart, forecastSentence } from '../../../src/cards/page/forecast.ts';
import { forecastSeats } from '../../../src/licensing/pages/forecast.ts';
import { MS_A_DAY } from '../../../src/time/civil.ts';
import { demoWorld, NOW, productIn, skuId } from '../../cards/world.ts';

const world = demoWorld('nl');
const { seats } = productIn(world, skuId(world, 'STANDARDPACK'));
const zone = 'Europe/Amsterdam';

function foretoldFrom(days: readonly number[]) {
  const points = days.map((day) => ({
    atMs: Date.parse(NOW) + day * MS_A_DAY,
    used: seats.used + Math.round(day / 4),
  }));
  return { told: forecastSeats(points, seats.free), points, zone };
}

interface Line {
  readonly values: readonly { readonly x: string; readonly y: number }[];
}

describe('seats over time', () => {
  test('go on from today to the day that the sentence names, where all seats are gone', () => {
    const foretold = foretoldFrom([-60, -20, 0]);
    const [inUse, ahead] = (forecastChart(world.context, seats, foretold)?.data ?? []) as Line[];
    expect(inUse?.values.at(-1)).toEqual({ x: '2026-11-22', y: seats.used });
    expect(ahead?.values).toEqual([
      { x: '2026-11-22', y: seats.used },
      { x: '2027-01-01', y: seats.seats },
    ]);
    expect(forecastSentence(world.context, seats, foretold)[0]?.text).toContain('vrijdag 1 januari 2027');
  });

  test('are no course where one day is all that is known, and few points however many changes there were', () => {
    expect(forecastChart(world.context, seats, foretoldFrom([-0.1, 0]))).toBeUndefined();
    const many = foretoldFrom(Array.from({ length: 90 }, (_, day) => day - 89));
    const [inUse] = (forecastChart(world.context, seats, many)?.data ?? []) as Line[];
    expect(inUse?.values).toHaveLength(12);
    expect(inUse?.values[0]?.x).toBe('2026-08-25');
  });
});

test('an outcome in which nobody fails, or of one person, is not drawn', () => {
  const draw = (changed: number, unchanged: number, failed: number) =>
    outcomeChart(world.context, { people: changed + unchanged + failed, changed, unchanged, failed }, '');
  expect(draw(10, 2, 0)).toBeUndefined();
  expect(draw(0, 0, 1)).toBeUndefined();
  expect(draw(0, 0, 0)).toBeUndefined();
  expect(draw(0, 3, 1)?.data).toMatchObject([{ data: [{ value: 3 }, { value: 1 }] }]);
});
