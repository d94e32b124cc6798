import type { Intent, Slots } from '../../core/language/command.ts';
import type { GroupIndex, Tenant, UserIndex } from '../../core/licensing/tenant.ts';
import { exchangeOf } from '../answer.ts';
import { PLAN_PREFIX } from '../cards/verbs.ts';
import type { IncomingPress, Message } from '../chat.ts';
import { inPlace, type PressResult } from '../decision.ts';
import { propose } from '../handlers/propose.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import { assignCard, TARGETS_OFFERED } from '../views/assign.ts';
import { assignMatchesCard } from '../views/assign-matches.ts';
import { unknown } from './look.ts';
import { type PressHandler, textIn } from './press.ts';

/** The form where *Assign* was pressed: what is known already is not asked for. */
export const assignForm: PressHandler = async (services, turn, press) =>
  inPlace(formMessage(services, turn, chosenIn(press)));

/** Whom a search finds, or the form with the services of the product that was chosen. */
export const assignSearch: PressHandler = async (services, turn, press) => {
  const [chosen, query] = [chosenIn(press), textIn(press, 'query')];
  if (query === undefined || chosen.groupId !== undefined || chosen.userId !== undefined) {
    return inPlace(formMessage(services, turn, chosen));
  }
  const sku = chosen.skuId === undefined ? {} : { skuId: chosen.skuId };
  const input = { ...sku, query, ...search(services.directory.tenant, query) };
  return inPlace(cardMessage(assignMatchesCard(viewContext(services, turn.language), input)));
};

/** The form, filled in: previewed like a sentence. */
export const assign: PressHandler = async (services, turn, press) => {
  const { skuId, groupId, userId } = chosenIn(press);
  if (skuId === undefined || (groupId === undefined && userId === undefined)) {
    return inPlace(formMessage(services, turn, { ...chosenIn(press), incomplete: true }));
  }
  const { tenant } = services.directory;
  const sku = tenant.skus.find((candidate) => candidate.skuId === skuId);
  const group = groupId === undefined ? undefined : tenant.findGroup(groupId);
  const user = userId === undefined ? undefined : tenant.findUser(userId);
  if (sku === undefined || (group === undefined && user === undefined)) return unknown(turn);
  const off = switchesIn(press, 'false');
  const product = {
    sku: sku.skuPartNumber,
    off: sku.servicePlans.filter((plan) => off.has(plan.servicePlanId)).map((plan) => plan.servicePlanName),
  };
  return proposed(services, turn, 'assign_license', {
    ...targetSlots(tenant, { skuId, group, user }),
    products: [product],
  });
};

/** The services of a group's product as the switches say. */
export const setServices: PressHandler = async (services, turn, press) => {
  const { tenant } = services.directory;
  const { skuId, groupId } = chosenIn(press);
  const sku = tenant.skus.find((candidate) => candidate.skuId === skuId);
  const group = groupId === undefined ? undefined : tenant.findGroup(groupId);
  if (sku === undefined || skuId === undefined || group === undefined) return unknown(turn);
  const named = (wanted: ReadonlySet<string>) =>
    sku.servicePlans.filter((plan) => wanted.has(plan.servicePlanId)).map((plan) => plan.servicePlanName);
  return proposed(services, turn, 'set_plans', {
    ...targetSlots(tenant, { skuId, group, user: undefined }),
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

function formMessage(services: Services, turn: Turn, { skuId, groupId, userId, incomplete }: Chosen): Message {
  const { tenant } = services.directory;
  const found = groupId === undefined && userId === undefined ? search(tenant, '') : undefined;
  const card = assignCard(viewContext(services, turn.language), {
    ...(skuId === undefined ? {} : { skuId }),
    ...(groupId === undefined ? {} : { groupId }),
    ...(userId === undefined ? {} : { userId }),
    ...(found ?? {}),
    ...(incomplete === undefined ? {} : { incomplete }),
  });
  return cardMessage(card);
}

/** Groups, then people, whose names hold the words. Without words, the first groups that may carry licenses. */
function search(tenant: Tenant, query: string) {
  const wanted = query.trim().toLocaleLowerCase();
  const holds = (...texts: readonly string[]) => texts.some((text) => text.toLocaleLowerCase().includes(wanted));
  const groups: GroupIndex[] = [];
  const users: UserIndex[] = [];
  for (let group = 0; group < tenant.groupCount; group += 1) {
    const { displayName, securityEnabled } = tenant.group(group);
    if (securityEnabled && holds(displayName)) groups.push(group);
  }
  for (let user = 0; wanted !== '' && user < tenant.userCount; user += 1) {
    const { displayName, userPrincipalName } = tenant.user(user);
    if (holds(displayName, userPrincipalName)) users.push(user);
  }
  return {
    groups: groups.slice(0, TARGETS_OFFERED),
    users: users.slice(0, Math.max(0, TARGETS_OFFERED - groups.length)),
    matches: groups.length + users.length,
  };
}

function targetSlots(
  tenant: Tenant,
  {
    skuId,
    group,
    user,
  }: { readonly skuId: string; readonly group: GroupIndex | undefined; readonly user: UserIndex | undefined },
): Slots {
  if (group !== undefined) {
    const { id, displayName } = tenant.group(group);
    return { groups: [displayName], ids: { groups: [id], skus: [skuId] } };
  }
  if (user === undefined) return {};
  const { id, userPrincipalName } = tenant.user(user);
  return { users: [userPrincipalName], ids: { users: [id], skus: [skuId] } };
}

/** The preview takes the form's place. */
async function proposed(services: Services, turn: Turn, intent: Intent, slots: Slots): Promise<PressResult> {
  const heard = { intent, slots, reading: '', language: turn.language, said: '' };
  const proposal = await propose(services, turn, heard);
  const [first, ...rest] = proposal.messages;
  if (first === undefined) return unknown(turn);
  return { ...inPlace(first), messages: rest, exchange: exchangeOf(heard, '', proposal) };
}
