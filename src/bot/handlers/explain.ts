import { personFailures } from '../../core/licensing/explain.ts';
import { whyProduct } from '../../core/licensing/explain-product.ts';
import { offerId } from '../../core/licensing/suggestion.ts';
import type { UserIndex } from '../../core/licensing/tenant.ts';
import type { Message } from '../chat.ts';
import { offer, offered } from '../record-card.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { referenceOf } from '../views/record.ts';
import { whyCard } from '../views/why.ts';
import { whyProductCard } from '../views/why-answer.ts';
import { offering } from './fixes.ts';
import type { Handler, Heard } from './handler.ts';
import { personMessages, usersNamed } from './show.ts';

/** Why somebody failed, has something or has not: plan against plan where it fails, every source where it does not. */
export const explainUser: Handler = async (services, turn, heard) => {
  const users = usersNamed(services, heard);
  const explained: Explained[] = [];
  for (const user of users) explained.push(...(await explainOf(services, turn, { user, heard })));
  const [only] = explained;
  const remember = { users: users.map((user) => services.directory.tenant.user(user).id) };
  const fixes = explained.length === 1 ? only?.fixes : undefined;
  return { messages: explained.map(({ message }) => message), remember: { ...remember, ...fixes } };
};

const ASKS_FOR_SOURCES: ReadonlySet<string | undefined> = new Set(['why_has', 'why_not']);

/** Of the products that are asked about, one by one; who fails for one of them is told of all that stands in the way. */
async function explainOf(
  services: Services,
  turn: Turn,
  { user, heard }: { readonly user: UserIndex; readonly heard: Heard },
): Promise<readonly Explained[]> {
  const { tenant } = services.directory;
  const { question, ids } = heard.slots;
  const skuIds = ASKS_FOR_SOURCES.has(question) ? (ids?.skus ?? []) : [];
  const told = skuIds.flatMap((skuId) => {
    const answer = whyProduct(tenant, user, skuId);
    return answer.kind === 'failed' ? [] : [{ skuId, answer }];
  });
  if (told.length === 0 || told.length < skuIds.length) return [await explain(services, turn, { user, heard })];
  const context = viewContext(services, turn.language);
  return told.map(({ skuId, answer }) => ({
    message: cardMessage(whyProductCard(context, { userId: tenant.user(user).id, skuId, answer })),
  }));
}

/** The card, and the fixes on it that a follow-up may choose. */
export interface Explained {
  readonly message: Message;
  readonly fixes?: { readonly suggestions: number; readonly options: readonly string[] };
}

export async function explain(
  services: Services,
  turn: Turn,
  { user, heard }: { readonly user: UserIndex; readonly heard: Heard },
): Promise<Explained> {
  const { tenant } = services.directory;
  const { id: userId } = tenant.user(user);
  const failures = personFailures(tenant, user);
  if (failures.length === 0) {
    const [message] = await personMessages(services, turn, userId);
    if (message !== undefined) return { message };
  }
  const record = offering(services, turn, { heard, groupIds: [], userIds: [userId] });
  const { suggestions } = services.foresight.failures({ groupIds: [], userIds: [userId] });
  await offer(services, record, suggestions);
  const card = whyCard(viewContext(services, turn.language), {
    userId,
    failures,
    fixes: suggestions.map((suggestion) => offered(services, suggestion, turn.permissions)),
    reference: referenceOf(record),
  });
  const options = suggestions.map(offerId);
  return { message: cardMessage(card, record.number), fixes: { suggestions: record.number, options } };
}
