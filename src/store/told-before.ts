import { parseStored } from './fault.ts';
import type { OutboxRow } from './outbox-rows.ts';

/** What older stores had to tell: news without an addressee in the outbox, and marks beside what they were about. */
interface ToldBefore {
  readonly outbox: readonly { readonly kind: string; readonly about: number; readonly news: string }[];
  /** Of the namespaces `watches` and `requests`. */
  readonly watches: readonly Kept[];
  readonly requests: readonly Kept[];
  /** Changes that a second person is to decide. */
  readonly waiting: readonly number[];
  /** Of the changes that `changesIn` names. */
  readonly records: ReadonlyMap<number, string>;
}

interface Kept {
  readonly key: string;
  readonly value: string;
}

type Row = Omit<OutboxRow, 'id'>;

/** Changes that the marks are about. */
export function changesIn({ watches, requests }: Pick<ToldBefore, 'watches' | 'requests'>): readonly number[] {
  const watched = watches.flatMap((row) => watchesIn(row).flatMap(({ changes = [] }) => changes));
  return [...new Set([...watched, ...requests.map(({ key }) => Number(key))])];
}

/** As rows of today, oldest first. */
export function rowsOfBefore({ outbox, watches, requests, waiting, records }: ToldBefore): readonly Row[] {
  const asked = new Set(requests.map(({ key }) => Number(key)));
  const unasked = waiting.filter((number) => !asked.has(number));
  return [
    ...outbox.flatMap(rowsOf),
    ...watches.flatMap((row) => endsIn(row, records)),
    ...requests.flatMap((row) => decisionsIn(row, records)),
    ...unasked.map((about): Row => ({ kind: 'request', about, recipient: '', state: 'due', news: '{}' })),
  ];
}

interface NewsBefore {
  /** How many of its messages were sent, the last of them perhaps. */
  readonly begun?: number;
  readonly due?: { readonly kind: string; readonly number?: number; readonly notes?: unknown };
}

/** A change that waits for an answer once more is told of in a sentence and shown: a row for each. */
function rowsOf({ kind, about, news: text }: ToldBefore['outbox'][number]): readonly Row[] {
  const row = { kind, about, recipient: '' };
  if (kind !== 'schedule') return [{ ...row, state: 'due', news: text }];
  const { begun = 0, ...news } = parseStored<NewsBefore>(text, `what is to be told of change ${about}`);
  const { due } = news;
  const shown = due?.kind === 'asks' ? [{ kind: 'shows', number: due.number, notes: due.notes }] : [];
  return [news, ...shown].flatMap((message, at): readonly Row[] => {
    if (at + 1 < begun) return [];
    return [{ ...row, state: at + 1 === begun ? 'sending' : 'due', news: JSON.stringify(message) }];
  });
}

interface WatchBefore {
  readonly changes?: readonly number[];
  readonly telling?: readonly number[];
}

function watchesIn({ key, value }: Kept): readonly WatchBefore[] {
  const kept = parseStored<{ readonly value: { readonly watches: readonly WatchBefore[] } }>(value, `watches ${key}`);
  return kept.value.watches;
}

/** Ends that somebody waits for and was not told of. */
function endsIn(row: Kept, records: ToldBefore['records']): readonly Row[] {
  const watches = watchesIn(row);
  const numbers = new Set(watches.flatMap(({ changes = [] }) => changes));
  return [...numbers].flatMap((about): readonly Row[] => {
    const record = parseStored<{ readonly finishedAt?: string }>(records.get(about) ?? '{}', `change ${about}`);
    if (record.finishedAt === undefined) return [];
    const isBegun = watches.some(({ telling = [] }) => telling.includes(about));
    return [{ kind: 'end', about, recipient: row.key, state: isBegun ? 'sending' : 'due', news: '{}' }];
  });
}

interface RequestBefore {
  readonly delivered?: boolean;
  readonly sending?: readonly string[];
  readonly closed: boolean;
  readonly closing?: boolean;
  readonly toldOfEmergency?: readonly string[];
  readonly emergencyTold?: boolean;
}

interface DecidedBefore {
  readonly state?: string;
  readonly approval?: { readonly decision?: { readonly breakGlass?: boolean } };
}

/** Who is to be asked still, and decisions of which who asked, or those whose they were, did not hear yet. */
function decisionsIn({ key, value }: Kept, records: ToldBefore['records']): readonly Row[] {
  const about = Number(key);
  const { state, approval } = parseStored<DecidedBefore>(records.get(about) ?? '{}', `change ${about}`);
  const { value: asked } = parseStored<{ readonly value: RequestBefore }>(value, `request ${key}`);
  const row = { about, recipient: '', state: 'due' as const };
  const request: Row = { ...row, kind: 'request', news: JSON.stringify({ perhaps: asked.sending ?? [] }) };
  if (state === undefined) return [];
  if (state === 'waiting') return asked.delivered === true ? [] : [request];
  const decision: Row = { ...row, kind: 'decision', state: asked.closing === true ? 'sending' : 'due', news: '{}' };
  const emergency: Row = { ...row, kind: 'emergency', news: JSON.stringify({ told: asked.toldOfEmergency ?? [] }) };
  const isEmergency = approval?.decision?.breakGlass === true && asked.emergencyTold !== true;
  return [...(asked.closed ? [] : [decision]), ...(isEmergency ? [emergency] : [])];
}
