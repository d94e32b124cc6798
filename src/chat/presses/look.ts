import type { ChangeRecord } from '../../changes/change-record.ts';
import { requestFor } from '../../notices/approvals/request-card.ts';
import { texts } from '../../words/catalogue.ts';
import type { Message } from '../chat.ts';
import { inPlace, type PressResult, problem } from '../decision.ts';
import { whyAnswer } from '../handlers/explain.ts';
import { historyMessage } from '../handlers/history.ts';
import {
  changeMessage,
  failuresMessage,
  helpMessage,
  productMessages,
  productsMessage,
  runningMessage,
  servicesMessage,
  whoamiMessage,
} from '../handlers/look.ts';
import { groupsMessage, licensedGroupsMessage, listOf, peopleMessage } from '../handlers/paged-lists.ts';
import { isPart, peopleOfOutcomeMessage } from '../handlers/people-of-outcome.ts';
import { rulesMessage } from '../handlers/rules.ts';
import { groupMessages, personMessages } from '../handlers/show.ts';
import type { Services } from '../services.ts';
import { type Turn, viewContext } from '../turn.ts';
import { numberIn, type PressHandler, textIn } from './press.ts';

/** Pages of one list take each other's place. */
export const failures: PressHandler = async (services, turn, press) => {
  const [groupId, number, page = 1] = [textIn(press, 'group'), numberIn(press, 'id'), numberIn(press, 'page')];
  const asked = { page, ...(groupId === undefined ? {} : { groupId }), ...(number === undefined ? {} : { number }) };
  if (groupId !== undefined && viewContext(services, turn.language).labels.group(groupId) === undefined)
    return goneGroup(turn);
  if (number !== undefined && (await services.store.changes.get(number)) === undefined) return unknownHere(turn);
  const message = await failuresMessage(services, turn, asked);
  return press.data['page'] === undefined ? below(turn, message) : inPlace(message);
};

export const pressHistory: PressHandler = async (services, turn, press) => {
  const [groupId, userId, page] = [textIn(press, 'group'), textIn(press, 'user'), numberIn(press, 'page')];
  const skuId = textIn(press, 'sku');
  const [sinceMs, untilMs] = [numberIn(press, 'since'), numberIn(press, 'until')];
  const limit = numberIn(press, 'limit');
  const asked = {
    page: page ?? 1,
    ...(groupId === undefined ? {} : { groupId }),
    ...(userId === undefined ? {} : { userId }),
    ...(skuId === undefined ? {} : { skuId }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
    ...(untilMs === undefined ? {} : { untilMs }),
    ...(press.data['taking'] === true ? { taking: true } : {}),
    ...(limit === undefined ? {} : { limit }),
  };
  const message = await historyMessage(services, turn, asked);
  return page === undefined ? below(turn, message) : inPlace(message);
};

export const products: PressHandler = async (services, turn, press) => {
  const page = numberIn(press, 'page');
  const message = await productsMessage(services, turn, { page: page ?? 1, question: textIn(press, 'question') });
  return page === undefined ? below(turn, message) : inPlace(message);
};

export const rules: PressHandler = async (all, turn, press) => {
  const skuIds = (textIn(press, 'skus') ?? '').split(',').filter((id) => id !== '');
  return inPlace(await rulesMessage(all, turn, { skuIds, page: numberIn(press, 'page') ?? 1 }));
};

export const services: PressHandler = async (all, turn, press) => {
  const [skuId, groupId] = [textIn(press, 'sku'), textIn(press, 'group')];
  if (skuId === undefined || viewContext(all, turn.language).labels.sku(skuId) === undefined) return unknownHere(turn);
  return inPlace(await servicesMessage(all, turn, { skuId, ...(groupId === undefined ? {} : { groupId }) }));
};

export const pressGroups: PressHandler = async (all, turn, press) => {
  const [id, page] = [numberIn(press, 'id'), numberIn(press, 'page')];
  const list = id === undefined ? undefined : await listOf(all, id);
  if (id !== undefined && list === undefined) return unknownHere(turn);
  const message =
    list === undefined
      ? await licensedGroupsMessage(all, turn, page ?? 1)
      : await groupsMessage(all, turn, { ...list, page: page ?? 1 });
  return page === undefined ? below(turn, message) : inPlace(message);
};

/** Pages of a list that was asked for, or the people whom a preview touches. */
export const people: PressHandler = async (all, turn, press) => {
  const [id = 0, page] = [numberIn(press, 'id'), numberIn(press, 'page')];
  const record = await all.store.changes.get(id);
  const part = textIn(press, 'part');
  if (record !== undefined && isPart(part))
    return inPlace(await peopleOfOutcomeMessage(all, turn, record, { part, page: page ?? 1 }));
  const list = record === undefined ? await listOf(all, id) : { id, ids: await touchedBy(all, record) };
  if (list === undefined) return unknownHere(turn);
  const message = await peopleMessage(all, turn, { ...list, page: page ?? 1 });
  return page === undefined ? below(turn, message) : inPlace(message);
};

/** Those whom it names first, also when nothing follows for them, then everybody for whom something does. */
async function touchedBy(all: Services, record: ChangeRecord): Promise<readonly string[]> {
  const named = record.changes.flatMap((change) => ('userId' in change ? [change.userId] : []));
  return [...new Set([...named, ...(await all.foresight.reached(record.changes))])];
}

export const why: PressHandler = async (all, turn, press) => {
  const heard = { intent: 'explain_user' as const, slots: {}, reading: '', language: turn.language, said: '' };
  const explained = await whyAnswer(all, turn, { userId: textIn(press, 'user') ?? '', heard });
  return explained === undefined ? unknownHere(turn) : below(turn, explained.message);
};

export const pressGroup = showing('group', groupMessages);

export const pressUser = showing('user', personMessages);

export const showProduct = showing('sku', productMessages);

/** A request is shown as the question that it is to everybody but who asked it. */
export const showChange: PressHandler = async (all, turn, press) => {
  const number = numberIn(press, 'id') ?? 0;
  const record = await all.store.changes.get(number);
  const request = record && (await requestFor(all, record, turn));
  const message = request ?? (await changeMessage(all, turn, number));
  return message === undefined ? unknownHere(turn) : below(turn, message);
};

export const running: PressHandler = async (all, turn) => below(turn, await runningMessage(all, turn));
export const pressWhoami: PressHandler = async (all, turn) => below(turn, whoamiMessage(all, turn));
export const pressHelp: PressHandler = async (all, turn) => below(turn, await helpMessage(all, turn));

/** The page of something, as a message of its own: what was pressed on stays where it is. */
function showing(
  key: string,
  messagesOf: (services: Services, turn: Turn, id: string) => readonly Message[] | Promise<readonly Message[]>,
): PressHandler {
  return async (all, turn, press) => {
    const id = textIn(press, key);
    const messages = id === undefined ? [] : await messagesOf(all, turn, id);
    return messages.length === 0 ? unknownHere(turn) : below(turn, ...messages);
  };
}

export function below(turn: Turn, ...messages: readonly Message[]): PressResult {
  return { answer: { kind: 'sentence', text: texts[turn.language].answers.posted }, messages };
}

/** Of a group that was deleted since the card was made: not the whole tenant's failures instead of its own. */
export function goneGroup(turn: Turn): PressResult {
  return problem('Gone', texts[turn.language].cards.refusals.unknownGroup);
}

export function unknownHere(turn: Turn): PressResult {
  return problem('Unknown', texts[turn.language].answers.unknownButton);
}
