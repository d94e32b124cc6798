import type { Change } from '../change.ts';
import { type FailureCause, failureCauses } from '../explain/failure-cause.ts';
import type { Cause } from '../explain/status.ts';
import { beforeNow } from '../model/before.ts';
import { keptRows, letGoOf, peopleLetGo } from '../model/kept.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { leftWithoutMail } from '../rules/mail.ts';
import type { Steps } from '../steps.ts';
import { lossesOf } from './losses.ts';
import type { Failure, Outcome } from './outcome.ts';
import { previewFacts } from './preview-facts.ts';
import { removedSkuIds, type Shape, shapeOf } from './shape.ts';
import { type Tally, type TallyAbout, tallyOf } from './tally.ts';

/** The counts of a tally: enough to word them, before and after. */
export type Counts = Omit<Tally, 'causes'>;

/**
 * What changes come to, for whoever decides about them: numbers and ids, bounded, plain JSON, in nobody's language. Kept
 * with a change, so that its cards are drawn from what was simulated and not from a tenant that has moved on.
 */
export interface Preview {
  readonly shape: Shape;
  readonly counts: Counts;
  /** What else to know, the most important first. */
  readonly facts: readonly PreviewFact[];
  /** Why those who are counted would fail, and others who do not fail yet. Absent where it was not kept. */
  readonly causes?: readonly FailureCause[];
  /** Some plan stays on although its twin goes off: the same service by a newer name. */
  readonly hasTwins?: boolean;
}

/** So many people whom something befalls; never of nobody. Ids are those of Graph. */
export type PreviewFact = { readonly people: number } & (
  | { readonly kind: 'haveLess' | 'unchanged' | 'stillFail' | 'loseMore' | 'onlyNested' | 'letsGo' | 'withoutMail' }
  | { readonly kind: 'failedBefore' }
  | { readonly kind: 'loses'; readonly skuIds: readonly string[]; readonly plans: readonly string[] }
  | { readonly kind: 'inheritLocation'; readonly country: string | null }
  | { readonly kind: 'keepPlan'; readonly plan: string }
  | { readonly kind: 'keepTwin'; readonly plan: string; readonly twin: string }
  | { readonly kind: 'newlyFail' | 'fixedElsewhere'; readonly groupId: string }
);

/** As many as a card tells. */
const FACTS = 8;
const LOSSES_NAMED = 3;
const CAUSES = 20;
/** A sentence names one, as long as they are not more. */
const PEOPLE_NAMED = 3;

/** The tenant may stand as before the changes; costs the people whom they reach. */
export function* previewOf(
  tenant: Tenant,
  outcome: Outcome,
  about: TallyAbout,
  tally: Tally = tallyOf(tenant, outcome, about),
): Steps<Preview> {
  if (tenant.isPauseDue) yield;
  const { causes: _causes, ...counts } = tally;
  const causes = failureCauses(tenant, causesOfChange(tenant, outcome, tally), PEOPLE_NAMED).slice(0, CAUSES);
  if (tenant.isPauseDue) yield;
  const shape = shapeOf(about.changes, beforeNow(tenant));
  const twins = twinFacts(tenant, outcome, about.changes);
  if (tenant.isPauseDue) yield;
  return {
    shape,
    counts,
    facts: factsOf(tenant, outcome, about, { shape, tally, twins }).slice(0, FACTS),
    causes,
    hasTwins: twins.length > 0,
  };
}

/** The same for a second person, who agrees to what was asked for: a fix that comes with it is told by itself. */
export function* requestPreviewOf(tenant: Tenant, outcome: Outcome, about: TallyAbout): Steps<Preview> {
  const told = { ...about, changes: ownChanges(about) };
  const { causes: _notShown, ...preview } = yield* previewOf(tenant, outcome, told);
  const losing = outcome.loseSomething.length;
  // Where they do not all lose the same, how many have less in all.
  if (losing === 0 || lossesOf(tenant, told.changes, outcome.people).length < 2) return preview;
  return { ...preview, facts: [{ kind: 'haveLess', people: losing }, ...preview.facts] };
}

/** Changes to what a command is about: not the groups that a fix, asked for together with it, takes people out of. */
export function ownChanges({ changes, targetGroupIds }: Omit<TallyAbout, 'targetUserIds'>): readonly Change[] {
  if (targetGroupIds.length === 0) return changes;
  const own = changes.filter((change) => !('groupId' in change) || targetGroupIds.includes(change.groupId));
  return own.length > 0 ? own : changes;
}

/** Failures of those who are counted, and those that come upon people whom the command is not about. */
export function causesOfChange(tenant: Tenant, outcome: Outcome, { causes }: Tally): readonly Cause[] {
  const counted = new Set(causes.flatMap(({ users }) => users));
  const newly = new Set(outcome.newlyFailing.map(({ user, groupId }) => `${user} ${groupId}`));
  const others = outcome.causes.flatMap((cause) => {
    const { id } = tenant.group(cause.group);
    const users = cause.users.filter((user) => !counted.has(user) && newly.has(`${user} ${id}`));
    return users.length === 0 ? [] : [{ ...cause, users }];
  });
  return [...causes, ...others];
}

/** The outcome tells of other groups too, where failures come or go: those are not among these. */
function namedGroups(tenant: Tenant, changes: readonly Change[], outcome: Outcome): Outcome['groups'] {
  const ids = new Set(changes.flatMap((change) => ('groupId' in change ? [change.groupId] : [])));
  return outcome.groups.filter(({ after }) => ids.has(tenant.group(after.group).id));
}

/**
 * Who stays as they are, who failed before, what is lost, nested groups, usage location, plans that stay on, and what
 * happens to others.
 */
function factsOf(
  tenant: Tenant,
  outcome: Outcome,
  { changes }: TallyAbout,
  { shape, tally, twins }: { readonly shape: Shape; readonly tally: Tally; readonly twins: readonly PreviewFact[] },
): readonly PreviewFact[] {
  const groups = namedGroups(tenant, changes, outcome);
  const licenses = changes.some((change) => change.kind === 'assignGroupLicense' && change.addLicenses.length > 0);
  const sum = (value: (group: Outcome['groups'][number]) => number) =>
    licenses ? groups.reduce((all, group) => all + value(group), 0) : 0;
  const named = new Set(groups.map(({ after }) => tenant.group(after.group).id));
  const counted = new Set(tally.causes.flatMap(({ users }) => users));
  const facts: readonly PreviewFact[] = [
    { kind: 'unchanged', people: tellsUnchanged(shape, tally) ? tally.unchanged : 0 },
    { kind: 'stillFail', people: shape === 'reprocess' ? 0 : tally.failedBefore },
    ...lossFacts(tenant, outcome, changes, shape),
    { kind: 'onlyNested', people: sum(({ after }) => after.onlyNested) },
    {
      kind: 'inheritLocation',
      people: sum(({ after }) => after.inheritsUsageLocation),
      country: tenant.organization.countryLetterCode,
    },
    ...outcome.keepPlan.map(({ servicePlanId: plan, users }): PreviewFact => {
      return { kind: 'keepPlan', people: users.length, plan };
    }),
    ...twins,
    { kind: 'letsGo', people: letGoBeside(tenant, changes) },
    { kind: 'withoutMail', people: leftWithoutMail(tenant, outcome.people).length },
    ...byGroup(outcome.newlyFailing.filter(({ user }) => !counted.has(user))).map(([groupId, people]): PreviewFact => {
      return { kind: 'newlyFail', people, groupId };
    }),
    ...byGroup(outcome.fixed).map(([groupId, people]): PreviewFact => {
      return named.has(groupId) ? { kind: 'failedBefore', people } : { kind: 'fixedElsewhere', people, groupId };
    }),
  ];
  return facts.filter(({ people }) => people > 0);
}

/** Plans that stay on although their twin goes off. */
function twinFacts(tenant: Tenant, outcome: Outcome, changes: readonly Change[]): readonly PreviewFact[] {
  return previewFacts(tenant, changes, outcome).flatMap(({ getAll, twins }) =>
    twins.map(
      ({ servicePlanId: plan, twinOf: twin }): PreviewFact => ({ kind: 'keepTwin', people: getAll, plan, twin }),
    ),
  );
}

/** Whether the unchanged are told below the figures: not where all of them have it already, or there are no figures. */
export function tellsUnchanged(shape: Shape, { changed, failed }: Pick<Counts, 'changed' | 'failed'>): boolean {
  if (changed > 0) return true;
  return shape === 'mend' ? failed > 0 : shape !== 'give' && shape !== 'direct';
}

/** What people would lose, the largest loss first. Who loses just what the change takes away is in its figures. */
function lossFacts(
  tenant: Tenant,
  { people }: Outcome,
  changes: readonly Change[],
  shape: Shape,
): readonly PreviewFact[] {
  const taken = shape === 'take' ? removedSkuIds(changes) : [];
  const losses = lossesOf(tenant, changes, people).filter(
    ({ skuIds, plans }) =>
      plans.length > 0 || skuIds.length === 0 || taken.length !== 1 || !skuIds.every((id) => taken.includes(id)),
  );
  const named = losses.slice(0, LOSSES_NAMED).map(({ users, skuIds, plans }): PreviewFact => {
    return { kind: 'loses', people: users.length, skuIds, plans };
  });
  const rest = losses.slice(LOSSES_NAMED).reduce((sum, { users }) => sum + users.length, 0);
  return [...named, { kind: 'loseMore', people: rest }];
}

/** People who keep something of a group from before, and lose that by a change which says something else. */
function letGoBeside(tenant: Tenant, changes: readonly Change[]): number {
  const others = changes.filter(({ kind }) => kind !== 'releaseKeptLicenses');
  const keepsMore = (change: Change) => (user: UserIndex) => {
    const kept = keptRows(tenant, user);
    return letGoOf(tenant, change, user).some((row) => kept.includes(row));
  };
  return new Set(others.flatMap((change) => peopleLetGo(tenant, change).filter(keepsMore(change)))).size;
}

function byGroup(failures: readonly Failure[]): readonly (readonly [groupId: string, people: number])[] {
  const people = new Map<string, Set<UserIndex>>();
  for (const { user, groupId } of failures) {
    const known = people.get(groupId);
    if (known) known.add(user);
    else people.set(groupId, new Set([user]));
  }
  return [...people].map(([groupId, users]) => [groupId, users.size] as const).sort((a, b) => b[1] - a[1]);
}
