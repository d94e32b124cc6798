import type { GroupPage } from '../../licensing/pages/group-page.ts';
import type { KeptLine, KeptOfGroup, KeptPage } from '../../licensing/pages/kept-pages.ts';
import { button, buttons } from '../buttons.ts';
import type { Button, Card, Row, Section } from '../card.ts';
import { bold, joined, name, textOfRuns, words } from '../runs.ts';
import { countText, say, sayCount, summary, type ViewContext } from '../text/context.ts';
import { groupLabel, productName, userNameById } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import { pager } from './pages.ts';

/** Groups, or people of one group. */
export const KEPT_ON_A_PAGE = 10;

/** What people have that nothing gives them, by group; letting go of it is a button. */
export function keptCard(
  context: ViewContext,
  { kept, mayChange }: { readonly kept: KeptPage; readonly mayChange: boolean },
): Card {
  const { kinds, kept: texts, buttons: labels } = context.texts.cards;
  const { people, items, page } = kept;
  return {
    name: 'list',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, texts.title, people),
      kind: kinds.kept,
      title: words(texts.title),
      sentences:
        people === 0
          ? [words(texts.nothing)]
          : [sayCount(context, texts.sentence, people), ...(kept.isSomeUnknown ? [words(texts.unknownGroup)] : [])],
      sections: people === 0 ? [] : [{ heading: '', rows: items.map((one) => groupRow(context, one)) }],
      ...pager(context, page, (wanted) => ({ verb: 'kept', data: { page: wanted } })),
      buttons: buttons(mayChange && people > 0 && button(labels.letGoAll, { verb: 'release', data: {} })),
      footer: { left: words(people === 0 ? '' : texts.footer), right: timeText(context, context.now) },
    },
  };
}

/** Who keeps what of one group. */
export function keptOfGroupCard(
  context: ViewContext,
  { kept, mayChange }: { readonly kept: KeptOfGroup; readonly mayChange: boolean },
): Card {
  const { kinds, kept: texts } = context.texts.cards;
  const { groupId, items, page } = kept;
  const title = say(context, texts.titleOf, { group: groupLabel(context, groupId) });
  return {
    name: 'list',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, textOfRuns(title), page.total),
      kind: kinds.kept,
      title,
      sentences: [sayCount(context, texts.sentence, page.total)],
      sections: [{ heading: '', rows: items.map((one) => personRow(context, one)) }],
      ...pager(context, page, (wanted) => ({ verb: 'kept', data: { group: groupId, page: wanted } })),
      buttons: buttons(letGoButton(context, kept, mayChange)),
      footer: { left: words(texts.footer), right: timeText(context, context.now) },
    },
  };
}

/** What people keep from a group, on its page. */
export function keptSection(context: ViewContext, { groupId, kept }: Pick<GroupPage, 'groupId' | 'kept'>): Section {
  const { labels, counts, kept: texts, buttons: press } = context.texts.cards;
  const rows = kept.map(
    ({ skuId, people }): Row => ({
      title: bold(productName(context, skuId)),
      right: words(countText(context, counts.people, people)),
      state: null,
      detail: words(texts.groupRow),
      press: button(press.showPeople, { verb: 'kept', data: { group: groupId } }),
    }),
  );
  return { heading: labels.kept, rows };
}

export function letGoButton(
  context: ViewContext,
  { groupId }: { readonly groupId: string },
  mayChange: boolean,
): Button | false {
  if (!mayChange) return false;
  return button(context.texts.cards.buttons.letGo, { verb: 'release', data: { group: groupId } });
}

function groupRow(context: ViewContext, { groupId, people, products }: KeptLine): Row {
  const { counts, kept: texts, buttons: press } = context.texts.cards;
  const lines = products.map(({ skuId, people: having }) =>
    sayCount(context, texts.product, having, { product: productName(context, skuId) }),
  );
  return {
    title: bold(groupLabel(context, groupId)),
    right: words(countText(context, counts.people, people)),
    state: null,
    detail: joined(lines, ', '),
    press: button(press.showPeople, { verb: 'kept', data: { group: groupId } }),
  };
}

function personRow(context: ViewContext, { userId, skuIds }: KeptOfGroup['items'][number]): Row {
  const address = context.labels.user(userId)?.userPrincipalName ?? '';
  const products = skuIds.map((skuId) => productName(context, skuId));
  return {
    title: bold(userNameById(context, userId)),
    right: [],
    state: null,
    detail: joined([name(address), joined(products, ', ')], ' · '),
    press: button(context.texts.cards.buttons.showUser, { verb: 'show-user', data: { user: userId } }),
  };
}
