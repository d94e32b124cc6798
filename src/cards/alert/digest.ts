import type { ChangeRecord } from '../../changes/change-record.ts';
import type { DigestTold } from '../../licensing/pages/digest.ts';
import { formatDay } from '../../time/format-moment.ts';
import type { Recurrence } from '../../time/recurrence.ts';
import { sayDays } from '../../words/format.ts';
import { button, buttons, secondary } from '../buttons.ts';
import type { Card, Row, Section } from '../card.ts';
import { byAndWhen, recordTitle } from '../change/record.ts';
import { recordState } from '../change/record-state.ts';
import { toComeRow } from '../change/scheduled.ts';
import { causeRow, textRow } from '../page/group.ts';
import { markedProduct } from '../page/subscription.ts';
import { joined, type TextRuns, words } from '../runs.ts';
import { countText, sayCount, state, textFor, type ViewContext } from '../text/context.ts';
import { groupLabel } from '../text/names.ts';
import { timeText } from '../text/time.ts';

interface DigestInput {
  readonly told: DigestTold;
  /** In which its days are told (IANA). */
  readonly zone: string;
  /** When it comes by itself; absent: it was asked for. */
  readonly comes?: Recurrence;
}

/** Of each part so many; the rest is behind the buttons. */
const ROWS = 5;

/** What is new since the last one: failures, changes, what begins and ends, and seats that run out. */
export function digestCard(context: ViewContext, { told, zone, comes }: DigestInput): Card {
  const { digest } = context.texts.watch;
  const { kinds, buttons: texts } = context.texts.cards;
  const day = (ms: number) => formatDay({ ms, zone }, context.texts.language);
  const sections = [
    failuresSection(context, told),
    { heading: digest.changes, rows: changeRows(context, told.changes) },
    { heading: digest.ahead, rows: told.ahead.slice(0, ROWS).flatMap((record) => toComeRow(context, record)) },
    { heading: digest.seats, rows: told.scarce.slice(0, ROWS).map((product) => seatsRow(context, product, day)) },
  ].filter(({ rows }) => rows.length > 0);
  return {
    name: 'list',
    data: {
      language: context.texts.language,
      fallbackText: textFor(context, digest.summary, {
        changes: countText(context, digest.counts, told.changes.length),
        fresh: told.fresh,
        ahead: told.ahead.length,
      }),
      kind: kinds.digest,
      ...(told.fresh === 0 ? {} : { state: state(context, 'newCount', told.fresh) }),
      title: words(textFor(context, digest.since, { day: day(told.sinceMs) })),
      sentences: told.isNews ? [] : [words(digest.quiet)],
      sections,
      buttons: buttons(
        told.failing > 0 && button(texts.failures, { verb: 'failures', data: {} }),
        told.changes.length > 0 && button(texts.history, { verb: 'history', data: {} }),
        button(texts.seats, { verb: 'seats', data: {} }),
        comes !== undefined &&
          secondary(texts.stopDigest, { verb: 'say', data: { text: context.texts.watch.digest.sayStop } }),
      ),
      footer: {
        left:
          comes === undefined
            ? []
            : words(
                textFor(context, digest.comes, { every: sayDays(comes.days, context.texts.language), at: comes.at }),
              ),
        right: timeText(context, context.now),
      },
    },
  };
}

/** How many fail, old and new; the causes of the new. */
function failuresSection(context: ViewContext, { failing, fresh, solved, freshCauses }: DigestTold): Section {
  const { digest } = context.texts.watch;
  const press = button(context.texts.cards.buttons.whoFailed, { verb: 'failures', data: {} });
  const all: Row = {
    ...textRow(sayCount(context, digest.failing, failing)),
    right: fresh === 0 ? [] : words(countText(context, digest.fresh, fresh), { color: 'Attention', weight: 'Bolder' }),
    detail: solved === 0 ? [] : sayCount(context, digest.solved, solved),
    press,
  };
  const causes = freshCauses.slice(0, ROWS).map(({ cause, people }) => {
    const row = causeRow(context, { ...cause, people }, null);
    return { ...row, detail: joined([groupLabel(context, cause.groupId), row.detail], ' · ') };
  });
  return { heading: digest.failures, rows: failing + solved === 0 ? [] : [all, ...causes] };
}

function changeRows(context: ViewContext, changes: readonly ChangeRecord[]): readonly Row[] {
  const { digest } = context.texts.watch;
  const hidden = changes.length - ROWS;
  const rows = changes.slice(0, ROWS).map((record) => ({
    title: recordTitle(context, record),
    right: [],
    state: recordState(context, record),
    detail: byAndWhen(context, record),
    press: button(`${context.texts.cards.buttons.showChange} #${record.number}`, {
      verb: 'show-change' as const,
      data: { id: record.number },
    }),
  }));
  return hidden <= 0 ? rows : [...rows, textRow(sayCount(context, digest.moreChanges, hidden))];
}

function seatsRow(
  context: ViewContext,
  { seats, told }: DigestTold['scarce'][number],
  day: (ms: number) => string,
): Row {
  const { digest } = context.texts.watch;
  const detail: TextRuns =
    told.kind === 'runsOut' ? words(textFor(context, digest.goneBy, { day: day(told.atMs) })) : [];
  return {
    title: markedProduct(context, seats.skuId),
    right: sayCount(context, digest.free, seats.free),
    state: null,
    detail,
    press: button(context.texts.cards.buttons.showProduct, { verb: 'show-product', data: { sku: seats.skuId } }),
  };
}
