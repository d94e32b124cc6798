import { recordTitle } from '../cards/change/record.ts';
import { groupState } from '../cards/page/group.ts';
import { textOfRuns } from '../cards/runs.ts';
import { countText, textFor, type ViewContext } from '../cards/text/context.ts';
import { productName } from '../cards/text/names.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import { targetsOf } from '../licensing/model/targets-of.ts';
import type { GroupReport, ReportData, TenantReport, WaitingRow } from '../licensing/pages/report-data.ts';
import type { AuditLog } from '../store/store.ts';
import { formatMoment } from '../time/format-moment.ts';
import { peopleParts } from './change-page.ts';
import { htmlPage, type PagePart } from './page.ts';
import { linesOfPeople, peopleOfChange } from './people-of-change.ts';
import { failuresParts, historyParts, seatsParts } from './sheet-pages.ts';

type Asked = Extract<ReportData, { readonly report: 'group' | 'tenant' }>;

interface Sources {
  readonly context: ViewContext;
  readonly audit: AuditLog;
  /** In which times are told (IANA). */
  readonly zone: string;
  /** Changes that were applied, newest first. */
  readonly records: readonly ChangeRecord[];
}

/** More nobody reads on a page; the tables of all are reports of their own. */
const MOST_CHANGES = 20;
const MOST_PEOPLE = 100;

/** How groups or a tenant stand, to be looked at and printed: licenses, failures by cause, who waits, seats, what was done. */
export async function standingPage(sources: Sources, asked: Asked): Promise<string> {
  const { context, zone } = sources;
  const { language, record } = context.texts;
  const { pages } = record;
  const made = textFor(context, pages.made, { time: formatMoment({ ms: Date.parse(context.now), zone }, language) });
  const title =
    asked.report === 'tenant'
      ? textFor(context, pages.tenant, { tenant: context.labels.organization.displayName })
      : asked.rows
          .map(({ page }) => textFor(context, pages.group, { group: groupIn(context, page.groupId) }))
          .join(', ');
  const parts =
    asked.report === 'tenant'
      ? asked.rows.map((tenant) => tenantParts(sources, tenant))
      : await Promise.all(asked.rows.map((group, _, { length }) => groupParts(sources, group, length > 1)));
  return htmlPage({ language, zone, title, parts: [{ kind: 'text', text: made }, ...parts.flat()] });
}

/** @param isNamed it is one of several */
async function groupParts(
  sources: Sources,
  { page, failing, waiting, seats }: GroupReport,
  isNamed: boolean,
): Promise<readonly PagePart[]> {
  const { context, records, zone } = sources;
  const { pages } = context.texts.record;
  const description = context.labels.group(page.groupId)?.description ?? '';
  const changes = records.filter(
    ({ targetGroupIds, changes: made }) =>
      targetGroupIds.includes(page.groupId) || targetsOf(made).groupIds.includes(page.groupId),
  );
  const [last] = changes;
  return [
    {
      ...text(countText(context, pages.standing, page.members, { state: groupState(context, page).word })),
      ...(isNamed ? { title: groupIn(context, page.groupId) } : {}),
    },
    ...(description === '' ? [] : [text(description)]),
    {
      kind: 'bars',
      title: pages.licenses,
      bars: page.products.map((product) => ({
        label: textOfRuns(productName(context, product.skuId)),
        said: standing(context, product, page.members),
        value: product.assigned + product.keeping,
        of: page.members,
      })),
    },
    ...failures(context, failing),
    ...waitingParts(context, waiting),
    ...(seats.length === 0 ? [] : seatsParts(context, seats, { records, zone, title: pages.seats })),
    ...changesParts(context, changes),
    ...(last === undefined ? [] : await didParts(sources, last)),
  ];
}

/** Each member once: who has it, who does not get it, and who is still to be looked at. */
function standing(
  context: ViewContext,
  { assigned, keeping, failed, pending }: GroupReport['page']['products'][number],
  total: number,
): string {
  const { have, fail, wait } = context.texts.record.pages;
  const without = failed - keeping;
  return [
    textFor(context, have, { count: assigned + keeping, total }),
    ...(without === 0 ? [] : [countText(context, fail, without)]),
    ...(pending === 0 ? [] : [countText(context, wait, pending)]),
  ].join(', ');
}

/** What the last change came to, person by person, who failed first. */
async function didParts({ context, audit }: Sources, record: ChangeRecord): Promise<readonly PagePart[]> {
  const { pages } = context.texts.record;
  const number = String(record.number);
  const title = textFor(context, pages.did, { number, change: textOfRuns(recordTitle(context, record)) });
  const people = await peopleOfChange(audit, record, await linesOfPeople(audit, record));
  const more = textFor(context, pages.didMore, { number, count: MOST_PEOPLE, total: people.length });
  return [
    ...peopleParts(context, people, { title, most: MOST_PEOPLE }),
    ...(people.length > MOST_PEOPLE ? [text(more)] : []),
  ];
}

function tenantParts({ context, records, zone }: Sources, tenant: TenantReport): readonly PagePart[] {
  const { pages } = context.texts.record;
  const seats = tenant.seats.filter(({ forOrganization }) => !forOrganization);
  return [
    text(textFor(context, pages.size, { people: tenant.people, groups: tenant.groups })),
    ...seatsParts(context, seats, { records, zone, title: pages.seats }),
    ...failures(context, tenant.failing),
    ...waitingParts(context, tenant.waiting),
    ...changesParts(context, records),
  ];
}

function failures(context: ViewContext, failing: GroupReport['failing']): readonly PagePart[] {
  const { failures: title, nobodyFails } = context.texts.record.pages;
  return failing.length === 0 ? [text(nobodyFails)] : failuresParts(context, failing, { title, most: MOST_PEOPLE });
}

/** Who waits for a seat, the next first; their ids last. */
function waitingParts(context: ViewContext, waiting: readonly WaitingRow[]): readonly PagePart[] {
  const { heads, pages } = context.texts.record;
  return waiting.flatMap(({ skuId, total, people }): readonly PagePart[] => {
    const more = textFor(context, pages.waitingMore, { count: people.length });
    return [
      {
        kind: 'table',
        title: countText(context, pages.waiting, total, { product: textOfRuns(productName(context, skuId)) }),
        sheet: {
          head: [heads.person, heads.userPrincipalName, heads.group, heads.place, heads.userId],
          rows: people.map(({ place, userId, groupId }) => {
            const { displayName = '', userPrincipalName = '' } = context.labels.user(userId) ?? {};
            return [displayName, userPrincipalName, groupIn(context, groupId), place, userId];
          }),
        },
      },
      ...(people.length < total ? [text(more)] : []),
    ];
  });
}

function changesParts(context: ViewContext, changes: readonly ChangeRecord[]): readonly PagePart[] {
  const { changes: title, noChanges } = context.texts.record.pages;
  return changes.length === 0 ? [text(noChanges)] : historyParts(context, changes.slice(0, MOST_CHANGES), title);
}

function groupIn({ labels }: ViewContext, groupId: string): string {
  return labels.group(groupId)?.displayName ?? groupId;
}

function text(words: string): PagePart {
  return { kind: 'text', text: words };
}
