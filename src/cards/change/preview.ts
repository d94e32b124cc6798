import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Leaving } from '../../changes/plan/leave-instead.ts';
import type { Note } from '../../changes/plan/plan.ts';
import type { Freeze } from '../../engine/freezes.ts';
import type { Refusal } from '../../licensing/change.ts';
import type { Foreseen } from '../../licensing/outcome/foreseen.ts';
import { button, buttons, formButton, primary, textInput } from '../buttons.ts';
import type { Button, Card, CardData } from '../card.ts';
import { subscriptionSentences } from '../page/subscription.ts';
import { seatsTable } from '../page/tables.ts';
import { location } from '../page/user.ts';
import { joined, name, type TextRuns, words } from '../runs.ts';
import { say, state, textFor, type ViewContext } from '../text/context.ts';
import { hidesPeople } from '../text/describe.ts';
import { timeText } from '../text/time.ts';
import { causeParts } from './causes-of-change.ts';
import { countedLines } from './counted.ts';
import { isCounted } from './covered.ts';
import { previewFigures } from './figures.ts';
import { leavingParts } from './leave-instead.ts';
import { notBackSentences } from './not-back.ts';
import { noteSentences } from './notes.ts';
import { canAct, type OfferedFix, type SecondPerson, whoMay } from './offered-fix.ts';
import { outcomeChart } from './outcome-chart.ts';
import { outcomeText, quoteOf, recordData, recordLines, referenceOf, targetText } from './record.ts';
import { refusalSentences } from './refusal-sentences.ts';
import { secondPersonSentence } from './second-person.ts';
import { staysSentences } from './stays.ts';
import { fixLine } from './suggestion.ts';

interface PreviewInput {
  readonly record: ChangeRecord;
  readonly foreseen: Pick<Foreseen, 'losing' | 'notBack' | 'seats' | 'seatsAsked'>;
  /** What would fix the failures that it causes, best first. The first one is offered together with it. */
  readonly fixes: readonly OfferedFix[];
  readonly notes: readonly Note[];
  /** Why the directory would not take it back afterwards. */
  readonly refusedBack?: readonly Refusal[];
  /** How what is inherited is taken all the same. */
  readonly leaving?: Leaving | undefined;
  readonly secondPerson: SecondPerson;
  /** Only asked what would happen: it is told, and previewed when that is asked for. */
  readonly supposed?: boolean;
  /** Nothing is applied as long as it stands. */
  readonly freeze?: Freeze | undefined;
}

/** What a change would do, before anything happens. Its first button is *Apply*, or *Ask for approval*. */
export function previewCard(context: ViewContext, input: PreviewInput): Card {
  const { record, foreseen, fixes, secondPerson, supposed = false } = input;
  const { preview, summaries } = context.texts.cards;
  const [best] = fixes;
  return {
    name: 'preview',
    data: {
      ...recordData(context, record, {
        state: state(context, supposed ? 'simulated' : secondPerson === 'no' ? 'previewed' : 'needsSecond'),
        time: record.createdAt,
        left: words(preview.nothingYet),
        summary: textFor(context, summaries.preview, {
          number: String(record.number),
          target: targetText(context, record),
          outcome: outcomeText(context, record.simulated),
        }),
      }),
      sentences: [
        ...recordLines(context, record),
        locationNow(context, record),
        ...notBackSentences(context, record, foreseen.notBack),
        ...noteSentences(
          context,
          input.notes.filter((note) => !isCounted(note, record.changes)),
        ),
        ...leavingParts(context, input.leaving).sentences,
        ...subscriptionSentences(context, foreseen.seatsAsked),
        ...staysSentences(context, record),
        ...cannotBeUndone(context, input),
      ],
      quote: quoteOf(context, record),
      ...shownParts(context, record, input.notes),
      ...causeParts(context, record, record.preview?.causes ?? [], best && bestFix(context, best)),
      tables: seatsTable(context, foreseen.seats),
      note: joined(
        [
          frozenNote(context, input.freeze),
          secondPersonNote(context, foreseen.losing, isOnlyForetold(record) ? 'no' : secondPerson),
        ].filter((runs) => runs.length > 0),
        ' ',
      ),
      buttons: previewButtons(context, input),
    },
  };
}

/** What nobody could take back afterwards, said before anybody agrees to it. */
function cannotBeUndone(context: ViewContext, { record, refusedBack = [] }: PreviewInput): readonly TextRuns[] {
  const { preview } = context.texts.cards;
  if (record.changes.some(({ kind }) => kind === 'releaseKeptLicenses')) return [words(preview.noWayBack)];
  const isLook = record.changes.length > 0 && record.changes.every(({ kind }) => kind === 'reprocess');
  if (isLook) return record.simulated.fixed === 0 ? [] : [words(preview.lookedAgain)];
  const [why] = refusalSentences(context, refusedBack);
  return why === undefined ? [] : [say(context, preview.refusedBack, { why })];
}

/** The figures of what a change would do, and what else to know. */
export function shownParts(
  context: ViewContext,
  record: ChangeRecord,
  notes: readonly Note[] = [],
): Pick<CardData, 'figures' | 'counted' | 'chart'> {
  const { preview, changes, simulated } = record;
  if (preview === undefined) return {};
  const chart = outcomeChart(context, preview.counts, outcomeText(context, simulated));
  return {
    figures: previewFigures(context, record, preview),
    ...(chart === undefined ? {} : { chart }),
    counted: countedLines(context, preview, changes, notes),
  };
}

/** What a rule would do is done in Entra. */
function isOnlyForetold({ changes }: ChangeRecord): boolean {
  return changes.some((change) => 'byRule' in change);
}

function previewButtons(
  context: ViewContext,
  { record, fixes, leaving, secondPerson, supposed = false }: PreviewInput,
): readonly Button[] {
  const texts = context.texts.cards.buttons;
  const reference = referenceOf(record);
  const [best] = fixes;
  if (isOnlyForetold(record)) return [];
  if (supposed) return buttons(primary(texts.preview, { verb: 'preview', data: reference }));
  return buttons(
    secondPerson === 'no' && primary(texts.apply, { verb: 'apply', data: reference }),
    secondPerson !== 'no' && primary(texts.askForApproval, { verb: 'ask-approval', data: reference }),
    best !== undefined && canAct(best) && withFixButton(context, record, best),
    record.preview?.hasTwins === true && button(texts.twinsOff, { verb: 'twins-off', data: reference }),
    ...leavingParts(context, leaving).buttons,
    changeForm(context, record),
    button(texts.cancel, { verb: 'dismiss', data: reference }),
    hidesPeople(record.changes) && button(texts.showPeople, { verb: 'people', data: reference }),
  );
}

/** What would help; for who may not do it, who could. */
function bestFix(context: ViewContext, best: OfferedFix): TextRuns {
  const parts = [fixLine(context, best.suggestion), whoMay(context, best)];
  return joined(
    parts.filter((runs) => runs.length > 0),
    ' ',
  );
}

/** Both at once; where a second person must agree to that, they are asked about both. */
function withFixButton(context: ViewContext, record: ChangeRecord, { suggestion, secondPerson }: OfferedFix): Button {
  const { applyAndFix, askAndFix } = context.texts.cards.buttons;
  const title = textFor(context, secondPerson === 'no' ? applyAndFix : askAndFix, { count: suggestion.fixes });
  const data = { ...referenceOf(record), fix: suggestion.id };
  return button(title, { verb: 'apply-fix', data });
}

/** Where one person's location stands now, when it is to change. */
function locationNow(context: ViewContext, { changes: [change, ...more] }: ChangeRecord): TextRuns {
  const user =
    change?.kind === 'setUsageLocation' && more.length === 0 ? context.labels.user(change.userId) : undefined;
  if (user === undefined) return [];
  return say(context, context.texts.cards.preview.locationNow, {
    location: location(context, user),
  });
}

/** A correction in words: it is previewed under its own number. */
export function changeForm(context: ViewContext, record: ChangeRecord): Button {
  const { buttons: texts, preview } = context.texts.cards;
  return formButton(
    texts.change,
    [
      textInput('text', {
        label: preview.changePrompt,
        placeholder: preview.changePlaceholder,
        error: preview.changeError,
      }),
    ],
    primary(texts.previewAgain, { verb: 'change', data: referenceOf(record) }),
  );
}

function frozenNote(context: ViewContext, freeze: Freeze | undefined): TextRuns {
  if (freeze === undefined) return [];
  const { by, until, reason } = freeze;
  const { frozen, frozenUntil, frozenBecause } = context.texts.cards.preview;
  return say(context, frozen, {
    who: name(by.displayName),
    until: until === undefined ? '' : say(context, frozenUntil, { time: timeText(context, until) }),
    because: reason === undefined ? '' : say(context, frozenBecause, { reason: name(reason) }),
  });
}

function secondPersonNote(context: ViewContext, losing: number, secondPerson: SecondPerson): TextRuns {
  return secondPerson === 'no' ? [] : secondPersonSentence(context, secondPerson, losing);
}
