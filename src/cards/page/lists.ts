import type { Slots } from '../../language/command.ts';
import type { GroupLine, GroupsPage, HolderLine } from '../../licensing/pages/list-pages.ts';
import type { PageOf } from '../../licensing/pages/page.ts';
import { button } from '../buttons.ts';
import type { Card, CardData, Row } from '../card.ts';
import { bold, type TextRuns, textOfRuns, words } from '../runs.ts';
import { countText, summary, textFor, type ViewContext } from '../text/context.ts';
import { groupLabel, productName, some } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import type { Press } from '../verbs.ts';
import { pager } from './pages.ts';
import { peopleTitle, personRow } from './people.ts';

/** Groups, or people, of a list. */
export const ON_A_PAGE = 10;

interface ListInput {
  /** The button that shows another page. */
  readonly pressFor: (page: number) => Press;
  readonly title?: TextRuns;
}

/** Groups with their members and products. */
export function groupsCard(context: ViewContext, input: ListInput & { readonly shown: GroupsPage }): Card {
  const { kinds, lists } = context.texts.cards;
  const { shown, ...list } = input;
  return listCard(context, list, {
    kind: kinds.groups,
    title: shown.areAllLicensed ? lists.licensedGroupsTitle : lists.groupsTitle,
    empty: lists.noGroups,
    shown,
    total: shown.page.total,
    row: (group) => groupRow(context, group),
  });
}

interface PeopleInput extends ListInput {
  readonly shown: PageOf<HolderLine>;
  /** How many are meant, where more than can be paged through are. */
  readonly total?: number | undefined;
  readonly asked?: Slots | undefined;
}

/** People with what was asked about them; the title says the question. */
export function peopleCard(context: ViewContext, input: PeopleInput): Card {
  const { kinds, lists } = context.texts.cards;
  const { shown, asked = {}, total = shown.page.total, ...list } = input;
  const title = input.title ?? peopleTitle(context, asked, total);
  return listCard(
    context,
    { ...list, title },
    {
      kind: kinds.people,
      title: lists.peopleTitle,
      empty: lists.noPeople,
      shown,
      total,
      row: (person) => personRow(context, person, asked),
    },
  );
}

interface Kind<T> {
  readonly kind: string;
  readonly title: string;
  readonly empty: string;
  readonly shown: PageOf<T>;
  readonly total: number;
  readonly row: (item: T) => Row;
}

function listCard<T>(
  context: ViewContext,
  input: ListInput,
  { kind, title, empty, shown: { items, page }, total, row }: Kind<T>,
): Card {
  const shownTitle = input.title ?? words(title);
  const data: CardData = {
    language: context.texts.language,
    fallbackText: summary(context, textOfRuns(shownTitle), items.length === 0 ? empty : total),
    kind,
    title: shownTitle,
    sentences: items.length === 0 ? [words(empty)] : [],
    sections: items.length === 0 ? [] : [{ heading: '', rows: items.map(row) }],
    ...pager(context, page, input.pressFor),
    footer: {
      left: words(textFor(context, context.texts.cards.lists.inAll, { count: total })),
      right: timeText(context, context.now),
    },
  };
  return { name: 'list', data };
}

function groupRow(context: ViewContext, { groupId, members, skuIds }: GroupLine): Row {
  const { counts, group: texts, buttons: labels } = context.texts.cards;
  const products = skuIds.map((skuId) => productName(context, skuId));
  return {
    title: bold(groupLabel(context, groupId)),
    right: words(countText(context, counts.members, members)),
    state: null,
    detail: products.length === 0 ? words(texts.noLicenses) : some(context, products),
    press: button(labels.showGroup, { verb: 'show-group', data: { group: groupId } }),
  };
}
