import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Leaving } from '../../changes/plan/leave-instead.ts';
import type { Plan } from '../../changes/plan/plan.ts';
import type { Reading } from '../../language/command.ts';
import { timedPhrase } from '../../language/reading/phrase.ts';
import type { Refusal } from '../../licensing/change.ts';
import type { DirectReason } from '../../licensing/explain/explain-refusals.ts';
import { fill } from '../../words/fill.ts';
import { button, buttons } from '../buttons.ts';
import type { Button, Card } from '../card.ts';
import { clarifyCard } from '../question/clarify.ts';
import { waysOn } from '../question/ways-on.ts';
import { name, type TextRuns, textOfRuns, words } from '../runs.ts';
import type { StateName } from '../states.ts';
import { state, summary, textFor, type ViewContext } from '../text/context.ts';
import { describe, targetTitle } from '../text/describe.ts';
import { timeText } from '../text/time.ts';
import { changeKind } from './kind.ts';
import { leavingParts } from './leave-instead.ts';
import { noteSentences } from './notes.ts';
import { whoCouldDo } from './offered-fix.ts';
import { describeRecord, quoteOf, recordData } from './record.ts';
import { recordState } from './record-state.ts';
import { planToTurnOff, refusalSentences } from './refusal-sentences.ts';

const ENDS = { expired: 'expired', dismissed: 'dismissed', superseded: 'superseded' } as const;

/** A change that ended before anything was done: expired, cancelled as a preview, corrected, or refused. No buttons: it is decided. */
export function noticeCard(context: ViewContext, record: ChangeRecord): Card {
  const { change, preview, summaries } = context.texts.cards;
  const ended = recordState(context, record);
  const sentence = record.state in ENDS ? change[ENDS[record.state as keyof typeof ENDS]] : preview.nothingChanged;
  return {
    name: 'notice',
    data: {
      ...recordData(context, record, {
        state: ended,
        time: record.finishedAt ?? record.createdAt,
        summary: textFor(context, summaries.state, { number: String(record.number), state: ended.word }),
      }),
      subtitle: describeRecord(context, record, 'inTitle').map((run) => ({ ...run, weight: 'Default' as const })),
      sentences: [words(sentence), ...refusalSentences(context, record.refusals ?? [])],
      quote: quoteOf(context, record),
    },
  };
}

interface Asked {
  readonly reading: Reading;
  readonly plan: Plan;
}

interface NothingToDo {
  /** How what is inherited is taken all the same. */
  readonly leaving?: Leaving | undefined;
  readonly mayMove?: boolean;
}

/** Nothing would change for anybody, and why: it is so already, or what is inherited cannot be taken from the person. */
export function nothingToDoCard(
  context: ViewContext,
  { reading, plan, leaving, mayMove = true }: Asked & NothingToDo,
): Card {
  const notes = noteSentences(context, plan.notes);
  const leave = leavingParts(context, leaving);
  return simpleNotice(context, {
    kind: changeKind({ command: reading, changes: plan.changes }, context.texts.cards),
    state: plan.notes.some(({ kind }) => kind === 'inherited' || kind === 'followsRule') ? 'refused' : 'nothing',
    title: targetTitle(context, plan),
    sentences: [
      ...(notes.length > 0 ? notes : [words(context.texts.cards.nothing.alreadySo)]),
      ...leave.sentences,
      ...(mayMove || leave.sentences.length === 0 ? [] : [whoCouldDo(context, 'memberships')]),
    ],
    buttons: buttons(
      ...(mayMove ? leave.buttons.map(standingOut) : []),
      ...showGiver(context, plan),
      ...giveDirectly(context, plan, reading),
      ...showTarget(context, plan),
    ),
  });
}

/** The group by which one person has the product whose services were to change: they are switched there. */
function showGiver(context: ViewContext, { notes: [note, ...more] }: Plan): readonly Button[] {
  if (note?.kind !== 'inherited' || note.services !== true || more.length > 0) return [];
  const [group, ...others] = note.groupIds;
  if (group === undefined || others.length > 0) return [];
  return [button(context.texts.cards.buttons.showGroup, { verb: 'show-group', data: { group } })];
}

function standingOut(one: Button): Button {
  return { ...one, style: 'positive' };
}

/** One person has it through a group: the copy beside it is theirs to ask for. */
function giveDirectly(
  context: ViewContext,
  { notes, targetUserIds }: Plan,
  { slots, language }: Reading,
): readonly Button[] {
  const [note, ...more] = notes;
  if (note?.kind !== 'covered' || more.length > 0 || targetUserIds.length !== 1) return [];
  const user = context.labels.user(note.userId);
  const sku = context.labels.sku(note.skuId);
  if (user === undefined || sku === undefined) return [];
  const command = fill(context.texts.cards.nothing.sayDirectly, {
    product: context.catalogue.productName(sku.skuId, sku.skuPartNumber),
    user: user.userPrincipalName,
  });
  const text = timedPhrase(command, slots, language);
  return [button(context.texts.cards.buttons.giveDirectly, { verb: 'say', data: { text } })];
}

interface Refused {
  readonly refusals: readonly Refusal[];
  /** What stands in the way of the direct licenses among them. */
  readonly reasons: readonly DirectReason[];
  readonly mayMove?: boolean;
}

/** The directory would not take it: why, and what can be said instead. */
export function refusedCard(
  context: ViewContext,
  { reading, plan, refusals, reasons, mayMove = true }: Asked & Refused,
): Card {
  const texts = context.texts.cards.buttons;
  const plan_ = planToTurnOff(context, refusals);
  const sayInstead = plan_ === undefined ? undefined : withoutPlan(context, plan, plan_);
  return simpleNotice(context, {
    kind: changeKind({ command: reading, changes: plan.changes }, context.texts.cards),
    state: 'refused',
    title: targetTitle(context, plan),
    subtitle: describe(context, plan, 'inTitle').map((run) => ({ ...run, weight: 'Default' as const })),
    sentences: refusalSentences(context, refusals, reasons),
    buttons: [
      ...(sayInstead === undefined ? [] : [button(texts.withoutPlan, { verb: 'say', data: { text: sayInstead } })]),
      ...waysOn(context, refusals, reasons, { changes: plan.changes, mayMove }),
      ...showTarget(context, plan),
    ],
  });
}

/** The command again, for one group and one product, without the service. */
function withoutPlan(context: ViewContext, { changes }: Plan, plan: string): string | undefined {
  const [change] = changes;
  if (changes.length !== 1 || change?.kind !== 'assignGroupLicense') return undefined;
  const group = context.labels.group(change.groupId);
  const sku = context.labels.sku(change.addLicenses[0]?.skuId ?? '');
  if (group === undefined || sku === undefined || change.addLicenses.length !== 1) return undefined;
  const values: Readonly<Record<string, string>> = {
    product: context.catalogue.productName(sku.skuId, sku.skuPartNumber),
    group: group.displayName,
    plan,
  };
  return fill(context.texts.cards.welcome.sayAssignWithout, values);
}

/** Understood, and comes later. */
export function notYetCard(context: ViewContext, reading: Reading): Card {
  const { notYet } = context.texts.answers;
  const { slots } = reading;
  const sentence = (slots.except_users?.length ?? 0) > 0 ? notYet.exceptions : notYet.other;
  return simpleNotice(context, {
    kind: context.texts.cards.kinds.product,
    state: 'notYet',
    title: name(reading.reading),
    sentences: [words(sentence)],
    buttons: [button(context.texts.cards.buttons.help, { verb: 'help', data: {} })],
  });
}

/** A replacement that does not say what it replaces, in a group with several products. */
export function whichProductCard(context: ViewContext, reading: Reading, groupId: string): Card {
  const { whichProduct, kinds } = context.texts.cards;
  const { labels, catalogue } = context;
  const old = labels.licensesOf(groupId).map((license) => license.skuId);
  const wanted = labels.skus.find((sku) => sku.skuPartNumber === reading.slots.to);
  const productOf = (skuId: string) => {
    const sku = labels.sku(skuId);
    return sku === undefined ? skuId : catalogue.productName(sku.skuId, sku.skuPartNumber);
  };
  const choices = old
    .filter((skuId) => skuId !== wanted?.skuId)
    .map((skuId) => {
      const text = fill(whichProduct.say, {
        old: productOf(skuId),
        new: wanted === undefined ? (reading.slots.to ?? '') : productOf(wanted.skuId),
        group: labels.group(groupId)?.displayName ?? '',
      });
      return { title: productOf(skuId), text };
    });
  if (choices.length === 0) {
    return simpleNotice(context, {
      kind: kinds.swap,
      state: 'refused',
      title: name(reading.reading),
      sentences: [words(whichProduct.none)],
    });
  }
  return clarifyCard(context, {
    reading: { ...reading, reading: whichProduct.title, options: choices },
    said: reading.reading,
  });
}

function showTarget(context: ViewContext, { targetGroupIds: [group], targetUserIds: [user] }: Plan): readonly Button[] {
  const texts = context.texts.cards.buttons;
  return buttons(
    group !== undefined && button(texts.showGroup, { verb: 'show-group', data: { group } }),
    group === undefined && user !== undefined && button(texts.showUser, { verb: 'show-user', data: { user } }),
  );
}

interface Notice {
  readonly kind: string;
  readonly state: StateName;
  readonly title: TextRuns;
  readonly subtitle?: TextRuns;
  readonly sentences: readonly TextRuns[];
  readonly buttons?: readonly Button[];
}

/** A few sentences about something that changed nothing. */
function simpleNotice(context: ViewContext, notice: Notice): Card {
  const { preview } = context.texts.cards;
  return {
    name: 'notice',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, textOfRuns(notice.title), notice.sentences.map(textOfRuns).join(' ')),
      kind: notice.kind,
      state: state(context, notice.state),
      title: notice.title,
      subtitle: notice.subtitle ?? [],
      sentences: notice.sentences,
      buttons: notice.buttons ?? [],
      footer: { left: words(preview.nothingChanged), right: timeText(context, context.now) },
    },
  };
}
