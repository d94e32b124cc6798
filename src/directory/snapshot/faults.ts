/** One thing wrong with a snapshot folder. */
export interface Fault {
  readonly file: string;
  /** Counted from 1; undefined when it is the file as a whole. */
  readonly line: number | undefined;
  readonly reason: string;
}

/** Keeps the report of a wholly broken file readable. */
const FAULTS_LISTED = 50;

/** A snapshot that cannot be used, with everything that is wrong with it. Nothing of it was loaded. */
export class SnapshotFault extends Error {
  readonly faults: readonly Fault[];
  /** How many more there are than `faults` lists. */
  readonly unlisted: number;

  constructor(folder: string, faults: readonly Fault[], unlisted: number) {
    const more = unlisted > 0 ? [`… and ${unlisted} more`] : [];
    super([`${folder} is not a tenant snapshot:`, ...faults.map(describeFault), ...more].join('\n'));
    this.name = 'SnapshotFault';
    this.faults = faults;
    this.unlisted = unlisted;
  }
}

/** `users.ndjson:12: the product 1234 is not in subscribedSkus.json` */
export function describeFault({ file, line, reason }: Fault): string {
  return line === undefined ? `${file}: ${reason}` : `${file}:${line}: ${reason}`;
}

/** Collects what is wrong while a folder is read, so that all of it is told at once. */
export class FaultList {
  readonly #folder: string;
  readonly #faults: Fault[] = [];
  #unlisted = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get isEmpty(): boolean {
    return this.#faults.length === 0;
  }

  add(file: string, line: number | undefined, reason: string): void {
    if (this.#faults.length < FAULTS_LISTED) this.#faults.push({ file, line, reason });
    else this.#unlisted++;
  }

  /** @throws SnapshotFault when anything was found. */
  throwIfAny(): void {
    if (!this.isEmpty) throw new SnapshotFault(this.#folder, this.#faults, this.#unlisted);
  }
}
