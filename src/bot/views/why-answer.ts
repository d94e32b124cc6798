import type { PlanAnswer, PlanSource, ProductAnswer } from '../../core/licensing/explain-product.ts';
import type { UserIndex } from '../../core/licensing/tenant.ts';
import { button, buttons } from '../cards/buttons.ts';
import type { Card } from '../cards/card.ts';
import { bold, joined, listed, type Runs, textOf, words } from '../cards/runs.ts';
import { reasonText } from './cause-words.ts';
import { say, summary, type ViewContext } from './context.ts';
import { groupName, groupNames, planName, productName, userName } from './names.ts';
import { timeText } from './time.ts';

const SOURCES_NAMED = 4;
const REASONS_TOLD = 3;

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
    .slice(0, REASONS_TOLD)
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
        .slice(0, REASONS_TOLD)
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
