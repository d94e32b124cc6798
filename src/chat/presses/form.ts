import { assignCard, TARGETS_OFFERED } from '../../cards/change/assign.ts';
import { assignMatchesCard } from '../../cards/question/assign-matches.ts';
import { PLAN_PREFIX } from '../../cards/verbs.ts';
import type { Group, User } from '../../graph/types.ts';
import type { Intent, Slots } from '../../language/command.ts';
import { exchangeOf } from '../answer.ts';
import type { IncomingPress, Message } from '../chat.ts';
import { inPlace, type PressResult } from '../decision.ts';
import { propose } from '../handlers/propose.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { unknownHere } from './look.ts';
import { type PressHandler, textIn } from './press.ts';

/** The form where *Assign* was pressed: what is known already is not asked for. */
export const assignForm: PressHandler = async (services, turn, press) =>
  inPlace(await formMessage(services, turn, chosenIn(press)));

/** Whom a search finds, or the form with the services of the product that was chosen. */
export const assignSearch: PressHandler = async (services, turn, press) => {
  const [chosen, query] = [chosenIn(press), textIn(press, 'query')];
  if (query === undefined || chosen.groupId !== undefined || chosen.userId !== undefined) {
    return inPlace(await formMessage(services, turn, chosen));
  }
  const sku = chosen.skuId === undefined ? {} : { skuId: chosen.skuId };
  const { seen: found } = await services.host.find(query, TARGETS_OFFERED);
  const input = { ...sku, query, ...found };
  return inPlace(cardMessage(assignMatchesCard(viewContext(services, turn.language), input)));
};

/** The form, filled in: previewed like a sentence. */
export const assign: PressHandler = async (services, turn, press) => {
  const { skuId, groupId, userId } = chosenIn(press);
  if (skuId === undefined || (groupId === undefined && userId === undefined)) {
    return inPlace(await formMessage(services, turn, { ...chosenIn(press), incomplete: true }));
  }
  const { labels } = viewContext(services, turn.language);
  const sku = labels.skus.find((candidate) => candidate.skuId === skuId);
  const group = groupId === undefined ? undefined : labels.group(groupId);
  const user = userId === undefined ? undefined : labels.user(userId);
  if (sku === undefined || (group === undefined && user === undefined)) return unknownHere(turn);
  const off = switchesIn(press, 'false');
  const product = {
    sku: sku.skuPartNumber,
    off: sku.servicePlans.filter((plan) => off.has(plan.servicePlanId)).map((plan) => plan.servicePlanName),
  };
  return proposed(services, turn, 'assign_license', {
    ...targetSlots({ skuId, group, user }),
    products: [product],
  });
};

/** The services of a group's product as the switches say. */
export const setServices: PressHandler = async (services, turn, press) => {
  const { labels } = viewContext(services, turn.language);
  const { skuId, groupId } = chosenIn(press);
  const sku = labels.skus.find((candidate) => candidate.skuId === skuId);
  const group = groupId === undefined ? undefined : labels.group(groupId);
  if (sku === undefined || skuId === undefined || group === undefined) return unknownHere(turn);
  const named = (wanted: ReadonlySet<string>) =>
    sku.servicePlans.filter((plan) => wanted.has(plan.servicePlanId)).map((plan) => plan.servicePlanName);
  return proposed(services, turn, 'set_plans', {
    ...targetSlots({ skuId, group, user: undefined }),
    sku: sku.skuPartNumber,
    on: named(switchesIn(press, 'true')),
    off: named(switchesIn(press, 'false')),
  });
};

interface Chosen {
  readonly skuId?: string | undefined;
  readonly groupId?: string | undefined;
  readonly userId?: string | undefined;
  readonly incomplete?: boolean;
}

/** What the button knows, or else what was chosen in the form's inputs. */
function chosenIn(press: IncomingPress): Chosen {
  const target = textIn(press, 'target');
  return {
    skuId: textIn(press, 'sku'),
    groupId: textIn(press, 'group') ?? (target?.startsWith('g:') ? target.slice(2) : undefined),
    userId: textIn(press, 'user') ?? (target?.startsWith('u:') ? target.slice(2) : undefined),
  };
}

function switchesIn(press: IncomingPress, position: 'true' | 'false'): ReadonlySet<string> {
  const plans = Object.entries(press.data).filter(([key, value]) => key.startsWith(PLAN_PREFIX) && value === position);
  return new Set(plans.map(([key]) => key.slice(PLAN_PREFIX.length)));
}

async function formMessage(
  services: Services,
  turn: Turn,
  { skuId, groupId, userId, incomplete }: Chosen,
): Promise<Message> {
  const { host } = services;
  const found = groupId === undefined && userId === undefined ? (await host.find('', TARGETS_OFFERED)).seen : {};
  const { seen: seats } = await host.seats();
  const card = assignCard(viewContext(services, turn.language), {
    seats,
    ...(skuId === undefined ? {} : { skuId }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(userId === undefined ? {} : { userId }),
    ...found,
    ...(incomplete === undefined ? {} : { incomplete }),
  });
  return cardMessage(card);
}

function targetSlots({
  skuId,
  group,
  user,
}: {
  readonly skuId: string;
  readonly group: Group | undefined;
  readonly user: User | undefined;
}): Slots {
  if (group !== undefined) return { groups: [group.displayName], ids: { groups: [group.id], skus: [skuId] } };
  return user === undefined ? {} : { users: [user.userPrincipalName], ids: { users: [user.id], skus: [skuId] } };
}

/** The preview takes the form's place. */
async function proposed(services: Services, turn: Turn, intent: Intent, slots: Slots): Promise<PressResult> {
  const heard = { intent, slots, reading: '', language: turn.language, said: '' };
  const proposal = await propose(services, turn, heard);
  const [first, ...rest] = proposal.messages;
  if (first === undefined) return unknownHere(turn);
  return { ...inPlace(first), messages: rest, exchange: exchangeOf(heard, '', proposal) };
}
