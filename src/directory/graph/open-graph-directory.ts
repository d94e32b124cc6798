import type { Clock } from '../../engine/clock.ts';
import type { Organization } from '../../graph/types.ts';
import type { Change, Refusal } from '../../licensing/change.ts';
import { applyChange } from '../../licensing/model/apply-change.ts';
import { LivingTenant } from '../../licensing/model/living-tenant.ts';
import type { Observed } from '../../licensing/model/observed.ts';
import { forgetGone } from '../../licensing/model/population.ts';
import { takeIn } from '../../licensing/model/take-in.ts';
import type { Records, Store } from '../../store/store.ts';
import { type Undertaking, undertake } from '../embedded/desired-state.ts';
import { stored } from '../embedded/stored.ts';
import { listeners } from '../listeners.ts';
import type { Actor, Actuator, Directory, DirectoryEvent } from '../port.ts';
import { type AfterWrites, afterWrites } from './after-writes.ts';
import { belongsTo } from './belongs-to.ts';
import type { GraphConnection } from './client.ts';
import { comeToRest } from './come-to-rest.ts';
import { goOn } from './go-on.ts';
import { laterAnswers, stallsTold } from './later-answers.ts';
import { type Ledger, seenThrough } from './ledger.ts';
import { lookAgainWith, type Teach, teachWith } from './look-again.ts';
import { managedActuator, toSendBeside } from './managed.ts';
import { type NativeActuator, type NativeOptions, nativeActuator } from './native.ts';
import { observation, PACE } from './observation.ts';
import { beginObserving, readBack } from './observer.ts';
import { recordsOfOthers, withActors } from './outside.ts';
import { listMemberOf, listRoles } from './person.ts';
import { readModel } from './read-model.ts';
import type { Submissions } from './submissions.ts';
import {
  type KeptSubscriptions,
  notificationSubscriptions,
  type Subscriptions,
  type SubscriptionsOptions,
} from './subscriptions.ts';

interface GraphDirectoryOptions {
  readonly client: GraphConnection;
  readonly store: Store;
  /** Of the embedded tenant in the store, if it holds one. */
  readonly embedded?: Organization | undefined;
  /** Where a tenant that is read may lie meanwhile. */
  readonly dataDir: string;
  readonly clock: Clock;
  /** A new number from 0 to 1 each time. */
  readonly random: () => number;
  /** Hears of what goes on between this process and Graph. */
  readonly onEvent?: (event: GraphEvent) => void;
  /** Nobody has places of people or groups in hand: those who are gone may be forgotten. */
  readonly isQuiet?: () => boolean;
  readonly pace?: Partial<typeof PACE>;
  readonly patience?: NativeOptions['patience'];
  /** Who licenses groups: Entra, or we in its place. */
  readonly licensing?: 'native' | 'managed';
  /** Where Graph can post change notifications. Undefined: it is not asked to. */
  readonly notificationUrl?: string | undefined;
}

export type GraphEvent =
  | {
      readonly kind: 'fault';
      readonly doing: 'sending' | 'observing' | 'subscribing';
      readonly error: unknown;
      readonly retryAfterMs: number;
    }
  | { readonly kind: 'stuck'; readonly groupIds: readonly string[] }
  | { readonly kind: 'readAnew' };

/** A tenant of Microsoft Graph: what was read of it once, and what has been seen of it since. */
export interface GraphDirectory extends Directory, Actuator {
  readonly tenant: LivingTenant;
  /** Sends what was taken, and goes on to look for changes. */
  start(): void;
  stop(): Promise<void>;
  /** Looks for changes now. */
  observe(): Promise<void>;
  /** Hears what Graph posts of changes. */
  notified(body: unknown): void;
}

/**
 * Reads the tenant whole and opens it as a directory.
 * @throws DirectoryError where it cannot be read to its end; StartFault where the store is another tenant's
 */
export async function openGraphDirectory(options: GraphDirectoryOptions): Promise<GraphDirectory> {
  const { client, store, dataDir, clock, patience = {}, onEvent = () => undefined } = options;
  const { background } = client;
  const observer = await beginObserving(background, () => tenant);
  const model = await readModel(background, { store, folder: dataDir, clock, licensing: options.licensing });
  const { learnt, ledger } = model;
  const tenant = new LivingTenant(model.tenant);
  await belongsTo(store, tenant.organization, options.embedded);
  const written = afterWrites(clock, () => outgoing.unanswered());
  const heard = listeners<DirectoryEvent>();
  const onFault = (doing: Extract<GraphEvent, { kind: 'fault' }>['doing']) => (error: unknown, retryAfterMs: number) =>
    onEvent({ kind: 'fault', doing, error, retryAfterMs });
  const toSend = ledger && toSendBeside(ledger, tenant);
  const { outgoing, doneLately } = await goOn({ ...options, toSend, onFault: onFault('sending') }, tenant, written);
  const teach = teachWith(tenant, learnt, (rules) => take([{ kind: 'rules', rules }]));
  const parts = { client: background, tenant, clock, teach, answered: outgoing.idle };
  const stalls = stallsTold((stall) => {
    if (stall.kind === 'stuck') onEvent({ kind: 'stuck', groupIds: stall.groupIds });
  });
  const actuator = actuatorOf({ ...parts, patience, onStall: stalls.tell }, { ledger, written });
  const asTold = ledger === undefined ? (one: Observed) => one : seenThrough(ledger);
  const forget = forgetful(tenant, options.isQuiet);

  /** The tenant becomes what was seen, and whoever listens hears of whom it concerns: Entra's own work is no news. */
  function take(batch: readonly Observed[]): void {
    const isWatched = (one: Observed) => one.kind === 'rows' && actuator.watches(one.userId);
    const told = batch.map(asTold);
    takeIn(tenant, told.filter(isWatched));
    const { affected, gone, there } = takeIn(
      tenant,
      told.filter((one) => !isWatched(one)),
    );
    if (affected.size > 0) heard.tell({ affected });
    forget(gone, there);
  }

  const observing = observation({
    ...{ ...options, client: background, tenant, observer, written, pace: { ...PACE, ...options.pace } },
    async take(batch) {
      const records = recordsOfOthers(tenant, batch.map(asTold), clock.now().toISOString());
      take(batch);
      if (records.length > 0) await store.audit.append(await withActors(background, records, clock.now()));
      await doneLately.forget();
    },
    onFault: onFault('observing'),
    onReadAnew: () => onEvent({ kind: 'readAnew' }),
  });
  const stopping = new AbortController();
  const told = notificationsOf(options, observing.soon, onFault('subscribing'));
  return {
    tenant,
    listDirectoryRoles: (userId) => listRoles(client, userId),
    listMemberOf: (userId) => listMemberOf(client, userId),
    later: laterAnswers(outgoing, stalls, {
      readBack: async (change) => take(await readBack(client, tenant, change)),
      comesToRest: (changes) => comeToRest({ ...parts, ledger, take, stopping: stopping.signal }, changes),
    }),
    async change(changes, by, how = {}) {
      const time = clock.now().toISOString();
      const committed = ({ refusals, affected, toSend }: Taken) => {
        if (refusals.length > 0) return;
        written.note(changes);
        for (const change of changes) applyChange(tenant, change, time);
        toSend?.();
        heard.tell({ affected });
        outgoing.wake();
      };
      const write = (records: Records) =>
        takeChanges({ tenant, records, outgoing, ledger }, changes, { ...how, by, time });
      const moment = { still: how.still, committed };
      return (await stored('storing a change', () => store.transaction(write, moment))).refusals;
    },
    onChange: heard.add,
    apply: actuator.apply,
    observe: observing.now,
    notified: (body) => told.receive(body),
    start() {
      for (const part of [outgoing, observing, told]) part.start();
    },
    async stop() {
      stopping.abort();
      await Promise.all([outgoing.stop(), observing.stop(), told.stop()]);
    },
  };
}

/** Graph is asked to tell of changes, where it can reach us. */
function notificationsOf(
  { client, store, clock, random, pace, notificationUrl }: GraphDirectoryOptions,
  onNews: () => void,
  onFault: SubscriptionsOptions['onFault'],
): Subscriptions {
  const { subscribeMs: lifeMs } = { ...PACE, ...pace };
  const kept = store.kv<KeptSubscriptions>('graph-subscriptions');
  return notificationSubscriptions({
    ...{ client: client.background, notificationUrl, kept, clock, random, lifeMs },
    onNews,
    onFault,
  });
}

type Parts = Omit<NativeOptions, 'lookAgain'> & { readonly tenant: LivingTenant; readonly teach: Teach };

/** Entra licenses groups, or we do in its place. */
function actuatorOf(
  parts: Parts,
  { ledger, written }: Pick<Takers, 'ledger'> & { readonly written: AfterWrites },
): NativeActuator {
  const asTold = ledger === undefined ? undefined : seenThrough(ledger);
  const entra = nativeActuator({ ...parts, lookAgain: lookAgainWith(parts), ...(asTold && { asTold }) });
  if (ledger === undefined) return entra;
  const onLocated = (changes: readonly Change[]) => {
    for (const change of changes) applyChange(parts.tenant, change);
  };
  const { during } = written;
  const { apply } = managedActuator({ ...parts, ledger, during, onLocated, followEntra: entra.apply });
  return { apply, watches: entra.watches };
}

/** Who is gone keeps their place until nobody has any in hand. */
function forgetful(
  tenant: LivingTenant,
  isQuiet: () => boolean = () => false,
): (gone: readonly string[], there: readonly string[]) => void {
  const gone = new Set<string>();
  return (ids, there) => {
    for (const id of ids) gone.add(id);
    for (const id of there) gone.delete(id);
    if (gone.size === 0 || !isQuiet()) return;
    forgetGone(tenant, gone);
    gone.clear();
  };
}

interface Taken extends Pick<Undertaking, 'refusals' | 'affected'> {
  /** To be called once it is committed. */
  readonly toSend?: () => void;
}

interface Takers {
  readonly tenant: LivingTenant;
  readonly records: Records;
  readonly outgoing: Submissions;
  readonly ledger: Ledger | undefined;
}

interface How extends NonNullable<Parameters<Directory['change']>[2]> {
  readonly by: Actor;
  readonly time: string;
}

/** Tries the changes and keeps them, to be sent, with their audit records; or tells why they are not taken. */
async function takeChanges(
  { tenant, records, outgoing, ledger }: Takers,
  changes: readonly Change[],
  { before, alongside, request, by, time }: How,
): Promise<Taken> {
  const elsewhere = changes.flatMap((change) => [...refusedHere(change), ...refusedBy(ledger, tenant, change)]);
  if (elsewhere.length > 0) return { refusals: elsewhere, affected: new Set() };
  const undertaking = undertake(tenant, changes, time);
  if (undertaking.refusals.length > 0) return undertaking;
  const entries = undertaking.footprints.flatMap((footprint) => footprint.entries);
  await before?.(records);
  await records.audit.append(entries.map((entry) => ({ ...entry, time, actor: by })));
  const toSend = await outgoing.put(records, request?.() ?? 0, changes);
  await alongside?.(records);
  return { ...undertaking, toSend };
}

/** What Graph has no call for. */
function refusedHere(change: Change): readonly Refusal[] {
  if (change.kind === 'setSeats') return [{ kind: 'changedElsewhere', what: 'seats' }];
  return change.kind === 'setProxyAddresses' ? [{ kind: 'changedElsewhere', what: 'proxyAddresses' }] : [];
}

/** A group that Entra licenses is read, and left to Entra. */
function refusedBy(ledger: Ledger | undefined, tenant: LivingTenant, change: Change): readonly Refusal[] {
  if (ledger === undefined || change.kind !== 'assignGroupLicense') return [];
  const group = tenant.findGroup(change.groupId);
  const isEntras =
    group !== undefined && tenant.assignedLicenses(group).length > 0 && ledger.template(change.groupId) === undefined;
  return isEntras ? [{ kind: 'changedElsewhere', what: 'groupOfEntra' }] : [];
}
