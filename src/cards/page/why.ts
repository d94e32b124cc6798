import type { PersonFailure } from '../../licensing/explain/explain.ts';
import type { CauseDetail } from '../../licensing/explain/status.ts';
import { button, buttons, primary } from '../buttons.ts';
import type { Button, Card, Table } from '../card.ts';
import { causeInSentences } from '../change/cause.ts';
import { reasonText } from '../change/cause-words.ts';
import { canAct, type OfferedFix } from '../change/offered-fix.ts';
import { bestFixLine } from '../change/suggestion.ts';
import { bold, joined, type TextRuns, textOfRuns, words } from '../runs.ts';
import { say, state, summary, textFor, type ViewContext } from '../text/context.ts';
import { groupLabel, planName, productName, productNames, userNameById } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import type { Reference } from '../verbs.ts';
import { ruleSource } from './rule-source.ts';

const CAUSES_TOLD = 3;

const PAIRS_SHOWN = 6;

interface WhyInput {
  readonly userId: string;
  readonly failures: readonly PersonFailure[];
  /** What would fix this person, best first, and what its buttons refer to. */
  readonly fixes: readonly OfferedFix[];
  readonly reference?: Reference;
}

/** Why something failed for one person: plan against plan for a conflict, a sentence for anything else. */
export function whyCard(context: ViewContext, input: WhyInput): Card {
  const { userId, failures, fixes } = input;
  const texts = context.texts.cards;
  const [best] = fixes;
  const [first] = failures;
  const failed = failures.reduce((sum, failure) => sum + failure.products.length, 0);
  const conflict = failures.length === 1 && first?.cause.detail.kind === 'conflict' ? first.cause.detail : undefined;
  return {
    name: 'why',
    data: {
      language: context.texts.language,
      fallbackText: summary(
        context,
        textOfRuns(userNameById(context, userId)),
        failures.length === 0
          ? texts.why.nothingFails
          : failures.map(({ cause }) => reasonText(context, cause)).join(', '),
      ),
      kind: texts.kinds.why,
      state: failed === 0 ? state(context, 'nothing') : state(context, 'failedCount', failed),
      title: userNameById(context, userId),
      sentences:
        failures.length === 0 ? [words(texts.why.nothingFails)] : conflict ? [say(context, texts.why.conflict)] : [],
      causes: conflict
        ? []
        : failures.slice(0, CAUSES_TOLD).map((failure, index) => ({
            ...causeInSentences(context, failure.cause, [
              heldBack(context, failure),
              ruleSource(context, failure.cause.detail),
            ]),
            people: '',
            facts: [{ label: texts.kinds.group, value: groupLabel(context, failure.groupId) }],
            id: `cause-${index + 1}`,
          })),
      tables: conflict && first ? [pairsTable(context, first, conflict)] : [],
      note: joined(
        [
          conflict && first ? heldBack(context, first) : [],
          best ? bestFixLine(context, best) : [],
          conflict ? ruleSource(context, conflict) : [],
        ].filter((runs) => runs.length > 0),
        ' ',
      ),
      buttons: whyButtons(context, input),
      footer: {
        left: words(failures.length === 0 ? texts.preview.nothingChanged : texts.states.simulated),
        right: timeText(context, context.now),
      },
    },
  };
}

/** The two products side by side: which plan of one cannot stand beside which of the other. */
function pairsTable(
  context: ViewContext,
  { cause, groupId: failing }: PersonFailure,
  detail: Extract<CauseDetail<string>, { kind: 'conflict' }>,
): Table {
  const { why } = context.texts.cards;
  const source = (groupId: string | null) =>
    groupId === null ? why.directSource : textFor(context, why.from, { source: groupLabel(context, groupId) });
  const row = (left: TextRuns, right: TextRuns) => ({
    cells: [
      { runs: left, align: 'Left' as const },
      { runs: right, align: 'Left' as const },
    ],
  });
  return {
    columns: [{ width: 1 }, { width: 1 }],
    head: [],
    rows: [
      row(
        words(detail.sources.slice(0, 1).map(source).join(''), { subtle: true }),
        words(source(failing), { subtle: true }),
      ),
      row(bold(productName(context, detail.otherSkuId)), bold(productName(context, cause.skuId))),
      ...detail.pairs
        .slice(0, PAIRS_SHOWN)
        .map((pair) => row(planName(context, pair.otherPlan), planName(context, pair.plan))),
    ],
  };
}

function heldBack(context: ViewContext, { products }: PersonFailure): TextRuns {
  const { causes } = context.texts.cards;
  const others = products.filter(({ error }) => error === 'Other').map(({ skuId }) => skuId);
  const [only] = others;
  if (only === undefined) return [];
  return others.length === 1
    ? say(context, causes.heldBack, { product: productName(context, only) })
    : say(context, causes.heldBackMany, { products: productNames(context, others) });
}

function whyButtons(context: ViewContext, { userId, failures, fixes, reference }: WhyInput): readonly Button[] {
  const texts = context.texts.cards.buttons;
  const [best] = fixes;
  return buttons(
    best !== undefined &&
      reference !== undefined &&
      canAct(best) &&
      primary(textFor(context, texts.fix, { count: best.suggestion.fixes }), {
        verb: 'apply-fix',
        data: { ...reference, fix: best.suggestion.id },
      }),
    failures.length > 0 && button(texts.fixes, { verb: 'fixes', data: { user: userId } }),
    button(texts.showUser, { verb: 'show-user', data: { user: userId } }),
    ...failures
      .slice(0, 1)
      .map(({ groupId }) => button(texts.showGroup, { verb: 'show-group', data: { group: groupId } })),
  );
}
