import { join } from 'node:path';
import type { Report } from './check-value.ts';
import { FaultList } from './faults.ts';
import { messageOf } from './json-file.ts';
import { readLines } from './lines.ts';

/** One file of newline-delimited JSON, read anew each time: yields its records up to the first fault, and checks on. */
export interface Records<T> {
  read(faults: FaultList): Generator<T, void, undefined>;
}

/**
 * @param check makes a record of a parsed line, or reports what is wrong with it
 * @param parserOf what parses the lines of one reading; throws as `JSON.parse` does
 */
export function recordsOf<T extends { readonly id: string }>(
  folder: string,
  file: string,
  check: (value: unknown, report: Report) => T | undefined,
  parserOf: () => (line: string) => unknown = () => JSON.parse,
): Records<T> {
  return {
    *read(faults) {
      const ids = new Set<string>();
      const parseLine = parserOf();
      let line = 0;
      const report: Report = (reason) => faults.add(file, line, reason);
      for (const text of readLines(join(folder, file))) {
        line++;
        if (text.trim() === '') continue;
        const record = parse(text, parseLine, check, report);
        if (record === undefined) continue;
        const known = ids.size;
        if (ids.add(record.id).size === known) report(`the id ${record.id} is on an earlier line too`);
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

function parse<T>(
  text: string,
  parseLine: (line: string) => unknown,
  check: (value: unknown, report: Report) => T,
  report: Report,
): T | undefined {
  let value: unknown;
  try {
    value = parseLine(text);
  } catch (error) {
    report(`not JSON: ${messageOf(error)}`);
    return undefined;
  }
  return check(value, report);
}
