import type { AssignedLicense } from '../../graph/types.ts';
import { peopleAlike } from '../change/alike.ts';
import { joined, name, type TextRuns } from '../runs.ts';
import { say, type ViewContext } from './context.ts';
import {
  groupLabel,
  groupNames,
  groupOf,
  ownedSku,
  planLabels,
  planName,
  productName,
  productNames,
  some,
  userWithAddress,
} from './names.ts';

/** How the title of a fix names whom and what it is about. */
export interface Namer {
  readonly people: (userIds: readonly string[]) => TextRuns;
  /** People who were spoken of before: "the 10". */
  readonly those: (userIds: readonly string[]) => TextRuns;
  readonly groups: (groupIds: readonly string[]) => TextRuns;
  readonly products: (skuIds: readonly string[]) => TextRuns;
  readonly licenses: (licenses: readonly AssignedLicense[]) => TextRuns;
  readonly plans: (planIds: readonly string[]) => TextRuns;
}

const PEOPLE_NAMED = 3;

const PLANS_NAMED = 2;

/** A few by name, more by their number. */
export function shortNames(context: ViewContext): Namer {
  const { fixes } = context.texts.cards;
  const people = (userIds: readonly string[]) => peopleAlike(context, { userIds });
  return {
    people,
    those: (userIds) =>
      userIds.length > PEOPLE_NAMED ? say(context, fixes.those, { count: userIds.length }) : people(userIds),
    groups: (groupIds) => groupNames(context, groupIds),
    products: (skuIds) => productNames(context, skuIds),
    licenses: (licenses) =>
      productNames(
        context,
        licenses.map(({ skuId }) => skuId),
      ),
    plans: (planIds) =>
      planIds.length > PLANS_NAMED
        ? say(context, fixes.plansOff, { count: planIds.length })
        : planLabels(context, planIds),
  };
}

const EXACTLY_NAMED = 10;

/** So that nobody and nothing is taken for another of the same name. */
export function exactNames(context: ViewContext): Namer {
  const all = (names: readonly TextRuns[]) => some(context, names, { at: EXACTLY_NAMED });
  const people = (userIds: readonly string[]) => all(userIds.map((id) => userWithAddress(context, id)));
  const group = (id: string) => withKey(groupLabel(context, id), groupOf(context, id) === undefined ? '' : id);
  const product = (id: string) => withKey(productName(context, id), ownedSku(context, id)?.skuPartNumber ?? '');
  const plans = (planIds: readonly string[]) => all(planIds.map((id) => planName(context, id)));
  const license = ({ skuId, disabledPlans }: AssignedLicense) =>
    disabledPlans.length === 0
      ? product(skuId)
      : say(context, context.texts.cards.fixes.withoutPlans, { product: product(skuId), plans: plans(disabledPlans) });
  return {
    people,
    those: people,
    groups: (groupIds) => all(groupIds.map(group)),
    products: (skuIds) => all(skuIds.map(product)),
    licenses: (licenses) => all(licenses.map(license)),
    plans,
  };
}

/** "Sales (1f3b…)". */
function withKey(runs: TextRuns, key: string): TextRuns {
  return key === '' ? runs : joined([runs, name(`(${key})`)], ' ');
}
