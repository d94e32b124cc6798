import type { Suggestion } from '../../core/licensing/suggestion.ts';
import { bold, joined, listed, type Runs } from '../cards/runs.ts';
import { peopleAlike } from './alike.ts';
import { say, sayCount, type ViewContext } from './context.ts';
import { groupName, productName } from './names.ts';

/** "take **Ruben Singh** out of **Marketing**": how seats come free, and of whom; more than three people are counted. */
export function freeSeatsPhrase(context: ViewContext, { changes }: Suggestion): Runs {
  const texts = context.texts.cards.fixes;
  const leaving = new Map<string, string[]>();
  const giving = new Map<string, string[]>();
  for (const change of changes) {
    if (change.kind === 'removeMember') add(leaving, change.groupId, change.userId);
    if (change.kind !== 'assignUserLicense') continue;
    for (const skuId of change.removeLicenses) add(giving, skuId, change.userId);
  }
  const parts = [
    ...[...leaving].map(([groupId, userIds]) =>
      say(context, texts.freeByLeaving, { people: people(context, userIds), group: groupName(context, groupId) }),
    ),
    ...[...giving].map(([skuId, userIds]) =>
      say(context, texts.freeByRemoving, { people: people(context, userIds), product: productName(context, skuId) }),
    ),
  ];
  return listed(parts, context.texts.language);
}

/** Why these people can spare the product: their accounts are disabled, or they have all of it from elsewhere. */
export function freeSeatsReasons(context: ViewContext, { subject: { userIds = [] } }: Suggestion): Runs {
  const { tenant, texts } = context;
  const { disabledOnes, coveredOnes } = texts.cards.fixes;
  const isDisabled = (id: string) => {
    const user = tenant.findUser(id);
    return user !== undefined && !tenant.user(user).accountEnabled;
  };
  const disabled = userIds.filter(isDisabled);
  const covered = userIds.filter((id) => !isDisabled(id));
  const reasons = [
    disabled.length === 0
      ? []
      : sayCount(context, disabledOnes, disabled.length, { people: people(context, disabled) }),
    covered.length === 0 ? [] : sayCount(context, coveredOnes, covered.length, { people: people(context, covered) }),
  ];
  return joined(
    reasons.filter((runs) => runs.length > 0),
    ' ',
  );
}

function people(context: ViewContext, userIds: readonly string[]): Runs {
  return bold(peopleAlike(context, { userIds }));
}

function add(groups: Map<string, string[]>, key: string, userId: string): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [userId]);
  else known.push(userId);
}
