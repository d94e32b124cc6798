import { referenceOf } from '../../cards/change/record.ts';
import { whyCard } from '../../cards/page/why.ts';
import { whyProductCard } from '../../cards/page/why-answer.ts';
import type { PersonWhy } from '../../licensing/explain/explain-product.ts';
import type { Message } from '../chat.ts';
import { offer, offered } from '../record-card.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { offering } from './fixes.ts';
import type { Handler, Heard } from './handler.ts';
import { personMessages, targetsNamed } from './show.ts';

/** Why somebody failed, has something or has not: plan against plan where it fails, every source where it does not. */
export const explainInWords: Handler = async (services, turn, heard) => {
  const { users } = targetsNamed(services, heard);
  const explained: Explained[] = [];
  for (const userId of users) explained.push(...(await explainOf(services, turn, { userId, heard })));
  const [only] = explained;
  const fixes = explained.length === 1 ? only?.fixes : undefined;
  return { messages: explained.map(({ message }) => message), remember: { users, ...fixes } };
};

const ASKS_FOR_SOURCES: ReadonlySet<string | undefined> = new Set(['why_has', 'why_not']);

/** Of the products that are asked about, one by one; who fails for one of them is told of all that stands in the way. */
async function explainOf(
  services: Services,
  turn: Turn,
  { userId, heard }: { readonly userId: string; readonly heard: Heard },
): Promise<readonly Explained[]> {
  const { question, ids } = heard.slots;
  const skuIds = ASKS_FOR_SOURCES.has(question) ? (ids?.skus ?? []) : [];
  const { seen: why } = await services.host.why(userId, skuIds);
  if (why === undefined) return [];
  const told = why.products.flatMap(({ skuId, answer }) => (answer.kind === 'failed' ? [] : [{ skuId, answer }]));
  if (told.length === 0 || told.length < skuIds.length)
    return [await explainAll(services, turn, { userId, heard, why })];
  const context = viewContext(services, turn.language);
  return told.map(({ skuId, answer }) => ({
    message: cardMessage(whyProductCard(context, { userId, skuId, answer })),
  }));
}

/** The card, and the fixes on it that a follow-up may choose. */
interface Explained {
  readonly message: Message;
  readonly fixes?: { readonly suggestions: number; readonly options: readonly string[] };
}

/** Undefined for somebody whom the tenant does not have. */
export async function whyAnswer(
  services: Services,
  turn: Turn,
  of: { readonly userId: string; readonly heard: Heard },
): Promise<Explained | undefined> {
  const { seen: why } = await services.host.why(of.userId, []);
  return why === undefined ? undefined : explainAll(services, turn, { ...of, why });
}

async function explainAll(
  services: Services,
  turn: Turn,
  { userId, heard, why }: { readonly userId: string; readonly heard: Heard; readonly why: PersonWhy },
): Promise<Explained> {
  if (why.failures.length === 0) {
    const [message] = await personMessages(services, turn, userId);
    if (message !== undefined) return { message };
  }
  const record = await offering(services, turn, { heard, groupIds: [], userIds: [userId] });
  const { suggestions } = await services.foresight.failures({ groupIds: [], userIds: [userId] });
  await offer(services, record, suggestions);
  const card = whyCard(viewContext(services, turn.language), {
    userId,
    failures: why.failures,
    fixes: suggestions.map((suggestion) => offered(services, suggestion, turn.permissions)),
    reference: referenceOf(record),
  });
  const options = suggestions.map(({ id }) => id);
  return { message: cardMessage(card, record), fixes: { suggestions: record.number, options } };
}
