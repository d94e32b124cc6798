import type { SnapshotRemark } from '../../graph/types.ts';
import { counted } from '../../words/counted.ts';

/** One thing wrong with a snapshot folder. */
type FaultFound = SnapshotRemark;

/** Keeps the report of a wholly broken file readable. */
const LISTED = 50;

/** A snapshot that cannot be used, with everything that is wrong with it. Nothing of it was loaded. */
export class SnapshotFault extends Error {
  readonly faults: readonly FaultFound[];
  /** How many more there are than `faults` lists. */
  readonly unlisted: number;

  constructor(folder: string, faults: readonly FaultFound[], unlisted: number) {
    const more = unlisted > 0 ? [`… and ${unlisted} more`] : [];
    super([`${folder} is not a tenant snapshot:`, ...faults.map(describeRemark), ...more].join('\n'));
    this.name = 'SnapshotFault';
    this.faults = faults;
    this.unlisted = unlisted;
  }
}

/** `users.ndjson:12: id is missing`, `users.ndjson:12 and 3 more lines: id is missing`. */
export function describeRemark({ file, line, reason, count }: SnapshotRemark): string {
  if (line === undefined) return `${file}: ${reason}`;
  const more = count === 1 ? '' : ` and ${counted(count - 1, 'more lines')}`;
  return `${file}:${line}${more}: ${reason}`;
}

/** What is to be told of some files: the same of many lines of one is told once, at the first of them. */
export class Remarks {
  readonly #told = new Map<string, SnapshotRemark & { count: number }>();
  unlisted = 0;

  get isEmpty(): boolean {
    return this.#told.size === 0;
  }

  get list(): readonly SnapshotRemark[] {
    return [...this.#told.values()];
  }

  /** @param kind what is told once; without it, the reason is */
  add(file: string, line: number | undefined, reason: string, kind = reason): void {
    const key = `${file} ${kind}`;
    const told = this.#told.get(key);
    if (told !== undefined) told.count++;
    else if (this.#told.size < LISTED) this.#told.set(key, { file, line, reason, count: 1 });
    else this.unlisted++;
  }
}

/** Collects what is wrong while a folder is read, so that all of it is told at once. */
export class FaultList {
  readonly #folder: string;
  readonly #remarks = new Remarks();

  constructor(folder: string) {
    this.#folder = folder;
  }

  get isEmpty(): boolean {
    return this.#remarks.isEmpty;
  }

  add(file: string, line: number | undefined, reason: string, kind?: string): void {
    this.#remarks.add(file, line, reason, kind);
  }

  /** @throws SnapshotFault when anything was found. */
  throwIfAny(): void {
    if (!this.isEmpty) throw new SnapshotFault(this.#folder, this.#remarks.list, this.#remarks.unlisted);
  }
}
