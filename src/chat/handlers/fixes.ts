import { fixesCard } from '../../cards/change/fixes.ts';
import { referenceOf } from '../../cards/change/record.ts';
import { targetTitle } from '../../cards/text/describe.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Message } from '../chat.ts';
import type { Foundation } from '../foundation.ts';
import { offer, offered } from '../record-card.ts';
import type { Services } from '../services.ts';
import { cardMessage, type Turn, viewContext } from '../turn.ts';
import type { Answer, Handler, Heard } from './handler.ts';
import { targetsNamed } from './show.ts';

/** What would fix a group, a person or the tenant: simulated, and done by a button alone. */
export const suggestFixes: Handler = async (services, turn, heard) => {
  const { groups, users } = targetsNamed(services, heard);
  return fixesFor(services, turn, { heard, groupIds: groups, userIds: users });
};

interface FixesAsked {
  readonly heard: Heard;
  readonly groupIds: readonly string[];
  readonly userIds: readonly string[];
}

export async function fixesFor(services: Services, turn: Turn, asked: FixesAsked): Promise<Answer> {
  const record = await offering(services, turn, asked);
  const { groupIds, userIds } = asked;
  const of = groupIds.length + userIds.length === 0 ? 'everywhere' : { groupIds, userIds };
  const { causes, suggestions } = await services.foresight.failures(of);
  await offer(services, record, suggestions);
  const context = viewContext(services, turn.language);
  const message: Message = cardMessage(
    fixesCard(context, {
      title: targetTitle(context, record),
      causes,
      fixes: suggestions.map((suggestion) => offered(services, suggestion, turn.permissions)),
      reference: referenceOf(record),
      simulatedAt: context.now,
    }),
    record,
  );
  const users = causes.flatMap((cause) => cause.userIds.slice(0, 5));
  const options = suggestions.map(({ id }) => id);
  return { messages: [message], remember: { suggestions: record.number, users, options } };
}

/** A change that does nothing yet: the first button that is pressed on its card makes it the change of that fix. */
export async function offering(
  services: Foundation,
  turn: Pick<Turn, 'by'>,
  { heard, groupIds, userIds }: FixesAsked,
): Promise<ChangeRecord> {
  const plan = { changes: [], notes: [], wholeTenant: false, targetGroupIds: groupIds, targetUserIds: userIds };
  const proposed = await services.desk.propose({ command: heard, plan, by: turn.by });
  if (proposed.kind === 'refused') throw new Error('a proposal without changes was refused');
  return proposed.record;
}
