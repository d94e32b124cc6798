import { expect, test } from 'vitest';
import { renderCard } from '../../src/cards/render.ts';
import { withoutCharts } from '../../src/teams/plain-cards.ts';
import { nodesOf } from '../cards/adaptive-card.ts';
import { cardSaid } from '../cards/said.ts';
import { demoWorld } from '../cards/world.ts';

test('a client that draws no charts gets the bar that stands for each, and nothing else is touched', () => {
  const card = renderCard(cardSaid(demoWorld('en'), 'assign E3 to HR Department'));
  const plain = withoutCharts({ kind: 'card', message: { card } }).message.card;
  const chartsOn = (on: object) => nodesOf(on).filter(({ type }) => String(type).startsWith('Chart.'));
  const [chart, ...more] = chartsOn(card);
  expect(more).toEqual([]);
  expect(chartsOn(plain)).toEqual([]);
  expect(nodesOf(plain)).toContainEqual(chart?.['fallback']);
  expect(nodesOf(plain)).toHaveLength(nodesOf(card).length - 1);
});
