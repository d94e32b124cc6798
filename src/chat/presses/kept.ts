import type { Slots } from '../../language/command.ts';
import type { Labels } from '../../tenant/labels.ts';
import { exchangeOf } from '../answer.ts';
import { inPlace } from '../decision.ts';
import { allKeptMessage, keptMessage } from '../handlers/kept.ts';
import { propose } from '../handlers/propose.ts';
import { viewContext } from '../turn.ts';
import { below, unknownHere } from './look.ts';
import { numberIn, type PressHandler, textIn } from './press.ts';

/** What is kept, or who keeps what of a group. Pages of one list take each other's place. */
export const kept: PressHandler = async (services, turn, press) => {
  const [groupId, page] = [textIn(press, 'group'), numberIn(press, 'page')];
  const message =
    groupId === undefined
      ? await allKeptMessage(services, turn, page ?? 1)
      : ((await keptMessage(services, turn, { groupId, page: page ?? 1 })) ??
        (await allKeptMessage(services, turn, 1)));
  return page === undefined ? below(turn, message) : inPlace(message);
};

/** Lets go of what people keep: previewed like any other change. */
export const release: PressHandler = async (services, turn, press) => {
  const slots = slotsOf(viewContext(services, turn.language).labels, textIn(press, 'group'), textIn(press, 'user'));
  if (slots === undefined) return unknownHere(turn);
  const heard = { intent: 'release_kept' as const, slots, reading: '', language: turn.language, said: '' };
  const answer = await propose(services, turn, heard);
  return { ...below(turn, ...answer.messages), exchange: exchangeOf(heard, '', answer) };
};

/** A group that the tenant does not have is named by its id. */
function slotsOf(labels: Labels, groupId: string | undefined, userId: string | undefined): Slots | undefined {
  if (groupId !== undefined) {
    const group = labels.group(groupId);
    return group === undefined ? { groups: [groupId] } : { groups: [group.displayName], ids: { groups: [groupId] } };
  }
  if (userId === undefined) return { scope: 'all' };
  const user = labels.user(userId);
  return user === undefined ? undefined : { users: [user.userPrincipalName], ids: { users: [userId] } };
}
