import type { Note } from '../../core/command/plan.ts';
import type { Change } from '../../core/licensing/change.ts';
import { keptRows, letGoOf, peopleLetGo } from '../../core/licensing/kept.ts';
import type { Failure, Outcome } from '../../core/licensing/outcome.ts';
import { previewFacts } from '../../core/licensing/preview-facts.ts';
import type { Tally } from '../../core/licensing/tally.ts';
import type { UserIndex } from '../../core/licensing/tenant.ts';
import type { Plural } from '../../core/text/format.ts';
import type { Value } from '../cards/runs.ts';
import type { ViewContext } from './context.ts';
import { type Counted, countedLine } from './counted-line.ts';
import { coveredLines } from './covered.ts';
import type { Described } from './describe.ts';
import { type Counts, namedGroups, shapeOf, tellsUnchanged } from './figures.ts';
import { lossLines } from './losses.ts';
import { leftWithoutMail } from './mail.ts';
import { country, groupName, planName } from './names.ts';

const LINES = 8;

/**
 * What else to know, each with its number: who stays as they are, who failed before, what is lost, nested groups, usage
 * location, plans that stay on, and what happens to others.
 */
export function countedLines(
  context: ViewContext,
  described: Described & { readonly notes?: readonly Note[] },
  outcome: Outcome,
  tally: Tally,
): readonly Counted[] {
  const texts = context.texts.cards.preview;
  const { changes, notes = [] } = described;
  const { countryLetterCode } = context.tenant.organization;
  const line = (people: number, forms: Plural, values: Readonly<Record<string, Value>> = {}): readonly Counted[] =>
    countedLine(context, people, forms, values);
  const groups = namedGroups(context.tenant, changes, outcome);
  const sum = (value: (group: Outcome['groups'][number]) => number) =>
    groups.reduce((all, group) => all + value(group), 0);
  const licenses = changes.some((change) => change.kind === 'assignGroupLicense' && change.addLicenses.length > 0);
  const named = new Set(groups.map(({ after }) => context.tenant.group(after.group).id));
  const counted = new Set(tally.causes.flatMap(({ users }) => users));
  const covered = coveredLines(context, notes, changes);
  return [
    ...covered.lines,
    ...unchangedLine(context, described, { ...tally, unchanged: tally.unchanged - covered.people }),
    ...line(shapeOf(context.tenant, described) === 'reprocess' ? 0 : tally.failedBefore, texts.stillFail),
    ...lossLines(context, described, outcome),
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
    ...line(letGoBeside(context, changes), texts.letsGo),
    ...line(leftWithoutMail(context.tenant, outcome.people).length, texts.withoutMail),
    ...byGroup(outcome.newlyFailing.filter(({ user }) => !counted.has(user))).flatMap(([groupId, people]) =>
      line(people, texts.newlyFail, { group: groupName(context, groupId) }),
    ),
    ...byGroup(outcome.fixed).flatMap(([groupId, people]) =>
      named.has(groupId)
        ? line(people, texts.failedBefore)
        : line(people, texts.fixedElsewhere, { group: groupName(context, groupId) }),
    ),
  ].slice(0, LINES);
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

/** Those whose access stays as it is, where no figure says it. */
export function unchangedLine(context: ViewContext, described: Described, counts: Counts): readonly Counted[] {
  const people = tellsUnchanged(context.tenant, described, counts) ? counts.unchanged : 0;
  return countedLine(context, people, context.texts.cards.preview.unchanged);
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
