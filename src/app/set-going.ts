import type { Services } from '../chat/services.ts';
import { tellWhoStillWaits } from '../chat/still-looking.ts';
import { checkAudit } from '../engine/check-audit.ts';
import type { Clock } from '../engine/clock.ts';
import { housekeeping } from '../engine/housekeeping.ts';
import { within } from '../engine/within.ts';
import type { Steps } from '../licensing/steps.ts';
import type { Logger } from '../observe/log.ts';
import type { SqliteStore } from '../store/sqlite/open-store.ts';
import { sliceOf, takeSteps } from '../tenant/slices.ts';
import type { Assembled } from './assemble.ts';
import { giveBackMemory } from './give-back-memory.ts';
import { openSchedule } from './open-schedule.ts';

/** How to end what was begun: the last begun first. */
export type Closing = (() => Promise<void> | void)[];

/** Whatever hangs: a supervisor waits longer than this before it kills. */
export const LONGEST_CLOSING_MS = 7_000;

/** Ends what was begun, within seconds, also what hangs and what throws. */
export async function endAll(
  closing: Closing,
  { clock, onFault }: { readonly clock: Clock; readonly onFault: (error: unknown) => void },
): Promise<void> {
  const untilMs = clock.elapsedMs() + LONGEST_CLOSING_MS;
  for (const step of closing.splice(0).reverse()) {
    const closed = Promise.resolve(step()).catch(onFault);
    await within(Math.max(0, untilMs - clock.elapsedMs()), closed, clock);
  }
}

/** Takes up what a process before this one left, and begins the work that nobody asks for. No conversation is waited for. */
export async function setGoing({ services, reconciler }: Assembled, log: Logger, closing: Closing): Promise<void> {
  await services.runs.resume();
  reconciler.start();
  closing.push(() => services.runs.measured());
  closing.push(() => reconciler.stop());
  const schedule = openSchedule(services);
  schedule.start();
  closing.push(() => schedule.close());
  services.approvals.start();
  showWhatMovedMeanwhile(services, log);
  const { store, clock, desk } = services;
  const onFault = (error: unknown) => log.error('previews not dropped', { error: String(error) });
  closing.push(housekeeping({ store, clock, policy: desk.approvals.policy, onFault }));
  services.news.start();
  closing.push(() => services.news.close());
  services.digests.start();
  closing.push(() => services.digests.close());
  closing.push(() => services.approvals.close());
  closing.push(() => services.watching.close());
}

/**
 * Begins to learn the names of a large tenant, and then to take the first look at it: whoever asks before waits for what is left
 * of the names. `learnt` when all of it is done.
 */
export function learningNames(
  { services, learnNames }: Assembled,
  log: Logger,
): { readonly learnt: Promise<void>; readonly stop: () => Promise<void> } {
  const { clock } = services;
  const stopping = new AbortController();
  const unlessStopped = (next: () => Promise<void>) => () => (stopping.signal.aborted ? undefined : next());
  const learnt = takeSteps(until(stopping.signal, learnNames()), sliceOf(clock), clock)
    .then(unlessStopped(() => readUnsaid(services)))
    .then(unlessStopped(() => rehearse(services)))
    .catch((error) => log.error('names not learnt', { error: String(error) }));
  const stop = () => {
    stopping.abort();
    return learnt;
  };
  return { learnt, stop };
}

/** Reads a sentence that nobody said: the first one takes twice as long as the next, and so it is nobody's. */
async function readUnsaid({ host, directory: { tenant } }: Services): Promise<void> {
  const [product] = tenant.skus;
  if (product === undefined || tenant.groupCount === 0) return;
  await host.understand(`assign ${product.skuPartNumber} to ${tenant.group(0).displayName}`, {});
}

async function rehearse({ foresight, directory: { tenant } }: Services): Promise<void> {
  if (await foresight.rehearse()) giveBackMemory(tenant.userCount);
}

function* until(stopping: AbortSignal, steps: Steps<void>): Steps<void> {
  for (const _ of steps) {
    if (stopping.aborted) return;
    yield;
  }
}

/** Begins to check the audit log; what comes of it is logged, with the head that a later check can be held against. */
export function checkingAudit({ store, clock, events }: Services, log: Logger): () => Promise<void> {
  const stopping = new AbortController();
  const checked = checkAudit(store, clock, stopping.signal)
    .then((verdict) => {
      if (verdict === undefined) return;
      events.auditChecked(verdict.broken === undefined);
      if (verdict.broken === undefined) log.info('audit log checked', { ...verdict });
      else log.error('audit log broken', { ...verdict.broken, intact: verdict.intact, head: verdict.head });
      giveBackMemory(verdict.intact);
    })
    .catch((error) => log.error('audit log not checked', { error: String(error) }));
  return () => {
    stopping.abort();
    return checked;
  };
}

/** Begins to check what the start did not read. From when damage is found nothing is written, and the bot is not ready. */
export function checkingHistory(
  { checkHistory }: Pick<SqliteStore, 'checkHistory'>,
  { services: { clock } }: Assembled,
  log: Logger,
): () => Promise<void> {
  if (checkHistory === undefined) return async () => {};
  const stopping = new AbortController();
  const checked = takeSteps(until(stopping.signal, checkHistory()), sliceOf(clock), clock).catch((error) =>
    log.error('store damaged', { error: String(error) }),
  );
  return () => {
    stopping.abort();
    return checked;
  };
}

/** Edits the cards that a process before this one left as they were, however long ago. */
function showWhatMovedMeanwhile(services: Services, log: Logger): void {
  const { liveCards: cards, approvals, unsure } = services;
  for (const catchUp of [cards.catchUp, approvals.catchUp]) {
    catchUp().catch((error) => log.error('cards not looked after', { error: String(error) }));
  }
  unsure.start().catch((error) => log.error('doubts not told', { error: String(error) }));
  tellWhoStillWaits(services).catch((error) => log.error('who waits not told', { error: String(error) }));
}
