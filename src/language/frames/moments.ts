import type { Slots } from '../command.ts';
import type { SaidSentence } from '../draft.ts';
import { type Item, says, type WordItem } from '../items.ts';

/** A time in a clause, with what is said of it. */
export interface ClauseMoment {
  readonly role: 'until' | 'starting' | 'during' | 'since' | 'none';
  readonly text: string;
  readonly span: Extract<Item, { kind: 'time' }>['span'];
  /** Where it was said. */
  readonly start: number;
}

export function momentRoleOf(item: WordItem): ClauseMoment['role'] {
  if (says(item, 'until', 'to')) return 'until';
  if (says(item, 'during', 'for') && !says(item, 'starting')) return 'during';
  // "by Friday" is neither a beginning nor an end.
  return says(item, 'since', 'by') ? 'since' : 'starting';
}

/** When it starts and how long it holds, as it was said; undefined where that is not one time. */
export function timesOf(moments: readonly ClauseMoment[], forever: boolean): Slots | undefined {
  const said = (...roles: readonly ClauseMoment['role'][]) =>
    moments.filter((moment) => roles.includes(roleOf(moment))).map(({ text }) => text);
  const [until, ...moreUntil] = said('until');
  const [start, ...moreStart] = said('starting', 'none');
  const [duration, ...moreDuration] = said('during');
  const ends = until !== undefined || duration !== undefined;
  const twice =
    moreUntil.length + moreStart.length + moreDuration.length > 0 || (until !== undefined && duration !== undefined);
  if (twice || (forever && ends) || said('since').length > 0) return undefined;
  const times: SaidSentence = { start, until, duration };
  return Object.fromEntries(Object.entries(times).filter(([, time]) => time !== undefined));
}

/** "E3 for Marketing, a month": a length of time says how long, with or without a word before it. */
function roleOf({ role, span }: ClauseMoment): ClauseMoment['role'] {
  return role === 'none' && span === 'duration' ? 'during' : role;
}
