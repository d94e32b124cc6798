import type { Place } from '../../chat/chat.ts';
import { oneAtATime } from '../../chat/one-at-a-time.ts';
import type { KeyValue } from '../../store/store.ts';

/** A request as it was told to people. Plain JSON. */
export interface ToldRequest {
  /** Where it was asked; there its card stands, and there its change goes on. Absent where the process ended before that was noted. */
  readonly place?: Place;
  /** Object ids of those who have its card in a chat of their own, or are about to. */
  readonly told: readonly string[];
  /** Where it was posted instead, or was asked: the channel of approvals. */
  readonly channel?: Place;
  /** Conversations of which nobody said whether its card arrived. */
  readonly unsure?: readonly string[];
  readonly reminded: boolean;
  /** By object id, the version of the request, asked again, that somebody who answers in words was shown. */
  readonly seen?: Readonly<Record<string, number>>;
}

/** Cards that nobody will look at any more are forgotten. */
const LIFETIME_MS = 30 * 24 * 3_600_000;

/** What was told of each request, by its number, until long after it is decided. On disk before `update` resolves. */
export interface RequestBook {
  get(number: number): Promise<ToldRequest | undefined>;
  /** One after another, so that none is lost. */
  update(number: number, change: (asked: ToldRequest | undefined) => ToldRequest | undefined): Promise<void>;
  /** Nothing for a request that was never told. */
  mark(number: number, marks: Pick<ToldRequest, 'reminded'>): Promise<void>;
}

export function requestBook(requests: KeyValue<ToldRequest>): RequestBook {
  const inOrder = oneAtATime();
  const update: RequestBook['update'] = (number, change) =>
    inOrder(String(number), async () => {
      const asked = change(await requests.get(String(number)));
      if (asked !== undefined) await requests.set(String(number), asked, LIFETIME_MS);
    });
  return {
    get: (number) => requests.get(String(number)),
    update,
    mark: (number, marks) => update(number, (asked) => asked && { ...asked, ...marks }),
  };
}

/** As it is when its card stands there. */
export function foundAt({ unsure = [], ...asked }: ToldRequest, conversationId: string): ToldRequest {
  return { ...asked, unsure: unsure.filter((id) => id !== conversationId) };
}

/** As it is when nobody says whether its card arrived there. */
export function unsureAt(asked: ToldRequest, conversationIds: readonly string[]): ToldRequest {
  return { ...asked, unsure: [...new Set([...(asked.unsure ?? []), ...conversationIds])] };
}
