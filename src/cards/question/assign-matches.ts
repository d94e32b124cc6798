import { button, buttons } from '../buttons.ts';
import type { Card, Row } from '../card.ts';
import { bold, name, type TextRuns, textOfRuns, words } from '../runs.ts';
import { summary, textFor, type ViewContext } from '../text/context.ts';
import { groupLabel, productName, userNameById } from '../text/names.ts';
import { timeText } from '../text/time.ts';

/** Few enough to be seen at once; more are found by more of the name. */
const MATCHES_SHOWN = 10;

interface AssignMatchesInput {
  /** The product, when it is known already. */
  readonly skuId?: string;
  readonly query: string;
  readonly groupIds: readonly string[];
  readonly userIds: readonly string[];
  /** How many there are in all. */
  readonly matches: number;
}

/** Whom a search found: a line each, to be tapped; the form then knows whom it is about. */
export function assignMatchesCard(context: ViewContext, input: AssignMatchesInput): Card {
  const { assign, kinds, preview, buttons: texts } = context.texts.cards;
  const { skuId, query, matches } = input;
  const sku = skuId === undefined ? {} : { sku: skuId };
  const rows = matchRows(context, input).slice(0, MATCHES_SHOWN);
  const sentence =
    rows.length === 0
      ? assign.noMatches
      : matches > rows.length
        ? textFor(context, assign.someMatches, { count: rows.length, total: matches })
        : assign.chooseTarget;
  return {
    name: 'list',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, assign.title, sentence),
      kind: kinds.assignForm,
      title: skuId === undefined ? words(assign.title) : productName(context, skuId),
      subtitle: name(query),
      sentences: [words(sentence)],
      sections: rows.length === 0 ? [] : [{ heading: assign.targetLabel, rows }],
      buttons: buttons(button(texts.search, { verb: 'assign-form', data: sku })),
      footer: { left: words(preview.nothingYet), right: timeText(context, context.now) },
    },
  };
}

function matchRows(context: ViewContext, { skuId, groupIds, userIds }: AssignMatchesInput): readonly Row[] {
  const sku = skuId === undefined ? {} : { sku: skuId };
  const row = (
    title: TextRuns,
    detail: TextRuns,
    whom: { readonly group: string } | { readonly user: string },
  ): Row => ({
    title: bold(title),
    right: [],
    state: null,
    detail,
    press: button(textOfRuns(title), { verb: 'assign-form', data: { ...sku, ...whom } }),
  });
  return [
    ...groupIds.map((id) => row(groupLabel(context, id), [], { group: id })),
    ...userIds.map((id) =>
      row(userNameById(context, id), name(context.labels.user(id)?.userPrincipalName ?? ''), { user: id }),
    ),
  ];
}
