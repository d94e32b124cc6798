import { fixesCard } from '../../cards/change/fixes.ts';
import { referenceOf } from '../../cards/change/record.ts';
import { targetTitle } from '../../cards/text/describe.ts';
import type { Intent, Slots } from '../../language/command.ts';
import { exchangeOf } from '../answer.ts';
import { inPlace } from '../decision.ts';
import { fixesFor } from '../handlers/fixes.ts';
import { propose } from '../handlers/propose.ts';
import { undoOf } from '../handlers/undo.ts';
import { failuresOfChange, offer, offered } from '../record-card.ts';
import { cardMessage, viewContext } from '../turn.ts';
import { below, goneGroup, unknownHere } from './look.ts';
import { numberIn, type PressHandler, textIn } from './press.ts';

/** The inverse of a change, as a preview of its own. */
export const pressUndo: PressHandler = async (services, turn, press) => {
  const record = await services.store.changes.get(numberIn(press, 'id') ?? 0);
  if (record === undefined) return unknownHere(turn);
  const answer = await undoOf(services, turn, record);
  return { ...below(turn, ...answer.messages), exchange: exchangeOf(record.command, '', answer) };
};

/** All fixes of a change, in place of its card; of a group or a person, below. */
export const fixes: PressHandler = async (services, turn, press) => {
  const record = await services.store.changes.get(numberIn(press, 'id') ?? 0);
  const context = viewContext(services, turn.language);
  if (record !== undefined) {
    const { causes, suggestions } = await services.foresight.failures(failuresOfChange(record));
    await offer(services, record, suggestions);
    return inPlace(
      cardMessage(
        fixesCard(context, {
          title: targetTitle(context, record),
          causes,
          fixes: suggestions.map((suggestion) => offered(services, suggestion, turn.permissions)),
          reference: referenceOf(record),
          simulatedAt: context.now,
        }),
      ),
    );
  }
  const [groupId, userId] = [textIn(press, 'group'), textIn(press, 'user')];
  const { labels } = context;
  if (groupId !== undefined && labels.group(groupId) === undefined) return goneGroup(turn);
  if (groupId === undefined && (userId === undefined || labels.user(userId) === undefined)) return unknownHere(turn);
  const heard = { intent: 'suggest_fixes' as const, slots: {}, reading: '', language: turn.language, said: '' };
  const answer = await fixesFor(services, turn, {
    heard,
    groupIds: groupId === undefined ? [] : [groupId],
    userIds: userId === undefined ? [] : [userId],
  });
  return { ...below(turn, ...answer.messages), exchange: exchangeOf(heard, '', answer) };
};

/** Looks again at whoever fails, or at everybody named: previewed like any other change. */
export const pressReprocess: PressHandler = async (services, turn, press) => {
  const { labels } = viewContext(services, turn.language);
  const record = await services.store.changes.get(numberIn(press, 'id') ?? 0);
  const [groupId, userId] = [textIn(press, 'group'), textIn(press, 'user')];
  const groupIds = record?.targetGroupIds ?? (groupId === undefined ? [] : [groupId]);
  const userIds = groupIds.length > 0 ? [] : (record?.targetUserIds ?? (userId === undefined ? [] : [userId]));
  const groups = groupIds.flatMap((id) => labels.group(id) ?? []);
  const users = userIds.flatMap((id) => labels.user(id) ?? []);
  if (groups.length + users.length === 0) return unknownHere(turn);
  const slots: Slots = {
    ...(groups.length === 0 ? {} : { groups: groups.map((group) => group.displayName) }),
    ...(users.length === 0 ? {} : { users: users.map((user) => user.userPrincipalName) }),
    ...(groups.length === 0 ? {} : { only: 'failed' as const }),
    ids: { groups: groups.map((group) => group.id), users: users.map((user) => user.id) },
  };
  const intent: Intent = 'reprocess';
  const heard = { intent, slots, reading: '', language: turn.language, said: '' };
  const answer = await propose(services, turn, heard);
  return { ...below(turn, ...answer.messages), exchange: exchangeOf(heard, '', answer) };
};
