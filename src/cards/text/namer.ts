import type { AssignedLicense } from '../../graph/types.ts';
import { peopleAlike } from '../change/alike.ts';
import { joined, name, type Runs } from '../runs.ts';
import { say, type ViewContext } from './context.ts';
import {
  groupName,
  groupNames,
  groupOf,
  planName,
  planNames,
  productName,
  productNames,
  skuOf,
  some,
  userWithAddress,
} from './names.ts';

/** How the title of a fix names whom and what it is about. */
export interface Namer {
  readonly people: (userIds: readonly string[]) => Runs;
  /** People who were spoken of before: "the 10". */
  readonly those: (userIds: readonly string[]) => Runs;
  readonly groups: (groupIds: readonly string[]) => Runs;
  readonly products: (skuIds: readonly string[]) => Runs;
  readonly licenses: (licenses: readonly AssignedLicense[]) => Runs;
  readonly plans: (planIds: readonly string[]) => Runs;
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
        : planNames(context, planIds),
  };
}

const EXACTLY_NAMED = 10;

/** So that nobody and nothing is taken for another of the same name. */
export function exactNames(context: ViewContext): Namer {
  const all = (names: readonly Runs[]) => some(context, names, { at: EXACTLY_NAMED });
  const people = (userIds: readonly string[]) => all(userIds.map((id) => userWithAddress(context, id)));
  const group = (id: string) => withKey(groupName(context, id), groupOf(context, id) === undefined ? '' : id);
  const product = (id: string) => withKey(productName(context, id), skuOf(context, id)?.skuPartNumber ?? '');
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
function withKey(runs: Runs, key: string): Runs {
  return key === '' ? runs : joined([runs, name(`(${key})`)], ' ');
}
