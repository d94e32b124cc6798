import type { AssignedLicense } from '../../core/graph.ts';
import type { Change } from '../../core/licensing/change.ts';
import { bold, joined, listed, name, type Runs } from '../cards/runs.ts';
import { say, sayCount, type ViewContext } from './context.ts';
import { country, groupName, planNames, productName, productNames, skuOf, some, userNameById } from './names.ts';

type LicenseChange = Extract<Change, { readonly kind: 'assignGroupLicense' | 'assignUserLicense' }>;

/** What was there before: the template or the direct licenses that a change starts from. */
export type Before = (change: LicenseChange) => readonly AssignedLicense[];

export interface Described {
  readonly changes: readonly Change[];
  readonly targetGroupIds?: readonly string[];
  /** Known once the changes were applied: what was there before is then read from it, not from the tenant. */
  readonly inverse?: readonly Change[];
}

const SENTENCES = 3;
const PLANS_BY_NAME = 4;
const TITLE_NAMES = 2;

/**
 * What changes do to desired state, in words: "Assign **Office 365 E3** without **Yammer Enterprise**." Told from the
 * changes themselves, so that it says what is done and not what was asked.
 * @param target whether to name the group or the person too: rows of a history do, a card with a title does not
 */
export function describe(context: ViewContext, described: Described, target: 'named' | 'inTitle'): Runs {
  const before = beforeOf(context, described);
  const groups = alike(described.changes);
  const of = described.targetGroupIds?.[0];
  const sentences = groups
    .slice(0, SENTENCES)
    .map((group) => sentenceOf(context, group, { before, target, of: of === undefined ? [] : groupName(context, of) }));
  const more = groups.length - sentences.length;
  if (more > 0) sentences.push(sayCount(context, context.texts.cards.counts.changes, more));
  return joined(sentences, ' ');
}

/** Neighbouring changes that one sentence can tell: the same act on many people. */
function alike(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = keyOf(change);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

function keyOf(change: Change): string {
  if (change.kind === 'addMember' || change.kind === 'removeMember') return `${change.kind} ${change.groupId}`;
  if (change.kind === 'setUsageLocation') return `${change.kind} ${change.usageLocation}`;
  if (change.kind === 'assignUserLicense')
    return `${change.kind} ${JSON.stringify([change.addLicenses, change.removeLicenses])}`;
  return JSON.stringify(change);
}

interface Telling {
  readonly before: Before;
  readonly target: 'named' | 'inTitle';
  /** The group whose people are looked at again. */
  readonly of: Runs;
}

function sentenceOf(context: ViewContext, group: readonly Change[], { before, target, of }: Telling): Runs {
  const [change] = group;
  if (change === undefined) return [];
  const texts = context.texts.cards.changes;
  const people = group.length;
  switch (change.kind) {
    case 'assignGroupLicense':
    case 'assignUserLicense':
      return licenseSentence(
        context,
        change,
        before(change),
        target === 'named' ? targetOf(context, change, people) : null,
      );
    case 'addMember':
    case 'removeMember':
      return sayCount(context, texts[change.kind], people, {
        person: userNameById(context, change.userId),
        group: groupName(context, change.groupId),
      });
    case 'setUsageLocation':
      return sayCount(context, change.usageLocation === null ? texts.noUsageLocation : texts.usageLocation, people, {
        person: userNameById(context, change.userId),
        country: change.usageLocation === null ? '' : country(context, change.usageLocation),
      });
    case 'setProxyAddresses':
      return say(context, texts.proxyAddresses, { person: userNameById(context, change.userId) });
    case 'setSeats':
      return say(context, texts.seats, { product: productName(context, change.skuId), count: change.enabled });
    case 'reprocess':
      return sayCount(
        context,
        target === 'named' && of.length > 0 ? texts.reprocessIn : texts.reprocess,
        change.userIds.length,
        {
          person: userNameById(context, change.userIds[0] ?? ''),
          target: bold(of),
        },
      );
    default:
      return change satisfies never;
  }
}

function targetOf(context: ViewContext, change: LicenseChange, people: number): Runs {
  if (change.kind === 'assignGroupLicense') return bold(groupName(context, change.groupId));
  return people === 1
    ? bold(userNameById(context, change.userId))
    : sayCount(context, context.texts.cards.counts.people, people);
}

function licenseSentence(
  context: ViewContext,
  change: LicenseChange,
  before: readonly AssignedLicense[],
  target: Runs | null,
): Runs {
  const texts = context.texts.cards.changes;
  const fresh = change.addLicenses.filter((license) => !before.some((had) => had.skuId === license.skuId));
  const altered = change.addLicenses.filter((license) => before.some((had) => had.skuId === license.skuId));
  const products = some(
    context,
    fresh.map((license) => productWithPlans(context, license)),
  );
  const old = bold(productNames(context, change.removeLicenses));
  const values = { products, old, target: target ?? '' };
  const sentences: Runs[] = [];
  if (fresh.length > 0 && change.removeLicenses.length > 0) {
    sentences.push(say(context, target ? texts.swapFor : texts.swap, values));
  } else if (fresh.length > 0) {
    sentences.push(say(context, target ? texts.assignTo : texts.assign, values));
  } else if (change.removeLicenses.length > 0) {
    sentences.push(say(context, target ? texts.removeFrom : texts.remove, { ...values, products: old }));
  }
  for (const license of altered) sentences.push(plansSentence(context, license, before, target));
  return joined(sentences, ' ');
}

function plansSentence(
  context: ViewContext,
  license: AssignedLicense,
  before: readonly AssignedLicense[],
  target: Runs | null,
): Runs {
  const texts = context.texts.cards.changes;
  const had = before.find((candidate) => candidate.skuId === license.skuId)?.disabledPlans ?? [];
  const off = license.disabledPlans.filter((plan) => !had.includes(plan));
  const on = had.filter((plan) => !license.disabledPlans.includes(plan));
  const product = productName(context, license.skuId);
  const values = {
    product,
    target: target ?? '',
    on: bold(planNames(context, on)),
    off: bold(planNames(context, off)),
    plans: bold(planNames(context, off.length > 0 ? off : on)),
  };
  if (on.length > 0 && off.length > 0) return say(context, target ? texts.plansOnOffFor : texts.plansOnOff, values);
  if (off.length > 0) return say(context, target ? texts.plansOffFor : texts.plansOff, values);
  if (on.length > 0) return say(context, target ? texts.plansOnFor : texts.plansOn, values);
  return say(context, target ? texts.sameFor : texts.same, values);
}

/** "Office 365 E3 without Yammer Enterprise"; "with only" where that is the shorter list. */
function productWithPlans(context: ViewContext, license: AssignedLicense): Runs {
  const texts = context.texts.cards.changes;
  const product = productName(context, license.skuId);
  const off = license.disabledPlans;
  if (off.length === 0) return say(context, texts.product, { product });
  const on = (skuOf(context, license.skuId)?.servicePlans ?? []).filter(
    (plan) => plan.appliesTo !== 'Company' && !off.includes(plan.servicePlanId),
  );
  if (off.length > PLANS_BY_NAME && on.length > 0 && on.length <= PLANS_BY_NAME) {
    const plans = bold(
      planNames(
        context,
        on.map((plan) => plan.servicePlanId),
      ),
    );
    return say(context, texts.productOnly, { product, plans });
  }
  if (off.length > PLANS_BY_NAME) return sayCount(context, texts.productWithoutMany, off.length, { product });
  return say(context, texts.productWithout, { product, plans: bold(planNames(context, off)) });
}

function beforeOf({ tenant }: ViewContext, { inverse }: Described): Before {
  if (inverse !== undefined)
    return (change) => inverse.flatMap((back) => (sameTarget(change, back) ? back.addLicenses : []));
  return (change) => {
    if (change.kind === 'assignGroupLicense') {
      const group = tenant.findGroup(change.groupId);
      return group === undefined ? [] : tenant.assignedLicenses(group);
    }
    const user = tenant.findUser(change.userId);
    return user === undefined ? [] : tenant.read(tenant.rows(user)).filter((row) => row.assignedByGroup === null);
  };
}

function sameTarget(change: LicenseChange, other: Change): other is LicenseChange {
  if (change.kind === 'assignGroupLicense') {
    return other.kind === 'assignGroupLicense' && other.groupId === change.groupId;
  }
  return other.kind === 'assignUserLicense' && other.userId === change.userId;
}

/** The groups that a change is about, or else the people, as a title. Who joins or leaves a group is in the sentence. */
export function targetTitle(
  context: ViewContext,
  target: { readonly targetGroupIds: readonly string[]; readonly targetUserIds: readonly string[] },
): Runs {
  const { counts } = context.texts.cards;
  const { targetGroupIds: groups, targetUserIds: people } = target;
  const [names, more] =
    groups.length > 0
      ? [groups.map((id) => groupName(context, id)), counts.moreGroups]
      : [people.map((id) => userNameById(context, id)), counts.morePeople];
  if (names.length === 0) return name(context.tenant.organization.displayName);
  const hidden = names.length - TITLE_NAMES;
  const shown = names.slice(0, TITLE_NAMES);
  return listed(hidden > 0 ? [...shown, sayCount(context, more, hidden)] : shown, context.texts.language);
}
