import { reclaimCard } from '../../cards/page/reclaim.ts';
import { MS_A_DAY } from '../../time/civil.ts';
import { cardMessage, viewContext } from '../turn.ts';
import type { Handler } from './handler.ts';

/** Where nobody says for how long somebody must not have signed in. */
const USUAL_DAYS = 90;

/** Who holds a seat without need, and how it comes free: each way is a command that is previewed with its outcome. */
export const reclaim: Handler = async (services, turn, { slots }) => {
  const { days = USUAL_DAYS, ids } = slots;
  const notSeenSince = new Date(services.clock.now().getTime() - days * MS_A_DAY).toISOString();
  const skuIds = ids?.skus ?? [];
  const { seen: found } = await services.host.reclaimable({ skuIds, notSeenSince });
  const [only] = skuIds.length === 1 ? found.products : [];
  const listed = only === undefined ? {} : { listed: only.people.map(({ userId }) => userId) };
  const card = reclaimCard(viewContext(services, turn.language), { found, skuIds, days });
  return { messages: [cardMessage(card)], remember: listed };
};
