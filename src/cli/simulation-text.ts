import { textOf } from '../bot/cards/runs.ts';
import { explain, reasonText } from '../bot/views/cause-words.ts';
import { count, countText, textFor, type ViewContext } from '../bot/views/context.ts';
import { countedLines } from '../bot/views/counted.ts';
import { describe } from '../bot/views/describe.ts';
import { groupName, planName, productName, userName } from '../bot/views/names.ts';
import { noteSentences } from '../bot/views/notes.ts';
import { refusalSentences } from '../bot/views/refusal-sentences.ts';
import { scheduleSentences } from '../bot/views/schedule-sentences.ts';
import { freeAfter, markedProduct, seatsAsked, subscriptionSentences } from '../bot/views/subscription.ts';
import { suggestionTitle } from '../bot/views/suggestion.ts';
import { suggestionEffects } from '../bot/views/suggestion-effects.ts';
import type { Outcome, PersonOutcome, SeatsOutcome } from '../core/licensing/outcome.ts';
import type { Suggestion } from '../core/licensing/suggestion.ts';
import { fill } from '../core/text/fill.ts';
import type { Simulation } from './simulation.ts';

const PLANS_BY_NAME = 3;

/** The whole outcome for people, in the words of the cards: what happens, why not, what would help, and to whom. */
export function simulationAsText(context: ViewContext, { plan, outcome, suggestions, schedule }: Simulation): string {
  const paragraphs: readonly (readonly string[])[] = [
    plan.changes.length === 0 ? [] : [textOf(describe(context, { changes: plan.changes }, 'named'))],
    schedule === undefined ? [] : scheduleSentences(context, { schedule, state: 'previewed' }).map(textOf),
    noteSentences(context, plan.notes).map(textOf),
    refusalSentences(context, outcome.refusals).map((sentence) => `✕ ${textOf(sentence)}`),
    subscriptionSentences(context, seatsAsked(outcome)).map(textOf),
    outcome.groups.map((group) => groupLine(context, group)),
    countedLines(context, plan.changes, outcome).map((line) => `  ${line.count} ${textOf(line.runs)}`),
    ...outcome.causes.map((cause) => [
      `▲ ${reasonText(context, cause)}: ${peopleText(context, cause.users.length)}`,
      `  ${textOf(explain(context, cause))}`,
      ...(cause.further ?? []).map(
        (reason) => `  ${textOf(explain(context, { ...reason, on: cause.on, users: cause.users }))}`,
      ),
    ]),
    seatsTable(context, outcome.seats),
    suggestions.flatMap((suggestion, index) => [
      `${index + 1}. ${textOf(suggestionTitle(context, suggestion))}. ${reachText(context, suggestion)}`,
      `   ${textOf(suggestionEffects(context, suggestion))}`,
    ]),
    outcome.people.map((person) => personLine(context, person, outcome)),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function groupLine(context: ViewContext, { after }: Outcome['groups'][number]): string {
  const { counts, states } = context.texts.cards;
  const group = context.tenant.group(after.group);
  const members = countText(context, counts.members, after.members);
  const failed = after.failed === 0 ? '' : `, ${fill(states.failedCount, { count: count(context, after.failed) })}`;
  return `${textOf(groupName(context, group.id))}: ${members}, ${count(context, after.assigned)} ✓${failed}`;
}

/** "Fixes 10 of 10.", or "Helps 10 of 10." when they get a part. */
function reachText(context: ViewContext, { fixes, partlyFixes, of }: Suggestion): string {
  const texts = context.texts.cards.fixes;
  return fixes.length > 0
    ? textFor(context, texts.fixesOf, { count: fixes.length, total: of })
    : textFor(context, texts.partlyOf, { count: partlyFixes.length, total: of });
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
      textOf(markedProduct(context, line.skuId)),
      ...[line.before, line.after, freeAfter(context, line)].map((value) => count(context, value)),
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

/** `Ann Beebe <ann.beebe@contoso.com>  +Office 365 E3  −Office 365 E1  ▲ HR Department`. */
function personLine(context: ViewContext, person: PersonOutcome, outcome: Outcome): string {
  const plans = (ids: readonly string[]): readonly string[] => {
    return ids.length > PLANS_BY_NAME ? [] : ids.map((id) => textOf(planName(context, id)));
  };
  const products = person.gainedSkuIds.length + person.lostSkuIds.length;
  const gained = [
    ...person.gainedSkuIds.map((id) => textOf(productName(context, id))),
    ...(products === 0 ? plans(person.gainedPlans) : []),
  ];
  const lost = [
    ...person.lostSkuIds.map((id) => textOf(productName(context, id))),
    ...(products === 0 ? plans(person.lostPlans) : []),
  ];
  const group = (id: string): string => textOf(groupName(context, id));
  const failing = outcome.newlyFailing
    .filter((failure) => failure.user === person.user)
    .map((failure) => failure.groupId);
  return [
    `${textOf(userName(context, person.user))} <${context.tenant.user(person.user).userPrincipalName}>`,
    ...gained.map((name) => `+${name}`),
    ...lost.map((name) => `−${name}`),
    ...person.joinedGroupIds.map((id) => `→ ${group(id)}`),
    ...person.leftGroupIds.map((id) => `← ${group(id)}`),
    ...failing.map((id) => `▲ ${group(id)}`),
  ].join('  ');
}
