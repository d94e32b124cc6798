import { join } from 'node:path';
import { IdIndex } from '../../licensing/model/id-index.ts';
import { doubledProperty } from '../doubled-property.ts';
import { type ByteLine, lineText, readByteLines } from './byte-lines.ts';
import { FaultList, Remarks } from './faults.ts';
import type { Hearing } from './hearing.ts';
import { messageOf } from './json-file.ts';

/** One file of newline-delimited JSON, read anew each time: yields its records up to the first fault, and checks on. */
interface SnapshotRecords<T> {
  read(faults: FaultList): Generator<T, void, undefined>;
  /** Of those handed out by the latest reading, in that order, as long as there is no fault. */
  ids(): IdIndex;
  /** Of the latest reading, as far as it has come. */
  warnings(): Remarks;
}

/** What makes records of the lines of one reading. */
export interface LineReader<T> {
  /** Of a line that a program wrote and of which nothing is to be said; undefined for all others: `check` is asked. */
  plain(line: ByteLine): T | undefined;
  /** Of a parsed line; undefined when there is anything wrong with it, which is reported. */
  check(value: unknown, hear: Hearing): T | undefined;
  idOf(record: T): string;
  /** Adds its id; tells whether it was not there yet. */
  addTo(ids: IdIndex, record: T): boolean;
  /** Names of the properties that are read. */
  readonly names: ReadonlySet<string>;
}

export function lineRecords<T>(folder: string, file: string, readerOf: () => LineReader<T>): SnapshotRecords<T> {
  let warnings = new Remarks();
  let latest = new IdIndex();
  return {
    *read(faults) {
      const ids = new IdIndex();
      latest = ids;
      const reader = readerOf();
      const remarks = new Remarks();
      warnings = remarks;
      let number = 0;
      const hear = {
        fault: (reason: string, kind?: string) => faults.add(file, number, reason, kind),
        warn: (reason: string) => remarks.add(file, number, reason),
      };
      for (const line of readByteLines(join(folder, file))) {
        number++;
        const record = reader.plain(line) ?? parsed(line, reader, hear);
        if (record === undefined) continue;
        if (!reader.addTo(ids, record)) hear.fault(`the id ${reader.idOf(record)} is on an earlier line too`);
        if (faults.isEmpty) yield record;
      }
    },
    ids: () => latest,
    warnings: () => warnings,
  };
}

/**
 * The records to iterate. A fault in them ends the iteration with everything that is wrong, in `others` as well.
 * @throws SnapshotFault at the end of the iteration
 */
export function checked<T>(folder: string, records: SnapshotRecords<T>, others: SnapshotRecords<unknown>): Iterable<T> {
  return {
    *[Symbol.iterator]() {
      const faults = new FaultList(folder);
      yield* records.read(faults);
      if (faults.isEmpty) return;
      scan(others, faults);
      faults.throwIfAny();
    },
  };
}

/** Reads for the sake of the faults alone. */
export function scan(records: SnapshotRecords<unknown>, faults: FaultList): void {
  for (const _ of records.read(faults));
}

function parsed<T>(
  line: ByteLine,
  reader: LineReader<T>,
  hear: Hearing & { readonly fault: (reason: string, kind?: string) => void },
): T | undefined {
  const text = lineText(line);
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    hear.fault(`not JSON: ${messageOf(error)}`, 'not JSON');
    return undefined;
  }
  const doubled = doubledProperty(text, value, reader.names);
  if (doubled === undefined) return reader.check(value, hear);
  hear.fault(`${doubled} stands twice in one object`);
  return undefined;
}
