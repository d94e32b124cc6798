import { productCard } from '../../cards/page/product.ts';
import { textOfRuns } from '../../cards/runs.ts';
import { productName } from '../../cards/text/names.ts';
import { forecastSeats, seatsOverTime } from '../../licensing/pages/forecast.ts';
import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import { formatCount, pluralOf } from '../../words/format.ts';
import type { Message } from '../chat.ts';
import { applied } from '../find-record.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { Answer, Handler, Heard } from './handler.ts';
import { productsMessage } from './look.ts';
import { propose } from './propose.ts';

/** More changes than a quarter has. */
const LONGEST_RECORD = 10_000;

/**
 * "when do we run out of E3": from how seats went, as the record knows it. "is there enough E3 for Marketing": what assigning it
 * would come to, and how many are short. Without a product, all of them, least free first.
 */
export const forecast: Handler = async (services, turn, heard) => {
  const { ids, groups } = heard.slots;
  const skuIds = ids?.skus ?? [];
  if (groups !== undefined && skuIds.length > 0) return forGroups(services, turn, heard);
  if (skuIds.length === 0)
    return { messages: [await productsMessage(services, turn, { page: 1, question: 'runningOut' })] };
  const { count } = heard.slots;
  if (typeof count === 'number') return forPeople(services, turn, skuIds, count);
  const messages = await Promise.all(skuIds.map((skuId) => foretold(services, turn, skuId)));
  return { messages: messages.flat() };
};

/** How long the seats of a product last; nothing for one that the tenant does not own. */
async function foretold(services: Services, turn: Turn, skuId: string): Promise<readonly Message[]> {
  const { seen: page } = await services.host.product(skuId);
  if (page === undefined) return [];
  const { used, free } = page.seats;
  const now = { atMs: services.clock.now().getTime(), used };
  const points = seatsOverTime(await applied(services, undefined, LONGEST_RECORD), skuId, { now, msOf: Date.parse });
  const card = productCard(viewContext(services, turn.language), {
    page,
    mayChange: turn.permissions.has('licenseGroup'),
    foretold: { told: forecastSeats(points, free), points, zone: turn.timeZone },
  });
  return [cardMessage(card)];
}

/** "do we have enough E3 for 20 new people": whether so many seats are free. */
async function forPeople(services: Services, turn: Turn, skuIds: readonly string[], count: number): Promise<Answer> {
  const { people } = texts[turn.language].record.forecast;
  const groups = fill(pluralOf(people, count), { count: formatCount(count, turn.language) });
  const told = skuIds.map((skuId) => whetherEnough(services, turn, { skuId, groups, needed: count }));
  return { messages: (await Promise.all(told)).flat() };
}

interface Needed {
  readonly skuId: string;
  /** For whom, in words. */
  readonly groups: string;
  readonly needed: number;
}

/** Nothing for a product that the tenant does not own. */
async function whetherEnough(services: Services, turn: Turn, { skuId, groups, needed }: Needed) {
  const { forecast: patterns } = texts[turn.language].record;
  const { seen: page } = await services.host.product(skuId);
  if (page === undefined) return [];
  const free = Math.max(0, page.seats.free);
  const short = Math.max(0, needed - free);
  const count = (value: number) => formatCount(value, turn.language);
  const product = textOfRuns(productName(viewContext(services, turn.language), skuId));
  const values = { product, groups, needed: count(needed), free: count(free), short: count(short) };
  return [{ text: fill(short === 0 ? patterns.enough : pluralOf(patterns.short, short), values) }];
}

/** Who of a group lacks the product needs a seat: whether there are enough, then the outcome for each of them. */
async function forGroups(services: Services, turn: Turn, heard: Heard) {
  const { ids, groups = [] } = heard.slots;
  const context = viewContext(services, turn.language);
  const messages: Message[] = [];
  for (const skuId of ids?.skus ?? []) {
    const sku = context.labels.sku(skuId);
    if (sku === undefined) continue;
    const slots = { groups, without: [sku.skuPartNumber], ids: { groups: ids?.groups ?? [], skus: [skuId] } };
    const { seen: lacking } = await services.host.findPeople(slots);
    messages.push(
      ...(await whetherEnough(services, turn, { skuId, groups: groups.join(', '), needed: lacking.total })),
    );
  }
  const products = (ids?.skus ?? [])
    .flatMap((id) => context.labels.sku(id)?.skuPartNumber ?? [])
    .map((sku) => ({ sku }));
  if (products.length === 0) return { messages };
  const asked = {
    ...heard,
    intent: 'assign_license' as const,
    slots: { groups, products, ids: ids ?? {}, dry_run: true },
  };
  const supposed = await propose(services, turn, asked);
  return { ...supposed, messages: [...messages, ...supposed.messages] };
}
