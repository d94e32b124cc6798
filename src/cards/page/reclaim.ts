import type { Reclaimable, ReclaimFound } from '../../licensing/suggest/reclaim.ts';
import { fill as fillText } from '../../words/fill.ts';
import { button, buttons } from '../buttons.ts';
import type { Button, Card, Row } from '../card.ts';
import { sayLeave } from '../change/leave-instead.ts';
import { bold, joined, name, type TextRuns, textOfRuns, words } from '../runs.ts';
import { countText, say, state, summary, textFor, type ViewContext } from '../text/context.ts';
import { ownedSku, productName, productNames, userNameById } from '../text/names.ts';
import { timeText } from '../text/time.ts';

const SHOWN = 10;
const WAYS_SHOWN = 4;
/** A sentence longer than this is no button. */
const LONGEST_SENTENCE = 3_000;

interface ReclaimInput {
  readonly found: ReclaimFound;
  /** What was asked about; none: every product. */
  readonly skuIds: readonly string[];
  readonly days: number;
}

/** Seats that are held without need: of one product the people and how to free them, of several how many of each. */
export function reclaimCard(context: ViewContext, { found, skuIds, days }: ReclaimInput): Card {
  const { kinds, reclaim: texts } = context.texts.cards;
  const [only] = skuIds.length === 1 ? found.products : [];
  const seats = found.products.reduce((sum, { people }) => sum + people.length, 0);
  const title =
    skuIds.length === 1
      ? say(context, texts.titleOf, {
          product: productName(context, skuIds[0] ?? ''),
          count: countText(context, texts.seats, seats),
        })
      : words(textFor(context, texts.title, { count: countText(context, texts.seats, seats) }));
  const rows =
    only === undefined ? found.products.map((product) => productRow(context, product)) : peopleRows(context, only);
  return {
    name: 'list',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, textOfRuns(title), seats),
      kind: kinds.reclaim,
      title,
      sentences: [
        ...(seats === 0 ? [words(texts.none)] : []),
        words(found.unknown === undefined ? textFor(context, texts.unseenFor, { days }) : texts.unseenUnknown),
        ...(only === undefined ? [] : [stuck(context, only)]),
      ].filter((runs) => runs.length > 0),
      sections: rows.length === 0 ? [] : [{ heading: '', rows }],
      buttons: only === undefined ? [] : freeButtons(context, only),
      footer: { left: words(rows.length === 0 ? '' : texts.previewed), right: timeText(context, context.now) },
    },
  };
}

/** "2 blocked accounts, 1 covered by other products". */
function productRow(context: ViewContext, { skuId, people }: Reclaimable): Row {
  const { reclaim: texts, buttons: labels } = context.texts.cards;
  const reasons = (['disabled', 'covered', 'unseen'] as const).flatMap((why) => {
    const count = people.filter((person) => person.why === why).length;
    return count === 0 ? [] : [words(countText(context, texts.reasons[why], count))];
  });
  const text = fillText(texts.sayReclaim, { product: `"${ownedSku(context, skuId)?.skuPartNumber ?? skuId}"` });
  return {
    title: bold(productName(context, skuId)),
    right: words(countText(context, texts.seats, people.length)),
    state: null,
    detail: joined(reasons, ', '),
    press: button(labels.showPeople, { verb: 'say', data: { text } }),
  };
}

function peopleRows(context: ViewContext, { people }: Reclaimable): readonly Row[] {
  const { reclaim: texts, counts, buttons: labels } = context.texts.cards;
  const rows = people.slice(0, SHOWN).map(({ userId, why, otherSkuIds }): Row => {
    const person = context.labels.user(userId);
    const facts: readonly TextRuns[] = [
      ...(person === undefined ? [] : [name(person.userPrincipalName)]),
      ...(why === 'covered'
        ? [say(context, texts.coveredBy, { products: productNames(context, otherSkuIds) })]
        : why === 'unseen'
          ? [words(texts.unseen)]
          : []),
    ];
    return {
      title: bold(userNameById(context, userId)),
      right: [],
      state: why === 'disabled' ? state(context, 'disabledAccount') : null,
      detail: joined(facts, ' · '),
      press: button(labels.showUser, { verb: 'show-user', data: { user: userId } }),
    };
  });
  const more = people.length - rows.length;
  if (more === 0) return rows;
  return [
    ...rows,
    { title: words(countText(context, counts.morePeople, more)), right: [], state: null, detail: [], press: null },
  ];
}

/** Whose seat no command here can free: a rule puts them into the group, or the directory still takes something off them. */
function stuck(context: ViewContext, { people, ways }: Reclaimable): TextRuns {
  const { stuck: forms } = context.texts.cards.reclaim;
  const free = new Set(ways.flatMap(({ userIds }) => userIds));
  const left = people.filter(({ userId }) => !free.has(userId)).length;
  return left === 0 ? [] : words(countText(context, forms, left));
}

/** A command for each way, previewed with all that follows from it. */
function freeButtons(context: ViewContext, { skuId, ways }: Reclaimable): readonly Button[] {
  const { reclaim: texts } = context.texts.cards;
  return buttons(
    ...ways.slice(0, WAYS_SHOWN).flatMap(({ groupId, userIds }) => {
      const people = userIds.flatMap((id) => context.labels.user(id)?.userPrincipalName ?? []).join(', ');
      const product = `"${ownedSku(context, skuId)?.skuPartNumber ?? skuId}"`;
      const text =
        groupId === null ? fillText(texts.sayRemove, { product, people }) : sayLeave(context, people, [groupId]);
      if (text.length > LONGEST_SENTENCE) return [];
      const title = groupId === null ? texts.takeDirect : texts.takeOut;
      return [button(textFor(context, title, { count: userIds.length }), { verb: 'say', data: { text } })];
    }),
  );
}
