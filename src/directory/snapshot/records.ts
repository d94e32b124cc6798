import { join } from 'node:path';
import { IdIndex } from '../../core/licensing/memory/id-index.ts';
import { type ByteLine, readByteLines, textOf } from './byte-lines.ts';
import type { Report } from './check-value.ts';
import { FaultList } from './faults.ts';
import { messageOf } from './json-file.ts';

/** One file of newline-delimited JSON, read anew each time: yields its records up to the first fault, and checks on. */
export interface Records<T> {
  read(faults: FaultList): Generator<T, void, undefined>;
}

/** What makes records of the lines of one reading. */
export interface LineReader<T> {
  /** Of a line without any fault that a program wrote; undefined for all others, which `check` is asked about. */
  plain(line: ByteLine): T | undefined;
  /** Of a parsed line; undefined when there is anything wrong with it, which is reported. */
  check(value: unknown, report: Report): T | undefined;
  idOf(record: T): string;
}

export function recordsOf<T>(folder: string, file: string, readerOf: () => LineReader<T>): Records<T> {
  return {
    *read(faults) {
      const ids = new IdIndex();
      const reader = readerOf();
      let number = 0;
      const report: Report = (reason) => faults.add(file, number, reason);
      for (const line of readByteLines(join(folder, file))) {
        number++;
        const record = reader.plain(line) ?? parsed(line, reader, report);
        if (record === undefined) continue;
        const id = reader.idOf(record);
        if (!ids.add(id)) report(`the id ${id} is on an earlier line too`);
        if (faults.isEmpty) yield record;
      }
    },
  };
}

/**
 * The records to iterate. A fault in them ends the iteration with everything that is wrong, in `others` as well.
 * @throws SnapshotFault at the end of the iteration
 */
export function checked<T>(folder: string, records: Records<T>, others: Records<unknown>): Iterable<T> {
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
export function scan(records: Records<unknown>, faults: FaultList): void {
  for (const _ of records.read(faults));
}

function parsed<T>(line: ByteLine, reader: LineReader<T>, report: Report): T | undefined {
  const text = textOf(line);
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    report(`not JSON: ${messageOf(error)}`);
    return undefined;
  }
  return reader.check(value, report);
}
