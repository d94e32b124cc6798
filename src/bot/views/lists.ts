import type { Slots } from '../../core/language/command.ts';
import type { GroupIndex, UserIndex } from '../../core/licensing/tenant.ts';
import { button } from '../cards/buttons.ts';
import type { Card, CardData, Row } from '../cards/card.ts';
import { bold, name, type Runs, textOf, words } from '../cards/runs.ts';
import type { Press } from '../cards/verbs.ts';
import { countText, summary, textFor, type ViewContext } from './context.ts';
import { productName, some } from './names.ts';
import { pageOf, pager } from './pages.ts';
import { peopleTitle, personRow } from './people.ts';
import { timeText } from './time.ts';

const ON_A_PAGE = 10;

export interface ListInput<T> {
  readonly items: readonly T[];
  readonly page: number;
  /** The button that shows another page. */
  readonly pressFor: (page: number) => Press;
  readonly title?: Runs;
}

/** Groups with their members and products. */
export function groupsCard(context: ViewContext, input: ListInput<GroupIndex>): Card {
  const { kinds, lists } = context.texts.cards;
  const licensed = input.items.every((group) => context.tenant.assignedLicenses(group).length > 0);
  return listCard(context, input, {
    kind: kinds.groups,
    title: licensed ? lists.licensedGroupsTitle : lists.groupsTitle,
    empty: lists.noGroups,
    row: (group) => groupRow(context, group),
  });
}

/** People with what was asked about them; the title says the question. */
export function peopleCard(context: ViewContext, input: ListInput<UserIndex> & { readonly asked?: Slots }): Card {
  const { kinds, lists } = context.texts.cards;
  const { asked = {} } = input;
  const title = input.title ?? peopleTitle(context, asked, input.items.length);
  return listCard(
    context,
    { ...input, title },
    {
      kind: kinds.people,
      title: lists.peopleTitle,
      empty: lists.noPeople,
      row: (user) => personRow(context, user, asked),
    },
  );
}

interface Kind<T> {
  readonly kind: string;
  readonly title: string;
  readonly empty: string;
  readonly row: (item: T) => Row;
}

function listCard<T>(context: ViewContext, input: ListInput<T>, { kind, title, empty, row }: Kind<T>): Card {
  const { items, page } = pageOf(input.items, input.page, ON_A_PAGE);
  const shownTitle = input.title ?? words(title);
  const data: CardData = {
    language: context.texts.language,
    fallbackText: summary(context, textOf(shownTitle), items.length === 0 ? empty : input.items.length),
    kind,
    title: shownTitle,
    sentences: items.length === 0 ? [words(empty)] : [],
    sections: items.length === 0 ? [] : [{ heading: '', rows: items.map(row) }],
    ...pager(context, page, input.pressFor),
    footer: {
      left: words(textFor(context, context.texts.cards.lists.inAll, { count: input.items.length })),
      right: timeText(context, context.now),
    },
  };
  return { name: 'list', data };
}

function groupRow(context: ViewContext, group: GroupIndex): Row {
  const { tenant } = context;
  const { counts, group: texts, buttons: labels } = context.texts.cards;
  const products = tenant.assignedLicenses(group).map((license) => productName(context, license.skuId));
  const { id, displayName } = tenant.group(group);
  return {
    title: bold(name(displayName)),
    right: words(countText(context, counts.members, tenant.members(group).length)),
    state: null,
    detail: products.length === 0 ? words(texts.noLicenses) : some(context, products),
    press: button(labels.showGroup, { verb: 'show-group', data: { group: id } }),
  };
}
