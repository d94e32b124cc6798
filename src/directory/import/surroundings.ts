import type { Whose } from './owner.ts';

/** What surrounds a value in an export. */
export interface Surroundings {
  readonly file: string;
  /** `@odata.context` of the envelope. */
  readonly context: string | undefined;
  readonly whose: Whose;
  /** Equal for lists that are parts of one. */
  readonly source: string;
}
