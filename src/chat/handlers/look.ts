import { withApproval } from '../../cards/approval/approval.ts';
import { changeCard } from '../../cards/change/change.ts';
import { servicesCard } from '../../cards/change/services.ts';
import { compareCard } from '../../cards/page/compare.ts';
import { failuresCard, PEOPLE_ON_A_PAGE } from '../../cards/page/failures.ts';
import { helpCard } from '../../cards/page/help.ts';
import { runningCard } from '../../cards/page/history.ts';
import { productCard } from '../../cards/page/product.ts';
import { productsCard } from '../../cards/page/products.ts';
import { whoamiCard } from '../../cards/page/whoami.ts';
import { productsQuestion } from '../../cards/question/products-question.ts';
import type { ChangeState } from '../../changes/change-record.ts';
import { requestFor } from '../../notices/approvals/request-card.ts';
import { texts } from '../../words/catalogue.ts';
import type { Message } from '../chat.ts';
import { findRecord } from '../find-record.ts';
import { failuresOfChange } from '../record-card.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { Handler, Heard } from './handler.ts';
import { listedAll } from './listed-all.ts';
import { noSuchChange } from './no-such-change.ts';
import { answerAboutPreview } from './previewed.ts';
import { showGroup, targetsNamed } from './show.ts';

export const listFailures: Handler = async (services, turn, heard) => {
  const { groups } = targetsNamed(services, heard);
  const { reason, page = 1 } = heard.slots;
  const causes = await services.foresight.causes(
    groups.length === 0 ? 'everywhere' : { groupIds: groups, userIds: [] },
  );
  const users = causes.flatMap((cause) => cause.userIds);
  return {
    messages: await Promise.all(
      (groups.length === 0 ? [undefined] : groups).map((groupId) =>
        failuresMessage(services, turn, {
          page,
          ...(groupId === undefined ? {} : { groupId }),
          ...(reason === undefined ? {} : { reason }),
        }),
      ),
    ),
    remember: { users: users.slice(0, 5), page, ...(reason === undefined ? listedAll(users) : {}) },
  };
};

interface FailuresAsked {
  readonly groupId?: string;
  /** Of a change: its groups or people. */
  readonly number?: number;
  readonly reason?: string;
  readonly page: number;
}

export async function failuresMessage(services: Services, turn: Turn, asked: FailuresAsked): Promise<Message> {
  const context = viewContext(services, turn.language);
  const { groupId, number, reason, page } = asked;
  const record = number === undefined ? undefined : await services.store.changes.get(number);
  const isThere = groupId !== undefined && context.labels.group(groupId) !== undefined;
  const named = isThere ? { groupIds: [groupId], userIds: [] } : ('everywhere' as const);
  const failing = await services.foresight.failing(record === undefined ? named : failuresOfChange(record), {
    page,
    size: PEOPLE_ON_A_PAGE,
    reason,
  });
  const ofGroup = isThere ? { group: groupId, page } : { page };
  const of = record === undefined ? ofGroup : { id: record.number, v: record.version, page };
  return cardMessage(failuresCard(context, { ...failing, of, ...(groupId === undefined ? {} : { groupId }) }));
}

export const showProducts: Handler = async (services, turn, { slots }) => ({
  messages: [await productsMessage(services, turn, { page: slots.page ?? 1, question: slots.question })],
});

interface ProductsAsked {
  readonly page: number;
  readonly skuIds?: readonly string[];
  readonly question?: string | undefined;
}

export async function productsMessage(
  services: Services,
  turn: Turn,
  { question, ...asked }: ProductsAsked,
): Promise<Message> {
  const known = productsQuestion(question);
  const { seen: seats } = await services.host.seats();
  const input = { ...asked, seats, ...(known === undefined ? {} : { question: known }) };
  return cardMessage(productsCard(viewContext(services, turn.language), input));
}

/** Seats of some products, or of all. One alone has a page of its own. */
export const seats: Handler = async (services, turn, heard) => {
  const skuIds = skusNamed(heard);
  const { question } = heard.slots;
  const [only] = skuIds;
  if (only !== undefined && skuIds.length === 1)
    return { messages: await productMessages(services, turn, only, question) };
  const some = skuIds.length === 0 ? {} : { skuIds };
  return { messages: [await productsMessage(services, turn, { page: heard.slots.page ?? 1, ...some, question })] };
};

/** Nothing for a product that the tenant does not own. */
export async function productMessages(
  services: Services,
  turn: Turn,
  skuId: string,
  question?: string,
): Promise<readonly Message[]> {
  const { seen: page } = await services.host.product(skuId);
  if (page === undefined) return [];
  const known = productsQuestion(question);
  const mayChange = turn.permissions.has('licenseGroup');
  const input = { page, mayChange, ...(known === undefined ? {} : { question: known }) };
  return [cardMessage(productCard(viewContext(services, turn.language), input))];
}

/** What is in a product: a card for each one named. */
export const showPlans: Handler = async (services, turn, heard) => ({
  messages: await Promise.all(skusNamed(heard).map((skuId) => servicesMessage(services, turn, { skuId }))),
});

export const compareProducts: Handler = async (services, turn, heard) => {
  const skuIds = skusNamed(heard);
  if (skuIds.length < 2) return showPlans(services, turn, heard);
  return { messages: [cardMessage(compareCard(viewContext(services, turn.language), skuIds))] };
};

export async function servicesMessage(
  services: Services,
  turn: Turn,
  { skuId, groupId }: { readonly skuId: string; readonly groupId?: string },
): Promise<Message> {
  const off = groupId === undefined ? undefined : (await services.host.plansOff(groupId, skuId)).seen;
  const mayChange = turn.permissions.has('licenseGroup');
  return cardMessage(servicesCard(viewContext(services, turn.language), { skuId, groupId, off, mayChange }));
}

const OPEN: ReadonlySet<ChangeState> = new Set(['previewed', 'waiting']);

/** What is in progress; of one change, its card as it is now. */
export const status: Handler = async (services, turn, heard) => {
  const { slots } = heard;
  const unknown = await noSuchChange(services, turn, slots);
  if (unknown !== undefined) return unknown;
  if (slots.question !== undefined) {
    const record = await findRecord(services, turn, slots);
    if (record === undefined || !OPEN.has(record.state))
      return { messages: [{ text: texts[turn.language].answers.nothingPending }] };
    return answerAboutPreview(services, turn, record, slots.question);
  }
  if (slots.ref !== undefined || slots.ids?.groups !== undefined) {
    const record = await findRecord(services, turn, { ...slots, ref: slots.ref ?? '@last' });
    if (record !== undefined) {
      const message =
        (await requestFor(services, record, turn)) ?? (await changeMessage(services, turn, record.number));
      return { messages: message === undefined ? [] : [message] };
    }
    // "how is Marketing now?": nothing was done to it here, and it has a state all the same.
    if (slots.groups !== undefined) return showGroup(services, turn, heard);
  }
  return { messages: [await runningMessage(services, turn)] };
};

export async function runningMessage(services: Services, turn: Turn): Promise<Message> {
  const running = await services.store.changes.inState('queued', 'running', 'cancelling');
  const records = running.map((record) => ({ ...record, progress: services.runs.progressOf(record) }));
  return cardMessage(runningCard(viewContext(services, turn.language), records));
}

const GOING_ON: ReadonlySet<ChangeState> = new Set(['queued', 'running', 'cancelling']);

export async function changeMessage(services: Services, turn: Turn, number: number): Promise<Message | undefined> {
  const record = await services.store.changes.get(number);
  if (record === undefined) return undefined;
  const causes = await services.foresight.causes(failuresOfChange(record));
  const context = viewContext(services, turn.language);
  const card = withApproval(context, record, changeCard(context, { record, causes }));
  // What is over stays as it is; the page of what goes on goes on with it.
  return cardMessage(card, GOING_ON.has(record.state) ? record : undefined);
}

export const whoami: Handler = async (services, turn) => ({ messages: [whoamiMessage(services, turn)] });

export function whoamiMessage(services: Services, turn: Turn): Message {
  const { by, roles, permissions } = turn;
  return cardMessage(
    whoamiCard(viewContext(services, turn.language), { displayName: by.displayName, roles, permissions }),
  );
}

export const help: Handler = async (services, turn, { slots }) => ({
  messages: [await helpMessage(services, turn, slots.topic)],
});

export async function helpMessage(services: Services, turn: Turn, topic?: string): Promise<Message> {
  const about = topic === undefined ? undefined : await services.listener.helpOn(turn, topic);
  const { seen: good } = await services.host.examples();
  const input = { permissions: turn.permissions, good, ...(about === undefined ? {} : { about }) };
  return cardMessage(helpCard(viewContext(services, turn.language), input));
}

function skusNamed({ slots }: Pick<Heard, 'slots'>): readonly string[] {
  return slots.ids?.skus ?? [];
}
