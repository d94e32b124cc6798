import type { GroupPage } from '../../core/licensing/group-page.ts';
import type { KeptLicenses } from '../../core/licensing/kept.ts';
import { button, buttons } from '../cards/buttons.ts';
import type { Button, Card, Row, Section } from '../cards/card.ts';
import { bold, joined, name, type Runs, textOf, words } from '../cards/runs.ts';
import { countText, say, sayCount, summary, type ViewContext } from './context.ts';
import { groupName, productName, userName } from './names.ts';
import { pageOf, pager } from './pages.ts';
import { timeText } from './time.ts';

const GROUPS_ON_A_PAGE = 10;
const PEOPLE_ON_A_PAGE = 10;

export interface KeptInput {
  readonly kept: readonly KeptLicenses[];
  readonly page: number;
  readonly mayChange: boolean;
}

/** What people have that nothing gives them, by group; letting go of it is a button. */
export function keptCard(context: ViewContext, { kept, page, mayChange }: KeptInput): Card {
  const { kinds, kept: texts, buttons: labels } = context.texts.cards;
  const shown = pageOf(kept, page, GROUPS_ON_A_PAGE);
  const people = peopleKeeping(kept);
  return {
    name: 'list',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, texts.title, people),
      kind: kinds.kept,
      title: words(texts.title),
      sentences:
        kept.length === 0
          ? [words(texts.nothing)]
          : [
              sayCount(context, texts.sentence, people),
              ...(kept.some(({ isKnown }) => !isKnown) ? [words(texts.unknownGroup)] : []),
            ],
      sections: kept.length === 0 ? [] : [{ heading: '', rows: shown.items.map((one) => groupRow(context, one)) }],
      ...pager(context, shown.page, (wanted) => ({ verb: 'kept', data: { page: wanted } })),
      buttons: buttons(mayChange && kept.length > 0 && button(labels.letGoAll, { verb: 'release', data: {} })),
      footer: { left: words(kept.length === 0 ? '' : texts.footer), right: timeText(context, context.now) },
    },
  };
}

/** Who keeps what of one group. */
export function keptOfGroupCard(
  context: ViewContext,
  { kept, page, mayChange }: Omit<KeptInput, 'kept'> & { readonly kept: KeptLicenses },
): Card {
  const { kinds, kept: texts } = context.texts.cards;
  const { groupId, users, products } = kept;
  const shown = pageOf(users, page, PEOPLE_ON_A_PAGE);
  const title = say(context, texts.titleOf, { group: groupName(context, groupId) });
  return {
    name: 'list',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, textOf(title), users.length),
      kind: kinds.kept,
      title,
      sentences: [sayCount(context, texts.sentence, users.length)],
      sections: [{ heading: '', rows: shown.items.map((user) => userRow(context, user, products)) }],
      ...pager(context, shown.page, (wanted) => ({ verb: 'kept', data: { group: groupId, page: wanted } })),
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

export function peopleKeeping(kept: readonly KeptLicenses[]): number {
  return new Set(kept.flatMap(({ users }) => users)).size;
}

function groupRow(context: ViewContext, { groupId, users, products }: KeptLicenses): Row {
  const { counts, kept: texts, buttons: press } = context.texts.cards;
  const lines = products.map(({ skuId, users: having }) =>
    sayCount(context, texts.product, having.length, { product: productName(context, skuId) }),
  );
  return {
    title: bold(groupName(context, groupId)),
    right: words(countText(context, counts.people, users.length)),
    state: null,
    detail: joined(lines, ', '),
    press: button(press.showPeople, { verb: 'kept', data: { group: groupId } }),
  };
}

function userRow(context: ViewContext, user: number, products: KeptLicenses['products']): Row {
  const { id, userPrincipalName } = context.tenant.user(user);
  const names: readonly Runs[] = products
    .filter(({ users }) => users.includes(user))
    .map(({ skuId }) => productName(context, skuId));
  return {
    title: bold(userName(context, user)),
    right: [],
    state: null,
    detail: joined([name(userPrincipalName), joined(names, ', ')], ' · '),
    press: button(context.texts.cards.buttons.showUser, { verb: 'show-user', data: { user: id } }),
  };
}
