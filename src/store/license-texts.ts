import type { LicenseAssignmentState } from '../core/graph.ts';
import type { Database } from './database.ts';
import { damaged, parseStored } from './fault.ts';
import { insertRow, rowsOf, type SealedRow, sound, summing } from './sealed.ts';

/**
 * A tenant has millions of license rows and a few thousand different ones. Each different one stands once in
 * `license_texts`, its time apart; what a person has is their numbers, each with its time: `12+1789371000,15+,7`. A time is
 * whole seconds since 1970, or milliseconds where it was written with them; without digits it is that of the row before. One
 * that was written in any other way stays in the text.
 */
export interface LicenseTexts {
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
  let { undone } = database;

  function reference(row: LicenseAssignmentState): Reference {
    const found = known.get(row);
    if (found !== undefined) return found;
    const { lastUpdatedDateTime, ...rest } = row;
    const time = timeCode(lastUpdatedDateTime);
    const reference = { id: idOf(database, JSON.stringify(time === '' ? row : rest)), time };
    known.set(row, reference);
    return reference;
  }

  return {
    refer(rows) {
      // What was undone may have taken away texts that were added.
      if (undone !== database.undone) [known, undone] = [new WeakMap(), database.undone];
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

function idOf(database: Database, document: string): number {
  const [found] = rowsOf(database, 'license_texts', 'WHERE document = ?', document);
  if (found !== undefined) return Number(found.id);
  const last = database.get<{ last: number | null }>('SELECT max(id) AS last FROM license_texts')?.last ?? 0;
  insertRow(database, 'license_texts', [last + 1, document]);
  return last + 1;
}

/** Reads what `refer` wrote: equal rows come as one object. Every text is checked when the first is asked for. */
export function licenseReader(database: Database): (references: string) => LicenseAssignmentState[] {
  const texts = new Map<number, LicenseAssignmentState>();
  const summed = summing(database, 'license_texts');
  for (const row of database.each<SealedRow<'license_texts'>>('SELECT * FROM license_texts')) {
    summed.add(sound('license_texts', row).checksum);
    texts.set(Number(row.id), parseStored<LicenseAssignmentState>(String(row.document), `license row ${row.id}`));
  }
  summed.end();
  const known = new Map<string, LicenseAssignmentState>();

  function rowOf(id: string, time: string): LicenseAssignmentState {
    const row = texts.get(Number(id));
    if (row === undefined) throw damaged(`license row ${id}, which is not there any more,`);
    return time === '' ? row : { ...row, lastUpdatedDateTime: timeOf(time) };
  }

  return (references) => {
    if (references === '') return [];
    let before = '';
    return references.split(',').map((reference) => {
      const plus = reference.indexOf('+');
      const isSame = plus === reference.length - 1;
      const time = plus < 0 ? '' : isSame ? before : reference.slice(plus);
      before = time;
      const key = isSame ? reference + time.slice(1) : reference;
      const found = known.get(key);
      if (found !== undefined) return found;
      const row = rowOf(plus < 0 ? reference : reference.slice(0, plus), time);
      if (known.size < MOST_KNOWN) known.set(key, row);
      return row;
    });
  };
}

/** Where every row has a time of its own, remembering more of them would cost more than it saves. */
const MOST_KNOWN = 1 << 16;

/** `+` and a number from which `timeOf` makes this very text, or nothing. */
function timeCode(time: string | undefined): string {
  const ms = time === undefined ? Number.NaN : Date.parse(time);
  if (!Number.isInteger(ms) || ms < 0) return '';
  const code = time?.endsWith('.000Z') || ms % 1000 !== 0 ? `+${ms}m` : `+${ms / 1000}`;
  return timeOf(code) === time ? code : '';
}

function timeOf(code: string): string {
  if (code.endsWith('m')) return new Date(Number(code.slice(1, -1))).toISOString();
  return `${new Date(Number(code) * 1000).toISOString().slice(0, -5)}Z`;
}
