import type { LicenseAssignmentState } from '../../graph/types.ts';
import { afterList, CLOSE, NOT_PLAIN, OPEN_BRACE } from '../../plain/plain-json.ts';
import type { ByteLine } from './byte-lines.ts';
import { type KnownRow, KnownRows } from './known-rows.ts';

/** Whoever has the rows. */
interface Named {
  isKey(key: string): boolean;
}

/** The license rows of one line, most of which were seen before. It is the same object for every line. */
export class PlainRows {
  readonly states: LicenseAssignmentState[] = [];
  /** The one before on this line. */
  #before: KnownRow | undefined;
  /** By what a row is of: the number of the line that has one. */
  readonly #lineWith: number[] = [];
  #line = 0;
  readonly #known = new KnownRows();
  readonly #parse: (text: string) => LicenseAssignmentState | undefined;

  /** @param parse makes a row of its JSON; undefined when there is anything wrong with it */
  constructor(parse: (text: string) => LicenseAssignmentState | undefined) {
    this.#parse = parse;
  }

  begin(): void {
    this.states.length = 0;
    this.#before = undefined;
    this.#line++;
  }

  /** The list of this person's rows that begins at this place; returns the place after it, or `NOT_PLAIN`. */
  read(line: ByteLine, at: number, user: Named): number {
    return afterList(line.bytes, at, line.end, (row) =>
      line.bytes[row] === OPEN_BRACE ? this.#readRow(line, row, user) : NOT_PLAIN,
    );
  }

  #readRow(line: ByteLine, at: number, user: Named): number {
    const before = this.#before;
    const expected = this.#known.expected(line, at, before);
    const known = expected ?? this.#find(line, at);
    if (known === undefined || (known.sourceKey !== null && user.isKey(known.sourceKey))) return NOT_PLAIN;
    if (expected === undefined) this.#known.follow(before, known);
    if (this.#lineWith[known.what] === this.#line) return NOT_PLAIN;
    this.#lineWith[known.what] = this.#line;
    this.#before = known;
    this.states.push(known.row);
    return at + known.length;
  }

  /** Up to the first brace that closes: where that is too early, the text is no JSON, and the line not plain. */
  #find(line: ByteLine, at: number): KnownRow | undefined {
    const after = line.bytes.indexOf(CLOSE, at) + 1;
    if (after === 0 || after > line.end) return undefined;
    return this.#known.find(line, at, after) ?? this.#learn(line, at, after);
  }

  #learn(line: ByteLine, start: number, end: number): KnownRow | undefined {
    const row = this.#parse(line.bytes.toString('utf8', start, end));
    return row === undefined ? undefined : this.#known.learn(line, start, end, row);
  }
}
