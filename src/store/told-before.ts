import { parseStored } from './fault.ts';
import type { OutboxRow } from './outbox-rows.ts';

/** What older stores had to tell: news without an addressee in the outbox, and marks beside what they were about. */
export interface ToldBefore {
  readonly outbox: readonly { readonly kind: string; readonly about: number; readonly news: string }[];
  /** Of the namespace `watches`. */
  readonly watches: readonly { readonly key: string; readonly value: string }[];
  /** Of the changes that `changesIn` names. */
  readonly records: ReadonlyMap<number, string>;
}

type Row = Omit<OutboxRow, 'id'>;

/** Changes that the marks are about. */
export function changesIn({ watches }: Pick<ToldBefore, 'watches'>): readonly number[] {
  return [...new Set(watches.flatMap((row) => watchesIn(row).flatMap(({ changes = [] }) => changes)))];
}

/** As rows of today, oldest first. */
export function rowsOfBefore({ outbox, watches, records }: ToldBefore): readonly Row[] {
  return [...outbox.flatMap(rowsOf), ...watches.flatMap((row) => endsIn(row, records))];
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

function watchesIn({ key, value }: ToldBefore['watches'][number]): readonly WatchBefore[] {
  const kept = parseStored<{ readonly value: { readonly watches: readonly WatchBefore[] } }>(value, `watches ${key}`);
  return kept.value.watches;
}

/** Ends that somebody waits for and was not told of. */
function endsIn(row: ToldBefore['watches'][number], records: ToldBefore['records']): readonly Row[] {
  const watches = watchesIn(row);
  const numbers = new Set(watches.flatMap(({ changes = [] }) => changes));
  return [...numbers].flatMap((about): readonly Row[] => {
    const record = parseStored<{ readonly finishedAt?: string }>(records.get(about) ?? '{}', `change ${about}`);
    if (record.finishedAt === undefined) return [];
    const isBegun = watches.some(({ telling = [] }) => telling.includes(about));
    return [{ kind: 'end', about, recipient: row.key, state: isBegun ? 'sending' : 'due', news: '{}' }];
  });
}
