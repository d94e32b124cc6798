import { isDeepStrictEqual } from 'node:util';
import { ACTIVITY } from '../../src/changes/activities.ts';
import type { ChangeRecord } from '../../src/changes/change-record.ts';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { snapshotOf } from '../../src/directory/snapshot/tenant-snapshot.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import type { LicenseAssignmentState } from '../../src/graph/types.ts';
import { isHeld } from '../../src/licensing/model/holdings.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { seatsOf } from '../../src/licensing/model/product-seats.ts';
import type { Rows, Tenant } from '../../src/licensing/model/tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import type { Tables } from '../../src/store/sqlite/records.ts';
import { verifyChain } from '../../src/store/sqlite/verify-audit.ts';
import { actionsOf, textOf } from '../chat/teams-client.ts';
import { atOnce } from '../store/at-once.ts';
import { checkCards } from './cards-in-the-end.ts';
import { PEOPLE } from './cast.ts';
import type { Span } from './commits.ts';
import { skusOf } from './entra.ts';
import type { Bot } from './process.ts';
import { cardIn, hasCard } from './seen.ts';
import type { Posted, Teams } from './teams.ts';
import { expectThat } from './violation.ts';

export function checkSeats({ directory: { tenant } }: Bot): void {
  tenant.skus.forEach((_, sku) => {
    const { consumed, enabled } = seatsOf(tenant, sku) as unknown as { consumed: number; enabled: number };
    expectThat(!(consumed > enabled), 'seats', () => `${consumed} of ${enabled} seats are used`);
  });
}

/** What nobody gets twice: the card of a request, the news of a decision, an alert that says the same. */
export function checkOnce({ messages }: Teams): void {
  const seen = new Map<string, Posted>();
  for (const message of messages) {
    const [first] = message.states;
    const text = hasCard(first) ? textOf(cardIn(first)) : String(first?.['text'] ?? '');
    const about = onceOf(message, text);
    if (about === undefined || message.isAnswer) continue;
    const key = `${message.conversationId} ${about}`;
    const other = seen.get(key);
    expectThat(other === undefined, 'once', () => `${message.id} says again what ${other?.id} said: ${about}`);
    seen.set(key, message);
  }
}

const NEWS = /^(?!You ).+ (?:approved|rejected) #\d+|^Nobody decided #\d+ in time|^The directory would not take #\d+/;

function onceOf({ states, moves }: Posted, text: string): string | undefined {
  const actions = actionsOf(cardIn(states[0]));
  const approve = actions.find(({ verb }) => verb === 'approve');
  if (approve !== undefined && /asks: /.test(text)) {
    const { id, v } = approve['data'] as { id: number; v: number };
    return `request #${id} v${v}`;
  }
  // The same alert again, while nothing has changed in between.
  if (actions.some(({ verb }) => verb === 'notify-off')) return `alert after ${moves}: ${text.replace(/#\d+/g, '')}`;
  const isNews = !hasCard(states[0]) && /#\d+/.test(text) && !/^(?:You |Teams did not say)/.test(text);
  return isNews ? text : undefined;
}

/** Kinds of what nobody is to miss. */
export const TOLD = ['schedule', 'end', 'decision', 'reminder', 'request'];

/** When all faults are over and everything has come to rest. */
export function checkRest(bot: Bot, teams: Teams, isOfEntra: boolean): void {
  const store = atOnce(bot.store);
  const { tenant } = bot.directory;
  const { changes } = tenant.attempt(() =>
    reconcile(tenant, { users: 'everyone', now: bot.services.clock.now().toISOString() }),
  );
  // Why somebody has not got a license Entra says as of the moment at which it looked: what they have is what counts. What it
  // refuses by a rule that it alone has, as somebody else changed something, nobody has told.
  const moving = isOfEntra
    ? changes.filter(({ before, after }) => {
        const refused = refusedByRule(tenant, before);
        return heldIn(tenant, before, refused) !== heldIn(tenant, after, refused);
      })
    : changes;
  expectThat(moving.length === 0, 'stable', () => `${moving.length} people would change still`);
  const underWay = store.changes
    .inState('queued', 'running', 'cancelling')
    .map(({ number, state }) => `#${number} ${state}`);
  expectThat(underWay.length === 0, 'no lost request', () => underWay.join(', '));
  const verdict = verifyChain(bot.store.database);
  expectThat(verdict.broken === undefined, 'audit', () => String(verdict.broken?.reason));
  checkCards(store, teams);
  checkAudit(store);
  for (const { id, kind, about, recipient } of store.outbox.of(...TOLD, 'graph')) {
    // Without a recipient: nobody can be written to yet.
    const isFine = kind !== 'graph' && recipient === '';
    expectThat(isFine, 'no lost request', () => `news ${id} of #${about} was not told (${kind})`);
  }
}

function heldIn(tenant: Tenant, rows: Rows, beside: ReadonlySet<string> = new Set()): string {
  const held = tenant.read(rows).filter(isHeld).map(rowKey);
  return JSON.stringify(held.filter((key) => !beside.has(key)).sort());
}

function refusedByRule(tenant: Tenant, rows: Rows): ReadonlySet<string> {
  const refused = tenant.read(rows).filter(({ error }) => error === 'MutuallyExclusiveViolation');
  return new Set(refused.map(rowKey));
}

function rowKey({ skuId, assignedByGroup }: LicenseAssignmentState): string {
  return `${skuId} ${assignedByGroup}`;
}

/** What a start would find is what is served. */
export function checkDisk({ store, directory: { tenant } }: Bot): void {
  const stored = embeddedStore(store).tenant.snapshot();
  const found = stored && snapshotOf(loadTenant(stored));
  for (const what of ['users', 'groups', 'subscribedSkus'] as const) {
    const [disk = [], memory = []] = [found, snapshotOf(tenant)].map((tenant) =>
      [...(tenant?.[what] ?? [])].map(plain),
    );
    const other = memory.findIndex((one, place) => !isDeepStrictEqual(one, disk[place]));
    const isSame = disk.length === memory.length && other < 0;
    const said = (list: readonly unknown[]) => JSON.stringify(list[other]);
    expectThat(isSame, 'memory follows the disk', () => `${what}: ${said(disk)} where ${said(memory)} is served`);
  }
}

function plain(one: unknown): unknown {
  return JSON.parse(JSON.stringify(one));
}

/** Whatever is otherwise than it was at first has its record. */
export function checkRecorded({ store, directory: { tenant } }: Bot, first: Snapshot, isOfEntra: boolean): void {
  const recorded = new Set([...atOnce(store).audit.since(0)].map(({ activity, target }) => `${activity} ${target}`));
  const now = snapshotOf(tenant);
  const groups = new Map([...now.groups].map((group) => [group.id, group]));
  for (const { id, assignedLicenses } of first.groups) {
    const isSame = skusOf(groups.get(id)?.assignedLicenses) === skusOf(assignedLicenses);
    const has = isSame || recorded.has(`${ACTIVITY.setGroupLicense} ${id}`);
    expectThat(has, 'nothing without a record', () => `the licenses of ${id}`);
  }
  // What Entra does to people it records itself.
  if (isOfEntra) return;
  const users = new Map([...now.users].map((user) => [user.id, user]));
  for (const { id, licenseAssignmentStates = [] } of first.users) {
    const isSame = (users.get(id)?.licenseAssignmentStates ?? []).length === licenseAssignmentStates.length;
    const has = isSame || recorded.has(`${ACTIVITY.changeUserLicense} ${id}`);
    expectThat(has, 'nothing without a record', () => `the licenses of ${id}`);
  }
}

/** What moved beside changes, and how long it is before what moved is seen. */
export interface Beside {
  readonly spans: ReadonlyMap<number, Span>;
  /** When somebody changed something elsewhere, in virtual time. */
  readonly moves: readonly number[];
  readonly seenAfterMs: number;
}

/** What came is what was foretold, where nothing else moved meanwhile, or so shortly before that it was not seen. */
export function checkForetold({ store }: Bot, { spans, moves, seenAfterMs }: Beside): void {
  const begun = atOnce(store)
    .changes.latest(1_000)
    .filter(({ appliedAt }) => appliedAt !== undefined);
  for (const { number, state, simulated, real } of begun) {
    const span = spans.get(number);
    if (span === undefined) continue;
    const isApart = ({ fromMs, toMs }: Span) => toMs < span.fromMs - seenAfterMs || fromMs > span.toMs;
    const isAlone =
      [...spans].every(([other, its]) => other === number || isApart(its)) &&
      moves.every((ms) => isApart({ fromMs: ms, toMs: ms }));
    if (state !== 'finished' || !isAlone || real === undefined || real.measured === false) continue;
    const [met, known] = [real, simulated].map(({ byError }) => byError.MutuallyExclusiveViolation ?? 0);
    // A rule that this Entra alone has is learnt by what it refuses.
    if (seenAfterMs > 0 && met !== known) continue;
    for (const count of ['people', 'succeeded', 'failed', 'changed', 'gaining', 'losing'] as const) {
      const what = () => `#${number}: ${count} ${real[count]}, foretold were ${simulated[count]}`;
      expectThat(real[count] === simulated[count], 'what was foretold comes', what);
    }
  }
}

/** Who confirmed something for later heard that it began, or what became of it. */
export function checkBegunTold({ store }: Bot, { messages }: Teams): void {
  const texts = messages.map(({ states }) => String(states[0]?.['text'] ?? ''));
  const { audit, changes } = atOnce(store);
  const confirmed = new Map(
    [...audit.since(0)]
      .filter(({ activity }) => activity === 'Change scheduled')
      .map(({ details, time }) => [(details as { number?: number } | null)?.number, time]),
  );
  for (const { number, schedule, appliedAt, finishedAt = '', state } of changes.latest(200)) {
    const { startsAt } = schedule ?? {};
    // A correction takes the place of a preview, too, and of what was confirmed before its time.
    // Who confirms it after its time sees it begin.
    const isForLater = startsAt !== undefined && (confirmed.get(number) ?? startsAt) < startsAt;
    const isDue = isForLater && finishedAt >= startsAt;
    const isPreviewedAnew = state === 'superseded' && isDue;
    if (!isForLater || (appliedAt === undefined && !isPreviewedAnew)) continue;
    const isTold = texts.some((text) => text.includes(`#${number}`) && /has begun|The time of/.test(text));
    expectThat(isTold, 'no lost request', () => `nobody heard that the time of #${number} came`);
  }
}

/** What cannot come twice without something else of its kind between. */
const DESIRED: ReadonlySet<string> = new Set([ACTIVITY.setGroupLicense, ACTIVITY.changeUserLicense]);

const STEPS = { queued: 'Change applied', running: 'Change started', finished: 'Change finished' };

/** Each change that was applied was applied, started and finished once, in this order, and asked for before. */
function checkAudit(store: Tables): void {
  const steps = new Map<number, string[]>();
  const latest = new Map<string, string>();
  for (const { seq, activity, target, details } of store.audit.since(0)) {
    const said = JSON.stringify(details);
    const isSaidAgain = DESIRED.has(activity) && latest.get(`${activity} ${target}`) === said;
    expectThat(
      !isSaidAgain,
      'one record for each step',
      () => `record ${seq} says again: ${activity} ${target} ${said}`,
    );
    latest.set(`${activity} ${target}`, said);
    const { number } = (details ?? {}) as { number?: number };
    if (number !== undefined) steps.set(number, [...(steps.get(number) ?? []), activity]);
  }
  for (const [number, activities] of steps) {
    for (const step of Object.values(STEPS)) {
      const times = activities.filter((activity) => activity === step).length;
      expectThat(times <= 1, 'one record for each step', () => `#${number}: ${step} ${times} times`);
    }
    expectThat(
      /requested|previewed/.test(activities[0] ?? ''),
      'nothing without a human',
      () => `#${number} began with ${activities[0]}`,
    );
    const [applied, started, finished] = Object.values(STEPS).map((step) => activities.indexOf(step));
    const isInOrder = (started ?? -1) < 0 || ((applied ?? -1) >= 0 && (applied ?? 0) < (started ?? 0));
    expectThat(isInOrder, 'audit before act', () => `#${number}: ${activities.join(', ')}`);
    expectThat((finished ?? -1) < 0 || (started ?? -1) >= 0, 'audit before act', () => `#${number} finished unstarted`);
  }
}

/** Who asked for what was decided heard of it, or perhaps did. */
export async function checkTold(
  { services: { store, approvals, places } }: Bot,
  { messages, gone }: Teams,
  isUnsure: (kind: string, number: number) => boolean,
): Promise<void> {
  const texts = messages.map(({ states }) => String(states[0]?.['text'] ?? ''));
  for (const { number, approval, state, requestedBy } of await store.changes.latest(200)) {
    const isDecided = approval !== undefined && (approval.decision !== undefined || state === 'expired');
    const asked = await approvals.asked(number);
    const canHear = (asked?.place ?? (await places.personal(requestedBy.userId))) !== undefined;
    if (!isDecided || !canHear || isUnsure('decision', number) || gone.size > 0) continue;
    const isTold = texts.some((text) => NEWS.test(text) && text.includes(`#${number}`));
    expectThat(isTold, 'no lost request', () => `nobody heard that #${number} was ${state}`);
  }
}

type MayDecide = (record: ChangeRecord, userId: string) => boolean;

/** Everybody who may decide a request and can be written to has its card. */
export async function checkAsked(bot: Bot, teams: Teams, mayDecide: MayDecide): Promise<void> {
  const { store, places } = bot.services;
  for (const record of await store.changes.inState('waiting')) {
    for (const [userId, place] of await places.everyPersonal()) {
      if (!mayDecide(record, userId)) continue;
      if (teams.gone.has(place.conversationId)) continue;
      const has = teams.messages.some(
        ({ conversationId, states }) =>
          conversationId === place.conversationId &&
          actionsOf(cardIn(states[0])).some(
            ({ verb, data }) => verb === 'approve' && (data as { id?: number }).id === record.number,
          ),
      );
      const { unsure = [] } = (await bot.services.approvals.asked(record.number)) ?? {};
      const isPerhaps = unsure.includes(place.conversationId);
      expectThat(has || isPerhaps, 'no lost request', () => `${userId} was not asked about #${record.number}`);
    }
  }
}

export const CONVERSATIONS = [...new Set(PEOPLE.map(({ conversationId }) => conversationId))];

/** Nothing is applied. */
export function isFrozen(store: Tables): boolean {
  return store.values('freezes').get('tenant') !== undefined;
}
