import { isUtf8 } from 'node:buffer';
import type { LicenseAssignmentState } from '../../graph/types.ts';
import { PlainProfile } from '../../plain/plain-profile.ts';
import type { ByteLine } from './byte-lines.ts';
import { PlainRows } from './plain-rows.ts';

/** A line of `users.ndjson` that a program wrote: a plain profile, and rows behind it of which each was seen before. */
export class PlainUser extends PlainProfile<ByteLine> {
  readonly #rows: PlainRows;

  /** @param parseRow makes a row of its JSON; undefined when there is anything wrong with it */
  constructor(parseRow: (text: string) => LicenseAssignmentState | undefined) {
    super();
    this.#rows = new PlainRows(parseRow);
    this.licenseAssignmentStates = this.#rows.states;
  }

  override read(line: ByteLine): boolean {
    this.#rows.begin();
    if (!super.read(line) || !this.hasRows) return false;
    return this.areAscii || isUtf8(line.bytes.subarray(this.start, this.end));
  }

  protected override readRows(line: ByteLine, at: number): number {
    return this.#rows.read(line, at, this);
  }
}
