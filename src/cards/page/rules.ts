import { pageOf } from '../../licensing/pages/page.ts';
import type { RuleInForce, RulesInForce } from '../../licensing/rules/rules-in-force.ts';
import { button, buttons } from '../buttons.ts';
import type { Card, Row, Section } from '../card.ts';
import { anyOf } from '../question/alternatives.ts';
import { bold, listed, type TextRuns, textOfRuns, words } from '../runs.ts';
import { say, sayCount, summary, type ViewContext } from '../text/context.ts';
import { country, planName, productName, productNames } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import { pager } from './pages.ts';
import { originOf } from './rule-source.ts';

const RULES_ON_A_PAGE = 10;

export interface RulesInput extends RulesInForce {
  /** Products that were asked about; none: all of the tenant's. */
  readonly skuIds: readonly string[];
  readonly page: number;
}

/** Which plans cannot stand beside each other, and which need another one: each with where that is known from. */
export function rulesCard(context: ViewContext, { profile, rules, elsewhere, skuIds, page }: RulesInput): Card {
  const { kinds, rules: texts, buttons: labels } = context.texts.cards;
  const shown = pageOf(rules, page, RULES_ON_A_PAGE);
  const [only, ...others] = skuIds;
  const title =
    only === undefined
      ? words(texts.title)
      : say(context, texts.titleOf, {
          products: others.length === 0 ? productName(context, only) : productNames(context, skuIds),
        });
  return {
    name: 'list',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, textOfRuns(title), rules.length),
      kind: kinds.rules,
      title,
      sentences: [
        rules.length === 0 ? words(texts.none) : sayCount(context, texts.sentence, rules.length, { profile }),
      ],
      sections: sectionsOf(context, shown.items),
      ...pager(context, shown.page, (wanted) => ({ verb: 'rules', data: { skus: skuIds.join(), page: wanted } })),
      buttons: buttons(
        only === undefined
          ? button(labels.seats, { verb: 'seats', data: {} })
          : button(labels.showProduct, { verb: 'show-product', data: { sku: only } }),
      ),
      footer: {
        left: skuIds.length > 0 || elsewhere === 0 ? [] : sayCount(context, texts.elsewhere, elsewhere),
        right: timeText(context, context.now),
      },
    },
  };
}

function sectionsOf(context: ViewContext, rules: readonly RuleInForce[]): readonly Section[] {
  const { headings } = context.texts.cards.rules;
  const kinds = ['exclusive', 'dependency', 'location'] as const;
  return kinds
    .map((kind) => ({
      heading: headings[kind],
      rows: rules.filter((rule) => rule.kind === kind).map((rule) => ruleRow(context, rule)),
    }))
    .filter(({ rows }) => rows.length > 0);
}

function ruleRow(context: ViewContext, rule: RuleInForce): Row {
  return {
    title: ruleTitle(context, rule),
    right: [],
    state: null,
    detail: originOf(context, rule),
    press: null,
  };
}

/** What it is about stands out: the services that exclude each other, or the one that needs another. */
function ruleTitle(context: ViewContext, rule: RuleInForce): TextRuns {
  const { language, cards } = context.texts;
  if (rule.kind === 'exclusive') {
    return listed(
      rule.plans.map((plan) => bold(planName(context, plan))),
      language,
    );
  }
  const plan = bold(planName(context, rule.plan));
  if (rule.kind === 'dependency') {
    return say(context, cards.rules.needs, { plan, requires: anyOf(context, rule.requiresAnyOf) });
  }
  const countries = listed(
    rule.usageLocations.map((code) => country(context, code)),
    language,
  );
  return say(context, cards.rules.notIn, { plan, countries });
}
