import type { LicenseAssignmentState } from '../../graph/types.ts';
import { damaged, parseStored } from '../../store/fault.ts';
import type { Database } from '../../store/sqlite/database.ts';
import { insertRow, rowsOf, type SealedRow, sound, summing } from '../../store/sqlite/sealed.ts';

/**
 * A tenant has millions of license rows and a few thousand different ones. Each different one stands once in
 * `license_texts`, its time apart; what a person has is their numbers, each with its time: `12+1789371000,15+,7`. A time is
 * whole seconds since 1970, or milliseconds where it was written with them; without digits it is that of the row before. One
 * that was written in any other way stays in the text.
 */
interface LicenseTexts {
  /** Adds the texts that are not there yet. */
  refer(rows: readonly LicenseAssignmentState[]): string;
}

interface Reference {
  readonly id: number;
  /** Empty: it has none, or its text has it. */
  readonly time: string;
}

export function licenseTexts(database: Database): LicenseTexts {
  let known = new WeakMap<LicenseAssignmentState, Reference>();
  /** Where equal rows come as objects of their own, these are the ones met last. */
  let ids = new Map<string, number>();
  let { undone } = database;

  function idOf(document: string): number {
    const id = ids.get(document) ?? storedId(database, document);
    if (ids.size === MOST_IDS) ids.clear();
    ids.set(document, id);
    return id;
  }

  function reference(row: LicenseAssignmentState): Reference {
    const found = known.get(row);
    if (found !== undefined) return found;
    const { lastUpdatedDateTime, ...rest } = row;
    const time = timeCode(lastUpdatedDateTime);
    const reference = { id: idOf(JSON.stringify(time === '' ? row : rest)), time };
    known.set(row, reference);
    return reference;
  }

  return {
    refer(rows) {
      // What was undone may have taken away texts that were added.
      if (undone !== database.undone) [known, ids, undone] = [new WeakMap(), new Map(), database.undone];
      let references = '';
      let before = '';
      for (const row of rows) {
        const { id, time } = reference(row);
        const said = time === before && time !== '' ? '+' : time;
        references += references === '' ? `${id}${said}` : `,${id}${said}`;
        before = time;
      }
      return references;
    },
  };
}

const MOST_IDS = 1 << 12;

function storedId(database: Database, document: string): number {
  const [found] = rowsOf(database, 'license_texts', 'WHERE document = ?', document);
  if (found !== undefined) return Number(found.id);
  const last = database.get<{ last: number | null }>('SELECT max(id) AS last FROM license_texts')?.last ?? 0;
  insertRow(database, 'license_texts', [last + 1, document]);
  return last + 1;
}

/** Reads what `refer` wrote, from `start` to `end`; the same list each time. */
type LicenseReader = (bytes: Uint8Array, start: number, end: number) => readonly LicenseAssignmentState[];

/** The rows of one time, by the numbers of their texts. */
interface OfTime {
  readonly time: string;
  readonly rows: LicenseAssignmentState[];
}

/** Equal rows come as one object. Every text is checked when the first is asked for. */
export function licenseReader(database: Database): LicenseReader {
  const texts = new Map<number, LicenseAssignmentState>();
  const summed = summing(database, 'license_texts');
  for (const row of database.each<SealedRow<'license_texts'>>('SELECT * FROM license_texts')) {
    summed.add(sound('license_texts', row).checksum);
    texts.set(Number(row.id), parseStored<LicenseAssignmentState>(String(row.document), `license row ${row.id}`));
  }
  summed.end();
  /** By time, then by number: equal rows of equal times are one object. */
  const [bySecond, byMs] = [new Map<number, OfTime>(), new Map<number, OfTime>()];
  let known = 0;

  function timed(id: number, { time, rows }: OfTime): LicenseAssignmentState {
    const row = { ...untimed(id), lastUpdatedDateTime: time };
    // Where every row has a time of its own, remembering more of them would cost more than it saves.
    if (known < MOST_KNOWN) rows[id] = row;
    known += 1;
    return row;
  }

  function untimed(id: number): LicenseAssignmentState {
    const row = texts.get(id);
    if (row === undefined) throw damaged(`license row ${id}, which is not there any more,`);
    return row;
  }

  function ofTime(digits: number, isMs: boolean): OfTime {
    const times = isMs ? byMs : bySecond;
    const found = times.get(digits) ?? { time: timeOf(digits, isMs), rows: [] };
    if (known < MOST_KNOWN) times.set(digits, found);
    return found;
  }

  const rows: LicenseAssignmentState[] = [];
  return (bytes, start, end) => {
    rows.length = 0;
    let last: OfTime | undefined;
    for (let at = start; at < end; at += 1) {
      let id = 0;
      for (; isDigit(bytes[at]); at += 1) id = id * 10 + (bytes[at] as number) - ZERO;
      if (bytes[at] !== PLUS) {
        rows.push(untimed(id));
        continue;
      }
      at += 1;
      if (isDigit(bytes[at])) {
        let digits = 0;
        for (; isDigit(bytes[at]); at += 1) digits = digits * 10 + (bytes[at] as number) - ZERO;
        const isMs = bytes[at] === SMALL_M;
        if (isMs) at += 1;
        last = ofTime(digits, isMs);
      }
      if (last === undefined) throw damaged('when a license was given');
      rows.push(last.rows[id] ?? timed(id, last));
    }
    return rows;
  };
}

const [ZERO, NINE, PLUS, SMALL_M] = [0x30, 0x39, 0x2b, 0x6d];

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= ZERO && code <= NINE;
}

const MOST_KNOWN = 1 << 16;

/** `+` and a number from which `timeOf` makes this very text, or nothing. */
function timeCode(time: string | undefined): string {
  const ms = time === undefined ? Number.NaN : Date.parse(time);
  if (!Number.isInteger(ms) || ms < 0) return '';
  const isMs = time?.endsWith('.000Z') || ms % 1000 !== 0;
  const digits = isMs ? ms : ms / 1000;
  return timeOf(digits, isMs) === time ? `+${digits}${isMs ? 'm' : ''}` : '';
}

function timeOf(digits: number, isMs: boolean | undefined): string {
  return isMs ? new Date(digits).toISOString() : `${new Date(digits * 1000).toISOString().slice(0, -5)}Z`;
}
