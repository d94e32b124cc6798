import type { Clock } from '../../engine/clock.ts';
import { type Worker, worker } from '../../engine/worker.ts';
import type { Change, Refusal } from '../../licensing/change.ts';
import type { Records, Store, Untold } from '../../store/store.ts';
import { listeners } from '../listeners.ts';
import { DirectoryError } from '../port.ts';
import type { BatchAnswer } from './batch.ts';
import { callsOf, refusalFor, subjectsOf } from './calls.ts';
import type { GraphClient } from './client.ts';

/** Changes that were taken and are to be done in Graph, as they lie in the outbox. */
interface Submission {
  readonly changes: readonly Change[];
  /** How many of them were answered, and why those of these were not done that were not. */
  readonly answered: number;
  readonly refusals: readonly RefusedByGraph[];
}

/** Graph would not do this change, and why. */
interface RefusedByGraph {
  readonly change: Change;
  readonly refusal: Refusal;
}

/** What came of one request, all of it. */
interface SubmissionAnswer {
  readonly request: number;
  readonly changes: readonly Change[];
  readonly refused: readonly RefusedByGraph[];
}

/**
 * Changes on their way to Graph: durable from the moment at which they are taken, sent in their order, and again until each is
 * done or refused, over restarts. Each may be sent again, so that a lost answer does no harm.
 */
export interface Submissions {
  /** In the transaction of the caller; the answer is called once it is committed. */
  put(records: Pick<Records, 'outbox'>, request: number, changes: readonly Change[]): Promise<() => void>;
  /** There is something to send. */
  wake(): void;
  isOpen(request: number): boolean;
  /** In their order. */
  unanswered(): readonly Change[];
  /** Hears of each request once, when all of it is answered. */
  onAnswer(listener: (answer: SubmissionAnswer) => void): () => void;
  start(): void;
  stop(): Promise<void>;
  /** Resolves when everything that was taken is answered. */
  idle(): Promise<void>;
}

export interface SubmissionOptions {
  readonly client: GraphClient;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  /** The change as it is to be sent, where part of it, or all, is not Graph's; undefined: nothing of it is. */
  readonly toSend?: ((change: Change) => Promise<Change | undefined>) | undefined;
  /** Hears what Graph did before it is answered: what is done and not known to be would be news of somebody else's after a restart. */
  readonly onDone: (changes: readonly Change[]) => Promise<void>;
  /** Hears that Graph cannot be reached; it is tried again. */
  readonly onFault: (error: unknown, retryAfterMs: number) => void;
}

const KIND = 'graph';
/** Calls on their way at the same time: what was answered is known again after a restart, and no more than these are repeated. */
const MOST_AT_ONCE = 200;

export async function openSubmissions({
  client,
  store,
  clock,
  random,
  toSend,
  onDone,
  onFault,
}: SubmissionOptions): Promise<Submissions> {
  const answered = listeners<SubmissionAnswer>();
  /** As the outbox has them, in their order. */
  const open: Pick<Untold<Submission>, 'id' | 'about' | 'news'>[] = [...(await store.outbox.of<Submission>(KIND))];

  async function sendNext(): Promise<boolean> {
    const [next] = open;
    if (next === undefined) return true;
    const { id, about: request, news } = next;
    const sent = await sendSome({ client, toSend }, news, clock.now());
    if (sent.done.length > 0) await onDone(sent.done);
    const rest = { ...news, answered: news.answered + sent.answered, refusals: [...news.refusals, ...sent.refused] };
    if (rest.answered < news.changes.length) {
      await store.outbox.replace(id, rest);
      open[0] = { ...next, news: rest };
    } else {
      await store.outbox.told(id);
      open.shift();
      answered.tell({ request, changes: news.changes, refused: rest.refusals });
    }
    if (sent.fault !== undefined) throw sent.fault;
    return false;
  }

  const loop: Worker<typeof KIND> = worker({
    clock,
    random,
    askedToWaitMs: (error) => (error instanceof DirectoryError ? error.retryAfterMs : undefined),
    onFault: ({ error, retryAfterMs }) => onFault(error, retryAfterMs),
    work: sendNext,
  });

  return {
    async put(records, request, changes) {
      const news = { changes, answered: 0, refusals: [] };
      const id = await records.outbox.put(KIND, request, news);
      return () => void open.push({ id, about: request, news });
    },
    wake: () => loop.add(KIND),
    unanswered: () => open.flatMap(({ news }) => news.changes.slice(news.answered)),
    isOpen: (request) => open.some(({ about }) => about === request),
    onAnswer: answered.add,
    start() {
      loop.add(KIND);
      loop.start();
    },
    stop: loop.stop,
    idle: loop.idle,
  };
}

interface Sent {
  readonly answered: number;
  readonly done: readonly Change[];
  readonly refused: readonly RefusedByGraph[];
  /** Of the first change without an answer. */
  readonly fault: DirectoryError | undefined;
}

/** Sends the next changes that do not depend on each other. What comes after one without an answer is sent again with it. */
async function sendSome(
  { client, toSend = async (change) => change }: Pick<SubmissionOptions, 'client' | 'toSend'>,
  { changes, answered }: Submission,
  now: Date,
): Promise<Sent> {
  const part = independent(changes.slice(answered, answered + MOST_AT_ONCE));
  const sending: (Change | undefined)[] = [];
  for (const change of part) sending.push(await toSend(change));
  const calls = sending.map((change) => (change && callsOf(change)) ?? []);
  const answers = await answersTo(client, calls.flat());
  const done: Change[] = [];
  const refused: RefusedByGraph[] = [];
  let from = 0;
  for (const [place, change] of part.entries()) {
    const own = answers.slice(from, from + (calls[place]?.length ?? 0));
    from += own.length;
    const fault = own.find((answer) => answer.kind === 'failed');
    if (fault !== undefined && fault.error.code !== 'Forbidden') {
      return { answered: place, done, refused, fault: fault.error };
    }
    const refusal = own.map((answer) => refusalOf(change, answer, now)).find((one) => one !== undefined);
    if (refusal !== undefined) refused.push({ change, refusal });
    else if (own.length > 0) done.push(change);
  }
  return { answered: part.length, done, refused, fault: undefined };
}

async function answersTo(
  client: GraphClient,
  calls: Parameters<GraphClient['batch']>[0],
): Promise<readonly BatchAnswer[]> {
  const [call] = calls;
  if (call === undefined) return [];
  if (calls.length > 1) return client.batch(calls);
  try {
    return [await client.send(call)];
  } catch (error) {
    if (error instanceof DirectoryError) return [{ kind: 'failed', error }];
    throw error;
  }
}

/** That the app may not do it is its answer, too. */
function refusalOf(change: Change, answer: BatchAnswer, now: Date): Refusal | undefined {
  if (answer.kind === 'done') return undefined;
  if (answer.kind === 'failed') return { kind: 'directoryRefuses', text: answer.error.message };
  return refusalFor(change, answer.refusal, now.toISOString().slice(0, 10));
}

/** The first of them, up to one about whom or what another of them is about. */
function independent(changes: readonly Change[]): readonly Change[] {
  const met = new Set<string>();
  const end = changes.findIndex((change) => {
    const subjects = subjectsOf(change);
    const isMet = subjects.some((subject) => met.has(subject));
    for (const subject of subjects) met.add(subject);
    return isMet;
  });
  return end < 0 ? changes : changes.slice(0, end);
}
