import type { Seats } from '../../licensing/model/product-seats.ts';
import { button, buttons, choiceTitle, primary, textInput } from '../buttons.ts';
import type { Button, Card, Choice, Input } from '../card.ts';
import { literal } from '../literal.ts';
import { markedProduct } from '../page/subscription.ts';
import { name, type TextRuns, textOfRuns, words } from '../runs.ts';
import { summary, textFor, type ViewContext } from '../text/context.ts';
import { groupLabel, groupOf, productName, userNameById } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import { planSwitch, userPlansOf } from './services.ts';

/** As many as one scrolls through; more are searched for. */
export const TARGETS_OFFERED = 25;
const PRODUCTS_OFFERED = 40;

interface AssignInput {
  /** Known already, or to be chosen. */
  readonly skuId?: string;
  readonly groupId?: string;
  readonly userId?: string;
  /** Whom to choose from, at most `TARGETS_OFFERED` of `matches`. */
  readonly groupIds?: readonly string[];
  readonly userIds?: readonly string[];
  readonly matches?: number;
  /** Of all products, to choose one from. */
  readonly seats: readonly Seats[];
  /** It was sent without a product or without somebody: says what to choose. */
  readonly incomplete?: boolean;
}

/** Assigns without a sentence: a product, a group or a person, and services as switches. It is previewed like any other. */
export function assignCard(context: ViewContext, input: AssignInput): Card {
  const { assign, kinds, preview } = context.texts.cards;
  const known = knownTarget(context, input);
  return {
    name: 'form',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, assign.title, assign.sentence),
      kind: kinds.assignForm,
      title: input.skuId !== undefined ? productName(context, input.skuId) : (known ?? words(assign.title)),
      subtitle: input.skuId !== undefined && known !== undefined ? known : [],
      sentences: [words(input.incomplete === true ? whatIsMissing(context, input) : assign.sentence)],
      inputs: [...targetInputs(context, input), ...productInputs(context, input), ...planInputs(context, input)],
      note: matchesNote(context, input),
      buttons: assignButtons(context, input, known),
      footer: { left: words(preview.nothingYet), right: timeText(context, context.now) },
    },
  };
}

function assignButtons(context: ViewContext, input: AssignInput, target: TextRuns | undefined): readonly Button[] {
  const texts = context.texts.cards.buttons;
  const { skuId, groupId, userId, groupIds = [], userIds = [] } = input;
  const data = {
    ...(skuId === undefined ? {} : { sku: skuId }),
    ...(groupId === undefined ? {} : { group: groupId }),
    ...(userId === undefined ? {} : { user: userId }),
  };
  return buttons(
    (target !== undefined || groupIds.length + userIds.length > 0) && primary(texts.preview, { verb: 'assign', data }),
    skuId === undefined && button(texts.services, { verb: 'assign-search', data }),
    target === undefined && button(texts.search, { verb: 'assign-search', data }),
  );
}

function whatIsMissing(context: ViewContext, { skuId }: AssignInput): string {
  const { assign } = context.texts.cards;
  return skuId === undefined ? assign.chooseProduct : assign.chooseTarget;
}

function knownTarget(context: ViewContext, { groupId, userId }: AssignInput): TextRuns | undefined {
  if (groupId !== undefined) return groupLabel(context, groupId);
  return userId === undefined ? undefined : userNameById(context, userId);
}

/** Groups and people to choose from, and a search for all others. */
function targetInputs(
  context: ViewContext,
  { groupId, userId, groupIds = [], userIds = [] }: AssignInput,
): readonly Input[] {
  if (groupId !== undefined || userId !== undefined) return [];
  const { assign } = context.texts.cards;
  const choices: readonly Choice[] = [
    ...groupIds
      .flatMap((id) => groupOf(context, id) ?? [])
      .map(({ id, displayName }) => ({ title: choiceTitle(literal(displayName)), value: `g:${id}` })),
    ...userIds
      .flatMap((id) => context.labels.user(id) ?? [])
      .map(({ id, displayName, userPrincipalName }) => ({
        title: choiceTitle(textFor(context, assign.person, { name: name(displayName), upn: name(userPrincipalName) })),
        value: `u:${id}`,
      })),
  ].slice(0, TARGETS_OFFERED);
  const search = textInput('query', { label: assign.searchLabel, placeholder: assign.searchPlaceholder });
  return choices.length === 0
    ? [search]
    : [
        choiceInput('target', choices, {
          label: assign.targetLabel,
          placeholder: assign.choose,
        }),
        search,
      ];
}

/** Products by how many seats are free, most first. */
function productInputs(context: ViewContext, { skuId, seats }: AssignInput): readonly Input[] {
  if (skuId !== undefined) return [];
  const { assign } = context.texts.cards;
  const choices = seats
    .filter(({ forOrganization }) => !forOrganization)
    .sort((a, b) => b.free - a.free)
    .slice(0, PRODUCTS_OFFERED)
    .map(({ skuId: id, free }) => ({
      title: choiceTitle(
        textFor(context, assign.productChoice, { product: textOfRuns(markedProduct(context, id)), free }),
      ),
      value: id,
    }));
  return [
    choiceInput('sku', choices, {
      label: assign.productLabel,
      placeholder: assign.choose,
    }),
  ];
}

function planInputs(context: ViewContext, { skuId }: AssignInput): readonly Input[] {
  return skuId === undefined ? [] : userPlansOf(context, skuId).map((plan) => planSwitch(context, plan));
}

/** None is required, for a client holds back every button of a card whose required inputs are empty: *Search*, too. */
function choiceInput(
  id: string,
  choices: readonly Choice[],
  labels: { readonly label: string; readonly placeholder: string },
): Input {
  return {
    type: 'Input.ChoiceSet',
    id,
    label: labels.label,
    placeholder: labels.placeholder,
    isRequired: false,
    errorMessage: '',
    value: '',
    choices,
  };
}

function matchesNote(
  context: ViewContext,
  { groupId, userId, groupIds = [], userIds = [], matches = 0 }: AssignInput,
): TextRuns {
  const { assign } = context.texts.cards;
  if (groupId !== undefined || userId !== undefined) return [];
  const offered = Math.min(TARGETS_OFFERED, groupIds.length + userIds.length);
  if (offered === 0) return words(assign.noMatches);
  return matches > offered ? words(textFor(context, assign.someMatches, { count: offered, total: matches })) : [];
}
