import type { Card } from '../../../src/cards/card.ts';
import { nothingToDoCard, notYetCard, refusedCard, whichProductCard } from '../../../src/cards/change/notice.ts';
import type { Intent, Reading, Slots } from '../../../src/language/command.ts';
import { groupId, skuId, userId, type World } from '../world.ts';

/** What is understood and not done, each for its own reason. */
export function refusedCards(world: World): ReadonlyMap<string, Card> {
  const { context } = world;
  const hr = groupId(world, 'HR Department');
  const e3 = skuId(world, 'ENTERPRISEPACK');
  const reading = (intent: Intent, slots: Slots, text: string): Reading => ({
    intent,
    slots,
    reading: text,
    language: context.texts.language,
  });
  const change = {
    kind: 'assignGroupLicense',
    groupId: hr,
    addLicenses: [{ skuId: e3, disabledPlans: [] }],
    removeLicenses: [],
  } as const;
  const plan = { changes: [change], targetGroupIds: [hr], targetUserIds: [], notes: [], wholeTenant: false };
  const plans = world.tenant.skus[world.tenant.findSku(e3) ?? 0]?.servicePlans ?? [];
  const lacking = {
    kind: 'templateLacksPrerequisite',
    skuId: e3,
    servicePlanId: plans[0]?.servicePlanId ?? '',
    requiresAnyOf: plans.slice(1, 3).map((candidate) => candidate.servicePlanId),
  } as const;
  const megan = userId(world, 'meganb');
  const analysts = [groupId(world, 'Analysts')];
  const covered = { kind: 'covered', skuId: skuId(world, 'POWER_BI_PRO'), userId: megan, groupIds: analysts } as const;
  const notes = [{ kind: 'alreadyHas', skuId: e3, groupId: hr }] as const;
  return new Map([
    [
      'refused-prerequisite',
      refusedCard(context, { reading: reading('assign_license', {}, ''), plan, refusals: [lacking], reasons: [] }),
    ],
    [
      'refused-cannot-carry',
      refusedCard(context, {
        reading: reading('assign_license', {}, ''),
        plan,
        refusals: [{ kind: 'groupCannotCarryLicenses', groupId: hr }],
        reasons: [],
      }),
    ],
    [
      'nothing-to-do',
      nothingToDoCard(context, { reading: reading('assign_license', {}, ''), plan: { ...plan, changes: [], notes } }),
    ],
    [
      'nothing-to-do-covered',
      nothingToDoCard(context, {
        reading: reading('assign_license', {}, ''),
        plan: { ...plan, changes: [], targetGroupIds: [], targetUserIds: [megan], notes: [covered] },
      }),
    ],
    [
      'not-yet',
      notYetCard(
        context,
        reading('assign_license', { start: 'tomorrow' }, 'Assign Office 365 E3 to HR Department from tomorrow.'),
      ),
    ],
    [
      'which-product',
      whichProductCard(
        context,
        reading(
          'swap_license',
          { to: 'ENTERPRISEPREMIUM' },
          'Replace a product of Finance and Legal with Office 365 E5.',
        ),
        groupId(world, 'Finance and Legal'),
      ),
    ],
  ]);
}
