import { catalogue } from '../catalogue/catalogue.ts';
import type { ApprovalPolicy } from '../changes/approval-policy.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import { isOffer } from '../changes/change-record.ts';
import type { Message } from '../chat/chat.ts';
import type { Foundation } from '../chat/foundation.ts';
import { listener } from '../chat/listener.ts';
import { liveCards } from '../chat/live-cards.ts';
import { places } from '../chat/places.ts';
import { previewOfNow, recordMessage, SHOWS_END_ONLY_MS } from '../chat/record-card.ts';
import type { Services } from '../chat/services.ts';
import type { Actuator, Directory } from '../directory/port.ts';
import { ChangeDesk } from '../engine/change-desk.ts';
import { ChangeRuns } from '../engine/change-runs.ts';
import { type Controller, controller } from '../engine/controller.ts';
import type { Steps } from '../licensing/steps.ts';
import type { Logger } from '../observe/log.ts';
import type { Store } from '../store/store.ts';
import { foresight } from '../tenant/foresight.ts';
import { labelsOf } from '../tenant/labels.ts';
import { namesNow } from '../tenant/names-now.ts';
import { tenantHost } from '../tenant/tenant-host.ts';
import { giveBackMemory } from './give-back-memory.ts';
import { openNotices } from './open-notices.ts';

/** What a bot is made of: where it works, and the way out. */
export interface Parts
  extends Pick<Services, 'store' | 'clock' | 'clientClock' | 'chat' | 'events' | 'reports' | 'files'> {
  readonly directory: Directory & Actuator;
  /** A new number from 0 to 1 each time. */
  readonly random: () => number;
  /** Milliseconds since some moment: what thinking takes, which the clock need not say. */
  readonly effortMs: () => number;
  readonly policy: ApprovalPolicy;
  readonly log: Logger;
}

/** A bot whose parts are connected, and that does nothing yet. */
export interface Assembled {
  readonly services: Services;
  readonly reconciler: Controller;
  /** Learns the tenant's names before anybody asks. */
  readonly learnNames: () => Steps<void>;
}

export function assemble(parts: Parts): Assembled {
  const { directory, store, clock, chat, log } = parts;
  const { tenant } = directory;
  const ofChange = (event: string) => (change: number | undefined, error: unknown) =>
    log.error(event, { change, error: String(error) });
  const reconciler = controller({ directory, actuator: directory, clock, random: parts.random });
  const ahead = foresight({ ...parts, tenant, controller: reconciler });
  const runs = new ChangeRuns({
    directory,
    store,
    controller: reconciler,
    clock,
    onFault: ofChange('end of a change not stored'),
  });
  const names = namesNow(tenant);
  const host = tenantHost({ tenant, names: names.now });
  const desk = new ChangeDesk({ ...parts, runs, foresight: ahead });
  const whereabouts = places({
    places: store.kv('places'),
    personalChats: store.kv('personal-chats'),
    languages: store.kv('languages'),
    zones: store.kv('zones'),
  });
  const foundation: Foundation = {
    ...parts,
    runs,
    foresight: ahead,
    host,
    labels: labelsOf(tenant),
    desk,
    places: whereabouts,
    offers: store.kv('offers'),
    lists: store.kv('lists'),
    catalogue,
    log: log.error,
    liveCards: liveCards({
      chat,
      cards: store.kv('cards'),
      latest: whereabouts.latest,
      clock,
      onFault: ofChange('card not updated'),
      render: (number, _place, anew) => renderLive(services, number, anew),
      versionsOf: store.changes.versionsOf,
      newest: store.changes.newest,
      begunOn: (number, newest) => begunOn(store, number, newest),
    }),
  };
  const notices = openNotices(foundation, log);
  const services: Services = {
    ...foundation,
    ...notices,
    listener: listener({
      host,
      exchanges: store.kv('exchanges'),
      changes: store.changes,
      threadOf: notices.approvals.threadOf,
    }),
  };
  passOn(services, reconciler, log);
  return { services, reconciler, learnNames: names.learning };
}

/** What happens in the engine is shown and told. */
function passOn(services: Services, reconciler: Controller, log: Logger): void {
  services.runs.onMove((number) => services.liveCards.moved(number));
  services.runs.onEnd((record) => {
    services.events.ended(record);
    showStopped(services, record).catch((error) =>
      log.error('card not updated', { change: record.undoes, error: String(error) }),
    );
    services.watching.ended(record);
    services.news.wake();
  });
  services.directory.onChange(() => services.watching.changing());
  reconciler.onEvent((event) => {
    services.watching.heard(event);
    if (event.type === 'settled') giveBackMemory(event.total);
    if (event.type !== 'faulted') return;
    log.error('reconciling failed', { error: String(event.error), retryAfterMs: event.retryAfterMs });
  });
}

/** What went in stages and was taken back shows that it does not go on. */
async function showStopped({ store, liveCards }: Services, { undoes, replaces }: ChangeRecord): Promise<void> {
  if (replaces !== undefined) liveCards.moved(replaces);
  const whole = undoes === undefined ? undefined : await store.changes.get(undoes);
  if (whole?.schedule?.stages !== undefined) liveCards.moved(whole.number);
}

/** The newest change that fixes, undoes or corrects this one and was asked for after that one. */
async function begunOn(store: Store, number: number, newest: number): Promise<number | undefined> {
  const latest = await store.changes.latest(CHANGES_LOOKED_THROUGH);
  return latest.find((record) => record.number > newest && (record.fixes === number || record.undoes === number))
    ?.number;
}

const CHANGES_LOOKED_THROUGH = 200;

/** What its cards should show; nothing new while a change has only just begun, or waits for who asked. */
async function renderLive(services: Services, number: number, anew: boolean): Promise<Message | undefined> {
  const { store, runs } = services;
  const record = await store.changes.get(number);
  if (record === undefined) return undefined;
  const isRunning = record.state === 'queued' || record.state === 'running';
  if (isRunning && runs.ageMs(number) < SHOWS_END_ONLY_MS) return undefined;
  const isPreview = record.state === 'previewed' && !isOffer(record);
  return anew && isPreview ? previewOfNow(services, record) : recordMessage(services, record);
}
