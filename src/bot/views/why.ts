import type { UserFailure } from '../../core/licensing/explain.ts';
import type { PlanAnswer, PlanSource, ProductAnswer } from '../../core/licensing/explain-product.ts';
import type { CauseDetail } from '../../core/licensing/status.ts';
import type { UserIndex } from '../../core/licensing/tenant.ts';
import { button, buttons, primary } from '../cards/buttons.ts';
import type { Button, Card, Table } from '../cards/card.ts';
import { bold, joined, listed, type Runs, textOf, words } from '../cards/runs.ts';
import type { Reference } from '../cards/verbs.ts';
import { causeInSentences, reasonText } from './cause.ts';
import { say, state, summary, textFor, type ViewContext } from './context.ts';
import { groupName, groupNames, planName, productName, productNames, userName } from './names.ts';
import { canAct, type OfferedFix } from './offered-fix.ts';
import { bestFixLine } from './suggestion.ts';
import { timeText } from './time.ts';

const CAUSES_TOLD = 3;
const PAIRS_SHOWN = 6;
const SOURCES_NAMED = 4;

export interface WhyInput {
  readonly user: UserIndex;
  readonly failures: readonly UserFailure[];
  /** What would fix this person, best first, and what its buttons refer to. */
  readonly fixes: readonly OfferedFix[];
  readonly reference?: Reference;
}

/** Why something failed for one person: plan against plan for a conflict, a sentence for anything else. */
export function whyCard(context: ViewContext, input: WhyInput): Card {
  const { user, failures, fixes } = input;
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
        textOf(userName(context, user)),
        failures.length === 0
          ? texts.why.nothingFails
          : failures.map(({ cause }) => reasonText(context, cause)).join(', '),
      ),
      kind: texts.kinds.why,
      state: failed === 0 ? state(context, 'nothing') : state(context, 'failedCount', failed),
      title: userName(context, user),
      sentences:
        failures.length === 0 ? [words(texts.why.nothingFails)] : conflict ? [say(context, texts.why.conflict)] : [],
      causes: conflict
        ? []
        : failures.slice(0, CAUSES_TOLD).map((failure, index) => ({
            ...causeInSentences(context, failure.cause, heldBack(context, failure)),
            people: '',
            facts: [{ label: texts.kinds.group, value: groupName(context, context.tenant.group(failure.group).id) }],
            id: `cause-${index + 1}`,
          })),
      tables: conflict && first ? [pairsTable(context, first, conflict)] : [],
      note: joined(
        [conflict && first ? heldBack(context, first) : [], best ? bestFixLine(context, best.suggestion) : []].filter(
          (runs) => runs.length > 0,
        ),
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
  { cause, group }: UserFailure,
  detail: Extract<CauseDetail, { kind: 'conflict' }>,
): Table {
  const { why } = context.texts.cards;
  const source = (groupId: string | null) =>
    groupId === null ? why.directSource : textFor(context, why.from, { source: groupName(context, groupId) });
  const row = (left: Runs, right: Runs) => ({
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
        words(source(context.tenant.group(group).id), { subtle: true }),
      ),
      row(bold(productName(context, detail.otherSkuId)), bold(productName(context, cause.skuId))),
      ...detail.pairs
        .slice(0, PAIRS_SHOWN)
        .map((pair) => row(planName(context, pair.otherPlan), planName(context, pair.plan))),
    ],
  };
}

function heldBack(context: ViewContext, { products }: UserFailure): Runs {
  const { causes } = context.texts.cards;
  const others = products.filter(({ error }) => error === 'Other').map(({ skuId }) => skuId);
  const [only] = others;
  if (only === undefined) return [];
  return others.length === 1
    ? say(context, causes.heldBack, { product: productName(context, only) })
    : say(context, causes.heldBackMany, { products: productNames(context, others) });
}

function whyButtons(context: ViewContext, { user, failures, fixes, reference }: WhyInput): readonly Button[] {
  const texts = context.texts.cards.buttons;
  const { id } = context.tenant.user(user);
  const [best] = fixes;
  return buttons(
    best !== undefined &&
      reference !== undefined &&
      canAct(best) &&
      primary(textFor(context, texts.fix, { count: best.suggestion.fixes.length }), {
        verb: 'apply-fix',
        data: { ...reference, option: 1 },
      }),
    failures.length > 0 && button(texts.fixes, { verb: 'fixes', data: { user: id } }),
    button(texts.showUser, { verb: 'show-user', data: { user: id } }),
    ...failures
      .slice(0, 1)
      .map(({ group }) =>
        button(texts.showGroup, { verb: 'show-group', data: { group: context.tenant.group(group).id } }),
      ),
  );
}

/** Why somebody has a product, or does not. */
export function whyProductCard(
  context: ViewContext,
  input: { readonly user: UserIndex; readonly skuId: string; readonly answer: ProductAnswer },
): Card {
  const { user, skuId, answer } = input;
  return answerCard(
    context,
    user,
    [bold(productName(context, skuId)), ...productAnswer(context, skuId, answer)],
    answer.kind === 'held',
  );
}

/** Why somebody has a service, or does not. */
export function whyPlanCard(
  context: ViewContext,
  input: { readonly user: UserIndex; readonly plan: string; readonly answer: PlanAnswer },
): Card {
  const { user, plan, answer } = input;
  const texts = context.texts.cards.why;
  const name = bold(planName(context, plan));
  if (answer.kind === 'on')
    return answerCard(
      context,
      user,
      [name, say(context, texts.hasThrough, { sources: planSources(context, answer.through) })],
      true,
    );
  if (answer.kind === 'off') {
    return answerCard(
      context,
      user,
      [say(context, texts.planOff, { plan: name, sources: planSources(context, answer.through) })],
      false,
    );
  }
  const products = answer.products
    .slice(0, CAUSES_TOLD)
    .flatMap(({ skuId, answer: why }) => [bold(productName(context, skuId)), ...productAnswer(context, skuId, why)]);
  return answerCard(context, user, [name, ...products], false);
}

function productAnswer(context: ViewContext, skuId: string, answer: ProductAnswer): readonly Runs[] {
  const texts = context.texts.cards.why;
  const product = productName(context, skuId);
  switch (answer.kind) {
    case 'held': {
      const sources = answer.license.sources.filter((source) => source.state !== 'Error').map(({ groupId }) => groupId);
      const groups = groupNames(
        context,
        sources.filter((source) => source !== null),
      );
      if (!sources.includes(null)) return [say(context, texts.hasThrough, { sources: groups })];
      return [sources.length === 1 ? words(texts.hasDirectly) : say(context, texts.hasBoth, { sources: groups })];
    }
    case 'failed':
      return answer.failures
        .slice(0, CAUSES_TOLD)
        .map(({ group, cause }) =>
          joined(
            [
              say(context, texts.failsThrough, { sources: groupName(context, context.tenant.group(group).id) }),
              words(`${reasonText(context, cause)}.`),
            ],
            ' ',
          ),
        );
    case 'notProcessed':
      return [say(context, texts.notProcessed, { groups: groupsNamed(context, answer.groups) })];
    case 'disabled':
      return [words(texts.disabled)];
    case 'notGiven':
      return [
        say(context, texts.notAMember, {
          product,
          groups:
            answer.givenBy.length === 0
              ? texts.noGroupGives
              : say(context, texts.groupsGive, { groups: groupsNamed(context, answer.givenBy) }),
        }),
      ];
    default:
      return answer satisfies never;
  }
}

function groupsNamed(context: ViewContext, groups: readonly number[]): Runs {
  return groupNames(
    context,
    groups.map((group) => context.tenant.group(group).id),
  );
}

function planSources(context: ViewContext, through: readonly PlanSource[]): Runs {
  const { why } = context.texts.cards;
  const sources = through.slice(0, SOURCES_NAMED).map(({ skuId, groupId }) =>
    say(context, why.productFrom, {
      product: productName(context, skuId),
      source: groupId === null ? why.directSource.toLowerCase() : groupName(context, groupId),
    }),
  );
  return listed(sources, context.texts.language);
}

function answerCard(context: ViewContext, user: UserIndex, sentences: readonly Runs[], has: boolean): Card {
  const { why, buttons: texts, preview } = context.texts.cards;
  return {
    name: 'why',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, textOf(userName(context, user)), sentences.map(textOf).join(' ')),
      kind: has ? why.hasHeading : why.notHeading,
      title: userName(context, user),
      sentences,
      buttons: buttons(button(texts.showUser, { verb: 'show-user', data: { user: context.tenant.user(user).id } })),
      footer: { left: words(preview.nothingChanged), right: timeText(context, context.now) },
    },
  };
}
