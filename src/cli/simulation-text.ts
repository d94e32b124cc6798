import { causeSentences, reasonText } from '../cards/change/cause-words.ts';
import { heldBackBy } from '../cards/change/causes-of-change.ts';
import { countedLines } from '../cards/change/counted.ts';
import { isCounted } from '../cards/change/covered.ts';
import { previewFigures } from '../cards/change/figures.ts';
import { leavingParts } from '../cards/change/leave-instead.ts';
import { noteSentences } from '../cards/change/notes.ts';
import { refusalSentences } from '../cards/change/refusal-sentences.ts';
import { scheduleSentences } from '../cards/change/schedule-sentences.ts';
import { suggestionTitles } from '../cards/change/suggestion.ts';
import { suggestionEffects } from '../cards/change/suggestion-effects.ts';
import { freeAfter, markedProduct, subscriptionSentences } from '../cards/page/subscription.ts';
import { textOfRuns } from '../cards/runs.ts';
import { countFor, countText, textFor, type ViewContext } from '../cards/text/context.ts';
import { describe } from '../cards/text/describe.ts';
import { groupLabel, planName, productName, userNameById } from '../cards/text/names.ts';
import type { Plan } from '../changes/plan/plan.ts';
import { explainRefusals } from '../licensing/explain/explain-refusals.ts';
import { failureCauses } from '../licensing/explain/failure-cause.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { seatsAsked } from '../licensing/outcome/foreseen.ts';
import type { Outcome, PersonOutcome, SeatsOutcome } from '../licensing/outcome/outcome.ts';
import { causesOfChange, previewOf } from '../licensing/outcome/preview.ts';
import { gains, loses, type Tally, tallyOf } from '../licensing/outcome/tally.ts';
import { finish } from '../licensing/steps.ts';
import { type SuggestedFix, suggestedFix } from '../licensing/suggest/suggested-fix.ts';
import { counted } from '../words/counted.ts';
import { fill } from '../words/fill.ts';
import type { Simulation } from './simulation.ts';

const PLANS_BY_NAME = 3;
/** People named where nobody asked for all. */
const PEOPLE_NAMED = 10;

/** Words, and the tenant that was simulated. */
interface TextContext extends ViewContext {
  readonly tenant: Tenant;
  /** Nobody is left out of the list of people. */
  readonly everybody: boolean;
}

/** The whole outcome for people, in the words of the cards: what happens, why not, what would help, and to whom. */
export function simulationAsText(
  context: TextContext,
  { plan, outcome, suggestions: found, leaving, schedule }: Simulation,
): string {
  if (plan.changes.length === 0) return nothingToDo(context, plan, leaving);
  const suggestions = found.map((suggestion) => suggestedFix(context.tenant, suggestion, outcome));
  const tally = tallyOf(context.tenant, outcome, plan);
  const about = { groupIds: new Set(plan.targetGroupIds), failed: tally.failed };
  const titles = suggestionTitles(context, suggestions);
  const paragraphs: readonly (readonly string[])[] = [
    // First of all: what it comes to is what stays in sight.
    peopleLines(context, outcome),
    [textOfRuns(describe(context, { changes: plan.changes }, 'named'))],
    schedule === undefined ? [] : scheduleSentences(context, { schedule, state: 'previewed' }).map(textOfRuns),
    noteSentences(
      context,
      plan.notes.filter((note) => !isCounted(note, plan.changes)),
    ).map(textOfRuns),
    leavingParts(context, leaving).sentences.map(textOfRuns),
    refusalSentences(context, outcome.refusals, explainRefusals(context.tenant, plan.changes, outcome.refusals)).map(
      (sentence, index) => `${index === 0 ? '✕' : ' '} ${textOfRuns(sentence)}`,
    ),
    subscriptionSentences(context, seatsAsked(outcome)).map(textOfRuns),
    outcome.refusals.length > 0 ? [] : figureLines(context, plan, outcome, tally),
    outcome.groups.map((group) => groupLine(context, group)),
    ...failureCauses(context.tenant, causesOfChange(context.tenant, outcome, tally)).map((cause) => [
      `▲ ${reasonText(context, cause)}: ${peopleText(context, cause.people)}`,
      `  ${textOfRuns(causeSentences(context, cause))}`,
      ...(cause.further ?? []).map((reason) => `  ${textOfRuns(causeSentences(context, { ...cause, ...reason }))}`),
      ...[heldBackBy(context, cause, plan.changes)]
        .filter((runs) => runs.length > 0)
        .map((runs) => `  ${textOfRuns(runs)}`),
    ]),
    seatsTable(context, outcome.seats),
    suggestions.flatMap((suggestion, index) => [
      `${index + 1}. ${textOfRuns(titles[index] ?? [])}. ${reachText(context, suggestion, about)}`,
      `   ${textOfRuns(suggestionEffects(context, suggestion))}`,
    ]),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** "1,000 members, 990 get both, 10 fail", and what else is counted, a line for each. */
function figureLines(context: TextContext, plan: Plan, outcome: Outcome, tally: Tally): readonly string[] {
  const preview = finish(previewOf(context.tenant, outcome, plan, tally));
  const figures = previewFigures(context, plan, preview).map(({ figure, label }) => `${figure} ${label}`);
  const counted = countedLines(context, preview, plan.changes, plan.notes);
  return [
    ...(figures.length === 0 ? [] : [figures.join(', ')]),
    ...counted.map((line) => `  ${line.count} ${textOfRuns(line.runs)}`),
  ];
}

function groupLine(context: TextContext, { after }: Outcome['groups'][number]): string {
  const { counts, states } = context.texts.cards;
  const group = context.tenant.group(after.group);
  const members = countText(context, counts.members, after.members);
  const failed = after.failed === 0 ? '' : `, ${fill(states.failedCount, { count: countFor(context, after.failed) })}`;
  return `${textOfRuns(groupLabel(context, group.id))}: ${members}, ${countFor(context, after.assigned)} ✓${failed}`;
}

/** It is so already: why, for everybody who was named. */
function nothingToDo(context: ViewContext, { notes }: Plan, leaving: Simulation['leaving']): string {
  const sentences = [...noteSentences(context, notes), ...leavingParts(context, leaving).sentences].map(textOfRuns);
  return sentences.length > 0 ? sentences.join('\n') : context.texts.cards.nothing.alreadySo;
}

interface Told {
  readonly groupIds: ReadonlySet<string>;
  readonly failed: number;
}

/** "Fixes 10 of 10.", or "Helps 10 of 10." when they get a part. */
function reachText(context: ViewContext, { fixes, partlyFixes, of, groupId }: SuggestedFix, about: Told): string {
  const texts = context.texts.cards.fixes;
  // Of all who fail above, those who did before as well.
  const total = about.groupIds.has(groupId) ? about.failed : of;
  return fixes > 0
    ? textFor(context, texts.fixesOf, { count: fixes, total })
    : textFor(context, texts.partlyOf, { count: partlyFixes, total });
}

function peopleText(context: ViewContext, people: number): string {
  return countText(context, context.texts.cards.counts.people, people);
}

/** Names left, numbers right, as wide as the widest. */
function seatsTable(context: ViewContext, seats: readonly SeatsOutcome[]): readonly string[] {
  if (seats.length === 0) return [];
  const { labels } = context.texts.cards;
  const rows = [
    [labels.seats, labels.now, labels.after, labels.free],
    ...seats.map((line) => [
      textOfRuns(markedProduct(context, line.skuId)),
      ...[line.before, line.after, freeAfter(context, line)].map((value) => countFor(context, value)),
    ]),
  ];
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, at) => Math.max(cell.length, widest[at] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** Everybody, or the first of them and how many more there are. */
function peopleLines(context: TextContext, outcome: Outcome): readonly string[] {
  const told = peopleTold(outcome);
  const named = context.everybody || told.length <= PEOPLE_NAMED + 1 ? told : told.slice(0, PEOPLE_NAMED);
  const more = told.length - named.length;
  return [
    ...named.map((person) => personLine(context, person, outcome)),
    ...(more === 0 ? [] : [`… and ${counted(more, 'people')} more: --people names all of them`]),
  ];
}

/** Rows may change and leave somebody's access as it was: of them nothing is told. */
function peopleTold({ people, newlyFailing }: Outcome): readonly PersonOutcome[] {
  const failing = new Set(newlyFailing.map(({ user }) => user));
  return people.filter((person) => {
    const moves = person.joinedGroupIds.length + person.leftGroupIds.length > 0;
    return moves || gains(person) || loses(person) || failing.has(person.user);
  });
}

/** `Ann Beebe <ann.beebe@contoso.com>  +Office 365 E3  −Office 365 E1  ▲ HR Department`. */
function personLine(context: TextContext, person: PersonOutcome, outcome: Outcome): string {
  const plans = (ids: readonly string[]): readonly string[] => {
    return ids.length > PLANS_BY_NAME ? [] : ids.map((id) => textOfRuns(planName(context, id)));
  };
  const products = person.gainedSkuIds.length + person.lostSkuIds.length;
  const gained = [
    ...person.gainedSkuIds.map((id) => textOfRuns(productName(context, id))),
    ...(products === 0 ? plans(person.gainedPlans) : []),
  ];
  const lost = [
    ...person.lostSkuIds.map((id) => textOfRuns(productName(context, id))),
    ...(products === 0 ? plans(person.lostPlans) : []),
  ];
  const group = (id: string): string => textOfRuns(groupLabel(context, id));
  const failing = outcome.newlyFailing
    .filter((failure) => failure.user === person.user)
    .map((failure) => failure.groupId);
  const { id, userPrincipalName } = context.tenant.user(person.user);
  return [
    `${textOfRuns(userNameById(context, id))} <${userPrincipalName}>`,
    ...gained.map((name) => `+${name}`),
    ...lost.map((name) => `−${name}`),
    ...person.joinedGroupIds.map((id) => `→ ${group(id)}`),
    ...person.leftGroupIds.map((id) => `← ${group(id)}`),
    ...failing.map((id) => `▲ ${group(id)}`),
  ].join('  ');
}
