import type { Counts } from '../../licensing/outcome/preview.ts';
import { barPng, PROGRESS_BAR } from '../bar.ts';
import type { Chart } from '../card.ts';
import type { ViewContext } from '../text/context.ts';

/**
 * How many change, stay as they are and fail, to be seen before it is read; undefined where there is nothing to compare: nobody fails, or
 * one person is all. Its numbers stand on the card as text.
 * @param altText the outcome in words
 */
export function outcomeChart(
  { texts }: ViewContext,
  { people, changed, unchanged, failed }: Pick<Counts, 'people' | 'changed' | 'unchanged' | 'failed'>,
  altText: string,
): Chart | undefined {
  if (failed === 0 || people < 2) return undefined;
  const { outcome, change, unchanged: same, fail } = texts.cards.charts;
  const parts = [
    { legend: change, value: changed, color: 'sequential3' },
    { legend: same, value: unchanged, color: 'neutral' },
    { legend: fail, value: failed, color: 'attention' },
  ];
  return {
    type: 'Chart.HorizontalBar.Stacked',
    data: [{ title: outcome, data: parts.filter(({ value }) => value > 0) }],
    fallback: { url: barPng((people - failed) / people, PROGRESS_BAR), altText },
  };
}
