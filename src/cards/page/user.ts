import type { LicenseAssignmentState, User } from '../../graph/types.ts';
import type { PersonPage } from '../../licensing/pages/person-page.ts';
import { button, buttons, primary, secondary } from '../buttons.ts';
import type { Button, Card, Row, Section } from '../card.ts';
import { causeInSentences } from '../change/cause.ts';
import { plansOff } from '../change/plans-off.ts';
import { bold, joined, listed, name, type TextRuns, words } from '../runs.ts';
import type { State, StateName } from '../states.ts';
import { say, sayCount, state, textFor, type ViewContext } from '../text/context.ts';
import { country, groupLabel, productName } from '../text/names.ts';
import { timeText } from '../text/time.ts';

const LICENSES_SHOWN = 12;
const GROUPS_SHOWN = 8;
const CAUSES_EXPLAINED = 2;

interface UserInput {
  readonly page: PersonPage;
  readonly mayChange: boolean;
}

/** A person's page: every license with its source and state, why what fails fails, location and groups. */
export function userCard(context: ViewContext, input: UserInput): Card {
  const { kinds, summaries, user: texts, labels } = context.texts.cards;
  const { userId, rows, keptAt, causes, groupIds } = input.page;
  const person = personIn(context, userId);
  const kept = keptAt.flatMap((place) => rows[place] ?? []);
  const failed = rows.filter((row) => row.state !== 'Active').length;
  return {
    name: 'user',
    data: {
      language: context.texts.language,
      fallbackText: textFor(context, summaries.user, {
        user: name(person.displayName),
        active: rows.length - failed,
        failed,
      }),
      kind: kinds.user,
      state: userState(context, rows.length, failed),
      title: name(person.displayName),
      subtitle: userSubtitle(context, person),
      sentences: rows.length === 0 ? [words(texts.noLicenses)] : [],
      sections: rows.length === 0 ? [] : [licenses(context, rows, kept)],
      causes: causes.slice(0, CAUSES_EXPLAINED).map((cause, index) => ({
        ...causeInSentences(context, cause, []),
        people: '',
        facts: causes.length > 1 ? [{ label: kinds.group, value: groupLabel(context, cause.groupId) }] : [],
        id: `cause-${index + 1}`,
      })),
      facts: [
        { label: labels.usageLocation, value: location(context, person) },
        { label: labels.groups, value: groups(context, groupIds) },
      ],
      buttons: userButtons(context, input, person, failed),
      footer: { left: words(texts.footer), right: timeText(context, context.now) },
    },
  };
}

function userState(context: ViewContext, licenseCount: number, failed: number): State {
  if (failed > 0) return state(context, 'failedCount', failed);
  return state(context, licenseCount === 0 ? 'unlicensed' : 'active');
}

function userSubtitle(context: ViewContext, person: User): TextRuns {
  const texts = context.texts.cards.user;
  const marks = [person.userType === 'Guest' ? texts.guest : '', person.accountEnabled ? '' : texts.disabled];
  const parts = [name(person.userPrincipalName), ...marks.filter((mark) => mark !== '').map((mark) => words(mark))];
  return joined(parts, ', ');
}

function licenses(
  context: ViewContext,
  rows: readonly LicenseAssignmentState[],
  kept: readonly LicenseAssignmentState[],
): Section {
  const { labels, counts } = context.texts.cards;
  const ordered = rows.toSorted((a, b) => Number(a.state === 'Active') - Number(b.state === 'Active'));
  const shown = ordered.slice(0, LICENSES_SHOWN).map((row) => licenseRow(context, row, rows, kept));
  const hidden = rows.length - shown.length;
  if (hidden === 0) return { heading: labels.licenses, rows: shown };
  const more: Row = {
    title: sayCount(context, counts.products, hidden),
    right: [],
    state: null,
    detail: [],
    press: null,
  };
  return { heading: labels.licenses, rows: [...shown, more] };
}

const ROW_STATES = {
  Active: 'active',
  ActiveWithError: 'activeWithError',
  Error: 'failed',
  Disabled: 'failed',
} satisfies Record<LicenseAssignmentState['state'], StateName>;

/** "Inherited from HR Department. Off: Yammer Enterprise", with its state at the right. `kept`: those that nothing gives. */
export function licenseRow(
  context: ViewContext,
  row: LicenseAssignmentState,
  rows: readonly LicenseAssignmentState[],
  kept: readonly LicenseAssignmentState[] = [],
): Row {
  const texts = context.texts.cards.user;
  const source =
    row.assignedByGroup === null
      ? words(texts.direct)
      : say(context, kept.includes(row) ? texts.keptFrom : texts.inheritedFrom, {
          group: groupLabel(context, row.assignedByGroup),
        });
  const culprits = rows.filter(
    (other) => other.assignedByGroup === row.assignedByGroup && other.error !== null && other.error !== 'Other',
  );
  const second =
    row.error === 'Other' && culprits.length > 0
      ? say(context, texts.heldBackWith, {
          product: listed(
            culprits.map((other) => productName(context, other.skuId)),
            context.texts.language,
          ),
        })
      : plansOff(context, row.skuId, row.disabledPlans);
  const { showProduct } = context.texts.cards.buttons;
  return {
    title: bold(productName(context, row.skuId)),
    right: [],
    state: state(context, ROW_STATES[row.state]),
    detail: joined([source, second, ...ownWords(context, row)], '. '),
    press: button(showProduct, { verb: 'show-product', data: { sku: row.skuId } }),
  };
}

/** What the directory says of the row in words that are none of its documentation, or of a product that is gone. */
function ownWords(context: ViewContext, { words: own }: LicenseAssignmentState): readonly TextRuns[] {
  const said = [own?.state, own?.error].filter((word) => typeof word === 'string');
  return said.map((word) => say(context, context.texts.cards.user.directorySays, { word: name(word) }));
}

/** "Netherlands", or "United States, inherited from Contoso" (R33). */
export function location(context: ViewContext, person: User): TextRuns {
  const texts = context.texts.cards.user;
  const { organization } = context.labels;
  if (person.usageLocation !== null) return country(context, person.usageLocation);
  return organization.countryLetterCode === null
    ? words(texts.noLocation)
    : say(context, texts.inheritedLocation, {
        country: country(context, organization.countryLetterCode),
        organization: name(organization.displayName),
      });
}

/** Somebody who was there when the page was made: a person who is gone meanwhile has their id alone. */
function personIn({ labels }: ViewContext, userId: string): User {
  const known = labels.user(userId);
  if (known === undefined) throw new RangeError(`nobody is called ${userId} any more`);
  return known;
}

function groups(context: ViewContext, groupIds: readonly string[]): TextRuns {
  const ids = groupIds.map((id) => groupLabel(context, id));
  if (ids.length === 0) return words(context.texts.cards.user.noGroups);
  const hidden = ids.length - GROUPS_SHOWN;
  const shown = ids.slice(0, GROUPS_SHOWN);
  if (hidden > 0) shown.push(sayCount(context, context.texts.cards.counts.moreGroups, hidden));
  return joined(shown, ', ');
}

function userButtons(
  context: ViewContext,
  { mayChange, page }: UserInput,
  person: User,
  failed: number,
): readonly Button[] {
  const texts = context.texts.cards.buttons;
  const data = { user: person.id };
  return buttons(
    failed > 0 && primary(texts.why, { verb: 'why', data }),
    failed > 0 && button(texts.fixes, { verb: 'fixes', data }),
    mayChange && button(texts.assign, { verb: 'assign-form', data }),
    mayChange && button(texts.reprocess, { verb: 'reprocess', data }),
    mayChange && page.keptAt.length > 0 && button(texts.letGo, { verb: 'release', data }),
    secondary(texts.history, { verb: 'history', data }),
  );
}
