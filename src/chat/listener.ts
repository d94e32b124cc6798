import type { ChangeRecord } from '../changes/change-record.ts';
import { INTENTS, type Intent, type Language, type Reading } from '../language/command.ts';
import type { Conversation, HelpTopic, OpenQuestion } from '../language/index.ts';
import type { Changes, KeyValue } from '../store/store.ts';
import type { TenantHost } from '../tenant/tenant-host.ts';
import type { Person, Place } from './chat.ts';
import { mayDo } from './may-do.ts';
import type { Turn } from './turn.ts';

/** Follow-ups speak of what was said within this time. */
const LIFETIME_MS = 10 * 60_000;

/** What is asked of the preview itself leaves it the thing that is spoken of. */
function isInBetween({ intent, slots }: Reading): boolean {
  return IN_BETWEEN.has(intent) || (intent === 'status' && slots.ref?.startsWith('@') === true);
}

function isAboutPreview({ intent, slots }: Pick<Reading, 'intent' | 'slots'>): boolean {
  return intent === 'status' && slots.ref === '@pending' && slots.question !== 'later';
}

/** What says nothing that a follow-up could mean: the exchange before it stays. */
const IN_BETWEEN: ReadonlySet<Intent> = new Set([
  'clarify',
  'smalltalk',
  'out_of_scope',
  'help',
  'whoami',
  'confirm',
  'dismiss',
  'apply_fix',
]);

/** What the card shows that a person may refer to by "she", "the rest", "option 2" or "yes". */
export interface Remembered {
  /** What is spoken of from now on, where that is not what was said: "yes" speaks of what it has done. */
  readonly reading?: Reading;
  readonly pending?: number;
  readonly users?: readonly string[];
  /** Everybody on the list that is shown, as long as they are not too many to do something with at once. */
  readonly listed?: readonly string[];
  /** The directory would not take it: "why?" means that. */
  readonly refused?: boolean;
  readonly suggestions?: number;
  /** The fixes that were shown, in their order: what their buttons call them by. */
  readonly options?: readonly string[];
  /** The one of them that was chosen last, counted from 1. */
  readonly chosen?: number;
  readonly page?: number;
  /** What was asked back, for the answer in words. */
  readonly question?: OpenQuestion;
  readonly answered?: OpenQuestion;
}

/** The last thing that one person said in one conversation, and what was answered. Plain JSON, kept over restarts. */
export interface Exchange extends Remembered {
  readonly reading: Reading;
  readonly text: string;
  /** Groups and products that were named last, by id, newest first. */
  readonly mentioned?: readonly string[];
  /** Of the message by which the preview that waits was asked for. */
  readonly messageId?: string;
  /** Something else was said after the preview that waits: "yes" shows it again before it means it. */
  readonly doubted?: boolean;
  /** What the last correction put right: "both". */
  readonly before?: Reading;
}

/** A request that waits for a decision where somebody speaks. */
export interface WaitingHere {
  readonly record: ChangeRecord;
  /** Nothing else was said here since it was shown. */
  readonly justShown: boolean;
}

/** Understands people, each in the light of what they said here last. */
export interface Listener {
  understand(turn: Turn, text: string): Promise<Reading>;
  /** Understands a text as a correction of a change that is previewed. */
  correct(turn: Turn, record: ChangeRecord, text: string): Promise<Reading>;
  remember(turn: Turn, exchange: Exchange): Promise<void>;
  lastOf(turn: Turn): Promise<Exchange | undefined>;
  /** What this person can say about one subject, with the tenant's own names; nothing when there is no such subject. */
  helpOn(turn: Turn, topic: string): Promise<HelpTopic | undefined>;
  /** The language of the last exchange; English before there is one. */
  languageOf(place: Place, person: Person): Promise<Language>;
}

interface ListenerOptions {
  readonly host: TenantHost;
  readonly exchanges: KeyValue<Exchange>;
  readonly changes: Changes;
  /** The request that waits where somebody speaks, to be approved or rejected by a word. */
  readonly threadOf: (place: Place) => Promise<WaitingHere | undefined>;
}

export function listener({ host, exchanges, changes, threadOf }: ListenerOptions): Listener {
  const key = (place: Place, userId: string) => `${place.conversationId} ${userId}`;
  const lastOf = (turn: Turn) => exchanges.get(key(turn.place, turn.by.userId));

  /** What is open now: a preview that was decided meanwhile waits for nobody. */
  async function conversationOf({
    pending,
    text: _text,
    doubted,
    messageId: _messageId,
    options,
    ...spoken
  }: Exchange): Promise<Conversation> {
    const said = { ...spoken, fixes: options?.length };
    const record = await spokenOf(changes, pending);
    const did = record?.appliedAt === undefined ? {} : { did: { ...record.command, language: said.reading.language } };
    const taken =
      record?.undoes === undefined || record.appliedAt === undefined ? undefined : await changes.get(record.undoes);
    const undone = taken === undefined ? {} : { undone: { ...taken.command, language: said.reading.language } };
    const ended = record !== undefined && ENDED_UNDONE.has(record.state);
    const dropped = ended ? { dropped: { ...record.command, language: said.reading.language } } : {};
    const asked = record === undefined ? {} : { asked: record.number, ...did, ...undone, ...dropped };
    if (record?.state === 'waiting' || record?.state === 'scheduled')
      return {
        ...said,
        ...asked,
        waits: record.number,
        awaited: { ...record.command, language: said.reading.language },
      };
    if (record?.state !== 'previewed') return { ...said, ...asked };
    const previewed = { ...record.command, language: said.reading.language };
    return { ...said, ...asked, pending, previewed, ...(doubted === true ? {} : { reading: previewed }) };
  }

  return {
    async understand(turn, text) {
      const last = await lastOf(turn);
      const running = (await changes.inState('queued', 'running')).length > 0;
      const spoken: Conversation = last === undefined ? {} : await conversationOf(last);
      const request = await threadOf(turn.place);
      const thread = request === undefined ? {} : { thread: request.record.number, justShown: request.justShown };
      const conversation = { ...spoken, running, ...thread };
      return host.understand(text, { botName: turn.place.bot.name, conversation });
    },
    async correct(turn, { command, number }, text) {
      return host.understand(text, {
        botName: turn.place.bot.name,
        conversation: { reading: command, previewed: command, pending: number },
      });
    },
    async remember(turn, exchange) {
      const last = await lastOf(turn);
      const next = last === undefined ? exchange : continued(last, exchange);
      const mentioned = mentionedIn(exchange, last?.mentioned);
      await exchanges.set(key(turn.place, turn.by.userId), { ...next, mentioned }, LIFETIME_MS);
    },
    lastOf,
    async helpOn(turn, topic) {
      const may = INTENTS.filter((intent) => mayDo(intent, turn.permissions));
      const topics = await host.help({ language: turn.language, topic, may });
      return topics.find((found) => found.topic === topic);
    },
    async languageOf(place, { userId, language = 'en' }) {
      if (userId === undefined) return language;
      return (await exchanges.get(key(place, userId)))?.reading.language ?? language;
    },
  };
}

const ENDED_UNDONE: ReadonlySet<string> = new Set(['dismissed', 'rejected', 'expired', 'cancelled']);

/** The change of a preview; where that ended as the correction of what is planned, what is planned. */
export async function spokenOf(changes: Changes, pending: number | undefined): Promise<ChangeRecord | undefined> {
  const record = pending === undefined ? undefined : await changes.get(pending);
  const planned = record?.state === 'dismissed' && record.replaces !== undefined ? record.replaces : undefined;
  return planned === undefined ? record : changes.get(planned);
}

/** So many are spoken of together at most. */
const MENTIONED = 6;

function mentionedIn({ reading }: Exchange, before: readonly string[] = []): readonly string[] {
  const { groups = [], skus = [] } = reading.slots.ids ?? {};
  return [...new Set([...groups.toReversed(), ...skus.toReversed(), ...before])].slice(0, MENTIONED);
}

/** What "yes" and follow-ups mean after one more exchange: a preview that is not the newest thing said is no longer meant by "yes". */
function continued(last: Exchange, next: Exchange): Exchange {
  const { question: _answered, ...kept } = last;
  const { pending, messageId } = last;
  const asked = messageId === undefined ? {} : { messageId };
  // What is asked of the preview itself is about it still.
  const doubted = !isAboutPreview(next.reading) || last.doubted === true;
  const waiting = pending === undefined ? {} : { pending, doubted, ...asked };
  if (!isInBetween(next.reading)) {
    const answered = last.question === undefined ? {} : { answered: last.question };
    const before = isSame(last, next) ? last.before : next.reading.corrects === true ? last.reading : undefined;
    return {
      ...waiting,
      ...answered,
      ...(before === undefined ? {} : { before }),
      ...stillListed(last, next),
      ...next,
      ...(isNew(next) ? { doubted: false } : {}),
    };
  }
  const {
    reading: { language },
    text: _text,
    ...shown
  } = next;
  const reading = { ...last.reading, language };
  return { ...kept, ...waiting, ...shown, reading, ...(isNew(next) ? { doubted: false } : {}) };
}

/** What is done with everybody on a list leaves it as it is: something else can be done with them. */
function stillListed({ listed }: Exchange, { reading }: Exchange): Pick<Exchange, 'listed'> {
  if (reading.intent === 'export_report') return listed === undefined ? {} : { listed };
  const about = reading.slots.ids?.users ?? [];
  const same = listed !== undefined && about.length > 0 && about.every((id) => listed.includes(id));
  return same ? { listed } : {};
}

/** What was put right and is then confirmed: "now the last one as well". */
function isSame({ reading: last }: Exchange, { reading }: Exchange): boolean {
  return last.intent === reading.intent && JSON.stringify(last.slots) === JSON.stringify(reading.slots);
}

function isNew({ pending }: Exchange): boolean {
  return pending !== undefined;
}
