import type { Change } from '../../core/licensing/change.ts';
import { keptRows, letGoOf, peopleLetGo } from '../../core/licensing/kept.ts';
import type { Failure, Outcome, PersonOutcome } from '../../core/licensing/outcome.ts';
import { previewFacts } from '../../core/licensing/preview-facts.ts';
import type { UserIndex } from '../../core/licensing/tenant.ts';
import { type Plural, pluralOf } from '../../core/text/format.ts';
import type { CardData } from '../cards/card.ts';
import type { Value } from '../cards/runs.ts';
import { count, say, type ViewContext } from './context.ts';
import { namedGroups, shapeOf } from './figures.ts';
import { leftWithoutMail } from './mail.ts';
import { country, groupName, planName, productName } from './names.ts';

type Counted = NonNullable<CardData['counted']>[number];

const LINES = 8;

/**
 * What else to know, each with its number: who has it already, nested groups, usage location, plans that stay on, and
 * what happens to others.
 */
export function countedLines(context: ViewContext, changes: readonly Change[], outcome: Outcome): readonly Counted[] {
  const texts = context.texts.cards.preview;
  const { countryLetterCode } = context.tenant.organization;
  const line = (people: number, forms: Plural, values: Readonly<Record<string, Value>> = {}): readonly Counted[] =>
    people === 0 ? [] : [{ count: count(context, people), runs: say(context, pluralOf(forms, people), values) }];
  const groups = namedGroups(context.tenant, changes, outcome);
  const sum = (value: (group: Outcome['groups'][number]) => number) =>
    groups.reduce((all, group) => all + value(group), 0);
  const licenses = changes.some((change) => change.kind === 'assignGroupLicense' && change.addLicenses.length > 0);
  const addsOnly = changes.every((change) => !('removeLicenses' in change) || change.removeLicenses.length === 0);
  const named = new Set(groups.map(({ after }) => context.tenant.group(after.group).id));
  const releases = shapeOf(changes, outcome) === 'release';
  const elsewhere = byGroup(outcome.newlyFailing.filter(({ groupId }) => !named.has(groupId)));
  return [
    ...line(licenses && addsOnly ? sum(hadAlready) : 0, texts.hadIt),
    ...line(licenses ? sum(({ after }) => after.onlyNested) : 0, texts.onlyNested),
    ...line(licenses ? sum(({ after }) => after.inheritsUsageLocation) : 0, texts.inheritLocation, {
      country: country(context, countryLetterCode ?? '—'),
    }),
    ...outcome.keepPlan.flatMap(({ servicePlanId, users }) =>
      line(users.length, texts.keepPlan, { plan: planName(context, servicePlanId) }),
    ),
    ...previewFacts(context.tenant, changes, outcome).flatMap(({ getAll, twins }) =>
      twins.flatMap(({ servicePlanId, twinOf }) =>
        line(getAll, texts.keepTwin, { plan: planName(context, servicePlanId), twin: planName(context, twinOf) }),
      ),
    ),
    ...(releases ? productsLost(outcome) : []).flatMap(([skuId, people]) =>
      line(people, texts.loseProduct, { product: productName(context, skuId) }),
    ),
    ...line(releases ? outcome.people.filter(losesServicesOnly).length : 0, texts.loseServices),
    ...line(letGoBeside(context, changes), texts.letsGo),
    ...line(leftWithoutMail(context.tenant, outcome.people).length, texts.withoutMail),
    ...elsewhere.flatMap(([groupId, people]) => line(people, texts.newlyFail, { group: groupName(context, groupId) })),
    ...byGroup(outcome.fixed).flatMap(([groupId, people]) =>
      named.has(groupId)
        ? line(people, texts.failedBefore)
        : line(people, texts.fixedElsewhere, { group: groupName(context, groupId) }),
    ),
    ...line(shapeOf(changes, outcome) === 'reprocess' ? 0 : stillFailing(outcome, groups), texts.stillFail),
  ].slice(0, LINES);
}

function losesServicesOnly({ lostSkuIds, lostPlans }: PersonOutcome): boolean {
  return lostSkuIds.length === 0 && lostPlans.length > 0;
}

function productsLost({ people }: Outcome): readonly (readonly [string, number])[] {
  const lost = new Map<string, number>();
  for (const { lostSkuIds } of people) for (const skuId of lostSkuIds) lost.set(skuId, (lost.get(skuId) ?? 0) + 1);
  return [...lost].sort((a, b) => b[1] - a[1]);
}

/** People who keep something of a group from before, and lose that by a change which says something else. */
function letGoBeside({ tenant }: ViewContext, changes: readonly Change[]): number {
  const others = changes.filter(({ kind }) => kind !== 'releaseKeptLicenses');
  const keepsMore = (change: Change) => (user: UserIndex) => {
    const kept = keptRows(tenant, user);
    return letGoOf(tenant, change, user).some((row) => kept.includes(row));
  };
  return new Set(others.flatMap((change) => peopleLetGo(tenant, change).filter(keepsMore(change)))).size;
}

/** Members who have all that the group gives now, when it is to give more products. A group without a template gives nothing yet. */
function hadAlready({ before, after }: Outcome['groups'][number]): number {
  return before.products.length === 0 || after.products.length <= before.products.length ? 0 : before.assigned;
}

/** People who failed already, in the groups that the changes name or wherever else they are told of, and would go on. */
function stillFailing({ causes, newlyFailing }: Outcome, groups: Outcome['groups']): number {
  const named = new Set(groups.map(({ after }) => after.group));
  const newly = new Set(newlyFailing.map(({ user }) => user));
  const failing = causes.filter(({ group }) => named.size === 0 || named.has(group)).flatMap(({ users }) => users);
  return new Set(failing.filter((user) => !newly.has(user))).size;
}

function byGroup(failures: readonly Failure[]): readonly (readonly [string, number])[] {
  const people = new Map<string, Set<number>>();
  for (const { user, groupId } of failures) {
    const known = people.get(groupId);
    if (known) known.add(user);
    else people.set(groupId, new Set([user]));
  }
  return [...people].map(([groupId, users]) => [groupId, users.size] as const).sort((a, b) => b[1] - a[1]);
}
