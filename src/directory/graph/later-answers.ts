import type { Stall } from '../../changes/change-record.ts';
import { isSameId } from '../../graph/ids.ts';
import type { Change } from '../../licensing/change.ts';
import { listeners } from '../listeners.ts';
import type { LaterAnswer, LaterAnswers } from '../port.ts';
import type { GroupStall } from './native.ts';
import type { Submissions } from './submissions.ts';

/** The stall of this moment, for whoever asks about a group. */
export function stallsTold(onStall: (stall: GroupStall) => void) {
  let now: GroupStall | undefined;
  const heard = listeners<void>();
  return {
    onStall: heard.add,
    in(groupIds: readonly string[]): Stall | undefined {
      if (now === undefined) return undefined;
      const { kind, since, groupIds: stalled } = now;
      return stalled.some((id) => groupIds.some((one) => isSameId(one, id))) ? { kind, since } : undefined;
    },
    tell(stall: GroupStall | undefined): void {
      now = stall;
      if (stall !== undefined) onStall(stall);
      heard.tell();
    },
  };
}

/** What Graph would not do is read back before anybody hears of it. */
export function laterAnswers(
  outgoing: Submissions,
  stalls: ReturnType<typeof stallsTold>,
  {
    readBack,
    comesToRest,
  }: Pick<LaterAnswers, 'comesToRest'> & { readonly readBack: (change: Change) => Promise<void> },
): LaterAnswers {
  const readingBack = new Set<number>();
  const heard = listeners<LaterAnswer>();
  outgoing.onAnswer(async (answer) => {
    readingBack.add(answer.request);
    // What cannot be read now is told by a later look.
    for (const { change } of answer.refused) await readBack(change).catch(() => undefined);
    readingBack.delete(answer.request);
    heard.tell(answer);
  });
  return {
    isOpen: (request) => readingBack.has(request) || outgoing.isOpen(request),
    onAnswer: heard.add,
    comesToRest,
    stallIn: stalls.in,
    onStall: stalls.onStall,
  };
}
