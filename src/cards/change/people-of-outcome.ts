import type { ChangeRecord } from '../../changes/change-record.ts';
import type { PartOfOutcome, PeopleTold, PersonTold } from '../../licensing/outcome/people-of-outcome.ts';
import { button } from '../buttons.ts';
import type { Card, Row } from '../card.ts';
import { pager } from '../page/pages.ts';
import { bold, joined, name, plain, type TextRuns, textOfRuns, words } from '../runs.ts';
import { say, sayCount, state, summary, textFor, type ViewContext } from '../text/context.ts';
import { planName, productName, some, userNameById } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import { reasonText } from './cause-words.ts';
import { describeRecord, referenceOf } from './record.ts';

export const PEOPLE_OF_OUTCOME_ON_A_PAGE = 10;

interface PeopleOfOutcomeInput {
  readonly record: ChangeRecord;
  readonly part: PartOfOutcome;
  readonly told: PeopleTold;
  readonly page: number;
}

/** The people of a preview, and what would come to each of them. */
export function peopleOfOutcomeCard(context: ViewContext, { record, part, told, page }: PeopleOfOutcomeInput): Card {
  const { kinds, lists, preview } = context.texts.cards;
  const { nobody } = lists.ofPreview;
  const title = told.total === 0 ? words(nobody[part]) : sayCount(context, lists.ofPreview[part], told.total);
  const pressFor = (wanted: number) =>
    ({ verb: 'people' as const, data: { ...referenceOf(record), part, page: wanted } }) as const;
  return {
    name: 'list',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, textOfRuns(title), textOfRuns(describeRecord(context, record, 'named'))),
      kind: kinds.people,
      state: state(context, 'simulated'),
      title,
      sentences: [describeRecord(context, record, 'named')],
      sections: told.total === 0 ? [] : [{ heading: '', rows: told.people.map((person) => rowOf(context, person)) }],
      ...pager(context, { page, size: PEOPLE_OF_OUTCOME_ON_A_PAGE, total: told.total }, pressFor),
      footer: {
        left: words(
          textFor(context, lists.ofPreview.footer, { what: preview.nothingYet, number: String(record.number) }),
        ),
        right: timeText(context, context.now),
      },
    },
  };
}

function rowOf(context: ViewContext, { userId, gained, lost, cause }: PersonTold): Row {
  const { lists, buttons } = context.texts.cards;
  const facts = [
    name(context.labels.user(userId)?.userPrincipalName ?? ''),
    ...change(context, lists.ofPreview.gains, gained),
    ...change(context, lists.ofPreview.drops, lost, gained.skuIds.length > 0),
    ...(cause === undefined ? [] : [words(reasonText(context, cause))]),
  ];
  return {
    title: bold(userNameById(context, userId)),
    right: [],
    state: null,
    detail: joined(facts.map(plain), ' · '),
    press: button(buttons.showUser, { verb: 'show-user', data: { user: userId } }),
  };
}

/** Products, and services where there are none, or where one product takes the place of another. */
function change(
  context: ViewContext,
  pattern: string,
  { skuIds, plans }: PersonTold['gained'],
  isExchange = false,
): readonly TextRuns[] {
  const services = skuIds.length === 0 || isExchange ? plans : [];
  const named = [...skuIds.map((id) => productName(context, id)), ...services.map((id) => planName(context, id))];
  return named.length === 0 ? [] : [say(context, pattern, { what: some(context, named) })];
}
